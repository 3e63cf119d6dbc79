"""docs/verify_history.py: needs nothing of ours, and says the same as we do."""

import ast
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.exceptions import UnrecordableValue
from history.hashing import DIGESTED_FIELDS, digest
from tests.history.cast import tell_a_mission
from tests.history.conftest import CHECKER
from tests.history.test_canonical_form import NAMES, TEXT

Exported = Callable[..., Path]
Checked = Callable[..., tuple[int, str]]


def stand_alone() -> Any:
    spec = importlib.util.spec_from_file_location("stand_alone_checker", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse(CHECKER.read_text(encoding="utf-8"))

    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported <= sys.stdlib_module_names


def test_it_digests_the_same_fields() -> None:
    assert stand_alone().FIELDS == DIGESTED_FIELDS


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(NAMES, part, max_size=4),
    max_leaves=12,
)
ENTRIES = st.fixed_dictionaries(
    dict.fromkeys(DIGESTED_FIELDS, TEXT)
    | {
        "subject_id": st.integers(0, 2**40),
        "sequence": st.integers(1, 2**31),
        "actor_id": st.none() | st.integers(1, 2**40),
        "before": st.dictionaries(NAMES, JSON_VALUES, max_size=4),
        "after": st.dictionaries(NAMES, JSON_VALUES, max_size=4),
    }
)
HASH_OF = stand_alone().entry_hash


@given(ENTRIES)
def test_it_gives_every_entry_the_hash_that_we_give_it(entry: dict[str, Any]) -> None:
    assert HASH_OF(entry) == digest(entry)


@given(ENTRIES, st.floats())
def test_neither_gives_a_hash_to_a_number_that_is_not_whole(
    entry: dict[str, Any], number: float
) -> None:
    entry["after"]["x"] = number

    assert HASH_OF(entry) == ""
    with pytest.raises(UnrecordableValue):
        digest(entry)


def cut_last_line(lines: list[bytes]) -> None:
    del lines[-1]


def cut_an_entry(lines: list[bytes]) -> None:
    del lines[-2]


def swap_two_entries(lines: list[bytes]) -> None:
    lines[3], lines[4] = lines[4], lines[3]


def move_a_chain(lines: list[bytes]) -> None:
    lines.insert(-1, lines.pop(1))


def edit_a_note(lines: list[bytes]) -> None:
    lines[5] = lines[5].replace("Bổ sung".encode(), "Rút bớt".encode())


def repeat_a_name(lines: list[bytes]) -> None:
    lines[5] = lines[5].replace(b'"note":', b'"note":"x","note":')


def add_a_line(lines: list[bytes]) -> None:
    lines.append(b"{}\n")


def add_a_strange_line(lines: list[bytes]) -> None:
    lines.insert(3, b'{"x": 1}\n')


def change_the_count(lines: list[bytes]) -> None:
    lines[0] = lines[0].replace(b'"entries":6', b'"entries":5')


def add_a_space(lines: list[bytes]) -> None:
    lines[2] = b" " + lines[2]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("touch", "code", "sentence"),
    [
        (cut_last_line, 1, "Tệp bị cắt"),
        (cut_an_entry, 1, "Các mục không khớp dòng cuối"),
        (swap_two_entries, 1, "mission:18 mục 2: sai thứ tự"),
        (move_a_chain, 1, "ledger:0 mục 1: sai thứ tự"),
        (edit_a_note, 1, "mission:18 mục 4: nội dung đã bị sửa"),
        (repeat_a_name, 2, "a name stands twice"),
        (add_a_line, 1, "Còn dữ liệu sau dòng cuối"),
        (add_a_strange_line, 1, "dòng lạ"),
        (change_the_count, 1, "Các mục không khớp dòng đầu"),
        (add_a_space, 1, "không khớp mã băm"),
    ],
)
def test_a_touched_file_is_found(
    touch: Callable[[list[bytes]], None],
    code: int,
    sentence: str,
    exported: Exported,
    checked: Checked,
) -> None:
    tell_a_mission()
    path = exported()
    lines = path.read_bytes().splitlines(keepends=True)

    touch(lines)
    path.write_bytes(b"".join(lines))

    answer, words = checked(path)
    assert sentence in words
    assert answer == code


@pytest.mark.parametrize("content", ["", "[]\n", "x\n", "{}\n"])
def test_a_file_of_another_kind_is_not_a_finding(
    content: str, tmp_path: Path, checked: Checked
) -> None:
    path = tmp_path / "other.txt"
    path.write_text(content)

    code, words = checked(path)

    assert code == 2
    assert "Không kiểm tra được" in words


@pytest.mark.django_db
def test_a_part_of_history_is_not_compared(
    exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    whole, part = (
        exported("whole.jsonl"),
        exported("part.jsonl", subject=("mission", 18)),
    )

    assert checked(part, whole)[0] == 2
    assert checked(whole, part)[0] == 2
