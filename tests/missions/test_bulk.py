"""Approving many at once: a result for each, and no statement more than each needs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.models import Decision
from history.models import HistoryEntry
from history.verification import verify_database
from notifications.models import Notification
from tests.cast import Cast
from tests.missions import builders, matrix
from workflows.enums import MissionState
from workflows.models import Mission
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


def waiting(cast: Cast, number: int) -> dict[int, int | None]:
    found = [builders.handed_in(cast) for _ in range(number)]
    return {mission.pk: mission.version for mission in found}


def states(*pks: int) -> list[str]:
    rows = Mission.objects.in_bulk(pks)
    return [rows[pk].state for pk in pks]


def test_each_gets_a_result_of_its_own_in_the_order_asked(cast: Cast) -> None:
    first, second, third = waiting(cast, 3)
    versions: dict[int, int | None] = {third: None, first: 4, second: 1, 987654: 1}

    results = approvals.decide_many(versions=versions, by=cast.ptb_hai)

    assert [(one.mission_id, one.done) for one in results] == [
        (third, True),
        (first, True),
        (second, False),
        (987654, False),
    ]
    assert "vừa được người khác cập nhật" in results[2].sentence
    assert results[3].sentence == "Không tìm thấy nhiệm vụ này."
    assert states(first, second, third) == [
        MissionState.COMPLETED,
        MissionState.UNDER_APPROVAL,
        MissionState.COMPLETED,
    ]


def test_what_one_may_not_see_does_not_exist_and_ones_own_is_refused(
    cast: Cast,
) -> None:
    (mine,) = waiting(cast, 1)
    matrix.lend_to_the_head(cast)

    hidden = approvals.decide_many(versions={mine: None}, by=cast.ptb_khanh)
    own = approvals.decide_many(versions={mine: None}, by=cast.tp_qldn)

    assert hidden[0].sentence == "Không tìm thấy nhiệm vụ này."
    assert "chính mình nộp" in own[0].sentence
    assert states(mine) == [MissionState.UNDER_APPROVAL]


def test_what_does_not_wait_is_refused_and_harms_no_other(cast: Cast) -> None:
    done, started = builders.completed(cast), builders.started(cast)
    (ready,) = waiting(cast, 1)

    results = approvals.decide_many(
        versions={done.pk: None, started.pk: None, ready: None}, by=cast.ptb_hai
    )

    assert [one.done for one in results] == [False, False, True]
    assert "Hoàn thành" in results[0].sentence


def test_a_second_report_is_sent_to_be_read(cast: Cast) -> None:
    mission = builders.returned(cast)
    approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã bổ sung."), by=cast.tp_qldn
    )

    (result,) = approvals.decide_many(versions={mission.pk: None}, by=cast.ptb_hai)

    assert not result.done
    assert result.sentence == f"{mission.code} xem riêng: báo cáo lần 2."
    assert states(mission.pk) == [MissionState.UNDER_APPROVAL]


def test_nothing_chosen_does_nothing(cast: Cast) -> None:
    assert approvals.decide_many(versions={}, by=cast.ptb_hai) == []


def test_every_mission_has_its_decision_its_chain_and_its_notices(cast: Cast) -> None:
    versions = waiting(cast, 3)

    approvals.decide_many(versions=versions, by=cast.ptb_hai)

    for pk, version in versions.items():
        mission = Mission.objects.get(pk=pk)
        entry = HistoryEntry.objects.filter(
            subject_type="mission", subject_id=pk
        ).latest("sequence")
        assert mission.version == entry.sequence == (version or 0) + 1
        assert mission.reports.get().closed_at == entry.at
        assert mission.approval_requests.get().closed_at == entry.at
        told = Notification.objects.filter(entry=entry).values_list(
            "recipient__username", flat=True
        )
        assert sorted(told) == ["gd.ttqlck", "tp.qldn"]
    decided = Decision.objects.filter(outcome=DecisionOutcome.APPROVE)
    assert decided.count() == len(versions)
    assert list(verify_database()) == []


def statements(cast: Cast, number: int) -> list[str]:
    versions = waiting(cast, number)
    with CaptureQueriesContext(connection) as captured:
        approvals.decide_many(versions=versions, by=cast.ptb_hai)
    return [query["sql"] for query in captured.captured_queries]


def test_one_more_costs_its_savepoint_and_its_flow_rows_alone(cast: Cast) -> None:
    few, many = statements(cast, 5), statements(cast, 25)

    each = (len(many) - len(few)) / 20
    savepoints = [sql for sql in many if "SAVEPOINT" in sql]
    flow = [sql for sql in many if re.match(r'\w+ (INTO )?"viewflow_', sql)]
    # Savepoint and its release; the step that is done, the end that follows, the link
    # between the two, the process. Chain, notices, decision, mission: once for all.
    assert each <= SAVEPOINT + FLOW_ROWS, many
    assert len(many) - len(savepoints) - len(flow) <= ONCE_FOR_ALL, many


SAVEPOINT, FLOW_ROWS, ONCE_FOR_ALL = 2, 4, 14
