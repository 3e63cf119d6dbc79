"""The five steps of a mission as its page draws them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from approvals.enums import Step
from approvals.queries.mission_file import MissionFile
from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.forms.days import written
from workflows.enums import MissionState

S = MissionState
K = HistoryKind
HERE: Final[dict[str, int]] = {
    S.ASSIGNED: 0,
    S.IN_PROGRESS: 1,
    S.RETURNED: 1,
    S.REPORTED: 2,
    S.UNDER_APPROVAL: 3,
    S.COMPLETED: 4,
}
WAITS_FOR: Final[dict[Step, str]] = {
    Step.OFFICE_CHECKS: "Văn phòng đang kiểm tra thể thức",
    Step.LEADER_DECIDES: "chờ lãnh đạo chỉ đạo quyết định",
    Step.HEAD_DECIDES: "chờ Trưởng Ban quyết định",
}


@dataclass
class StepShown:
    """`mark` is past, current or todo; `at` the moment that belongs to it."""

    name: str
    mark: str = "todo"
    lead: str = ""
    at: date | None = None
    notes: list[str] = field(default_factory=list)


def steps(found: MissionFile, today: date) -> list[StepShown]:
    """Five steps, always: what is past with its day, what is to come with whom."""
    shown = [
        _given(found),
        _in_progress(found, today),
        _report(found),
        _decision(found),
        _completed(found),
    ]
    here = HERE.get(found.mission.state)
    reached = _reached(found) if here is None else here
    for place, step in enumerate(shown):
        if place < reached or found.mission.state == S.COMPLETED:
            step.mark = "past"
        elif place == here:
            step.mark = "current"
    return shown


def _reached(found: MissionFile) -> int:
    """How far a mission came that was then withdrawn."""
    if found.rounds:
        return 3
    return 2 if found.first(K.MISSION_STARTED) else 1


def _given(found: MissionFile) -> StepShown:
    step = StepShown("Giao", at=_day(found.first(K.MISSION_ASSIGNED)))
    by = found.first(K.MISSION_ASSIGNED)
    if by is not None:
        step.notes.append(f"{by.acting_title or by.actor_name} giao")
    if found.mission.state == S.ASSIGNED:
        step.notes.append(f"chờ {found.mission.lead_unit.name} nhận")
    return step


def _in_progress(found: MissionFile, today: date) -> StepShown:
    step = StepShown("Đang thực hiện")
    started = _day(found.first(K.MISSION_STARTED))
    if started is not None:
        step.lead, step.at = "nhận ngày", started
    state = found.mission.state
    if found.mission.paused_at is not None:
        step.notes.append(f"tạm dừng từ {written(_local(found.mission.paused_at))}")
    elif state == S.RETURNED:
        step.notes.append("được trả lại, đang bổ sung")
    elif state == S.IN_PROGRESS and started is not None:
        step.notes.append(f"ngày thứ {(today - started).days + 1}")
    return step


def _report(found: MissionFile) -> StepShown:
    step = StepShown("Báo cáo")
    latest = found.latest
    if found.mission.handed_in_at is not None and latest is not None:
        step.lead, step.at = "nộp ngày", _local(found.mission.handed_in_at)
        if latest.report.round > 1:
            step.notes.append(f"lần {latest.report.round}")
        if latest.checked is not None:
            step.notes.append("Văn phòng đã kiểm tra")
    elif found.mission.due_on is not None:
        step.lead, step.at = "hạn", found.mission.due_on
        if found.mission.asked_due_on is not None:
            step.notes.append(f"đề nghị {written(found.mission.asked_due_on)}")
    if found.step == Step.OFFICE_CHECKS:
        step.notes.append(WAITS_FOR[Step.OFFICE_CHECKS])
    elif found.way.office_checks and found.mission.handed_in_at is None:
        step.notes.append("Văn phòng kiểm tra thể thức")
    return step


def _decision(found: MissionFile) -> StepShown:
    step = StepShown("Lãnh đạo duyệt")
    leader = found.leader_name or found.mission.directing_leader.title
    latest = found.latest
    if found.mission.state == S.COMPLETED and latest is not None and latest.end:
        step.at = _day(latest.end)
        step.notes += [latest.end.acting_title, latest.end.actor_name]
    elif found.step == Step.HEAD_DECIDES:
        step.lead, step.at = "từ ngày", _local(found.mission.state_since)
        step.notes.append(WAITS_FOR[Step.HEAD_DECIDES])
    elif found.step == Step.LEADER_DECIDES:
        step.lead, step.at = "từ ngày", _local(found.mission.state_since)
        step.notes.append(f"chờ {leader}")
    else:
        step.notes.append(leader)
    undecided = found.step != Step.HEAD_DECIDES and found.mission.is_open
    if undecided and found.way.head_decides:
        step.notes.append("sau đó Trưởng Ban quyết định")
    return step


def _completed(found: MissionFile) -> StepShown:
    step = StepShown("Hoàn thành")
    mission = found.mission
    if mission.completed_at is not None:
        step.at = _local(mission.completed_at)
        step.notes.append(timeliness(found))
    return step


def timeliness(found: MissionFile) -> str:
    """Whether the report came in time: the day of handing in counts, not the decision
    (rules.md 1, the recommended reading); empty without a deadline or a report."""
    mission = found.mission
    if mission.handed_in_at is None or mission.due_on is None:
        return ""
    given = _local(mission.assigned_at)
    if mission.due_on < given:  # nobody could have been in time
        days = (_local(mission.handed_in_at) - given).days
        return f"đã quá hạn khi giao, nộp sau {days} ngày kể từ ngày giao"
    early = (mission.due_on - _local(mission.handed_in_at)).days
    if early < 0:
        return f"nộp muộn {-early} ngày"
    return "nộp đúng hạn" if early == 0 else f"nộp sớm {early} ngày"


def _day(entry: HistoryEntry | None) -> date | None:
    return timezone.localdate(entry.at) if entry else None


def _local(moment: datetime) -> date:
    return timezone.localdate(moment)
