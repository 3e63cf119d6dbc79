"""A year of the working calendar as a page shows it: months, weeks, days."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from history.enums import HistoryKind
from history.models import HistoryEntry
from workflows.calendars import WorkingCalendar
from workflows.models import CalendarCorrection

SATURDAY = 5
MONTHS = range(1, 13)
# Until October nobody can know the next year's swaps; then they are awaited.
NEXT_YEAR_AWAITED_FROM = 10


class DayKind(StrEnum):
    """How a day is shown; the value stands in the page."""

    WORK = "work"
    WEEKEND = "weekend"
    OFF = "off"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class Day:
    """One day; ``reason`` where it is special, ``row`` where the agency wrote it."""

    day: date
    kind: DayKind
    reason: str
    row: CalendarCorrection | None

    @property
    def is_special(self) -> bool:
        return self.kind in {DayKind.OFF, DayKind.MAKE_UP} or self.row is not None

    @property
    def is_awaited(self) -> bool:
        return self.row is not None and not self.row.is_confirmed


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday, None outside the month."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def days(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day is not None]

    @property
    def specials(self) -> list[Day]:
        return [day for day in self.days if day.is_special]

    @property
    def working_days(self) -> int:
        return sum(day.kind in {DayKind.WORK, DayKind.MAKE_UP} for day in self.days)


@dataclass(frozen=True)
class CalendarYear:
    """All days of one year, and the rows that the agency wrote for it."""

    year: int
    today: date
    working: WorkingCalendar
    rows: Mapping[date, CalendarCorrection]

    @cached_property
    def months(self) -> list[Month]:
        return [self._month(number) for number in MONTHS]

    @property
    def corrections(self) -> list[CalendarCorrection]:
        return sorted(self.rows.values(), key=lambda row: row.day)

    @property
    def working_days(self) -> int:
        return sum(month.working_days for month in self.months)

    @property
    def is_estimate(self) -> bool:
        """Whether no decided day is written yet for a year that is not over."""
        decided = any(row.is_confirmed for row in self.rows.values())
        return self.year >= self.today.year and not decided

    @property
    def next_is_due(self) -> bool:
        """Whether the next year's days are announced about now."""
        is_this_year = self.year == self.today.year
        return is_this_year and self.today.month >= NEXT_YEAR_AWAITED_FROM

    def _month(self, number: int) -> Month:
        weeks = calendar.Calendar().monthdatescalendar(self.year, number)
        return Month(
            number,
            tuple(
                tuple(self.day(day) if day.month == number else None for day in week)
                for week in weeks
            ),
        )

    def day(self, day: date) -> Day:
        """One day of the year as it stands."""
        row = self.rows.get(day)
        is_weekend = day.weekday() >= SATURDAY
        if self.working.is_working_day(day):
            kind = DayKind.MAKE_UP if is_weekend else DayKind.WORK
            reason = row.reason if row else "Làm bù" if is_weekend else ""
            return Day(day, kind, reason, row)
        reason = self.working.day_off_reason(day) or ""
        is_plain = is_weekend and row is None and not self._is_named(reason)
        return Day(day, DayKind.WEEKEND if is_plain else DayKind.OFF, reason, row)

    @staticmethod
    def _is_named(reason: str) -> bool:
        return bool(reason) and reason != WEEKEND_REASON


WEEKEND_REASON = "Nghỉ cuối tuần"


def calendar_year(year: int, today: date, working: WorkingCalendar) -> CalendarYear:
    """The year with its rows; one statement."""
    rows = CalendarCorrection.objects.filter(day__year=year)
    return CalendarYear(year, today, working, {row.day: row for row in rows})


def removed_day(subject_id: int) -> Mapping[str, Any] | None:
    """What stood in the calendar for a day before it was taken out last, if it was."""
    last = (
        HistoryEntry.objects.filter(subject_type="calendar", subject_id=subject_id)
        .order_by("-sequence")
        .values("kind", "before")
        .first()
    )
    if last is None or last["kind"] != HistoryKind.CALENDAR_DAY_REMOVED:
        return None
    before: Mapping[str, Any] = last["before"]
    return before
