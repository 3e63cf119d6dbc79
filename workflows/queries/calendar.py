"""The working calendar in force: the base calendar with the agency's own rows."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from workflows.calendars import Correction, WorkingCalendar, add_working_days
from workflows.catalogue import reading_catalogue
from workflows.models import CalendarCorrection
from workflows.reading import Catalogue

SOON_WORKING_DAYS: Final = 5


@dataclass(slots=True)
class _Kept:
    calendar: WorkingCalendar | None = None


_KEPT: ContextVar[_Kept | None] = ContextVar("working_calendar", default=None)


@contextmanager
def keeping_calendar() -> Iterator[None]:
    """Read the calendar once at most until the end of the block: of one request."""
    token = _KEPT.set(_Kept())
    try:
        yield
    finally:
        _KEPT.reset(token)


def calendar_in_force() -> WorkingCalendar:
    """The calendar as its rows say now: one statement, or none where it is kept.

    Outside ``keeping_calendar`` nothing is kept, so that a job that lives for days
    sees every change.
    """
    kept = _KEPT.get()
    if kept is not None and kept.calendar is not None:
        return kept.calendar
    rows = CalendarCorrection.objects.values_list("day", "is_working", "reason")
    calendar = WorkingCalendar(tuple(Correction(*row) for row in rows.order_by("day")))
    if kept is not None:
        kept.calendar = calendar
    return calendar


def keep_calendar(corrections: Iterable[Correction]) -> None:
    """Let the rest of this request take the rows that it has read with others."""
    kept = _KEPT.get()
    if kept is not None and kept.calendar is None:
        rows = sorted(corrections, key=lambda one: one.day)
        kept.calendar = WorkingCalendar(tuple(rows))


def forget_calendar() -> None:
    """Have the rest of this request read the calendar anew: after changing it."""
    kept = _KEPT.get()
    if kept is not None:
        kept.calendar = None


def soon(today: date) -> date:
    """The last day that counts as soon."""
    return add_working_days(today, SOON_WORKING_DAYS, calendar_in_force())


def catalogue_in_force(at: datetime) -> Catalogue:
    """What reading a document needs to know of the agency; five statements."""
    return replace(reading_catalogue(at), calendar=calendar_in_force())
