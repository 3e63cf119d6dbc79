"""The calendar's rows reach hints and counts at once, and no day fixed by a paper."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast
from tests.missions import builders
from workflows.exceptions import ActionDenied, InvalidInput, StaleMission
from workflows.models import CalendarCorrection
from workflows.queries.calendar import (
    calendar_in_force,
    catalogue_in_force,
    keeping_calendar,
    soon,
)
from workflows.services.calendar import DayEntry, remove_day, set_day

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 6, 12)


@pytest.fixture(autouse=True)
def _no_rows(cast: Cast) -> None:
    CalendarCorrection.objects.all().delete()


def day_off(day: date, reason: str = "Nghỉ theo thông báo") -> DayEntry:
    return DayEntry(day=day, is_working=False, reason=reason)


def test_a_day_off_moves_what_counts_as_soon(cast: Cast) -> None:
    assert soon(date(2026, 6, 11)) == date(2026, 6, 18)

    set_day(entry=day_off(FRIDAY), by=cast.chanh_vp)

    assert soon(date(2026, 6, 11)) == date(2026, 6, 19)


def test_no_deadline_moves_with_the_calendar(cast: Cast) -> None:
    mission = builders.given(cast, due_on=FRIDAY)

    set_day(entry=day_off(FRIDAY), by=cast.chanh_vp)

    mission.refresh_from_db()
    assert mission.due_on == FRIDAY


def test_the_calendar_is_read_once_for_a_request_and_never_kept_beyond(
    cast: Cast,
) -> None:
    with CaptureQueriesContext(connection) as asked:
        with keeping_calendar():
            assert calendar_in_force().is_working_day(FRIDAY)
            assert calendar_in_force().is_working_day(FRIDAY)
        with keeping_calendar():
            calendar_in_force()

    assert len(asked) == 2


def test_a_change_is_seen_by_the_same_request(cast: Cast) -> None:
    with keeping_calendar():
        assert calendar_in_force().is_working_day(FRIDAY)
        set_day(entry=day_off(FRIDAY), by=cast.chanh_vp)
        assert not calendar_in_force().is_working_day(FRIDAY)
        remove_day(day=FRIDAY, by=cast.chanh_vp)
        assert calendar_in_force().is_working_day(FRIDAY)


def test_reading_counts_periods_by_the_calendar_in_force(cast: Cast) -> None:
    set_day(entry=day_off(FRIDAY), by=cast.chanh_vp)

    assert not catalogue_in_force(timezone.now()).calendar.is_working_day(FRIDAY)


@pytest.mark.parametrize("member", ["truong_ban", "ptb_hai", "tp_khth", "quan_tri"])
def test_only_van_phong_keeps_the_calendar(cast: Cast, member: str) -> None:
    with pytest.raises(ActionDenied):
        set_day(entry=day_off(FRIDAY), by=getattr(cast, member))


def test_a_day_without_a_reason_is_not_written(cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        set_day(entry=day_off(FRIDAY, " \n "), by=cast.chanh_vp)


def test_an_older_page_changes_nothing(cast: Cast) -> None:
    row = set_day(entry=day_off(FRIDAY), by=cast.chanh_vp)
    set_day(entry=day_off(FRIDAY, "Đổi lý do"), by=cast.van_thu, expected_version=1)

    with pytest.raises(StaleMission):
        set_day(entry=day_off(FRIDAY), by=cast.chanh_vp, expected_version=row.version)
    with pytest.raises(StaleMission):
        remove_day(day=FRIDAY, by=cast.chanh_vp, expected_version=row.version)


def test_the_day_before_a_day_off_is_what_is_hinted(cast: Cast) -> None:
    set_day(entry=day_off(FRIDAY), by=cast.chanh_vp)
    calendar = calendar_in_force()

    assert calendar.day_off_reason(FRIDAY) == "Nghỉ theo thông báo"
    assert calendar.is_working_day(FRIDAY - timedelta(days=1))
