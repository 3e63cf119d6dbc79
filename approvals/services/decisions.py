"""Checking and deciding: the mission, its report and its flow move together.

Each of these holds the mission's row first, asks person, page and state, then lets
`workflows.services` change the mission and the flow take its step, in one
transaction.
"""

from datetime import datetime

from approvals import authority, flows
from approvals.enums import DecisionOutcome, Step
from approvals.models import Decision
from approvals.queries import facts_of
from approvals.services.on_the_way import Waiting, hold_waiting
from history.enums import HistoryKind
from organization.models import Person
from organization.scopes import Seat
from workflows import policies
from workflows.enums import LEADERS_RETURNS, ReturnKind
from workflows.exceptions import InvalidInput
from workflows.models import Mission
from workflows.services import reports
from workflows.services.held import actor

NO_KIND = "Chưa chọn loại trả lại. Chọn một loại rồi nêu lý do."
NO_OPINION = "Chưa có ý kiến đề xuất. Nêu vì sao chuyển Trưởng Ban quyết định."


def submit(
    *,
    mission_id: int,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Văn phòng has checked the form and puts the report before the leader."""
    with hold_waiting(
        mission_id, "submit_for_approval", by, expected_version, at
    ) as waiting:
        held = waiting.held
        seat = authority.seat_to_check(held.scope, facts_of(held.mission))
        flows.advance(waiting.request, waiting.task, way=Step.LEADER_DECIDES.value)
        waiting.request.report.checked_at = held.at
        waiting.request.report.save(update_fields=["checked_at"])
        reports.submit_for_approval(held, seat=seat)
    return waiting.held.mission


def return_for_form(
    *,
    mission_id: int,
    reason: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Văn phòng sends a report back because of its form; no decision on content."""
    with hold_waiting(
        mission_id, "return_for_form", by, expected_version, at
    ) as waiting:
        held = waiting.held
        seat = authority.seat_to_check(held.scope, facts_of(held.mission))
        reports.return_for_revision(
            held,
            report_row=waiting.request.report,
            kind=ReturnKind.FORM,
            reason=reason,
            seat=seat,
        )
        waiting.end("returned")
    return waiting.held.mission


def decide(
    *,
    mission_id: int,
    outcome: DecisionOutcome,
    by: Person,
    kind: ReturnKind | None = None,
    reason: str = "",
    parts_reason: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The leader in charge, or the Trưởng Ban, approves or returns with a reason.

    Where the route leads on to the Trưởng Ban, a leader's approval takes it there.

    `parts_reason` says why it is completed before its parts; without it that is
    refused. A return says of what `kind` it is, and in words why. Raises InvalidInput
    without either, ActionDenied for everybody else and for the author of the report,
    InvalidTransition when another decision came first.
    """
    with hold_waiting(mission_id, "decide", by, expected_version, at) as waiting:
        waiting.held.open_parts_reason = parts_reason
        decision = decided(waiting, outcome, reason, kind)
        if decision is not None:
            decision.save(force_insert=True)
    return waiting.held.mission


def pass_up(
    *,
    mission_id: int,
    comment: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The leader in charge passes the decision to the Trưởng Ban, with an opinion."""
    comment = policies.check_reason(comment, sentence=NO_OPINION)
    with hold_waiting(mission_id, "pass_up", by, expected_version, at) as waiting:
        held = waiting.held
        seat = authority.seat_to_pass_up(held.scope, facts_of(held.mission))
        _to_the_head(waiting, comment, seat, agreed=False)
    return waiting.held.mission


def decided(
    waiting: Waiting,
    outcome: DecisionOutcome,
    reason: str,
    kind: ReturnKind | None = None,
) -> Decision | None:
    """Mission and flow take their step; the decision is returned, not yet stored.

    None where the leader agreed and the report goes on to the Trưởng Ban by its route.
    """
    held = waiting.held
    facts = facts_of(held.mission)
    seat = authority.seat_to_decide(held.scope, facts)
    if outcome == DecisionOutcome.APPROVE and waiting.goes_on:
        head = authority.seat_of_the_head(held.scope, facts)
        if head is None:
            _agree(waiting, reason, seat)
            return None
        seat = head
    report_row = waiting.request.report
    if outcome == DecisionOutcome.APPROVE:
        reports.complete(held, report_row=report_row, seat=seat, comment=reason)
        waiting.end("approved")
    else:
        policies.check_reason(reason, sentence=reports.RETURN_EMPTY)
        if kind not in LEADERS_RETURNS:
            raise InvalidInput(NO_KIND)
        reports.return_for_revision(
            held, report_row=report_row, kind=kind, reason=reason, seat=seat
        )
        waiting.end("returned")
    return _decision(waiting, outcome, reason, seat)


def _agree(waiting: Waiting, comment: str, seat: Seat | None) -> None:
    """The directing leader agrees; by the route, the Trưởng Ban decides."""
    waiting.request.agreed_at = waiting.held.at
    waiting.request.save(update_fields=["agreed_at"])
    comment = policies.check_text(comment.strip(), label="Ý kiến")
    _to_the_head(waiting, comment, seat, agreed=True)


def _to_the_head(
    waiting: Waiting, comment: str, seat: Seat | None, *, agreed: bool
) -> None:
    flows.advance(waiting.request, waiting.task, way=Step.HEAD_DECIDES.value)
    waiting.held.enter(
        HistoryKind.PASSED_UP,
        seat=seat,
        before={"step": Step.LEADER_DECIDES.value},
        after={"step": Step.HEAD_DECIDES.value, "agreed": agreed},
        note=comment,
    )


def _decision(
    waiting: Waiting, outcome: DecisionOutcome, reason: str, seat: Seat | None
) -> Decision:
    held = waiting.held
    who = actor(held.by, seat, held.scope)
    return Decision(
        request=waiting.request,
        outcome=outcome,
        reason=reason.strip(),
        decided_by=held.by,
        decided_title=who.title,
        capacity=who.capacity,
        on_behalf_of=who.on_behalf_of,
        decided_at=held.at,
        handed_in_by_id=waiting.request.report.handed_in_by_id,
    )
