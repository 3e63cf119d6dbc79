"""What waits for whom, read from the flow and the missions' states."""

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from approvals.authority import MissionFacts
from approvals.enums import Step
from approvals.models import ApprovalRequest, waits_at
from approvals.models.approval import FACTS
from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import WAITING_ABOVE, MissionState
from workflows.models import Assignment, Mission
from workflows.queries import directed, lent_alone, missions_in
from workflows.querysets import MissionQuerySet


def open_request(mission: Mission) -> ApprovalRequest | None:
    """The report on its way to a decision, with report and process; one statement."""
    return (
        ApprovalRequest.objects.filter(mission=mission, closed_at__isnull=True)
        .select_related("report", "process")
        .first()
    )


def facts_of(mission: Mission) -> MissionFacts:
    """The facts that authority depends on; what was read already is not read again.

    A service puts what it read on the instance (`supporting_unit_ids`,
    `approval_facts`); a page that asks many things reads each once.
    """
    if mission.supporting_unit_ids is None:
        units = Assignment.objects.filter(mission=mission)
        mission.supporting_unit_ids = frozenset(units.values_list("unit_id", flat=True))
    handed_in_by, passed_up = approval_facts(mission)
    return MissionFacts(
        mission_id=mission.pk,
        lead_unit_id=mission.lead_unit_id,
        directing_post_id=mission.directing_leader_id,
        supporting_unit_ids=mission.supporting_unit_ids,
        handed_in_by=handed_in_by,
        passed_up=passed_up,
        taken_up=mission.state != MissionState.ASSIGNED,
        from_document=mission.document_id is not None,
        asked_units=mission.asked_units,
        asked_people=mission.asked_people,
        extension_asked_by=mission.extension_asked_by_id,
    )


def approval_facts(mission: Mission) -> tuple[int | None, bool]:
    """Author of the open report, and whether it was passed up; only where it waits."""
    if mission.state not in WAITING_ABOVE:
        return None, False
    known = mission.approval_facts
    if known is None:
        with connection.cursor() as cursor:
            cursor.execute(FACTS, [mission.pk])
            known = cursor.fetchone() or (None, False)
        mission.approval_facts = known
    return known


def waiting_for(scope: Scope) -> MissionQuerySet:
    """Missions on which this person must act next; the inbox and its count."""
    return missions_in(scope).filter(_waits(scope) | lent_alone(scope, _waits))


def deciding(scope: Scope) -> MissionQuerySet:
    """Of these, the ones that wait for this person's decision."""
    rule = _leader_must_decide
    return missions_in(scope).filter(rule(scope) | lent_alone(scope, rule))


def _waits(scope: Scope) -> Q:
    return (
        _unit_must_act(scope) | _office_must_check(scope) | _leader_must_decide(scope)
    )


def _unit_must_act(scope: Scope) -> Q:
    return Q(
        state__in=(
            MissionState.ASSIGNED,
            MissionState.IN_PROGRESS,
            MissionState.RETURNED,
        ),
        lead_unit__in=scope.unit_ids(Right.REPORT_WORK),
    )


def _office_must_check(scope: Scope) -> Q:
    units = _covered(scope, Right.CHECK_WORK)
    if units is None:
        return Q(pk__in=[])
    return Q(state=MissionState.REPORTED) & units & ~_handed_in_by(scope)


def _leader_must_decide(scope: Scope) -> Q:
    own = directed(scope, Right.DECIDE_WORK) & ~_passed_up()
    units = _covered(scope, Right.DECIDE_WORK)
    if units is not None:
        own |= units & _passed_up()
    return Q(state=MissionState.UNDER_APPROVAL) & own & ~_handed_in_by(scope)


def _covered(scope: Scope, right: Right) -> Q | None:
    """Missions of the units on which the right counts: all, or those to which a lent
    seat is limited; None where there are none."""
    if right in scope.everywhere:
        return Q()
    units = scope.unit_ids(right)
    return Q(lead_unit__in=units) if units else None


def _handed_in_by(scope: Scope) -> Q:
    own = ApprovalRequest.objects.filter(
        mission=OuterRef("pk"),
        closed_at__isnull=True,
        report__handed_in_by=scope.person_id,
    )
    return Q(Exists(own))


def _passed_up() -> Q:
    request = ApprovalRequest.objects.filter(
        waits_at(Step.HEAD_DECIDES), mission=OuterRef("pk"), closed_at__isnull=True
    )
    return Q(Exists(request))
