"""Gia hạn: asked with a reason, answered by who directs, the first deadline kept."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.models import Person
from tests.cast import Cast
from tests.deadlines.builders import DUE, LATER, asked, at, extension_of, given, started
from tests.missions import matrix
from workflows.enums import ExtensionOutcome
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    StaleMission,
)
from workflows.models import DeadlineExtension, Mission
from workflows.services import corrections, extensions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


def last_entry(mission: Mission) -> HistoryEntry:
    entries = HistoryEntry.objects.filter(subject_type="mission", subject_id=mission.pk)
    entry = entries.order_by("sequence").last()
    assert entry is not None
    return entry


def test_asking_moves_no_deadline_and_the_mission_counts_as_late(cast: Cast) -> None:
    mission = asked(cast)

    assert (mission.due_on, mission.asked_due_on) == (DUE, LATER)
    late = Mission.objects.overdue(on=date(2026, 6, 15))
    assert mission in late


def test_a_grant_moves_the_deadline_and_keeps_the_first(cast: Cast) -> None:
    mission = asked(cast)

    mission = extensions.extend_deadline(
        mission_id=mission.pk, by=cast.ptb_hai, at=at(10)
    )

    row = extension_of(mission)
    assert (mission.due_on, mission.original_due_on) == (LATER, DUE)
    assert mission.asked_due_on is None
    assert row.outcome == ExtensionOutcome.GRANTED
    assert (row.from_due_on, row.granted_due_on) == (DUE, LATER)
    assert (row.asked_by, row.answered_by) == (cast.tp_qldn, cast.ptb_hai)
    entry = last_entry(mission)
    assert entry.kind == HistoryKind.DEADLINE_EXTENDED
    assert entry.before["due_on"] == "2026-06-12"
    assert entry.after["due_on"] == "2026-06-26"


def test_the_leader_may_grant_another_day_and_confirm_an_objective_cause(
    cast: Cast,
) -> None:
    mission = asked(cast)

    extensions.extend_deadline(
        mission_id=mission.pk,
        by=cast.truong_ban,
        due_on=date(2026, 6, 19),
        objective_cause="Hai sở trả lời muộn.",
        at=at(10),
    )

    row = extension_of(mission)
    assert row.granted_due_on == date(2026, 6, 19)
    assert row.asked_due_on == LATER
    assert row.objective_cause == "Hai sở trả lời muộn."


def test_a_refusal_says_why_and_the_deadline_stays(cast: Cast) -> None:
    mission = asked(cast)

    with pytest.raises(InvalidInput, match="Chưa có lý do"):
        extensions.refuse_extension(mission_id=mission.pk, reason=" ", by=cast.ptb_hai)
    mission = extensions.refuse_extension(
        mission_id=mission.pk, reason="Đủ thời gian.", by=cast.ptb_hai, at=at(10)
    )

    assert (mission.due_on, mission.original_due_on) == (DUE, None)
    assert extension_of(mission).answer == "Đủ thời gian."
    assert last_entry(mission).note == "Đủ thời gian."


def test_a_second_extension_still_knows_the_first_deadline(cast: Cast) -> None:
    mission = asked(cast)
    extensions.extend_deadline(mission_id=mission.pk, by=cast.ptb_hai, at=at(10))
    extensions.ask_extension(
        mission_id=mission.pk,
        due_on=date(2026, 7, 3),
        reason="Còn một sở.",
        by=cast.tp_qldn,
        at=at(24),
    )
    mission = extensions.extend_deadline(
        mission_id=mission.pk, by=cast.ptb_hai, at=at(25)
    )

    assert (mission.due_on, mission.original_due_on) == (date(2026, 7, 3), DUE)
    days = DeadlineExtension.objects.order_by("pk").values_list(
        "from_due_on", "granted_due_on"
    )
    assert list(days) == [(DUE, LATER), (LATER, date(2026, 7, 3))]


def test_a_request_may_be_taken_back_and_made_anew(cast: Cast) -> None:
    mission = asked(cast)

    mission = extensions.take_back_extension(
        mission_id=mission.pk, by=cast.tp_qldn, at=at(10)
    )
    assert mission.asked_due_on is None
    assert extension_of(mission).outcome == ExtensionOutcome.TAKEN_BACK
    extensions.ask_extension(
        mission_id=mission.pk, due_on=LATER, reason="Lại.", by=cast.tp_qldn, at=at(11)
    )

    assert DeadlineExtension.objects.count() == 2


def test_one_request_is_open_at_a_time_and_the_database_holds_it(cast: Cast) -> None:
    mission = asked(cast)

    with pytest.raises(InvalidTransition, match="đang chờ trả lời"):
        extensions.ask_extension(
            mission_id=mission.pk, due_on=LATER, reason="Lại.", by=cast.tp_qldn
        )
    row = extension_of(mission)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (DUE, "phải sau thời hạn hiện nay"),
        (date(2026, 6, 13), "đã qua"),
    ],
)
def test_a_day_that_is_not_later_is_refused(
    cast: Cast, due_on: date, words: str
) -> None:
    mission = started(cast)

    with pytest.raises(InvalidInput, match=words):
        extensions.ask_extension(
            mission_id=mission.pk,
            due_on=due_on,
            reason="Thiếu.",
            by=cast.tp_qldn,
            at=at(15),
        )


def test_after_the_deadline_the_request_says_how_late_it_is(cast: Cast) -> None:
    mission = started(cast)

    extensions.ask_extension(
        mission_id=mission.pk, due_on=LATER, reason="Chờ.", by=cast.tp_qldn, at=at(15)
    )

    assert last_entry(mission).after["days_late"] == 3


def test_nothing_is_asked_while_a_report_waits_or_without_a_deadline(
    cast: Cast,
) -> None:
    waiting = started(cast)
    approvals.hand_in(mission_id=waiting.pk, report=HandIn("Xong."), by=cast.tp_qldn)
    endless = given(cast, due_on=None, no_deadline_reason="Việc thường xuyên")

    for mission in (waiting, endless):
        with pytest.raises(InvalidTransition):
            extensions.ask_extension(
                mission_id=mission.pk, due_on=LATER, reason="Chờ.", by=cast.tp_qldn
            )


def test_who_asked_does_not_answer_also_not_as_a_delegate(cast: Cast) -> None:
    mission = asked(cast)
    matrix.lend_to_the_head(cast)
    head = Person.objects.get(pk=cast.tp_qldn.pk)

    own = "không ai trả lời đề nghị do chính"
    with pytest.raises(ActionDenied, match=own):
        extensions.extend_deadline(mission_id=mission.pk, by=head)
    with pytest.raises(ActionDenied, match=own):
        extensions.refuse_extension(mission_id=mission.pk, by=head, reason="Không.")
    assert not head.has_perm("workflows.extend_mission", mission)


def test_who_does_not_direct_it_does_not_answer(cast: Cast) -> None:
    mission = asked(cast)

    for person, refusal in (
        (cast.gd_ttqlck, ActionDenied),
        (cast.chanh_vp, ActionDenied),
        (cast.ptb_khanh, MissionNotFound),
    ):
        with pytest.raises(refusal):
            extensions.extend_deadline(mission_id=mission.pk, by=person)


def test_a_page_that_is_old_answers_nothing(cast: Cast) -> None:
    mission = asked(cast)

    with pytest.raises(StaleMission):
        extensions.extend_deadline(
            mission_id=mission.pk, by=cast.ptb_hai, expected_version=1
        )


def test_what_ends_the_mission_ends_the_request(cast: Cast) -> None:
    done, taken_back = asked(cast), asked(cast)
    approvals.hand_in(mission_id=done.pk, report=HandIn("Xong."), by=cast.tp_qldn)
    approvals.decide(
        mission_id=done.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )
    approvals.withdraw(mission_id=taken_back.pk, reason="Thôi.", by=cast.ptb_hai)

    outcomes = DeadlineExtension.objects.values_list("outcome", flat=True)
    assert set(outcomes) == {ExtensionOutcome.LAPSED}


def test_the_internal_day_is_never_later_than_the_one_outside(cast: Cast) -> None:
    mission = started(cast)

    mission = extensions.set_internal_deadline(
        mission_id=mission.pk, due_on=date(2026, 6, 10), by=cast.tp_qldn, at=at(2)
    )
    assert mission.internal_due_on == date(2026, 6, 10)
    for wrong, words in ((LATER, "không sau thời hạn"), (date(2026, 6, 1), "đã qua")):
        with pytest.raises(InvalidInput, match=words):
            extensions.set_internal_deadline(
                mission_id=mission.pk, due_on=wrong, by=cast.ptb_hai, at=at(2)
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        Mission.objects.filter(pk=mission.pk).update(internal_due_on=LATER)


def test_a_correction_to_an_earlier_day_drops_the_internal_one(cast: Cast) -> None:
    mission = started(cast)
    extensions.set_internal_deadline(
        mission_id=mission.pk, due_on=date(2026, 6, 10), by=cast.ptb_hai, at=at(2)
    )

    changed = matrix.correction(cast, due_on=date(2026, 6, 8))
    corrections.correct(
        mission_id=mission.pk, correction=changed, reason="Ghi nhầm.", by=cast.ptb_hai
    )

    mission.refresh_from_db()
    assert mission.internal_due_on is None
