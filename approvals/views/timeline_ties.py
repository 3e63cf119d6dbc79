"""What a mission's history says of other missions, and of agencies outside."""

from collections.abc import Callable
from typing import Any, Final

from history.enums import HistoryKind
from history.models import HistoryEntry

K = HistoryKind
After = dict[str, Any]


def tie_of(entry: HistoryEntry) -> str:
    """What it says of others; "" where it says nothing."""
    told = TIES.get(entry.kind)
    return told(entry.after) if told else ""


def nv(number: int) -> str:
    return f"NV\u00a0{number:03d}"


def _codes(numbers: list[int]) -> str:
    return ", ".join(nv(number) for number in numbers)


def _parts(after: After) -> str:
    return _codes([one["mission"] for one in after.get("parts", [])])


def _moved(after: After) -> str:
    if after.get("parent") is None:
        return "đứng riêng, không còn là phần của nhiệm vụ khác"
    return f"nay là một phần của {nv(after['parent'])}"


def _other(name: str) -> Callable[[After], str]:
    return lambda after: nv(after[name]) if after.get(name) else ""


def _agency(after: After) -> str:
    paper = after.get("paper") or ""
    return f"{after.get('agency', '')}{', ' if paper else ''}{paper}"


TIES: Final[dict[str, Callable[[After], str]]] = {
    K.MISSION_SPLIT: _parts,
    K.OWN_WORK_MADE: _parts,
    K.PART_MOVED: _moved,
    K.MERGED_WITH: _other("merged"),
    K.MERGED_INTO: _other("merged_into"),
    K.MISSION_REPLACED: _other("replaced_by"),
    K.OUTSIDE_ASKED: _agency,
    K.OUTSIDE_ANSWERED: _agency,
}
