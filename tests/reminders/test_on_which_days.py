"""The days of reminders and the hours without mail, by the State's calendar of 2026."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from notifications.policies.quiet import QuietHours
from notifications.policies.reminding import Plan, day_of, due_step, left
from workflows.calendars import VIETNAM, Correction, WorkingCalendar

PLAN = Plan()
QUIET = QuietHours()
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def day(words: str) -> date:
    number, month = words.split("/")
    return date(2026, int(month), int(number))


def step(on: str, due: str, calendar: WorkingCalendar = VIETNAM) -> int | None:
    return due_step(day(on), day(due), calendar, PLAN)


def moment(words: str, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day(words), time(hour, minute), tzinfo=HANOI)


def test_one_is_reminded_five_two_and_no_working_days_before() -> None:
    due = "12/6"  # a Friday
    assert [step(on, due) for on in ("04/6", "05/6", "08/6", "09/6")] == [
        None,
        -5,
        -5,
        -5,
    ]
    assert [step(on, due) for on in ("10/6", "11/6", "12/6")] == [-2, -2, 0]


def test_after_the_day_one_is_reminded_every_third_working_day() -> None:
    due = "12/6"
    after = ("15/6", "16/6", "17/6", "18/6", "19/6", "22/6")
    assert [step(on, due) for on in after] == [0, 0, 3, 3, 3, 6]


def test_before_a_saturday_fixed_by_a_paper_one_is_reminded_on_the_friday() -> None:
    # "trước ngày 08/02/2026": its last day is Saturday 07/02.
    due = date(2026, 2, 7)

    assert day_of(0, due, VIETNAM) == date(2026, 2, 6)
    assert day_of(-5, due, VIETNAM) == date(2026, 1, 30)
    assert left(date(2026, 2, 6), due, VIETNAM) == 0


def test_days_of_tet_are_not_counted() -> None:
    due = date(2026, 2, 24)  # the holidays last from 14/02 to 22/02

    assert day_of(-2, due, VIETNAM) == date(2026, 2, 13)
    assert day_of(-5, due, VIETNAM) == date(2026, 2, 10)


def test_the_last_of_august_is_off_and_its_saturday_is_worked() -> None:
    due = date(2026, 8, 31)

    assert day_of(0, due, VIETNAM) == date(2026, 8, 28)
    assert day_of(-5, due, VIETNAM) == date(2026, 8, 22)
    assert day_of(3, due, VIETNAM) == date(2026, 9, 7)


def test_a_change_of_the_calendar_moves_reminders_and_not_the_day() -> None:
    off = Correction(day("11/6"), is_working=False, reason="Nghỉ")
    changed = WorkingCalendar((*VIETNAM.corrections, off))

    assert day_of(-2, day("12/6"), VIETNAM) == day("10/6")
    assert day_of(-2, day("12/6"), changed) == day("09/6")
    assert day_of(0, day("12/6"), changed) == day("12/6")


@pytest.mark.parametrize("numbers", [((5, -1), 3), ((5,), -3), ((99,), 3)])
def test_a_plan_that_makes_no_sense_is_refused(
    numbers: tuple[tuple[int, ...], int],
) -> None:
    with pytest.raises(ValueError, match="working days"):
        Plan.of(*numbers)


@pytest.mark.parametrize("words", ["07:00-20:00", "20:00", "nights", "20:00-25:00"])
def test_hours_that_are_no_night_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"night|isoformat|hour"):
        QuietHours.of(words)


def test_nights_and_days_off_are_quiet_until_the_next_working_morning() -> None:
    monday_morning = moment("15/6", 7)

    assert not QUIET.is_quiet(moment("12/6", 19, 59), VIETNAM)
    for at in (moment("12/6", 20), moment("13/6", 10), moment("14/6", 23)):
        assert QUIET.is_quiet(at, VIETNAM)
        assert QUIET.morning(at, VIETNAM) == monday_morning
    assert QUIET.morning(moment("15/6", 3), VIETNAM) == monday_morning
    assert not QUIET.is_quiet(monday_morning, VIETNAM)


def test_only_a_deadline_that_would_be_over_by_then_breaks_the_quiet() -> None:
    evening, night = moment("12/6", 21), moment("12/6", 3)

    assert QUIET.may_speak(evening, VIETNAM, due_on=day("12/6"))
    assert not QUIET.may_speak(evening, VIETNAM, due_on=day("15/6"))
    assert not QUIET.may_speak(evening, VIETNAM, due_on=day("11/6"))
    assert not QUIET.may_speak(evening, VIETNAM)
    assert not QUIET.may_speak(night, VIETNAM, due_on=day("12/6"))
