"""Where a paper that is attached begins: an annex, or a plan behind a decision."""

import re
from collections.abc import Sequence

from workflows.reading.letters import folded
from workflows.reading.lines import Line

_ANNEX = re.compile(r"phu luc(?:\s{1,3}(?:[ivx]{1,4}|\d{1,2}|so\s.{1,6}))?\b")
_ATTACHED = re.compile(r"\W{0,4}(?:ban hanh\s)?kem theo\b")
LONGEST_TITLE = 90
LINES_OF_TITLE = 5


def annexes_in(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines with which an annex or an attached paper begins."""
    found = {number for number, line in enumerate(lines) if _is_annex(text, line)}
    for number, line in enumerate(lines):
        if _ATTACHED.match(folded(text[line.start : min(line.end, line.start + 40)])):
            first = _title_above(text, lines, number)
            if first is not None and not found & set(range(first, number)):
                found.add(first)
    return frozenset(found)


def _is_annex(text: str, line: Line) -> bool:
    """Its word in capitals or bold, on a short line."""
    if line.label is not None or line.end - line.start > LONGEST_TITLE:
        return False
    words = text[line.start : line.end]
    stands_out = line.is_emphasised or words[:7].isupper()
    return stands_out and _ANNEX.match(folded(words)) is not None


def _title_above(text: str, lines: Sequence[Line], number: int) -> int | None:
    """The line in capitals, a little above "(Kèm theo …)", that names the paper."""
    for back in range(number - 1, max(-1, number - 1 - LINES_OF_TITLE), -1):
        words = text[lines[back].start : lines[back].end].strip("*_# ")
        if words.isupper() and len(words) <= LONGEST_TITLE:
            return back
    return None
