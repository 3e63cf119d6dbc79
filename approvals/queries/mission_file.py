"""One mission with all that its page shows, read in five statements."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from approvals.enums import Step
from approvals.models import ApprovalRequest, Decision, Way, waits_at
from approvals.queries.file_numbers import numbered
from approvals.queries.opinions import (
    OpinionTold,
    know_open,
    opinions_of_report,
    told_opinions,
)
from approvals.queries.routes import route_read
from history.enums import HistoryKind
from history.models import HistoryEntry
from history.queries import entries_of
from organization.models import Person, Unit
from workflows.enums import WAITING_ABOVE
from workflows.models import Assignment, Attachment, Mission, Report
from workflows.queries import missions_visible_to
from workflows.queries.leaders import holder_of

K = HistoryKind
ENDS = (
    K.RETURNED,
    K.COMPLETED,
    K.REPORT_RECALLED,
    K.WITHDRAWN,
    K.MERGED_INTO,
    K.MISSION_REPLACED,
)


@dataclass
class Round:
    """One report with its evidence, its check, and what came of it."""

    report: Report
    files: list[Attachment]
    decision: Decision | None = None
    step: Step | None = None
    way: Way | None = None
    opinions: list[OpinionTold] = field(default_factory=list)
    checked: HistoryEntry | None = None
    passed_up: HistoryEntry | None = None
    end: HistoryEntry | None = None

    @property
    def is_returned(self) -> bool:
        return self.end is not None and self.end.kind == K.RETURNED

    @property
    def is_approved(self) -> bool:
        return self.end is not None and self.end.kind == K.COMPLETED


@dataclass
class MissionFile:
    """A mission, its units, its reports (newest first), its history (oldest first)."""

    mission: Mission
    leader_name: str
    supporting: list[Unit]
    entries: list[HistoryEntry]
    rounds: list[Round] = field(default_factory=list)

    @property
    def latest(self) -> Round | None:
        return self.rounds[0] if self.rounds else None

    @property
    def step(self) -> Step | None:
        """Where the report waits, as its flow says; None while none is on its way."""
        return self.latest.step if self.latest else None

    @property
    def way(self) -> Way:
        """The steps of the report on its way; else those of the next one."""
        latest = self.latest
        if self.step is not None and latest is not None and latest.way is not None:
            return latest.way
        return route_read(self.mission)

    @property
    def last_return(self) -> Round | None:
        """The newest report that was sent back."""
        return next((one for one in self.rounds if one.is_returned), None)

    def first(self, *kinds: HistoryKind) -> HistoryEntry | None:
        return next((entry for entry in self.entries if entry.kind in kinds), None)

    def last(self, *kinds: HistoryKind) -> HistoryEntry | None:
        newest_first = reversed(self.entries)
        return next((entry for entry in newest_first if entry.kind in kinds), None)


def mission_file(person: Person, pk: int, *, on: date) -> MissionFile | None:
    """The mission, if the person may see it: look-up and access are one statement."""
    mission = (
        missions_visible_to(person)
        .filter(pk=pk)
        .select_related(
            "lead_unit",
            "directing_leader",
            "document__supersedes",
            "document__successor",
            "item",
            "monitoring_officer",
            "draft__edited_by",
            "route",
            "document__route",
            "led_outside",
            "given_by_agency",
        )
        .defer(
            "document__text",
            "document__supersedes__text",
            "document__successor__text",
            "item__reading",
        )
        .annotate(leader_name=holder_of("directing_leader", on=on))
        .first()
    )
    if mission is None:
        return None
    supporting = list(
        Unit.objects.filter(
            pk__in=Assignment.objects.filter(mission=mission).values("unit")
        )
    )
    mission.supporting_unit_ids = frozenset(unit.pk for unit in supporting)
    found = MissionFile(
        mission=mission,
        leader_name=mission.leader_name or "",  # type: ignore[attr-defined]
        supporting=supporting,
        entries=list(entries_of("mission", pk)),
    )
    found.rounds = _rounds(found)
    _keep_approval_facts(found)
    return found


def _rounds(found: MissionFile) -> list[Round]:
    reports = (
        Report.objects.filter(mission=found.mission)
        .select_related("handed_in_by", "approval_request__decision")
        .annotate(
            opinions=opinions_of_report(),
            **{
                step.value: waits_at(step, process="approval_request__process_id")
                for step in Step
            },
        )
        .order_by("-round")
    )
    files: dict[int, list[Attachment]] = defaultdict(list)
    attachments = list(
        Attachment.objects.filter(report__mission=found.mission)
        .select_related("file")
        .order_by("id")
    )
    numbered(attachments)
    for attachment in attachments:
        files[attachment.report_id].append(attachment)
    rounds = [
        Round(
            report=report,
            files=files[report.pk],
            decision=_decision(report),
            way=getattr(report, "approval_request", None),
            opinions=told_opinions(report.opinions),
            step=next((step for step in Step if getattr(report, step.value)), None),
        )
        for report in reports
    ]
    _tell(rounds, found.entries)
    if rounds and rounds[0].step is not None:
        know_open(found.mission, rounds[0].opinions)
    return rounds


def _decision(report: Report) -> Decision | None:
    request: ApprovalRequest | None = getattr(report, "approval_request", None)
    return getattr(request, "decision", None)


def _tell(rounds: list[Round], entries: list[HistoryEntry]) -> None:
    """Give each round the entries that belong to it: those after its hand-in."""
    by_number = {one.report.round: one for one in rounds}
    here: Round | None = None
    for entry in entries:
        if entry.kind == K.REPORT_HANDED_IN:
            here = by_number.get(entry.after.get("round", 0))
        elif here is None:
            continue
        elif entry.kind == K.SUBMITTED_FOR_APPROVAL and here.report.checked_at:
            here.checked = entry
        elif entry.kind == K.PASSED_UP:
            here.passed_up = entry
        elif entry.kind in ENDS:
            here.end, here = entry, None


def _keep_approval_facts(found: MissionFile) -> None:
    """What authority asks for was read already; it need not ask again."""
    latest = found.latest
    if found.mission.state in WAITING_ABOVE and latest is not None:
        found.mission.approval_facts = (
            latest.report.handed_in_by_id,
            latest.step == Step.HEAD_DECIDES,
        )
