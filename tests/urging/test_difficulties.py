"""A difficulty goes to the leader in charge, or on to the Trưởng Ban, and comes back as
an instruction in writing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.services import difficulties, instructions
from history.enums import HistoryKind
from history.models import HistoryEntry
from history.verification import verify_database
from notifications.models import Notification
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders, matrix
from tests.urging.said import PROPOSAL, WORDS, passed_up, raised
from workflows.enums import DifficultyLevel, DifficultyOutcome
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    StaleMission,
)
from workflows.models import Difficulty, Mission

pytestmark = pytest.mark.django_db
ANSWER = "Tôi sẽ làm việc với sở ngày 14; đơn vị chuẩn bị nội dung."


def told(kind: HistoryKind) -> set[str]:
    """Usernames of who heard of the last entry of a kind."""
    entry = HistoryEntry.objects.filter(kind=kind).latest("sequence", "at")
    rows = Notification.objects.filter(entry=entry)
    return set(rows.values_list("recipient__username", flat=True))


def asked(kind: HistoryKind) -> set[str]:
    """Of these, of whom something is asked."""
    rows = Notification.objects.filter(kind=kind, group="ASKED")
    return set(rows.values_list("recipient__username", flat=True))


def answer(row: Difficulty, by: Person, text: str = ANSWER) -> Difficulty:
    return difficulties.answer_difficulty(
        mission_id=row.mission_id, difficulty_id=row.pk, answer=text, by=by
    )


def test_the_unit_raises_and_the_leader_in_charge_is_asked(cast: Cast) -> None:
    mission = builders.started(cast)

    row = raised(cast, mission.pk)

    assert (row.text, row.proposal) == (WORDS, PROPOSAL)
    assert row.level == DifficultyLevel.LEADER
    assert row.asker == "Trưởng phòng Quản lý doanh nghiệp"
    assert asked(HistoryKind.DIFFICULTY_RAISED) == {"ptb.hai"}
    assert told(HistoryKind.DIFFICULTY_RAISED) == {"ptb.hai", "gd.ttqlck"}


def test_the_answer_is_an_instruction_that_everybody_on_the_mission_hears(
    cast: Cast,
) -> None:
    row = raised(cast, builders.started(cast).pk)

    answered = answer(row, cast.ptb_hai)

    assert answered.outcome == DifficultyOutcome.ANSWERED
    assert answered.answer == ANSWER
    assert answered.answerer.endswith("Phó Trưởng Ban")
    assert told(HistoryKind.DIFFICULTY_ANSWERED) == {"tp.qldn", "gd.ttqlck"}
    entry = HistoryEntry.objects.get(kind=HistoryKind.DIFFICULTY_ANSWERED)
    assert (entry.note, entry.before["difficulty"]) == (ANSWER, WORDS)
    assert list(verify_database()) == []


def test_passed_on_only_the_head_of_the_board_answers(cast: Cast) -> None:
    row = passed_up(cast, builders.started(cast).pk)

    assert asked(HistoryKind.DIFFICULTY_PASSED_UP) >= {"truongban"}
    with pytest.raises(ActionDenied, match="chỉ Trưởng Ban trả lời"):
        answer(row, cast.ptb_hai)
    assert answer(row, cast.truong_ban).answerer == "Trưởng Ban"


def test_it_is_passed_on_once_and_with_an_opinion(cast: Cast) -> None:
    row = passed_up(cast, builders.started(cast).pk)
    again = {"mission_id": row.mission_id, "difficulty_id": row.pk, "by": cast.ptb_hai}

    with pytest.raises(InvalidInput, match="Chưa có ý kiến"):
        difficulties.pass_up_difficulty(**again, opinion=" ")
    with pytest.raises(InvalidTransition, match="đã chuyển Trưởng Ban"):
        difficulties.pass_up_difficulty(**again, opinion="Lần nữa.")
    assert row.passed_up_title == "KT. Trưởng Ban, Phó Trưởng Ban"


def test_the_head_of_the_board_may_always_answer(cast: Cast) -> None:
    row = raised(cast, builders.started(cast).pk)

    assert answer(row, cast.truong_ban).outcome == DifficultyOutcome.ANSWERED


def test_nobody_answers_what_he_raised_also_not_as_a_delegate(cast: Cast) -> None:
    row = raised(cast, builders.started(cast).pk)
    matrix.lend_to_the_head(cast)

    with pytest.raises(ActionDenied, match="do chính"):
        answer(row, cast.tp_qldn)
    with pytest.raises(ActionDenied, match="do chính"):
        difficulties.pass_up_difficulty(
            mission_id=row.mission_id,
            difficulty_id=row.pk,
            opinion="Chuyển.",
            by=cast.tp_qldn,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Difficulty.objects.filter(pk=row.pk).update(
            outcome=DifficultyOutcome.ANSWERED,
            answer="Tự trả lời.",
            answered_by=cast.tp_qldn,
            answered_at=row.asked_at,
            closed_at=row.asked_at,
        )


def test_several_stand_open_each_by_itself(cast: Cast) -> None:
    mission = builders.started(cast)
    first, second = raised(cast, mission.pk), raised(cast, mission.pk)

    answer(first, cast.ptb_hai)

    second.refresh_from_db()
    assert second.closed_at is None
    with pytest.raises(InvalidTransition, match="đã có ý kiến chỉ đạo"):
        answer(first, cast.ptb_hai)


def test_the_unit_settles_it_by_itself_with_a_word(cast: Cast) -> None:
    row = raised(cast, builders.started(cast).pk)
    given = {"mission_id": row.mission_id, "difficulty_id": row.pk}

    with pytest.raises(ActionDenied):
        difficulties.settle_difficulty(**given, word="Xong.", by=cast.ptb_hai)
    with pytest.raises(InvalidInput):
        difficulties.settle_difficulty(**given, word="", by=cast.tp_qldn)
    settled = difficulties.settle_difficulty(
        **given, word="Sở đã trả lời.", by=cast.tp_qldn
    )

    assert settled.outcome == DifficultyOutcome.SETTLED
    assert (settled.answer, settled.answered_by) == ("Sở đã trả lời.", cast.tp_qldn)
    with pytest.raises(InvalidTransition, match="tự giải quyết"):
        answer(row, cast.ptb_hai)


def test_the_deadline_and_the_state_stay_as_they_were(cast: Cast) -> None:
    mission = builders.started(cast)

    raised(cast, mission.pk)

    after = Mission.objects.get(pk=mission.pk)
    assert (after.state, after.due_on) == (mission.state, mission.due_on)
    assert after.version == mission.version + 1


def test_an_old_page_and_the_number_of_another_mission_are_refused(cast: Cast) -> None:
    mission = builders.started(cast)
    other = raised(cast, builders.started(cast).pk)

    with pytest.raises(StaleMission):
        raised(cast, mission.pk, expected_version=0)
    with pytest.raises(MissionNotFound):
        difficulties.answer_difficulty(
            mission_id=mission.pk,
            difficulty_id=other.pk,
            answer=ANSWER,
            by=cast.ptb_hai,
        )
    with pytest.raises(MissionNotFound):
        raised(cast, mission.pk, by=cast.tp_qlht)


def test_it_stays_open_with_the_report_and_lapses_with_the_mission(cast: Cast) -> None:
    done, withdrawn = builders.started(cast), builders.started(cast)
    first, second = raised(cast, done.pk), raised(cast, withdrawn.pk)

    approvals.hand_in(
        mission_id=done.pk, report=builders.HandIn("Đã xong."), by=cast.tp_qldn
    )
    first.refresh_from_db()
    assert first.closed_at is None
    approvals.decide(
        mission_id=done.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )
    approvals.withdraw(
        mission_id=withdrawn.pk, reason="Không còn cần.", by=cast.ptb_hai
    )

    for row in (first, second):
        row.refresh_from_db()
        assert row.outcome == DifficultyOutcome.LAPSED
        assert row.answered_by is None
    assert first.closed_at == Mission.objects.get(pk=done.pk).completed_at


def test_a_leader_instructs_without_being_asked(cast: Cast) -> None:
    mission = builders.started(cast)

    row = instructions.instruct(
        mission_id=mission.pk, text="Ưu tiên cửa khẩu Chi Ma.", by=cast.ptb_hai
    )

    assert row.sayer == "KT. Trưởng Ban, Phó Trưởng Ban"
    assert told(HistoryKind.INSTRUCTED) == {"tp.qldn", "gd.ttqlck"}
    for person in (cast.chanh_vp, cast.tp_qldn, cast.kiem_tra):
        with pytest.raises(ActionDenied):
            instructions.instruct(mission_id=mission.pk, text="Làm đi.", by=person)


def test_van_phong_puts_a_check_on_record(cast: Cast) -> None:
    mission = builders.started(cast)
    given = {"mission_id": mission.pk, "findings": "Đã có dự thảo.", "by": cast.cv_vp}

    row = instructions.inspect(**given, is_unannounced=True)

    assert row.is_unannounced
    entry = HistoryEntry.objects.get(kind=HistoryKind.CHECKED)
    assert entry.note == "Đã có dự thảo."
    assert told(HistoryKind.CHECKED) == {"tp.qldn", "gd.ttqlck", "ptb.hai"}
    with pytest.raises(InvalidInput, match="chưa đến"):
        instructions.inspect(**given, held_on=row.held_on + timedelta(days=1))
    with pytest.raises(ActionDenied):
        instructions.inspect(**{**given, "by": cast.ptb_hai})
