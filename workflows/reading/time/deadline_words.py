"""Deadlines in words: what "Trước 07/02/2026" or "quý II/2026" means.

Patterns run on plain words, with marks ("ngay" is not "ngày").
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
)
from workflows.reading.results import ReviewReason
from workflows.reading.time.date_words import (
    Moment,
    days_in,
    masked_citations,
    period_in,
)
from workflows.reading.time.plain_words import plain_words
from workflows.reading.time.recurrence_words import recurrence_in
from workflows.reading.time.relative_words import relative_in

_TIME = re.compile(
    r"(?<![\d/])(\d{1,2}) ?(?:giờ|h|g(?=\d)|:(?=\d\d(?!\d))) ?(\d{2}(?!\d))?"
)
_BEFORE = re.compile(r"\btrước\b")
_ON = re.compile(
    r"\b(?:trong|vào|đúng|dự kiến)(?: (?:vào|lúc|hồi))?"
    r"(?: \d{1,2} ?(?:giờ|h|:)[^,;]{0,24}?)?,?(?: (?:sáng|chiều|tối))? ngày\b"
    r"|\bdự kiến\b|\btổ chức ngày\b|\btrong (?:\d{1,2}|các|hai|ba) ngày\b"
)
_BY = re.compile(
    r"\b(?:chậm|muộn|trễ) nhất(?: (?:là|vào|đến|trong|hết)){0,3}(?: ngày)?\b"
    r"|\bđến (?:hết )?ngày\b|\bhạn\b|\bhoàn thành\b|\bxong\b"
)
# The heading of a day in a schedule: "Thứ Tư, ngày 08/7/2026".
_WEEKDAY = re.compile(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b")
_OPEN = re.compile(
    r"\b(?:theo|khi có|khi phát sinh|đột xuất|tùy|tuỳ|không thời hạn|không quy định)\b"
)
_YEAR = re.compile(
    r"\bnăm (20\d\d)\b|^(?:trong )?(?:cả )?(20\d\d)$|\b(?:trong|cả|hết|cuối) năm\b"
)
_HALF_YEAR = re.compile(r"\b(?:0?[369]|ba|sáu|chín) tháng (?:đầu|cuối) năm\b")
_VAGUE_PART = re.compile(r"\b(?:tuần|nửa|thượng tuần|trung tuần|hạ tuần|giữa quý)\b")
_RANGE = re.compile(r"(?:\btừ|\b(?:các )?ngày) [^;]{0,60}?(?:\b(?:đến|tới)\b| ?[-–] ?)")
_FIRST_DAY = re.compile(
    r"\b(?:từ |ngày )?(\d{1,2})(?: ?/ ?(\d{1,2})| tháng (\d{1,2}))?"
    r"(?:,? (?:đến|tới)(?: hết)?| và| ?[-–])"
    r"(?: \d{1,2} ?(?:giờ|h)\S{0,5},?)?(?: ngày)? ?$"
)
_DATE_DASH_DATE = re.compile(r"\d ?[-–] ?\d{1,2}[/.]\d")


def read_deadline(
    words: str,
    *,
    year: int | None = None,
    issued_on: date | None = None,
    calendar: WorkingCalendar = VIETNAM,
    event: bool = False,
    label: str = "",
) -> Deadline:
    """What the whole value of a "Thời hạn" line means.

    ``year`` stands in where the words give none. A bare date is a last day, of an
    ``event`` the day itself; so is one whose ``label`` says "dự kiến", and behind
    "Hoàn thành trước" it is a bound. Words that mean nothing known give an open
    deadline with a doubt, never a guess.
    """
    plain = masked_citations(plain_words(words).words.strip())
    year = year or (issued_on.year if issued_on else None)
    moments = days_in(plain, year)
    says = plain_words(label).words.strip(" :")
    if says.endswith("trước") and moments:
        plain = f"trước {plain}"
        moments = days_in(plain, year)
    tentative = "dự kiến" in plain or "dự kiến" in says
    dated = any(moment.has_year for moment in moments)
    cycle = recurrence_in(plain)
    found = (
        (None if dated else cycle)
        or relative_in(plain, year, issued_on, calendar)
        or _dated(plain, moments, event=event or tentative)
        or _period(plain, year)
        or _open(plain, year)
    )
    doubts = found.doubts
    if "unspecified" in (found.recurrence or ""):
        doubts = (ReviewReason.PERIOD_UNSPECIFIED,)
    if dated and cycle is not None and found.type is not DeadlineType.OPEN:
        doubts = (ReviewReason.MULTIPLE_MILESTONES,)
    elif _has_passed(found, issued_on) and not dated:
        doubts = (*doubts, ReviewReason.PERIOD_UNSPECIFIED)
    tentative = tentative and found.due_on is not None
    return replace(
        found, words=words, span=(0, len(words)), tentative=tentative, doubts=doubts
    )


def _has_passed(found: Deadline, issued_on: date | None) -> bool:
    """Whether a day read without its year lies before the paper's own day.

    Then the year is the question: "trước 05/01" in a paper of December.
    """
    bounded = found.type not in {DeadlineType.RELATIVE, DeadlineType.OPEN}
    late = found.due_on is not None and issued_on is not None
    return bounded and late and (found.due_on or date.max) < (issued_on or date.min)


def _dated(plain: str, moments: list[Moment], *, event: bool) -> Deadline | None:
    if not moments:
        return None
    real = [moment for moment in moments if moment.day is not None]
    if not real:
        return replace(NO_DEADLINE, doubts=(ReviewReason.PERIOD_UNSPECIFIED,))
    starts_on = _starts_on(plain, real)
    last = real[-1] if starts_on else max(real, key=_day)
    day, at = _day(last), _hour(plain)
    kind = DeadlineType.ON if starts_on else _bound(plain[: last.start], event=event)
    several = starts_on is None and len({moment.day for moment in moments}) > 1
    return Deadline(
        type=kind,
        stated=day.isoformat(),
        due_on=day_before(day) if kind is DeadlineType.BEFORE and not at else day,
        at=at,
        starts_on=starts_on,
        doubts=(ReviewReason.MULTIPLE_MILESTONES,) if several else (),
    )


def _starts_on(plain: str, real: list[Moment]) -> date | None:
    """The first day of "từ 01/3 đến 15/3/2026" or "từ ngày 05 đến ngày 10/6"."""
    is_range = _RANGE.match(plain, max(0, plain.find("từ"))) is not None
    if len(real) > 1 and (is_range or _DATE_DASH_DATE.search(plain)):
        return _not_after(_day(real[0]), _day(real[-1]))
    found = _FIRST_DAY.search(plain[: real[-1].start])
    if found is None or len(real) > 1:
        return None
    last = _day(real[-1])
    try:
        month = int(found.group(2) or found.group(3) or last.month)
        return _not_after(date(last.year, month, int(found.group(1))), last)
    except ValueError:
        return None


def _not_after(first: date, last: date) -> date:
    """The first day, of the year before where the year turns in between."""
    if first <= last or (first.month, first.day) == (2, 29):
        return min(first, last)
    return first.replace(year=first.year - 1)


def _day(moment: Moment) -> date:
    return moment.day or date.min


def _bound(before: str, *, event: bool) -> DeadlineType:
    """The type, by the last bounding word in front of the date."""
    words = (
        (_ON, DeadlineType.ON),
        (_BY, DeadlineType.BY),
        (_BEFORE, DeadlineType.BEFORE),
    )
    cues = [
        (found.end(), rank, kind)
        for rank, (pattern, kind) in enumerate(words)
        for found in pattern.finditer(f"{before} ngày ")
    ]
    if cues:
        return max(cues)[2]
    return DeadlineType.ON if event or _WEEKDAY.match(before) else DeadlineType.BY


def hour_in(words: str) -> time | None:
    """The first hour that words name."""
    return _hour(plain_words(words).words)


def _hour(plain: str) -> time | None:
    found = _TIME.search(plain)
    if found is None:
        return None
    try:
        return time(int(found.group(1)), int(found.group(2) or 0))
    except ValueError:
        return None


def _period(plain: str, year: int | None) -> Deadline | None:
    """A month or a quarter: its last day, or the day before it with "trước"."""
    if _HALF_YEAR.search(plain):
        return None
    period = period_in(plain, year)
    if period is None:
        return None
    doubts = (ReviewReason.PERIOD_UNSPECIFIED,) if _VAGUE_PART.search(plain) else ()
    is_before = _BEFORE.search(plain) is not None
    return Deadline(
        type=DeadlineType.BEFORE if is_before else period.kind,
        stated=period.stated,
        due_on=day_before(period.first) if is_before else period.last,
        doubts=doubts,
    )


def _open(plain: str, year: int | None) -> Deadline:
    """No bound: by rule, by schedule, or within a year, which is only a window."""
    named = _YEAR.search(plain)
    in_year = year
    if named is not None:
        in_year = int(named.group(1) or named.group(2) or year or 0)
    if in_year and (named is not None or _HALF_YEAR.search(plain)):
        window = (date(in_year, 1, 1), date(in_year, 12, 31))
        return replace(NO_DEADLINE, implied=window, stated=str(in_year))
    if _OPEN.search(plain) or not plain or _HALF_YEAR.search(plain):
        return NO_DEADLINE
    return replace(NO_DEADLINE, doubts=(ReviewReason.PERIOD_UNSPECIFIED,))
