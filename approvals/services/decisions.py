"""Handing in, checking, deciding: the mission, its report and its flow move together.

Each of these holds the mission's row first, asks person, page and state, then lets
`workflows.services` change the mission and the flow take its step, in one
transaction. `decide_many` does so for many, with a result for each.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from approvals import authority, flows
from approvals.enums import DecisionOutcome, Step
from approvals.models import ApprovalRequest, Decision
from approvals.queries import facts_of
from history.enums import HistoryKind
from organization.models import Person
from organization.scopes import Seat
from workflows import policies
from workflows.exceptions import InvalidTransition, MissionNotFound, Refusal
from workflows.models import Mission
from workflows.permissions import check_may
from workflows.services import missions, preparing, reports
from workflows.services.held import Held, actor, finish, hold, hold_many
from workflows.services.reports import HandIn

NO_OPINION = "Chưa có ý kiến đề xuất. Nêu vì sao chuyển Trưởng Ban quyết định."


@dataclass
class Waiting:
    """A held mission with its open report and the step at which it waits."""

    held: Held
    request: ApprovalRequest
    task: flows.Waits

    @property
    def step(self) -> Step:
        return flows.step_of(self.task)

    def end(self, way: str) -> None:
        """Let the flow take its last step and close the request."""
        flows.advance(self.request, self.task, way=way)
        self.request.closed_at = self.held.at


@dataclass(frozen=True)
class Result:
    """What became of one mission in a bulk act; `sentence` says why it was refused."""

    mission_id: int
    done: bool
    sentence: str = ""


def hand_in(
    *,
    mission_id: int,
    report: HandIn,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The lead unit hands in; the report starts on its way to a decision.

    Raises BadFile, InvalidInput, ActionDenied, InvalidTransition or StaleMission;
    nothing is stored then.
    """
    if report.uploads:
        # Who may not hand in fills no disk; asked again with the row held.
        check_may("report", _mission(mission_id), by)
    kept = reports.keep_files(report.uploads)
    with hold(mission_id, by=by, at=at) as held:
        held.check("report", expected_version)
        if report.draft:
            kept += preparing.take_over(held, expected_version=report.draft)
        row = reports.report(held, hand_in=report, kept=kept)
        process = flows.begin(with_check=held.mission.checked_by_office)
        ApprovalRequest.objects.create(
            mission=held.mission, report=row, process=process, opened_at=held.at
        )
        held.mission.approval_facts = (by.pk, False)
    return held.mission


