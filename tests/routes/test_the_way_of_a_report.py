"""Which way a report takes: by the document, by the mission, fixed when handed in."""

import pytest

from approvals import services as approvals
from approvals.enums import DecisionOutcome, Step
from approvals.models import ApprovalRequest, Decision, Route
from approvals.queries.mission_file import mission_file
from approvals.services import Chosen
from history.models import HistoryEntry
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders, matrix
from workflows.enums import MissionState, ReturnKind
from workflows.exceptions import ActionDenied, InvalidInput
from workflows.models import Document, Mission
from workflows.services import missions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
HEAD_TOO = Chosen(head_decides=True)


def decide(mission: Mission, by: Person, **more: object) -> Mission:
    outcome = DecisionOutcome.RETURN if more else DecisionOutcome.APPROVE
    return approvals.decide(mission_id=mission.pk, outcome=outcome, by=by, **more)


def step_of(mission: Mission, cast: Cast) -> Step | None:
    found = mission_file(cast.truong_ban, mission.pk, on=builders.DUE)
    assert found is not None
    return found.step


def hand_in(mission: Mission, cast: Cast) -> Mission:
    return approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn
    )


def test_by_the_route_a_leaders_approval_goes_on_to_the_head(cast: Cast) -> None:
    mission = builders.started(cast)
    approvals.choose_route(mission_id=mission.pk, chosen=HEAD_TOO, by=cast.ptb_hai)
    hand_in(mission, cast)

    agreed = decide(mission, cast.ptb_hai)

    assert agreed.state == MissionState.UNDER_APPROVAL
    assert step_of(mission, cast) == Step.HEAD_DECIDES
    assert not Decision.objects.exists()
    with pytest.raises(ActionDenied):
        decide(mission, cast.ptb_hai)
    assert decide(mission, cast.truong_ban).state == MissionState.COMPLETED
    assert Decision.objects.get().decided_by == cast.truong_ban


def test_the_head_decides_at_once_and_a_leader_may_return(cast: Cast) -> None:
    first, second = builders.started(cast), builders.started(cast)
    own = builders.started(cast, directing_leader=cast.post("truong_ban"))
    for mission in (first, second, own):
        approvals.choose_route(
            mission_id=mission.pk, chosen=HEAD_TOO, by=cast.truong_ban
        )
        hand_in(mission, cast)

    assert decide(first, cast.truong_ban).state == MissionState.COMPLETED
    assert decide(own, cast.truong_ban).state == MissionState.COMPLETED
    sent_back = decide(
        second, cast.ptb_hai, kind=ReturnKind.SERIOUS_ERROR, reason="Sai số liệu."
    )
    assert sent_back.state == MissionState.RETURNED


def test_a_route_that_changes_does_not_disturb_what_is_under_way(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    approvals.choose_route(
        mission_id=mission.pk,
        chosen=Chosen(office_checks=True, head_decides=True),
        by=cast.ptb_hai,
    )

    assert step_of(mission, cast) == Step.LEADER_DECIDES
    decide(mission, cast.ptb_hai, kind=ReturnKind.MINOR_CORRECTION, reason="Sửa.")
    second = hand_in(mission, cast)
    assert second.state == MissionState.REPORTED
    assert step_of(mission, cast) == Step.OFFICE_CHECKS

    approvals.choose_route(mission_id=mission.pk, chosen=None, by=cast.ptb_hai)
    approvals.submit(mission_id=mission.pk, by=cast.cv_vp)
    assert decide(mission, cast.ptb_hai).state == MissionState.UNDER_APPROVAL
    ways = ApprovalRequest.objects.filter(mission=mission).order_by("pk")
    assert [(one.office_checks, one.head_decides) for one in ways] == [
        (False, False),
        (True, True),
    ]


def test_a_documents_route_counts_for_reports_handed_in_afterwards(cast: Cast) -> None:
    before, after = matrix.given_out(cast), matrix.given_out(cast)
    for mission in (before, after):
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)
    assert hand_in(before, cast).state == MissionState.REPORTED
    for number in (before.document_id, after.document_id):
        document = approvals.choose_route_of_document(
            document_id=number or 0, chosen=Chosen(), by=cast.cv_vp
        )

    assert hand_in(after, cast).state == MissionState.UNDER_APPROVAL
    assert step_of(before, cast) == Step.OFFICE_CHECKS
    assert not Document.objects.get(pk=document.pk).checked_by_office
    kinds = HistoryEntry.objects.filter(
        subject_type="document", subject_id=document.pk
    ).values_list("kind", flat=True)
    assert "ROUTE_OF_DOCUMENT_CHOSEN" in kinds


def test_a_missions_own_route_comes_before_its_documents(cast: Cast) -> None:
    mission = matrix.given_out(cast)
    missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    approvals.choose_route(mission_id=mission.pk, chosen=Chosen(), by=cast.ptb_hai)

    assert hand_in(mission, cast).state == MissionState.UNDER_APPROVAL


def test_who_does_not_direct_chooses_no_route_and_days_must_make_sense(
    cast: Cast,
) -> None:
    mission = builders.started(cast)

    for person in (cast.tp_qldn, cast.cv_qldn, cast.gd_ttqlck):
        with pytest.raises(ActionDenied):
            approvals.choose_route(mission_id=mission.pk, chosen=Chosen(), by=person)
    with pytest.raises(InvalidInput):
        approvals.choose_route(
            mission_id=mission.pk, chosen=Chosen(leader_days=0), by=cast.ptb_hai
        )
    assert not Route.objects.exists()
