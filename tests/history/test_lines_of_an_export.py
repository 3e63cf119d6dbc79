"""The application verifies the lines of an export as it does its own rows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from history.verification import Tally, verify
from tests.history.cast import tell_a_mission

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(exported: Callable[..., Path]) -> list[dict[str, Any]]:
    """The entry lines of two missions and of the ledger."""
    tell_a_mission()
    tell_a_mission(("mission", 19))
    text = exported().read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in text[1:-1]]


def test_untouched_lines_are_clean(lines: list[dict[str, Any]]) -> None:
    tally = Tally()

    assert list(verify(lines, tally=tally)) == []
    assert (tally.entries, tally.chains) == (11, 3)


def test_a_line_out_of_its_order_is_found(lines: list[dict[str, Any]]) -> None:
    lines[2], lines[3] = lines[3], lines[2]

    assert "mission:18 mục 2: sai thứ tự" in [str(found) for found in verify(lines)]


def test_a_chain_out_of_its_order_is_found(lines: list[dict[str, Any]]) -> None:
    lines.append(lines.pop(0))

    assert [str(found) for found in verify(lines)] == [
        "ledger:0 mục 1: sai thứ tự (chuỗi không đúng chỗ)"
    ]


def test_content_nested_deeper_than_any_entry_is_found(
    lines: list[dict[str, Any]],
) -> None:
    lines[1]["after"] = json.loads("[" * 30 + "]" * 30)

    (problem,) = verify(lines)
    assert str(problem) == "mission:18 mục 1: nội dung đã bị sửa sau khi ghi"