def submit(
    *,
    mission_id: int,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Văn phòng has checked the form and puts the report before the leader."""
    with _hold_waiting(
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
    with _hold_waiting(
        mission_id, "return_for_form", by, expected_version, at
    ) as waiting:
        held = waiting.held
        seat = authority.seat_to_check(held.scope, facts_of(held.mission))
        reports.return_for_revision(
            held, report_row=waiting.request.report, reason=reason, seat=seat
        )
        waiting.end("returned")
    return waiting.held.mission


def recall(
    *,
    mission_id: int,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The unit takes its report back before the decision."""
    with _hold_waiting(
        mission_id, "recall_report", by, expected_version, at
    ) as waiting:
        reports.recall_report(waiting.held, report_row=waiting.request.report)
        waiting.end("taken_back")
    return waiting.held.mission


def decide(
    *,
    mission_id: int,
    outcome: DecisionOutcome,
    by: Person,
    reason: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The leader in charge, or the Trưởng Ban, approves or returns with a reason.

    Raises ActionDenied for everybody else and for the author of the report,
    InvalidTransition when another decision came first.
    """
    with _hold_waiting(mission_id, "decide", by, expected_version, at) as waiting:
        decision = _decide(waiting, outcome, reason)
        decision.save(force_insert=True)
    return waiting.held.mission


def decide_many(
    *,
    versions: dict[int, int | None],
    by: Person,
    at: datetime | None = None,
) -> list[Result]:
    """Approve many at once, each in its own savepoint: one refusal harms no other.

    `versions` maps mission to the version that the person saw. Only first reports
    are taken; the others are refused with the sentence that sends them to be read.
    """
    with transaction.atomic():
        held = {one.mission.pk: one for one in hold_many(versions, by=by, at=at)}
        waiting = _waiting_of(list(held.values()))
        results, decided = [], []
        for mission_id, version in versions.items():
            try:
                with transaction.atomic():
                    one = _clean(held.get(mission_id), waiting, version)
                    decision = _decide(one, DecisionOutcome.APPROVE, "")
            except Refusal as refusal:
                results.append(Result(mission_id, done=False, sentence=str(refusal)))
            else:
                results.append(Result(mission_id, done=True))
                decided.append((one, decision))
        _store([one for one, _ in decided], [decision for _, decision in decided])
    return results


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
    with _hold_waiting(mission_id, "pass_up", by, expected_version, at) as waiting:
        held = waiting.held
        seat = authority.seat_to_pass_up(held.scope, facts_of(held.mission))
        flows.advance(waiting.request, waiting.task, way=Step.HEAD_DECIDES.value)
        held.enter(
            HistoryKind.PASSED_UP,
            seat=seat,
            before={"step": Step.LEADER_DECIDES.value},
            after={"step": Step.HEAD_DECIDES.value},
            note=comment,
        )
    return waiting.held.mission


def withdraw(
    *,
    mission_id: int,
    reason: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Take a mission back in any open state; a report on its way ends with it."""
    with hold(mission_id, by=by, at=at) as held:
        held.check("withdraw", expected_version)
        seat = authority.seat_to_withdraw(held.scope, facts_of(held.mission))
        take_back([held], reason=reason, seats={mission_id: seat})
    return held.mission


def take_back(
    held: Sequence[Held], *, reason: str, seats: Mapping[int, Seat | None]
) -> None:
    """Withdraw held missions, and end the way of their reports; who may was asked."""
    for waiting in _waiting_of(held).values():
        reports.close(waiting.held, waiting.request.report)
        waiting.end("taken_back")
        waiting.request.save(update_fields=["closed_at"])
    for one in held:
        missions.withdraw(one, reason=reason, seat=seats[one.mission.pk])


def _mission(mission_id: int) -> Mission:
    mission = Mission.objects.filter(pk=mission_id).first()
    if mission is None:
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    return mission


@contextmanager
def _hold_waiting(
    mission_id: int,
    act: str,
    by: Person,
    expected_version: int | None,
    at: datetime | None,
) -> Iterator[Waiting]:
    """Hold a mission and its open report; save the request when the block ends well."""
    with hold(mission_id, by=by, at=at) as held:
        found = _waiting_of([held]).get(mission_id)
        held.check(act, expected_version)
        if found is None:
            raise InvalidTransition(f"{held.mission.code} không có báo cáo đang chờ.")
        yield found
        if found.request.closed_at is not None:
            found.request.save(update_fields=["closed_at"])


def _waiting_of(held: Sequence[Held]) -> dict[int, Waiting]:
    """Open requests and their steps, by mission; two statements, however many."""
    by_mission = {one.mission.pk: one for one in held}
    requests = list(
        ApprovalRequest.objects.filter(
            mission_id__in=by_mission, closed_at__isnull=True
        ).select_related("report", "process")
    )
    tasks = flows.active_tasks([request.process_id for request in requests])
    found = {}
    for request in requests:
        one = by_mission[request.mission_id]
        waiting = Waiting(one, request, tasks[request.process_id])
        passed_up = waiting.step == Step.HEAD_DECIDES
        one.mission.approval_facts = (request.report.handed_in_by_id, passed_up)
        found[request.mission_id] = waiting
    return found


def _clean(
    held: Held | None, waiting: dict[int, Waiting], version: int | None
) -> Waiting:
    """What may be approved without being opened: a first report, still as seen."""
    if held is None:
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    held.check("decide", version)
    one = waiting.get(held.mission.pk)
    if one is None:
        raise InvalidTransition(f"{held.mission.code} không có báo cáo đang chờ.")
    if one.request.report.round > 1:
        raise InvalidTransition(
            f"{held.mission.code} xem riêng: báo cáo lần {one.request.report.round}."
        )
    return one


def _decide(waiting: Waiting, outcome: DecisionOutcome, reason: str) -> Decision:
    """Mission and flow take their step; the decision is returned, not yet stored."""
    held = waiting.held
    seat = authority.seat_to_decide(held.scope, facts_of(held.mission))
    report_row = waiting.request.report
    if outcome == DecisionOutcome.APPROVE:
        reports.complete(held, report_row=report_row, seat=seat, comment=reason)
        waiting.end("approved")
    else:
        reports.return_for_revision(
            held, report_row=report_row, reason=reason, seat=seat
        )
        waiting.end("returned")
    return _decision(waiting, outcome, reason, seat)


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


def _store(decided: list[Waiting], decisions: list[Decision]) -> None:
    Decision.objects.bulk_create(decisions)
    if decided:
        requests = [one.request for one in decided]
        ids = [request.pk for request in requests]
        ApprovalRequest.objects.filter(pk__in=ids).update(
            closed_at=requests[0].closed_at
        )
    finish([one.held for one in decided])
