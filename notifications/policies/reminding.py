"""The days on which a deadline is reminded of."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from workflows.calendars import (
    WorkingCalendar,
    add_working_days,
    previous_working_day,
    working_days_between,
)

MOST_WORKING_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """Working days before the deadline, zero for the last day itself, the latest
    last; and after it every so many, zero for never."""

    before: tuple[int, ...] = (5, 2, 0)
    every: int = 3

    @classmethod
    def of(cls, before: tuple[int, ...], every: int) -> "Plan":
        """The plan in order. Raises ValueError for days that make no sense."""
        numbers = (*before, every)
        if any(not 0 <= number <= MOST_WORKING_DAYS for number in numbers):
            raise ValueError(f"0 to {MOST_WORKING_DAYS} working days, not {numbers}.")
        return cls(tuple(sorted(set(before), reverse=True)), every)

    @property
    def horizon(self) -> int:
        """How many working days before the deadline it begins."""
        return max(self.before, default=0)


def last_working_day(due_on: date, calendar: WorkingCalendar) -> date:
    """The last day on which people work before the deadline is over.

    A day fixed by a paper does not move though it is a day off: one is reminded
    before it.
    """
    if calendar.is_working_day(due_on):
        return due_on
    return previous_working_day(due_on, calendar)


def left(on: date, due_on: date, calendar: WorkingCalendar) -> int:
    """Working days that are left after this day; negative: late by so many."""
    if on > due_on:
        return -working_days_between(due_on, on, calendar)
    end = last_working_day(due_on, calendar)
    return max(working_days_between(on, end, calendar), 0)


def due_step(
    on: date, due_on: date, calendar: WorkingCalendar, plan: Plan
) -> int | None:
    """The last step of the plan whose day has come, in working days after the
    deadline (negative: before it); None before the first.

    Of several days that were missed only the last counts: nobody is reminded twice
    at once.
    """
    days = left(on, due_on, calendar)
    if plan.every and days < 0 and -days >= plan.every:
        return -days // plan.every * plan.every
    come = [step for step in plan.before if step >= days]
    return -min(come) if come else None


def day_of(step: int, due_on: date, calendar: WorkingCalendar) -> date:
    """The day of a step of this plan."""
    if step > 0:
        return add_working_days(due_on, step, calendar)
    return add_working_days(last_working_day(due_on, calendar), step, calendar)
