"""Đôn đốc: one or many, with a text, an answer, and an end of its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.services import follow_ups
from approvals.services.follow_up_answers import answer_follow_up
from approvals.services.follow_ups import AlreadyUrged
from history.enums import HistoryKind
from history.verification import verify_database
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.urging.said import urged
from tests.urging.test_difficulties import asked, told
from workflows.enums import FollowUpTo, ReturnKind
from workflows.exceptions import ActionDenied, InvalidInput, InvalidTransition
from workflows.models import FollowUp, Mission
from workflows.services import preparing

pytestmark = pytest.mark.django_db


def answer(row: FollowUp, by: Person, **more: Any) -> FollowUp:
    return answer_follow_up(
        mission_id=row.mission_id,
        follow_up_id=row.pk,
        answer="Đang hoàn thiện.",
        by=by,
        **more,
    )


def hand_in(cast: Cast, mission_id: int) -> Mission:
    report = builders.HandIn("Đã xong.")
    return approvals.hand_in(mission_id=mission_id, report=report, by=cast.tp_qldn)


def test_the_head_of_the_lead_unit_is_asked_and_answers_with_a_day(cast: Cast) -> None:
    row = urged(cast, builders.started(cast).pk)
    day = timezone.localdate() + timedelta(days=3)

    answered = answer(row, cast.tp_qldn, promised_on=day)

    assert asked(HistoryKind.FOLLOWED_UP) == {"tp.qldn"}
    assert "ptb.hai" in told(HistoryKind.FOLLOWED_UP)
    assert (answered.promised_on, answered.closed_at) == (day, answered.answered_at)
    assert "cv.vp" in told(HistoryKind.FOLLOW_UP_ANSWERED)
    assert Mission.objects.get(pk=row.mission_id).due_on == builders.DUE
    assert list(verify_database()) == []


def test_office_leader_and_head_urge_and_nobody_else(cast: Cast) -> None:
    mission = builders.started(cast)

    numbers = [
        urged(cast, mission.pk, by=person).number
        for person in (cast.chanh_vp, cast.cv_vp, cast.ptb_hai, cast.truong_ban)
    ]

    assert numbers == [1, 2, 3, 4]
    for person in (cast.tp_qldn, cast.gd_ttqlck, cast.van_thu, cast.kiem_tra):
        with pytest.raises(ActionDenied):
            urged(cast, mission.pk, by=person)


def test_a_second_time_on_one_day_is_confirmed_first(cast: Cast) -> None:
    mission = builders.started(cast)
    now = timezone.now()
    urged(cast, mission.pk, at=now - timedelta(days=1))
    urged(cast, mission.pk, at=now)

    with pytest.raises(AlreadyUrged, match="hôm nay lúc"):
        urged(cast, mission.pk, at=now)
    assert urged(cast, mission.pk, by=cast.chanh_vp, at=now).number == 3
    assert urged(cast, mission.pk, at=now, again=True).number == 4


def test_a_supporting_unit_is_urged_and_answers_for_itself(cast: Cast) -> None:
    mission = builders.started(cast)
    unit = cast.unit("tt_qlck").pk

    row = urged(cast, mission.pk, unit_id=unit)

    assert row.addressee == FollowUpTo.SUPPORTING_UNIT
    assert "gd.ttqlck" in asked(HistoryKind.FOLLOWED_UP)
    with pytest.raises(ActionDenied):
        answer(row, cast.tp_qldn)
    answered = answer(row, cast.gd_ttqlck)
    assert answered.answerer == "Giám đốc Trung tâm Quản lý cửa khẩu"
    with pytest.raises(InvalidInput, match="không phối hợp"):
        urged(cast, mission.pk, unit_id=cast.unit("phong_qlht").pk, again=True)


def test_the_lead_units_word_is_its_own(cast: Cast) -> None:
    row = urged(cast, builders.started(cast).pk)

    with pytest.raises(ActionDenied):
        answer(row, cast.gd_ttqlck)
    with pytest.raises(InvalidInput, match="đã qua"):
        answer(row, cast.tp_qldn, promised_on=timezone.localdate() - timedelta(days=1))
    answer(row, cast.tp_qldn)
    with pytest.raises(InvalidTransition, match="đã được trả lời"):
        answer(row, cast.tp_qldn)


def test_it_ends_with_the_report(cast: Cast) -> None:
    mission = builders.started(cast)
    rows = [urged(cast, mission.pk)]
    rows += [urged(cast, mission.pk, unit_id=cast.unit("tt_qlck").pk, again=True)]

    done = hand_in(cast, mission.pk)

    for row in rows:
        row.refresh_from_db()
        assert (row.closed_at, row.closed_round) == (done.handed_in_at, 1)
        assert row.answered_by is None
    with pytest.raises(InvalidTransition):
        answer(rows[0], cast.tp_qldn)


def test_a_contribution_ends_what_its_unit_was_urged_for(cast: Cast) -> None:
    mission = builders.started(cast)
    unit = cast.unit("tt_qlck")
    lead = urged(cast, mission.pk)
    owed = urged(cast, mission.pk, unit_id=unit.pk, again=True)

    preparing.contribute(
        mission_id=mission.pk, unit=unit, text="Số liệu.", by=cast.gd_ttqlck
    )

    owed.refresh_from_db()
    lead.refresh_from_db()
    assert (owed.closed_at is None, lead.closed_at is None) == (False, True)


def test_taking_up_does_not_end_it(cast: Cast) -> None:
    row = urged(cast, builders.given(cast).pk)

    builders.missions.start(mission_id=row.mission_id, by=cast.tp_qldn)

    row.refresh_from_db()
    assert row.closed_at is None


def test_who_has_the_report_is_urged_until_it_is_decided(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    with pytest.raises(InvalidTransition):
        urged(cast, mission.pk)
    with pytest.raises(ActionDenied):
        follow_ups.follow_up_above(
            mission_id=mission.pk, text="Đề nghị xem xét.", by=cast.ptb_hai
        )
    row = follow_ups.follow_up_above(
        mission_id=mission.pk, text="Đề nghị xem xét.", by=cast.chanh_vp
    )
    assert row.addressee == FollowUpTo.LEADER
    assert asked(HistoryKind.FOLLOWED_UP) == {"ptb.hai"}
    approvals.decide(
        mission_id=mission.pk,
        outcome=DecisionOutcome.RETURN,
        kind=ReturnKind.MINOR_CORRECTION,
        reason="Bổ sung.",
        by=cast.ptb_hai,
    )

    row.refresh_from_db()
    assert row.closed_at is not None


def test_many_are_urged_at_once_each_with_its_result(cast: Cast) -> None:
    now = timezone.now()
    late, taken, urged_today = (builders.given(cast).pk for _ in range(3))
    reported = builders.handed_in(cast).pk
    urged(cast, urged_today, at=now)
    pks = (late, taken, urged_today, reported, 987654)

    results = follow_ups.follow_up_many(
        texts={pk: f"Việc {pk} quá hạn." for pk in pks},
        versions={**dict.fromkeys(pks), taken: 7},
        by=cast.cv_vp,
        at=now,
    )

    assert [one.done for one in results] == [True, False, False, False, False]
    assert "vừa được người khác cập nhật" in results[1].sentence
    assert "hôm nay lúc" in results[2].sentence
    assert "không thể đôn đốc đơn vị" in results[3].sentence
    assert results[4].sentence == "Không tìm thấy nhiệm vụ này."
    (row,) = FollowUp.objects.filter(mission=late)
    assert row.text == f"Việc {late} quá hạn."
    assert Mission.objects.get(pk=late).version == 2
    assert list(verify_database()) == []


def test_one_more_of_many_costs_its_savepoint_alone(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    pks = [builders.given(cast).pk for _ in range(12)]

    with django_assert_max_num_queries(12 * 2 + 12):
        results = follow_ups.follow_up_many(
            texts=dict.fromkeys(pks, "Đề nghị khẩn trương."),
            versions=dict.fromkeys(pks),
            by=cast.cv_vp,
        )

    assert all(one.done for one in results)
    with pytest.raises(InvalidInput, match="không quá 100"):
        follow_ups.follow_up_many(
            texts={}, versions=dict.fromkeys(range(101)), by=cast.cv_vp
        )
