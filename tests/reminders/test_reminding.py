"""Who is reminded, when, how often; and what ends it."""

from datetime import date

import pytest
from django.utils import timezone

from approvals import services as approvals
from history.models import HistoryEntry
from notifications import queries
from notifications.enums import REMINDED
from notifications.models import Notification, Reminder
from notifications.services import remind
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders, matrix
from tests.reminders.clock import DUE, at, given_in_may
from workflows.models import CalendarCorrection, Mission
from workflows.services import missions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission(cast: Cast) -> Mission:
    """Given to QLDN by the deputy in charge, due on Friday 11/6, and taken up."""
    return given_in_may(builders.started(cast, due_on=DUE))


def reminders(mission: Mission) -> list[tuple[int, int]]:
    rows = Reminder.objects.filter(mission=mission).order_by("pk")
    return list(rows.values_list("step", "left"))


def reminded(mission: Mission) -> set[str]:
    """Who was told by the last reminder."""
    last = Reminder.objects.filter(mission=mission).latest("pk")
    rows = Notification.objects.filter(reminder=last)
    return set(rows.values_list("recipient__username", flat=True))


def names(*people: Person) -> set[str]:
    return {person.username for person in people}


def test_the_plan_is_kept_day_by_day_and_a_second_run_says_nothing(
    mission: Mission,
) -> None:
    for day in range(1, 23):
        for hour in (0, 8, 15):
            remind(at=at(day, hour))

    # The 5th, 6th, 12th and 13th are no working days.
    assert reminders(mission) == [(-5, 5), (-2, 2), (0, 0), (3, -3), (6, -6)]
    days = Reminder.objects.order_by("pk").values_list("written_at", flat=True)
    assert [timezone.localdate(one).day for one in days] == [4, 9, 11, 16, 21]


def test_a_standstill_is_made_up_for_by_one_reminder_that_says_how_things_are(
    mission: Mission,
) -> None:
    remind(at=at(10))
    remind(at=at(24))

    assert reminders(mission) == [(-2, 1), (9, -9)]


def test_before_the_day_who_must_act_is_reminded_and_after_it_who_answers_for_it(
    cast: Cast,
) -> None:
    mission = given_in_may(matrix.given_out(cast))
    Mission.objects.filter(pk=mission.pk).update(due_on=DUE)
    missions.start(mission_id=mission.pk, by=cast.tp_qldn)
    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn)
    unit = names(cast.tp_qldn, cast.cv_qldn)

    remind(at=at(11))
    assert reminded(mission) == unit
    remind(at=at(16))
    assert reminded(mission) == unit | names(cast.ptb_hai, cast.van_thu)


def test_a_report_that_is_in_ends_it_and_a_return_begins_it_again(
    cast: Cast, mission: Mission
) -> None:
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Xong."), by=cast.tp_qldn)
    remind(at=at(11))
    assert reminders(mission) == []

    approvals.recall(mission_id=mission.pk, by=cast.tp_qldn)
    remind(at=at(11))
    assert reminders(mission) == [(0, 0)]


def test_what_is_withdrawn_paused_or_without_a_day_is_not_reminded_of(
    cast: Cast, mission: Mission
) -> None:
    paused = given_in_may(builders.started(cast, due_on=DUE))
    Mission.objects.filter(pk=paused.pk).update(paused_at=at(1))
    builders.given(cast, due_on=None, no_deadline_reason="Thường xuyên")
    approvals.withdraw(mission_id=mission.pk, reason="Giao nhầm.", by=cast.ptb_hai)

    assert remind(at=at(11)) == 0
    Mission.objects.filter(pk=paused.pk).update(paused_at=None)
    assert remind(at=at(11)) == 1


def test_who_was_given_it_after_the_step_has_just_read_the_day(cast: Cast) -> None:
    mission = builders.given(cast, due_on=DUE)
    Mission.objects.filter(pk=mission.pk).update(assigned_at=at(8))

    remind(at=at(8))
    assert reminders(mission) == []
    remind(at=at(9))
    assert reminders(mission) == [(-2, 2)]


def test_the_internal_day_comes_first_and_then_the_day_of_the_paper(
    mission: Mission,
) -> None:
    Mission.objects.filter(pk=mission.pk).update(internal_due_on=date(2027, 6, 3))
    for day in range(1, 12):
        remind(at=at(day))

    rows = Reminder.objects.order_by("pk")
    assert list(rows.values_list("is_internal", "due_on__day", "step")) == [
        (True, 3, -2),
        (True, 3, 0),
        (False, 11, -5),
        (False, 11, -2),
        (False, 11, 0),
    ]


def test_a_later_day_is_reminded_of_anew(mission: Mission) -> None:
    remind(at=at(11))
    Mission.objects.filter(pk=mission.pk).update(due_on=date(2027, 6, 18))
    remind(at=at(16))

    rows = Reminder.objects.order_by("pk")
    assert list(rows.values_list("due_on__day", "step")) == [(11, 0), (18, -2)]


def test_a_day_off_written_into_the_calendar_moves_the_reminder(
    mission: Mission,
) -> None:
    CalendarCorrection.objects.create(
        day=date(2027, 6, 10), is_working=False, reason="Nghỉ", changed_at=at(1)
    )
    remind(at=at(8))

    assert reminders(mission) == [(-2, 2)]
    mission.refresh_from_db()
    assert mission.due_on == DUE


def test_a_day_off_is_left_alone_unless_the_deadline_would_be_over(
    cast: Cast, mission: Mission
) -> None:
    saturday = given_in_may(builders.given(cast, due_on=date(2027, 6, 12)))

    remind(at=at(12))
    assert reminders(saturday) == [(0, 0)]
    assert reminders(mission) == []  # Friday's, missed: it waits for Monday
    remind(at=at(14))
    assert reminders(mission) == [(0, -1)]


def test_a_reminder_is_no_act_on_the_mission(mission: Mission) -> None:
    before = HistoryEntry.objects.count()
    version = mission.version
    remind(at=at(11))

    mission.refresh_from_db()
    assert mission.version == version
    assert HistoryEntry.objects.count() == before


def test_the_inbox_says_how_long_there_is_still(cast: Cast, mission: Mission) -> None:
    for day in (9, 11, 16):
        remind(at=at(day))

    rows, _ = queries.newest(Person.objects.get(pk=cast.tp_qldn.pk))
    told = [row for row in rows if row.kind == REMINDED]
    assert [row.did for row in told] == [
        "nhắc hạn (quá hạn 3 ngày làm việc)",
        "nhắc hạn (hôm nay)",
        "nhắc hạn (còn 2 ngày làm việc)",
    ]
    assert {(row.who, row.note) for row in told} == {("Hệ thống", "Hạn 11/06/2027.")}
    assert told[0].url
