"""Rows between bars, `| a | b |`, as Markdown and our own extraction write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.deadlines import Span

_PAGE = re.compile(
    r"[\s\-–—*_]{0,9}(?:trang|page)?[\s\-–—*_]{0,9}\d{1,4}[\s\-–—*_/\d]{0,9}", re.I
)
_EDGE = " \t\r\n\f\v*_`\u00a0\ufeff"
MAX_BROKEN = 40
MAX_GAP = 5
LONGEST_ROW = 60_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row between bars: its first and last line, its place, and its cells.

    ``leads`` is whether a bar stands before the first cell.
    """

    number: int
    last: int
    span: Span
    cells: tuple[Span, ...]
    leads: bool


def is_near(text: str, lines: list[Span], before: int, number: int) -> bool:
    """Whether only blank lines and page numbers stand between two rows."""
    between = lines[before + 1 : number]
    said = [text[slice(*line)] for line in between]
    words = [one for one in said if one.strip()]
    return len(words) <= MAX_GAP and all(_PAGE.fullmatch(one.strip()) for one in words)


def barred_rows(text: str, lines: list[Span]) -> Iterator[Row]:
    """Rows between bars; one that is broken over lines is put together."""
    number = 0
    width = 0
    while number < len(lines):
        first = number
        start, end = lines[number]
        number += 1
        bars = text.count("|", start, end)
        if not bars:
            continue
        leads = text[start:end].lstrip().startswith("|")
        while leads and number < len(lines) and number - first < MAX_BROKEN:
            if not _is_broken(text, (start, end), lines[number], width):
                break
            end = lines[number][1]
            number += 1
        cells = _cells(text, start, end)
        if len(cells) > 1:
            width = len(cells) if not width or first == 0 else max(width, len(cells))
            yield Row(first, number - 1, (start, end), cells, leads)
        if not leads:
            width = 0


def _is_broken(text: str, row: Span, following: Span, width: int) -> bool:
    """Whether the line that follows is the rest of this row."""
    said = text[slice(*following)].strip()
    if said.startswith("|") or row[1] - row[0] > LONGEST_ROW:
        return False
    is_open = not text[slice(*row)].rstrip().endswith("|")
    lacks = text.count("|", *row) < width
    return (is_open and (lacks or said.endswith("|"))) or (lacks and "|" in said)


def _cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The places of the cells, without the blanks and markup around their words."""
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    if start < end and text[start] == "|":
        start += 1
    if start < end and text[end - 1] == "|":
        end -= 1
    cells: list[Span] = []
    begin = start
    for stop in [*(n for n in range(start, end) if text[n] == "|"), end]:
        cells.append(_trimmed(text, begin, stop))
        begin = stop + 1
    return tuple(cells)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end
