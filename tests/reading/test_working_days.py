from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendars import (
    VIETNAM,
    Correction,
    WorkingCalendar,
    add_working_days,
    next_working_day,
    previous_working_day,
    roll_forward,
    working_days_between,
)
from workflows.deadlines import OffsetUnit, end_of_period

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 2, 16), False),
        (date(2026, 4, 27), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 6, 30), True),
        (date(2026, 5, 30), False),
    ],
)
def test_the_state_sector_works_on_the_days_of_2026_as_decided(
    day: date, is_worked: bool
) -> None:
    assert VIETNAM.is_working_day(day) is is_worked
    assert (VIETNAM.day_off_reason(day) is None) is is_worked


def test_a_correction_overrides_the_base_calendar() -> None:
    day = date(2026, 11, 24)
    table = (Correction(day, is_working=True, reason="Chưa có quyết định nghỉ"),)

    assert not VIETNAM.is_working_day(day)
    assert WorkingCalendar(table).is_working_day(day)


def test_days_around_a_day_off() -> None:
    assert next_working_day(date(2026, 8, 31)) == date(2026, 9, 3)
    assert previous_working_day(date(2026, 8, 31)) == date(2026, 8, 28)
    assert roll_forward(date(2026, 2, 7)) == date(2026, 2, 9)
    assert roll_forward(date(2026, 2, 9)) == date(2026, 2, 9)


@pytest.mark.parametrize(
    ("signed", "due"),
    [(date(2026, 7, 10), date(2026, 7, 24)), (date(2026, 7, 15), date(2026, 7, 29))],
)
def test_ten_working_days_from_the_day_of_signing(signed: date, due: date) -> None:
    assert add_working_days(signed, 10) == due


@pytest.mark.parametrize(
    ("offset", "unit", "due"),
    [
        (5, OffsetUnit.CALENDAR_DAY, date(2026, 2, 5)),
        (1, OffsetUnit.WEEK, date(2026, 2, 9)),
        (1, OffsetUnit.MONTH, date(2026, 3, 2)),
        (24, OffsetUnit.HOUR, date(2026, 2, 2)),
        (10**9, OffsetUnit.CALENDAR_DAY, None),
    ],
)
def test_a_period_that_ends_on_a_day_off_rolls_forward(
    offset: int, unit: OffsetUnit, due: date | None
) -> None:
    assert end_of_period(date(2026, 1, 31), offset, unit) == due


@given(DAYS, st.integers(-60, 60))
def test_counting_and_adding_working_days_agree(day: date, count: int) -> None:
    moved = add_working_days(day, count)

    if count >= 0 or VIETNAM.is_working_day(day):
        assert working_days_between(day, moved) == count


@given(DAYS)
def test_only_days_off_lie_between_neighbouring_working_days(day: date) -> None:
    after = next_working_day(day)

    assert VIETNAM.is_working_day(after)
    between = (day + timedelta(n) for n in range(1, (after - day).days))
    assert not any(VIETNAM.is_working_day(one) for one in between)
