"""The days of 2026 on which counting goes wrong: Tết, swaps, ends of months, 24:00."""

from datetime import date, datetime, timedelta

import pytest

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.queries.mission_file import MissionFile
from approvals.views.steps import timeliness
from approvals.views.time_rows import days_late_when_given
from organization.models import Person
from project.templatetags.ui import due
from tests.cast import Cast
from tests.deadlines.builders import at, given, midnight, started
from tests.missions import matrix
from workflows.calendars import VIETNAM, add_working_days, previous_working_day
from workflows.deadlines import (
    Anchor,
    DeadlineType,
    last_day_of_month,
    last_day_of_quarter,
)
from workflows.enums import ItemState, ReturnKind
from workflows.models import CalendarCorrection, DraftItem, Mission
from workflows.queries import mission_list
from workflows.queries.calendar import soon
from workflows.queries.calendar_preview import first_reminder, preview
from workflows.queries.mission_list import Part
from workflows.reading import read_deadline
from workflows.services import corrections, documents
from workflows.services.calendar import DayEntry, set_day
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def handed_in(mission: Mission, by: Person, when: datetime) -> MissionFile:
    mission = approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã xong."), by=by, at=when
    )
    return MissionFile(mission, "", [], [])


def overdue(on: date) -> set[int]:
    rows = mission_list.in_part(Mission.objects.all(), Part.OVERDUE, on=on)
    return set(rows.values_list("pk", flat=True))


def test_before_a_saturday_ends_on_the_friday_and_not_a_second_later(
    cast: Cast,
) -> None:
    """Document 000: “trước 07/02/2026”, a Saturday."""
    read = read_deadline("trước 07/02/2026")
    assert read.type == DeadlineType.BEFORE
    assert read.due_on == date(2026, 2, 6)
    mission = started(cast, due_on=read.due_on, when=at(2, month=2))
    late = started(cast, due_on=read.due_on, when=at(2, month=2))
    end = midnight(date(2026, 2, 7))

    in_time = handed_in(mission, cast.tp_qldn, end - SECOND)
    too_late = handed_in(late, cast.tp_qldn, end)

    assert timeliness(in_time) == "nộp đúng hạn"
    assert timeliness(too_late) == "nộp muộn 1 ngày"


def test_a_mission_turns_late_at_midnight_of_its_last_day(cast: Cast) -> None:
    mission = started(cast, due_on=date(2026, 6, 12))

    assert overdue(date(2026, 6, 12)) == set()
    assert "Hết hạn hôm nay" in due(mission, date(2026, 6, 12))
    assert overdue(date(2026, 6, 13)) == {mission.pk}
    assert "Quá hạn 1 ngày" in due(mission, date(2026, 6, 13))


def test_five_working_days_before_tet_reach_over_it() -> None:
    friday = date(2026, 2, 13)  # days off from 14/02 to 22/02

    assert soon(friday) == date(2026, 2, 27)
    assert first_reminder(date(2026, 2, 18), VIETNAM) == date(2026, 2, 6)
    assert previous_working_day(date(2026, 2, 18)) == friday


def test_the_swapped_days_of_august_count_as_decided() -> None:
    """Document 003: “chậm nhất ngày 31/8/2026”, a day off, for which 22/8 is worked."""
    read = read_deadline("chậm nhất ngày 31/8/2026")

    assert read.due_on == date(2026, 8, 31)
    assert not VIETNAM.is_working_day(read.due_on)
    assert previous_working_day(read.due_on) == date(2026, 8, 28)
    assert add_working_days(date(2026, 8, 21), 1) == date(2026, 8, 22)
    assert add_working_days(date(2026, 8, 28), 1) == date(2026, 9, 3)


