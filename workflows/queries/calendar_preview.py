"""What writing a day into the calendar would move: reminders, and nothing else."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from workflows.calendars import (
    Correction,
    WorkingCalendar,
    add_working_days,
    previous_working_day,
)
from workflows.enums import WITH_THE_UNIT
from workflows.models import Mission
from workflows.queries.calendar import SOON_WORKING_DAYS

# A day off can reach a deadline that comes this much later, and no farther.
REACH: Final = timedelta(days=21)
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """One mission whose first reminder falls on another day; its deadline stays."""

    mission: Mission
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class Preview:
    """What the day would be, and what that moves."""

    is_working: bool
    moved: list[Moved]

    @property
    def first(self) -> list[Moved]:
        return self.moved[:SHOWN]

    @property
    def further(self) -> int:
        return max(len(self.moved) - SHOWN, 0)


def preview(day: date, calendar: WorkingCalendar) -> Preview:
    """Open missions of which a reminder would move; one statement."""
    is_working = not calendar.is_working_day(day)
    change = Correction(day, is_working=is_working, reason="")
    changed = replace(calendar, corrections=(*_others(day, calendar), change))
    return Preview(is_working, _moved(day, calendar, changed))


def preview_of_removal(day: date, calendar: WorkingCalendar) -> Preview:
    """The same, were the day what it is without the word that was written of it."""
    changed = replace(calendar, corrections=_others(day, calendar))
    return Preview(changed.is_working_day(day), _moved(day, calendar, changed))


def _others(day: date, calendar: WorkingCalendar) -> tuple[Correction, ...]:
    return tuple(one for one in calendar.corrections if one.day != day)


def _moved(
    day: date, calendar: WorkingCalendar, changed: WorkingCalendar
) -> list[Moved]:
    if changed.is_working_day(day) == calendar.is_working_day(day):
        return []
    missions = (
        Mission.objects.filter(
            state__in=WITH_THE_UNIT, due_on__gte=day, due_on__lte=day + REACH
        )
        .only("pk", "title", "due_on")
        .order_by("due_on", "pk")
    )
    found = []
    for mission in missions:
        if mission.due_on is None:  # the filter has left none
            continue
        before = first_reminder(mission.due_on, calendar)
        after = first_reminder(mission.due_on, changed)
        if before != after:
            found.append(Moved(mission, before, after))
    return found


def first_reminder(due_on: date, calendar: WorkingCalendar) -> date:
    """The day from which a deadline counts as soon."""
    last = due_on
    if not calendar.is_working_day(due_on):
        last = previous_working_day(due_on, calendar)
    return add_working_days(last, -SOON_WORKING_DAYS, calendar)
