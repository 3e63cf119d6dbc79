"""Days, months and quarters in words. All patterns are bounded, so linear."""

import re
from dataclasses import dataclass
from datetime import date

from workflows.deadlines import (
    DeadlineType,
    last_day_of_month,
    last_day_of_quarter,
)
from workflows.reading.letters import GAP, MAYBE

DAY = (
    rf"(?:m[ùồ]ng{GAP})?\d{{1,2}}(?:{MAYBE}[/.]{MAYBE}\d{{1,2}}"
    rf"(?:{MAYBE}[/.]{MAYBE}(?:\d{{4}}|[23]\d(?!\d))|,?{GAP}năm{GAP}\d{{4}})?"
    rf"|{MAYBE}-{MAYBE}\d{{1,2}}{MAYBE}-{MAYBE}\d{{4}}"
    rf"|{GAP}tháng{GAP}\d{{1,2}}(?:{MAYBE}[/.-]{MAYBE}\d{{4}}|,?{GAP}năm{GAP}\d{{4}})?)"
)
# "QĐ-15/3" is no day; "05-10/6" ends on one.
_DAY = re.compile(
    rf"(?<![\d/.])(?<![^\W\d]-)(\d{{1,2}})(?:{MAYBE}([/.-]){MAYBE}|{GAP}tháng{GAP})"
    rf"(\d{{1,2}})(?!\d)"
    rf"(?:(?:{MAYBE}[/.-]{MAYBE}|,?{GAP}năm{GAP})(\d{{4}}|[23]\d)(?!\d))?"
    r"(?![^\W_]|/[^\W_]|-(?!\d{1,2}/)[^\W_])"
)
_MONTH = re.compile(
    rf"(?:\btháng{GAP}|\bt\.?{MAYBE})(?:\d{{1,2}}{MAYBE}(?:-|,|và|đến){MAYBE}"
    rf"(?:tháng{GAP})?){{0,3}}(\d{{1,2}})(?!\d)(?:{MAYBE}(?:/|-|năm){MAYBE}(\d{{4}}))?"
    rf"|^{MAYBE}(?:trước{GAP}|trong{GAP})?(\d{{1,2}}){MAYBE}[/-]{MAYBE}(\d{{4}})(?![\d/])"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = re.compile(
    rf"\bq(?:uý{GAP}|(?=[1-4]))(?:(?:[iv]{{1,3}}|[1-4]){MAYBE}(?:-|,|và|đến){MAYBE}"
    rf"(?:quý{GAP})?){{0,3}}([iv]{{1,3}}|[1-4])(?![^\W_])"
    rf"(?:{MAYBE}(?:/|-|năm){MAYBE}(\d{{4}}))?"
)
_PART = re.compile(rf"\b(nửa{GAP}đầu|đầu|giữa|cuối){GAP}(?:tháng|quý|t\d|q\d)")
_CITATION = re.compile(
    rf"(?<![^\s(])\d{{1,5}}[^\s,;:()]{{0,40}}[/-][^\s,;()]{{0,30}},?{GAP}ngày{GAP}{DAY}"
)
_WITHIN_YEAR = re.compile(rf"năm{GAP}(20\d\d)")
_WEEK = re.compile(rf"\btuần{GAP}(?:thứ{GAP})?\d")
# "trực 24/7" is a service without end.
_ROUND_THE_CLOCK = re.compile(
    rf"(?:trực|trợ|động|vụ|tục|hành|chế{GAP}độ|nóng){GAP}24/7(?!/)|\b24/24\b"
)
MONTHS = range(1, 13)
YEARS = range(1900, 2101)
CENTURY = 2000
MID_MONTH = 15


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in the words; ``day`` is None where the calendar has no such day."""

    start: int
    end: int
    day: date | None
    has_year: bool
    month_day: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Period:
    """A month or quarter: its days, and how it is written ("2026-02", "2026-Q1")."""

    kind: DeadlineType
    first: date
    last: date
    stated: str


def masked_citations(low: str) -> str:
    """The text with "04/CT-UBND, ngày 26/01/2026" blanked: no deadline is in it."""
    low = _ROUND_THE_CLOCK.sub(lambda found: " " * len(found.group()), low)
    return _WEEK.sub(_blanked, _CITATION.sub(_blank_unless_a_day, low))


def _blanked(found: re.Match[str]) -> str:
    """ "tuần 3 tháng 02" is no third of February; the word stays, the number goes."""
    return "tuần" + " " * (len(found.group()) - len("tuần"))


def _blank_unless_a_day(found: re.Match[str]) -> str:
    has_letters = any(c.isalpha() for c in found.group().split("ngày")[0])
    return " " * len(found.group()) if has_letters else found.group()


def days_in(low: str, year: int | None) -> list[Moment]:
    """Days in lower-case words; ``year`` stands in for one left out.

    A year given once counts for the days before it: "từ 01/3 đến 15/3/2026".
    """
    found = [match for match in _DAY.finditer(low) if _is_a_day(match)]
    years = [_full(match.group(4)) for match in found if match.group(4)]
    elsewhere = _WITHIN_YEAR.search(low)
    default = years[-1] if years else int(elsewhere.group(1)) if elsewhere else year
    return [
        Moment(
            match.start(),
            match.end(),
            _date(_full(match.group(4)) or default, match.group(3), match.group(1)),
            bool(match.group(4) or elsewhere),
            (int(match.group(3)), int(match.group(1))),
        )
        for match in found
    ]


def _full(year: str | None) -> int:
    number = int(year or 0)
    return number + CENTURY if year and len(year) < len("2026") else number


def _is_a_day(match: re.Match[str]) -> bool:
    """Whether 15/3 or 05-02-2026 is meant as a day: 1.5 or 2026-2031 is not."""
    mark, year = match.group(2), match.group(4) or ""
    if mark in {"-", "."} and len(year) < len("2026") and not _is_called_a_day(match):
        return False
    return int(match.group(3)) in MONTHS and int(match.group(1)) > 0


def _is_called_a_day(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 8) : match.start()].rstrip()
    return match.group(2) == "." and before.endswith("ngày")


def period_in(low: str, year: int | None) -> Period | None:
    """The last quarter or month named ("tháng 3-4/2026" is April), and its part.

    Source: Civil Code 2015, art. 146.3: the beginning of a month is its first day,
    the middle the fifteenth, the end its last day.
    """
    found = _quarter(low, year) or _month(low, year)
    part = _PART.search(low)
    if found is None or part is None or part.group(1) == "cuối":
        return found
    if part.group(1) == "đầu":
        return Period(found.kind, found.first, found.first, found.stated)
    if found.kind is DeadlineType.QUARTER:
        return None
    last = found.first.replace(day=MID_MONTH)
    return Period(found.kind, found.first, last, found.stated)


def _month(low: str, year: int | None) -> Period | None:
    found = _MONTH.search(low)
    if found is None:
        return None
    in_year = _year(found.group(2) or found.group(4), low, year)
    month = int(found.group(1) or found.group(3))
    if not in_year or month not in MONTHS:
        return None
    last = last_day_of_month(in_year, month)
    stated = f"{in_year}-{month:02}"
    return Period(DeadlineType.MONTH, last.replace(day=1), last, stated)


def _quarter(low: str, year: int | None) -> Period | None:
    found = _QUARTER.search(low)
    if found is None:
        return None
    in_year = _year(found.group(2), low, year)
    number = found.group(1)
    quarter = int(number) if number.isdigit() else _ROMAN.get(number)
    if not in_year or not quarter:
        return None
    first = date(in_year, quarter * 3 - 2, 1)
    last = last_day_of_quarter(in_year, quarter)
    return Period(DeadlineType.QUARTER, first, last, f"{in_year}-Q{quarter}")


def _year(stated: str | None, low: str, default: int | None) -> int | None:
    elsewhere = _WITHIN_YEAR.search(low)
    year = int(stated) if stated else int(elsewhere.group(1)) if elsewhere else default
    return year if year in YEARS else None


def _date(year: int | None, month: str, day: str) -> date | None:
    if year is None or year not in YEARS:
        return None
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
