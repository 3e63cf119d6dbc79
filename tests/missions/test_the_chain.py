"""A mission goes from giao to hoàn thành, by different people, with its history."""

import pytest

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.missions import builders
from workflows.enums import MissionState
from workflows.exceptions import ActionDenied, InvalidTransition
from workflows.models import Mission
from workflows.services import missions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


def kinds(mission: Mission) -> list[str]:
    chain = HistoryEntry.objects.filter(subject_type="mission", subject_id=mission.pk)
    return list(chain.order_by("sequence").values_list("kind", flat=True))


def test_a_mission_goes_all_the_way(cast: Cast) -> None:
    mission = builders.completed(cast)

    assert mission.state == MissionState.COMPLETED
    assert kinds(mission) == [
        HistoryKind.MISSION_ASSIGNED,
        HistoryKind.MISSION_STARTED,
        HistoryKind.REPORT_HANDED_IN,
        HistoryKind.SUBMITTED_FOR_APPROVAL,
        HistoryKind.COMPLETED,
    ]
    assert mission.version == len(kinds(mission))


def test_a_returned_report_is_handed_in_again_and_approved(cast: Cast) -> None:
    mission = builders.returned(cast)
    assert mission.state == MissionState.RETURNED

    approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã bổ sung."), by=cast.tp_qldn
    )
    mission = approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )

    assert mission.state == MissionState.COMPLETED
    assert mission.rounds == 2


def test_the_truong_ban_decides_what_was_passed_up(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    approvals.pass_up(
        mission_id=mission.pk, comment="Vượt lĩnh vực phụ trách.", by=cast.ptb_hai
    )

    with pytest.raises(ActionDenied):
        approvals.decide(
            mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
        )
    mission = approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.truong_ban
    )

    assert mission.state == MissionState.COMPLETED


def test_a_recalled_report_waits_for_nobody(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    mission = approvals.recall(mission_id=mission.pk, by=cast.tp_qldn)

    assert mission.state == MissionState.IN_PROGRESS
    with pytest.raises(InvalidTransition):
        approvals.decide(
            mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
        )


def test_a_withdrawn_mission_ends_its_way_to_a_decision(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    mission = approvals.withdraw(
        mission_id=mission.pk, reason="Không còn cần thiết.", by=cast.ptb_hai
    )

    assert mission.state == MissionState.WITHDRAWN
    assert mission.approval_requests.get().closed_at is not None


def test_nobody_decides_on_what_he_handed_in_also_not_as_head(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    with pytest.raises(ActionDenied):
        approvals.decide(
            mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.tp_qldn
        )


def test_who_started_is_the_head_of_the_lead_unit_alone(cast: Cast) -> None:
    mission = builders.given(cast)

    with pytest.raises(ActionDenied):
        missions.start(mission_id=mission.pk, by=cast.gd_ttqlck)
