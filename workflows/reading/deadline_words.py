"""Deadlines in words: what "Trước 07/02/2026" or "quý II/2026" means.

Patterns run on lower-case text with marks ("ngay" is not "ngày") whose markup is
blanked, so offsets stay those of the text.
"""

import re
from dataclasses import replace
from datetime import date, time

from workflows.calendars import VIETNAM, WorkingCalendar
from workflows.deadlines import (
    NO_DEADLINE,
    Deadline,
    DeadlineType,
    day_before,
    last_day_of_month,
    last_day_of_quarter,
)
from workflows.reading.date_words import (
    Moment,
    days_in,
    masked_citations,
    month_in,
    quarter_in,
)
from workflows.reading.letters import GAP, MAYBE, lowered
from workflows.reading.recurrence_words import recurrence_in
from workflows.reading.relative_words import relative_in
from workflows.reading.results import ReviewReason

_TIME = re.compile(
    rf"(\d{{1,2}}){MAYBE}(?:giờ|h|g){MAYBE}(\d{{2}})?(?:{MAYBE}(?:phút|'|’))?"
)
_BEFORE = re.compile(r"\btrước\b")
_ON = re.compile(
    rf"\b(?:trong|vào|đúng|dự{GAP}kiến){GAP}(?:vào{GAP})?ngày\b|\bdự{GAP}kiến\b"
)
_OPEN = re.compile(
    rf"\b(?:theo|khi{GAP}có|khi{GAP}phát{GAP}sinh|đột{GAP}xuất|tùy|tuỳ|không{GAP}thời{GAP}hạn)\b"
)
_YEAR = re.compile(rf"\bnăm{GAP}(20\d\d)\b")
_VAGUE_PART = re.compile(rf"\b(?:đầu|giữa|tuần|nửa|tuần{GAP}thứ|trung{GAP}tuần)\b")
_RANGE = re.compile(rf"\btừ{GAP}.{{0,40}}?\b(?:đến|tới)\b", re.DOTALL)


def read_deadline(
    words: str,
    *,
    year: int | None = None,
    issued_on: date | None = None,
    calendar: WorkingCalendar = VIETNAM,
) -> Deadline:
    """What the whole value of a "Thời hạn" line means.

    ``year`` stands in where the words give none. A bare date is a last day. Words
    that mean nothing known give an open deadline with a doubt, never a guess.
    """
    low = masked_citations(lowered(words))
    year = year or (issued_on.year if issued_on else None)
    moments = days_in(low, year)
    dated = any(moment.has_year for moment in moments)
    cycle = recurrence_in(low)
    found = (
        (None if dated else cycle)
        or relative_in(low, moments, issued_on, calendar)
        or _dated(low, moments)
        or _period(low, year)
        or _open(low)
    )
    if dated and cycle is not None and found.type is not DeadlineType.OPEN:
        found = replace(found, doubts=(ReviewReason.MULTIPLE_MILESTONES,))
    return replace(found, words=words, span=(0, len(words)))


def _dated(low: str, moments: list[Moment]) -> Deadline | None:
    if not moments:
        return None
    is_range = (
        len(moments) > 1 and _RANGE.match(low, max(0, low.find("từ"))) is not None
    )
    real = [moment for moment in moments if moment.day is not None]
    if not real:
        return replace(NO_DEADLINE, doubts=(ReviewReason.PERIOD_UNSPECIFIED,))
    last = real[-1] if is_range else max(real, key=_day)
    day = _day(last)
    kind = DeadlineType.ON if is_range else _bound(low[: last.start])
    several = not is_range and len({moment.day for moment in moments}) > 1
    return Deadline(
        type=kind,
        stated=day.isoformat(),
        due_on=day_before(day)
        if kind is DeadlineType.BEFORE and not _hour(low)
        else day,
        at=_hour(low),
        starts_on=real[0].day if is_range else None,
        tentative="dự kiến" in " ".join(low.split()),
        doubts=(ReviewReason.MULTIPLE_MILESTONES,) if several else (),
    )


def _day(moment: Moment) -> date:
    return moment.day or date.min


def _bound(before: str) -> DeadlineType:
    """The type, by the last bounding word in front of the date."""
    cues = [
        (found.start(), kind)
        for pattern, kind in ((_BEFORE, DeadlineType.BEFORE), (_ON, DeadlineType.ON))
        for found in pattern.finditer(f"{before} ngày ")
    ]
    return max(cues)[1] if cues else DeadlineType.BY


def _hour(low: str) -> time | None:
    found = _TIME.search(low)
    if found is None:
        return None
    try:
        return time(int(found.group(1)), int(found.group(2) or 0))
    except ValueError:
        return None


def _period(low: str, year: int | None) -> Deadline | None:
    """A month or a quarter: its last day, or the day before it with "trước"."""
    quarter, month = quarter_in(low, year), month_in(low, year)
    if quarter is not None:
        first = date(quarter[0], quarter[1] * 3 - 2, 1)
        last, kind = last_day_of_quarter(*quarter), DeadlineType.QUARTER
        stated = f"{quarter[0]}-Q{quarter[1]}"
    elif month is not None:
        first = date(month[0], month[1], 1)
        last, kind = last_day_of_month(*month), DeadlineType.MONTH
        stated = f"{month[0]}-{month[1]:02}"
    else:
        return None
    doubts = (ReviewReason.PERIOD_UNSPECIFIED,) if _VAGUE_PART.search(low) else ()
    if _BEFORE.search(low):
        return Deadline(
            type=DeadlineType.BEFORE,
            stated=stated,
            due_on=day_before(first),
            doubts=doubts,
        )
    return Deadline(type=kind, stated=stated, due_on=last, doubts=doubts)


def _open(low: str) -> Deadline:
    """No bound: by rule, by schedule, or within a year, which is only a window."""
    named = _YEAR.search(low)
    if named is not None:
        in_year = int(named.group(1))
        window = (date(in_year, 1, 1), date(in_year, 12, 31))
        return replace(NO_DEADLINE, implied=window, stated=str(in_year))
    if _OPEN.search(low) or not low.strip():
        return NO_DEADLINE
    return replace(NO_DEADLINE, doubts=(ReviewReason.PERIOD_UNSPECIFIED,))
