"""Working days of the Vietnamese State sector.

The package ``holidays`` is the base. Days moved by a decision of the Government
that the package does not know are corrections, passed in as data: an agency keeps
them in a table of its own and hands them over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Correction:
    """One day on which the State sector does the opposite of the base calendar."""

    day: date
    is_working: bool
    reason: str


KNOWN_CORRECTIONS = (
    # Swap approved on 25/12/2025: holidays 0.109 has neither of the two days.
    Correction(
        date(2026, 1, 2),
        is_working=False,
        reason="Nghỉ Tết Dương lịch, hoán đổi với ngày 10/01/2026",
    ),
    Correction(
        date(2026, 1, 10),
        is_working=True,
        reason="Làm bù cho ngày 02/01/2026",
    ),
)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The base calendar with an agency's corrections; equal tables are equal."""

    corrections: tuple[Correction, ...] = KNOWN_CORRECTIONS

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open: make-up Saturdays count, swapped days do not."""
        corrected = _corrected(self.corrections).get(day)
        if corrected is not None:
            return corrected.is_working
        off, made_up = _base(day.year)
        return day in made_up or (day.weekday() < SATURDAY and day not in off)

    def day_off_reason(self, day: date) -> str | None:
        """Why offices are closed, in Vietnamese; None on a working day."""
        if self.is_working_day(day):
            return None
        corrected = _corrected(self.corrections).get(day)
        if corrected is not None:
            return corrected.reason
        return _base(day.year)[0].get(day, "Nghỉ cuối tuần")


@lru_cache(maxsize=16)
def _corrected(corrections: tuple[Correction, ...]) -> dict[date, Correction]:
    return {correction.day: correction for correction in corrections}


@lru_cache(maxsize=32)
def _base(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """Days off with their names, and weekend days that are worked, of one year."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    return dict(known.items()), frozenset(known.weekend_workdays)


VIETNAM = WorkingCalendar()


def next_working_day(day: date, calendar: WorkingCalendar = VIETNAM) -> date:
    """The first working day after ``day``, never ``day`` itself."""
    return next(d for d in _days_from(day, ONE_DAY) if calendar.is_working_day(d))


def previous_working_day(day: date, calendar: WorkingCalendar = VIETNAM) -> date:
    """The last working day before ``day``, never ``day`` itself."""
    return next(d for d in _days_from(day, -ONE_DAY) if calendar.is_working_day(d))


def roll_forward(day: date, calendar: WorkingCalendar = VIETNAM) -> date:
    """``day`` if it is worked, else the next working day (Civil Code, art. 148.5)."""
    return day if calendar.is_working_day(day) else next_working_day(day, calendar)


def add_working_days(
    start: date, days: int, calendar: WorkingCalendar = VIETNAM
) -> date:
    """The ``days``-th working day after ``start``; ``start`` is not counted.

    Source: Civil Code 2015, art. 147 (the day of the event is not counted).
    Negative ``days`` count backwards; zero gives ``start`` itself.
    """
    step = ONE_DAY if days > 0 else -ONE_DAY
    day = start
    for _ in range(abs(days)):
        day = next(d for d in _days_from(day, step) if calendar.is_working_day(d))
    return day


def working_days_between(
    start: date, end: date, calendar: WorkingCalendar = VIETNAM
) -> int:
    """How many working days lie after ``start`` and up to ``end`` inclusive.

    Negative where ``end`` is earlier, so that
    ``working_days_between(d, add_working_days(d, n)) == n`` for every n.
    """
    if end < start:
        return -sum(
            calendar.is_working_day(end + ONE_DAY * offset)
            for offset in range((start - end).days)
        )
    return sum(
        calendar.is_working_day(start + ONE_DAY * offset)
        for offset in range(1, (end - start).days + 1)
    )


def _days_from(day: date, step: timedelta) -> Iterator[date]:
    while True:
        day += step
        yield day
