"""Deadlines as expressions: the words, the rule, and the last permitted day.

``due_on`` is always the last permitted *calendar* day; whether it is worked, and the
working days around it, are asked of a calendar and change nothing. Only periods that
run from an event roll forward when they end on a day off.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from workflows.calendars import (
    VIETNAM,
    WorkingCalendar,
    add_working_days,
    roll_forward,
)

Span = tuple[int, int]
MONTHS_IN_QUARTER = 3
HOURS_IN_DAY = 24
DAYS_IN_WEEK = 7


class DeadlineType(StrEnum):
    """How the words bound the work."""

    BEFORE = "before"
    BY = "by"
    ON = "on"
    MONTH = "month"
    QUARTER = "quarter"
    RELATIVE = "relative"
    RECURRING = "recurring"
    OPEN = "open"


class OffsetUnit(StrEnum):
    """What a relative period is counted in."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    HOUR = "hour"
    WEEK = "week"
    MONTH = "month"


class Anchor(StrEnum):
    """The event from which a relative period runs, where it is a known one."""

    ISSUED_ON = "issued_on"
    RECEIVED_ON = "received_on"
    STATED_DATE = "stated_date"
    END_OF_TET_HOLIDAY = "end_of_tet_holiday"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as it was written and as it is understood.

    ``words`` and ``span`` are the passage; ``stated`` the day, month ("2026-02") or
    quarter ("2026-Q1") that it names; ``due_on`` the last permitted calendar day,
    None as long as it depends on something unknown; ``at`` the hour on the stated
    day; ``recurrence`` the cycle (``monthly:25``), with ``recurrence_exclusive``
    where the cycle says "trước ngày 25"; ``implied`` a window that is no bound;
    ``doubts`` review reasons that the words themselves give rise to.
    """

    type: DeadlineType = DeadlineType.OPEN
    words: str | None = None
    span: Span | None = None
    stated: str | None = None
    due_on: date | None = None
    at: time | None = None
    starts_on: date | None = None
    tentative: bool = False
    recurrence: str | None = None
    recurrence_exclusive: bool = False
    anchor: Anchor | None = None
    offset: int | None = None
    offset_unit: OffsetUnit | None = None
    implied: tuple[date, date] | None = None
    doubts: tuple[str, ...] = ()


NO_DEADLINE = Deadline()


def last_day_of_month(year: int, month: int) -> date:
    """The last calendar day of a month: "trong tháng 02/2026" ends on it."""
    return date(year, month, monthrange(year, month)[1])


def last_day_of_quarter(year: int, quarter: int) -> date:
    """The last calendar day of quarter 1 to 4."""
    return last_day_of_month(year, quarter * MONTHS_IN_QUARTER)


def day_before(day: date) -> date:
    """The last permitted day of "trước ngày D"."""
    return day if day == date.min else day - timedelta(days=1)


def end_of_period(
    anchor: date,
    offset: int,
    unit: OffsetUnit,
    calendar: WorkingCalendar = VIETNAM,
) -> date | None:
    """The last day of a period that runs from ``anchor``, which is not counted.

    Source: Civil Code 2015, arts. 147 and 148: a period ends on its last day, of a
    month on the same-numbered day or the last one; if that is a day off, at the end
    of the next working day. A period that runs back from its event ("trước cuộc họp
    02 ngày") is not moved. None if the period leaves the calendar.
    """
    try:
        if unit is OffsetUnit.WORKING_DAY:
            return add_working_days(anchor, offset, calendar)
        end = _calendar_end(anchor, offset, unit)
        return end if offset < 0 else roll_forward(end, calendar)
    except (OverflowError, ValueError):
        return None


def _calendar_end(anchor: date, offset: int, unit: OffsetUnit) -> date:
    if unit is OffsetUnit.MONTH:
        return _months_after(anchor, offset)
    if unit is OffsetUnit.HOUR:
        return anchor + timedelta(days=-(-offset // HOURS_IN_DAY))
    days = DAYS_IN_WEEK if unit is OffsetUnit.WEEK else 1
    return anchor + timedelta(days=offset * days)


def anchored(
    deadline: Deadline, on: date, calendar: WorkingCalendar = VIETNAM
) -> Deadline:
    """The same relative deadline once the day of its anchor is known.

    A deadline of another type, or one without a length ("ngay sau khi …"), comes
    back as it is.
    """
    if deadline.offset is None or deadline.offset_unit is None:
        return deadline
    due_on = end_of_period(on, deadline.offset, deadline.offset_unit, calendar)
    return replace(deadline, due_on=due_on)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
