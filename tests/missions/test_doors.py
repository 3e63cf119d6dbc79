"""The doors hold where two tables of the code would disagree, and for who is nobody."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.utils import timezone

from approvals import flows
from approvals import services as approvals
from approvals.backends import AuthorityBackend
from approvals.enums import DecisionOutcome
from approvals.models import ApprovalRequest
from approvals.queries import approval_facts, deciding, open_request, waiting_for
from history.enums import HistoryKind
from organization import scopes
from organization.enums import Right
from tests.cast import Cast
from tests.missions import builders, matrix
from workflows import permissions, policies
from workflows.enums import MissionState
from workflows.exceptions import (
    ActionDenied,
    InvalidTransition,
    MissionNotFound,
    NeedsClarification,
)
from workflows.files import Upload
from workflows.models import Mission
from workflows.services import missions
from workflows.services.held import hold
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


def test_a_leader_gives_within_the_field_only(cast: Cast) -> None:
    with pytest.raises(ActionDenied, match="lĩnh vực"):
        builders.given(cast, by=cast.ptb_khanh)
    with pytest.raises(ActionDenied):
        builders.given(cast, by=cast.van_thu)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": " "},
        {"text": "\n"},
        {"due_on": None},
        {"no_deadline_reason": "Cả hai."},
    ],
)
def test_nothing_incomplete_is_given(cast: Cast, changes: dict[str, object]) -> None:
    with pytest.raises(NeedsClarification):
        builders.given(cast, **changes)


def test_the_lead_unit_does_not_support(cast: Cast) -> None:
    with pytest.raises(NeedsClarification, match="chủ trì"):
        builders.given(cast, supporting_units=(cast.unit("phong_qldn"),))


def test_the_board_as_a_whole_leads_nothing(cast: Cast) -> None:
    with pytest.raises(NeedsClarification, match="không trực tiếp chủ trì"):
        builders.given(cast, by=cast.truong_ban, lead_unit=cast.unit("ban_quan_ly"))


def test_an_order_without_deadline_says_why(cast: Cast) -> None:
    mission = builders.given(cast, due_on=None, no_deadline_reason="Việc thường xuyên.")

    assert mission.due_on is None
    assert mission.authority == "Phó Trưởng Ban giao trực tiếp"


def test_the_transition_itself_refuses_where_the_policy_would_not(cast: Cast) -> None:
    mission = builders.given(cast)

    with (
        pytest.raises(InvalidTransition, match="không còn ở trạng thái"),
        hold(mission.pk, by=cast.tp_qldn) as held,
    ):
        held.move("complete", HistoryKind.COMPLETED, seat=None)
    assert Mission.objects.get(pk=mission.pk).version == 1


def test_an_act_that_writes_no_entry_writes_nothing(cast: Cast) -> None:
    mission = builders.given(cast)

    with hold(mission.pk, by=cast.tp_qldn) as held:
        held.set(title="Tên khác")
        assert held.seat(Right.DECIDE_WORK, Right.CHECK_WORK) is None

    assert Mission.objects.get(pk=mission.pk).title != "Tên khác"


def test_an_error_of_the_database_is_not_taken_for_a_busy_row(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(Mission.objects, "raw", fail)
    with pytest.raises(OperationalError):
        missions.start(mission_id=1, by=cast.tp_qldn)


def test_a_report_that_lost_its_way_is_not_decided(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    ApprovalRequest.objects.filter(mission=mission).update(closed_at=timezone.now())

    with pytest.raises(InvalidTransition, match="không có báo cáo đang chờ"):
        approvals.decide(
            mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
        )
    (result,) = approvals.decide_many(versions={mission.pk: None}, by=cast.ptb_hai)
    assert "không có báo cáo đang chờ" in result.sentence
    assert approval_facts(Mission.objects.get(pk=mission.pk)) == (None, False)


def test_evidence_for_a_mission_that_never_was_is_not_kept(cast: Cast) -> None:
    report = HandIn("Xong.", uploads=[Upload("a.pdf", 6, [b"%PDF-1"])])

    with pytest.raises(MissionNotFound):
        approvals.hand_in(mission_id=987654, report=report, by=cast.tp_qldn)


@pytest.mark.django_db(transaction=True)
def test_the_flow_does_not_move_by_itself() -> None:
    with (
        pytest.raises(RuntimeError, match="only while a service holds"),
        flows.HeldByMission()(flows.ApprovalFlow, 1),
    ):
        pass


def test_the_backend_has_no_opinion_on_other_things(cast: Cast) -> None:
    backend = AuthorityBackend()

    assert backend.has_perm(cast.truong_ban, "workflows.view_document") is False


def test_the_backend_says_no_to_who_is_nobody(cast: Cast) -> None:
    mission = builders.given(cast)
    backend = AuthorityBackend()
    locked = cast.ptb_hai
    locked.is_active = False

    for somebody in (AnonymousUser(), locked):
        with pytest.raises(PermissionDenied):
            backend.has_perm(somebody, "workflows.view_mission", mission)
    with pytest.raises(PermissionDenied):
        backend.has_perm(cast.truong_ban, "workflows.delete_mission", mission)


def test_a_superuser_has_no_right_on_a_mission(cast: Cast) -> None:
    mission = builders.given(cast)
    cast.quan_tri.is_superuser = True
    cast.quan_tri.save()

    assert not cast.quan_tri.has_perm("workflows.view_mission", mission)
    with pytest.raises(MissionNotFound):
        permissions.check_can_view(mission, cast.quan_tri)


def test_history_is_read_by_who_audits_and_written_by_nobody(cast: Cast) -> None:
    assert cast.kiem_tra.has_perm("history.read_ledger", object())
    backend = AuthorityBackend()
    for person, right in (
        (cast.kiem_tra, "history.add_historyentry"),
        (cast.ptb_hai, "history.read_ledger"),
        (AnonymousUser(), "history.read_ledger"),
    ):
        with pytest.raises(PermissionDenied):
            backend.has_perm(person, right)


def test_rules_are_asked_and_checked_in_one_voice(cast: Cast) -> None:
    mission = builders.given(cast)

    for act in policies.SOURCES:
        try:
            policies.check_can(act, mission)
            allowed = True
        except InvalidTransition:
            allowed = False
        assert policies.can(act, mission) is allowed
    mission.rounds = 1
    assert not policies.can("correct", mission)


def test_what_waits_is_asked_of_the_flow(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    now = timezone.now()

    request = open_request(mission)
    assert request is not None
    assert request.report.round == 1
    leader = scopes.in_force(cast.ptb_hai, now)
    head = scopes.in_force(cast.tp_qldn, now)
    assert list(deciding(leader)) == [mission]
    assert list(waiting_for(head)) == []
    matrix.STEPS["return"](cast, mission.pk)
    assert list(waiting_for(leader)) == []
    assert list(waiting_for(head)) == [mission]
    assert open_request(mission) is None


def test_what_is_passed_up_waits_for_the_truong_ban_alone(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    now = timezone.now()
    head, leader = (
        scopes.in_force(person, now) for person in (cast.truong_ban, cast.ptb_hai)
    )

    assert list(waiting_for(head)) == []
    matrix.STEPS["pass_up"](cast, mission.pk)
    assert list(waiting_for(head)) == [mission]
    assert list(waiting_for(leader)) == []


def test_ones_own_report_does_not_wait_for_one(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    matrix.lend_to_the_head(cast)

    assert list(waiting_for(scopes.in_force(cast.tp_qldn, timezone.now()))) == []
    assert mission.state == MissionState.UNDER_APPROVAL


def test_van_phong_does_not_check_what_its_own_head_handed_in(cast: Cast) -> None:
    mission = matrix.given_out(cast)
    change = matrix.correction(
        cast,
        lead_unit=cast.unit("van_phong"),
        directing_leader=cast.post("ptb_van_phong"),
        due_on=date(2026, 12, 30),
    )
    matrix.corrections.correct(
        mission_id=mission.pk, correction=change, reason="Nhầm.", by=cast.van_thu
    )
    missions.start(mission_id=mission.pk, by=cast.chanh_vp)
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Xong."), by=cast.chanh_vp)

    with pytest.raises(ActionDenied):
        approvals.submit(mission_id=mission.pk, by=cast.chanh_vp)
    submitted = approvals.submit(mission_id=mission.pk, by=cast.cv_vp)
    assert submitted.state == MissionState.UNDER_APPROVAL
