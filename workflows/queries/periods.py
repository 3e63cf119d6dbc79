"""A month, a quarter or a year, as an address names it: 2026-11, 2026-q4, 2026."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

PATTERN = re.compile(r"(20\d\d)(?:-(?:q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)
ROMAN: Final = ("", "I", "II", "III", "IV")
MONTHS_OF_QUARTER: Final = 3
MONTHS_OF_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Some whole months of one year, as the agency's calendar has them."""

    code: str
    words: str
    year: int
    month: int
    months: int

    @classmethod
    def read(cls, code: str) -> "Period | None":
        """None for what names no period."""
        found = PATTERN.fullmatch(code)
        if found is None:
            return None
        year = int(found[1])
        if found[2]:
            quarter = int(found[2])
            first = MONTHS_OF_QUARTER * (quarter - 1) + 1
            words = f"Quý {ROMAN[quarter]}/{year}"
            return cls(code, words, year, first, MONTHS_OF_QUARTER)
        if found[3]:
            return cls(code, f"Tháng {int(found[3])}/{year}", year, int(found[3]), 1)
        return cls(code, f"Năm {year}", year, 1, MONTHS_OF_YEAR)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def after(self) -> date:
        """The first day that is no longer of it."""
        last = self.month + self.months - 1
        return date(self.year + last // MONTHS_OF_YEAR, last % MONTHS_OF_YEAR + 1, 1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins, and when it is over."""
        begin, end = (
            timezone.make_aware(datetime.combine(day, time.min))
            for day in (self.first, self.after)
        )
        return begin, end

    @property
    def before(self) -> "Period":
        """The one of the same length that ends where this begins."""
        return around(self.first - timedelta(days=1), self.months)


def around(day: date, months: int) -> Period:
    """The month, the quarter or the year in which a day lies."""
    code = {
        1: f"{day:%Y-%m}",
        MONTHS_OF_QUARTER: f"{day.year}-q{(day.month - 1) // MONTHS_OF_QUARTER + 1}",
        MONTHS_OF_YEAR: f"{day.year}",
    }[months]
    found = Period.read(code)
    if found is None:
        raise ValueError(code)
    return found


def offered(today: date) -> list[Period]:
    """The month, the quarter and the year of today."""
    return [around(today, months) for months in (1, MONTHS_OF_QUARTER, MONTHS_OF_YEAR)]
