"""A chain that lost its end is still a chain: an earlier export exposes it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from history import exports
from history.exceptions import UnreadableExport
from history.exports import read_heads
from history.queries import Head, Selection
from history.verification import register_completeness
from tests.history.cast import MONDAY, draft, tell, tell_a_mission

pytestmark = pytest.mark.django_db

Tamper = Callable[[str], None]
Found = Callable[..., list[str]]
Exported = Callable[..., Path]
Checked = Callable[..., tuple[int, str]]


def test_the_heads_of_an_export_are_the_last_entries(exported: Exported) -> None:
    told = tell_a_mission()
    other = tell_a_mission(("document", 9))

    heads = list(read_heads(exported()))

    assert [head.subject for head in heads] == [
        ("document", 9),
        ("ledger", 0),
        ("mission", 18),
    ]
    assert heads[0] == Head("document", 9, 5, other[-1].hash)
    assert heads[2] == Head("mission", 18, 5, told[-1].hash)


def test_a_history_that_only_grew_holds_against_an_earlier_export(
    found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    earlier = exported("earlier.jsonl")
    tell(draft(), draft(subject=("document", 1)))

    assert found(earlier=read_heads(earlier)) == []
    assert checked(exported(), earlier)[0] == 0


def test_a_lost_end_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    earlier = exported("earlier.jsonl")

    tamper("DELETE FROM history_historyentry WHERE sequence > 3")

    sentence = "mission:18 mục 4: mất phần cuối so với bản kết xuất trước (đã có đến 5)"
    assert found() == []
    assert found(earlier=read_heads(earlier)) == [sentence]
    code, words = checked(exported(), earlier)
    assert code == 1
    assert sentence in words


def test_a_lost_chain_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    for number in (9, 18, 27):
        tell_a_mission(("mission", number))
    earlier = exported("earlier.jsonl")

    tamper("DELETE FROM history_historyentry WHERE subject_id IN (9, 27)")

    assert [line.split(":")[1] for line in found(earlier=read_heads(earlier))] == [
        "9 mục 1",
        "27 mục 1",
    ]
    code, words = checked(exported(), earlier)
    assert code == 1
    assert "mission:9 mục 1: mất phần cuối" in words
    assert "mission:27 mục 1: mất phần cuối" in words


def test_an_end_written_anew_with_right_hashes_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    earlier = exported("earlier.jsonl")

    tamper("DELETE FROM history_historyentry WHERE sequence = 5")
    tell(draft(note="Viết lại."))

    sentence = "mission:18 mục 5: khác với bản kết xuất trước"
    assert found() == []
    assert found(earlier=read_heads(earlier)) == [sentence]
    code, words = checked(exported(), earlier)
    assert code == 1
    assert sentence in words


def test_an_entry_without_its_number_is_not_trusted(exported: Exported) -> None:
    tell_a_mission()
    earlier = exported("earlier.jsonl")
    earlier.write_text(earlier.read_text().replace('"sequence":5', '"number":5'))

    with pytest.raises(UnreadableExport, match="thiếu trường 'sequence'"):
        list(read_heads(earlier))


def test_the_states_in_an_export_are_no_heads(exported: Exported) -> None:
    register_completeness("mission", lambda: [(18, 5, "REPORTED")])
    tell_a_mission()

    heads = list(read_heads(exported()))

    assert [head.subject for head in heads] == [("ledger", 0), ("mission", 18)]


def test_a_cut_earlier_export_is_not_trusted(exported: Exported) -> None:
    tell_a_mission()
    earlier = exported("earlier.jsonl")
    earlier.write_bytes(b"".join(earlier.read_bytes().splitlines(keepends=True)[:-2]))

    with pytest.raises(UnreadableExport, match="bị cắt"):
        list(read_heads(earlier))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]\n",
        b"{}\n",
        b"khong phai JSON\n",
        b'{"format": "x"}\n',
        b'{"format": "dieu-hanh-history", "version": 2}\n',
        b'{"format": "dieu-hanh-history", "version": 1}\n',
    ],
)
def test_another_kind_of_file_is_no_earlier_export(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "other.jsonl"
    path.write_bytes(content)

    with pytest.raises(UnreadableExport):
        list(read_heads(path))


def test_an_empty_history_has_no_heads(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    with path.open("wb") as file:
        exports.write(file, at=MONDAY, selection=Selection(), states=[])

    assert list(read_heads(path)) == []


def test_a_part_of_history_is_no_earlier_export(exported: Exported) -> None:
    tell_a_mission()

    with pytest.raises(UnreadableExport, match="một phần"):
        list(read_heads(exported(subject=("mission", 18))))
