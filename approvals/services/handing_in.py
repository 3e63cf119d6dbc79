"""Handing in, and taking a report back before it is decided.

Each holds the mission's row first, asks person, page and state, then lets
`workflows.services` change the mission and the flow take its step, in one transaction.
"""

from datetime import datetime

from approvals import flows
from approvals.models import ApprovalRequest, Route
from approvals.queries.routes import route_of
from approvals.services import opinions
from approvals.services.on_the_way import hold_waiting
from organization.models import Person
from workflows.exceptions import MissionNotFound
from workflows.models import Mission, Report
from workflows.permissions import check_may
from workflows.services import preparing, reports
from workflows.services.held import Held, hold
from workflows.services.reports import HandIn


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
        route = route_of(
            held.mission, document_checks=bool(held.mission.document_checks)
        )
        if held.mission.checked_by_office != route.office_checks:
            held.set(checked_by_office=route.office_checks)
        row = reports.report(held, hand_in=report, kept=kept)
        request = _begin(held, row, route)
        held.mission.approval_facts = (by.pk, False)
        if route.asks_supporting and held.supporting:
            opinions.ask_supporting(held, request, route)
    return held.mission


def recall(
    *,
    mission_id: int,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The unit takes its report back before the decision."""
    with hold_waiting(mission_id, "recall_report", by, expected_version, at) as waiting:
        reports.recall_report(waiting.held, report_row=waiting.request.report)
        waiting.end("taken_back")
    return waiting.held.mission


def _begin(held: Held, row: Report, route: Route) -> ApprovalRequest:
    """The report starts on its way, which is fixed from now on."""
    request = ApprovalRequest(
        mission=held.mission,
        report=row,
        process=flows.begin(with_check=route.office_checks),
        opened_at=held.at,
        flow_version=flows.VERSION,
    ).follow(route)
    request.save(force_insert=True)
    return request


def _mission(mission_id: int) -> Mission:
    mission = Mission.objects.filter(pk=mission_id).first()
    if mission is None:
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    return mission