def test_months_and_quarters_end_on_their_last_day_worked_or_not() -> None:
    for words, day in (
        ("Tháng 02/2026", date(2026, 2, 28)),  # a Saturday
        ("Quý II/2026", date(2026, 6, 30)),
        ("Tháng 5/2026", date(2026, 5, 31)),  # a Sunday
    ):
        assert read_deadline(words).due_on == day
    assert last_day_of_month(2028, 2) == date(2028, 2, 29)
    assert last_day_of_quarter(2026, 1) == date(2026, 3, 31)


def test_ten_working_days_run_from_a_signing_date_that_comes_later(cast: Cast) -> None:
    words = "chậm nhất sau 10 ngày làm việc kể từ ngày ban hành"
    mission = matrix.given_out(cast)
    document = mission.document
    assert document is not None
    document.pk, document.issued_on, document.reference_number = None, None, ""
    document.save(force_insert=True)
    read = read_deadline(words)
    assert (read.anchor, read.due_on) == (Anchor.ISSUED_ON, None)
    item = DraftItem.objects.create(
        document=document,
        position=1,
        title="Xây dựng kế hoạch",
        text=words,
        span_start=0,
        span_end=9,
        deadline={"type": "relative", "raw": words},
        state=ItemState.DRAFT,
    )

    documents.set_number_and_date(
        document_id=document.pk,
        reference_number="46/KH-BQLKKTCK",
        issued_on=date(2026, 7, 10),  # a Friday
        by=cast.van_thu,
        at=at(15, month=7),
    )

    item.refresh_from_db()
    assert item.due_on == date(2026, 7, 24)


def test_a_change_of_the_calendar_moves_reminders_only(cast: Cast) -> None:
    CalendarCorrection.objects.all().delete()
    mission = started(cast, due_on=date(2026, 6, 12))
    shown = preview(date(2026, 6, 12), VIETNAM)
    assert [(one.mission.pk, one.before, one.after) for one in shown.moved] == [
        (mission.pk, date(2026, 6, 5), date(2026, 6, 4))
    ]

    day_off = DayEntry(date(2026, 6, 12), is_working=False, reason="Nghỉ bù")
    set_day(entry=day_off, by=cast.chanh_vp)

    mission.refresh_from_db()
    assert (mission.due_on, mission.original_due_on) == (date(2026, 6, 12), None)
    assert overdue(date(2026, 6, 12)) == set()
    assert overdue(date(2026, 6, 13)) == {mission.pk}


def test_what_was_late_when_given_is_counted_from_that_day(cast: Cast) -> None:
    mission = given(cast, due_on=date(2026, 5, 30), when=at(8))

    assert days_late_when_given(mission) == 9
    assert "Quá hạn khi giao" in due(mission, date(2026, 6, 8))
    assert "Quá hạn khi giao, 3 ngày" in due(mission, date(2026, 6, 11))
    corrections.correct(
        mission_id=mission.pk,
        correction=matrix.correction(cast, due_on=date(2026, 5, 29)),
        reason="Ghi nhầm.",
        by=cast.ptb_hai,
        at=at(8, 15),
    )
    matrix.STEPS["start"](cast, mission.pk)
    file = handed_in(mission, cast.tp_qldn, at(11))
    assert timeliness(file) == "đã quá hạn khi giao, nộp sau 3 ngày kể từ ngày giao"


def test_the_hand_in_that_was_approved_is_judged_not_the_first(cast: Cast) -> None:
    mission = started(cast, due_on=date(2026, 6, 12))
    handed_in(mission, cast.tp_qldn, at(10))
    approvals.decide(
        mission_id=mission.pk,
        outcome=DecisionOutcome.RETURN,
        kind=ReturnKind.MINOR_CORRECTION,
        reason="Thiếu.",
        by=cast.ptb_hai,
        at=at(11),
    )
    handed_in(mission, cast.tp_qldn, at(15))
    done = approvals.decide(
        mission_id=mission.pk,
        outcome=DecisionOutcome.APPROVE,
        by=cast.ptb_hai,
        at=at(29),
    )

    assert timeliness(MissionFile(done, "", [], [])) == "nộp muộn 3 ngày"
