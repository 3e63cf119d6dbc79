"""Schedules of a week: days as headings, hours before what is held."""

import re

from workflows.deadlines import Span
from workflows.reading.labels import Field, FieldKind
from workflows.reading.lines import Line

_DAY = re.compile(
    r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|ngay)\b[\s,:(]{0,4}"
    r"(?:\(?(?:ngay\s)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?\)?"
    r"|ngay\s\d{1,2}\sthang\s\d{1,2}(?:\snam\s\d{4})?)[\s:.]{0,3}$"
)
_PART_OF_DAY = re.compile(r"(?:buoi\s)?(?:sang|chieu|toi|ca ngay)\s?:?$")
_HOUR = re.compile(
    r"(?:(?:tu\s)?\d{1,2}\s?(?:gio|h|g)\s?(?:\d{2})?(?:\s?phut)?"
    r"(?:\s?(?:-|–|den)\s?\d{1,2}\s?(?:gio|h|g)\s?(?:\d{2})?)?"
    r"|(?:buoi\s)?(?:sang|chieu|toi)|ca ngay)\s?[:,-]\s{0,4}(?=\S)"
)
LONGEST_DAY = 48


def is_day(folded: str, line: Line) -> bool:
    """Whether a line is no more than a day: "Thứ Hai, ngày 06/7/2026"."""
    if line.end - line.body > LONGEST_DAY:
        return False
    return _DAY.match(folded[line.body : line.end]) is not None


def is_part_of_day(folded: str, line: Line) -> bool:
    """Whether a line only says "Sáng:" or "Chiều:"."""
    if line.end - line.start > len("Buổi chiều :  "):
        return False
    return _PART_OF_DAY.match(folded[line.start : line.end]) is not None


def behind_hour(folded: str, start: int, end: int) -> int:
    """Where the words begin behind an hour: "08 giờ 00: Giao ban"."""
    found = _HOUR.match(folded, start, end)
    return found.end() if found else start


def day_field(span: Span) -> Field:
    """The day of a heading, as the time of all that stands under it."""
    return Field(FieldKind.DEADLINE, span[0], span, closed=True)
