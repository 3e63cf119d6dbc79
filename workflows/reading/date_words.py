"""Days, months and quarters in words. All patterns are bounded, so linear."""

import re
from dataclasses import dataclass
from datetime import date

from workflows.reading.letters import GAP, MAYBE

DAY = (
    rf"\d{{1,2}}(?:{MAYBE}[/.]{MAYBE}\d{{1,2}}(?:{MAYBE}[/.]{MAYBE}\d{{4}})?"
    rf"|-\d{{1,2}}-\d{{4}}|{GAP}tháng{GAP}\d{{1,2}}(?:,?{GAP}năm{GAP}\d{{4}})?)"
)
_DAY = re.compile(
    rf"(?<![\d/.-])(\d{{1,2}})(?:{MAYBE}([/.-]){MAYBE}|{GAP}tháng{GAP})(\d{{1,2}})(?![\d])"
    rf"(?:(?:{MAYBE}[/.-]{MAYBE}|,?{GAP}năm{GAP})(\d{{4}})(?!\d))?(?![/-]?[^\W_])"
)
_MONTH = re.compile(
    rf"tháng{GAP}(?:\d{{1,2}}{MAYBE}(?:-|,|và|đến){MAYBE}(?:tháng{GAP})?){{0,3}}"
    rf"(\d{{1,2}})(?!\d)(?:{MAYBE}(?:/|-|năm){MAYBE}(\d{{4}}))?"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = re.compile(
    rf"quý{GAP}(?:(?:[iv]{{1,3}}|[1-4]){MAYBE}(?:-|,|và){MAYBE}(?:quý{GAP})?){{0,3}}"
    rf"([iv]{{1,3}}|[1-4])(?![^\W_])(?:{MAYBE}(?:/|-|năm){MAYBE}(\d{{4}}))?"
)
_CITATION = re.compile(
    rf"(?<![^\s(])\d{{1,5}}[^\s,;:()]{{0,40}}[/-][^\s,;()]{{0,30}},?{GAP}ngày{GAP}{DAY}"
)
_WITHIN_YEAR = re.compile(rf"năm{GAP}(20\d\d)")
_WEEK = re.compile(rf"\btuần{GAP}(?:thứ{GAP})?\d")
MONTHS = range(1, 13)
YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in the words; ``day`` is None where the calendar has no such day."""

    start: int
    end: int
    day: date | None
    has_year: bool
    month_day: tuple[int, int]


def masked_citations(low: str) -> str:
    """The text with "04/CT-UBND, ngày 26/01/2026" blanked: no deadline is in it."""
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
    years = [int(match.group(4)) for match in found if match.group(4)]
    elsewhere = _WITHIN_YEAR.search(low)
    default = years[-1] if years else int(elsewhere.group(1)) if elsewhere else year
    return [
        Moment(
            match.start(),
            match.end(),
            _date(match.group(4) or default, match.group(3), match.group(1)),
            bool(match.group(4) or elsewhere),
            (int(match.group(3)), int(match.group(1))),
        )
        for match in found
    ]


def _is_a_day(match: re.Match[str]) -> bool:
    """Whether 15/3 or 05-02-2026 is meant as a day: 1.5 or 2026-2031 is not."""
    if match.group(2) in {"-", "."} and not match.group(4):
        return False
    return int(match.group(3)) in MONTHS and int(match.group(1)) > 0


def month_in(low: str, year: int | None) -> tuple[int, int] | None:
    """The last month named ("tháng 3-4/2026" is April), as (year, month)."""
    found = _MONTH.search(low)
    if found is None:
        return None
    in_year = _year(found.group(2), low, year)
    month = int(found.group(1))
    return (in_year, month) if in_year and month in MONTHS else None


def quarter_in(low: str, year: int | None) -> tuple[int, int] | None:
    """The last quarter named, as (year, quarter)."""
    found = _QUARTER.search(low)
    if found is None:
        return None
    in_year = _year(found.group(2), low, year)
    number = found.group(1)
    quarter = int(number) if number.isdigit() else _ROMAN.get(number)
    return (in_year, quarter) if in_year and quarter else None


def _year(stated: str | None, low: str, default: int | None) -> int | None:
    elsewhere = _WITHIN_YEAR.search(low)
    year = int(stated) if stated else int(elsewhere.group(1)) if elsewhere else default
    return year if year in YEARS else None


def _date(year: str | int | None, month: str, day: str) -> date | None:
    if year is None or int(year) not in YEARS:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
