"""The way of a report to its decision, step by step, each with its own clock."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from approvals import authority
from approvals.enums import Step
from approvals.models import Way
from approvals.queries import facts_of
from approvals.queries.mission_file import MissionFile, Round
from approvals.queries.routes import route_read
from organization import scopes
from organization.models import Person
from workflows.calendars import add_working_days, working_days_between
from workflows.enums import OPEN_STATES
from workflows.queries.calendar import calendar_in_force

NAMES: Final[dict[Step, str]] = {
    Step.OFFICE_CHECKS: "Kiểm tra thể thức",
    Step.LEADER_DECIDES: "Lãnh đạo chỉ đạo quyết định",
    Step.HEAD_DECIDES: "Trưởng Ban quyết định",
}


@dataclass(frozen=True)
class StepOfWay:
    """`mark` is past, current or todo; `used` of `days` working days, `due_on` the last
    day that the route gives."""

    name: str
    who: str
    days: int
    mark: str = "todo"
    used: int | None = None
    due_on: date | None = None

    @property
    def late(self) -> int:
        """Working days over the time; 0 in time."""
        return max(0, (self.used or 0) - self.days)

    @property
    def late_words(self) -> str:
        return f"Trễ {self.late} ngày"


def way_shown(found: MissionFile, today: date) -> dict[str, Any]:
    """What the panel shows: the way under way, and the one to come where it differs."""
    next_way = route_read(found.mission)
    is_open = found.mission.state in OPEN_STATES
    latest = found.latest
    context: dict[str, Any] = {
        "next": _to_come(found, next_way) if is_open else [],
        "facts": next_way,
        "own": getattr(found.mission, "route", None) is not None,
        "asks_supporting": next_way.asks_supporting,
    }
    if latest is not None and latest.way is not None and found.step is not None:
        context["now"] = steps_of(found, latest, today)
        if latest.way.facts() == next_way.facts():
            context["next"] = []
    return context


def goes_on(found: MissionFile, person: Person) -> bool:
    """Whether the person's approval takes the report on to the Trưởng Ban."""
    if found.step != Step.LEADER_DECIDES or not found.way.head_decides:
        return False
    scope = scopes.current(person).on_mission(found.mission.pk)
    return authority.seat_of_the_head(scope, facts_of(found.mission)) is None


def steps_of(found: MissionFile, one: Round, today: date) -> list[StepOfWay]:
    """The steps of one report, as far as they came."""
    way = one.way
    if way is None:
        return []
    steps = list(dict.fromkeys([*way.steps(), *([one.step] if one.step else [])]))
    if one.passed_up is not None and Step.HEAD_DECIDES not in steps:
        steps.append(Step.HEAD_DECIDES)
    begins = _begins(one)
    ended = timezone.localdate(one.end.at) if one.end else None
    shown = []
    for place, step in enumerate(steps):
        begun = begins.get(step)
        following = (begins.get(later) for later in steps[place + 1 :])
        over = next((day for day in following if day is not None), ended)
        shown.append(_clocked(found, way, step, begun, over, today))
    return shown


def _clocked(
    found: MissionFile,
    way: Way,
    step: Step,
    begun: date | None,
    over: date | None,
    today: date,
) -> StepOfWay:
    days, who = way.days_for(step), _who(found, step)
    if begun is None:
        return StepOfWay(NAMES[step], who, days)
    calendar = calendar_in_force()
    return StepOfWay(
        NAMES[step],
        who,
        days,
        mark="current" if over is None else "past",
        used=working_days_between(begun, over or today, calendar),
        due_on=add_working_days(begun, days, calendar),
    )


def _begins(one: Round) -> dict[Step, date]:
    """The day on which each step began, as far as it did."""
    moments: dict[Step, datetime | None] = {
        Step.HEAD_DECIDES: one.passed_up.at if one.passed_up else None
    }
    if one.way is not None and one.way.office_checks:
        moments[Step.OFFICE_CHECKS] = one.report.handed_in_at
        moments[Step.LEADER_DECIDES] = one.checked.at if one.checked else None
    else:
        moments[Step.LEADER_DECIDES] = one.report.handed_in_at
    return {
        step: timezone.localdate(at) for step, at in moments.items() if at is not None
    }


def _to_come(found: MissionFile, way: Way) -> list[StepOfWay]:
    return [
        StepOfWay(NAMES[step], _who(found, step), way.days_for(step))
        for step in way.steps()
    ]


def _who(found: MissionFile, step: Step) -> str:
    leader = found.mission.directing_leader
    if step == Step.LEADER_DECIDES:
        return " ".join(filter(None, (leader.title, found.leader_name)))
    return "Văn phòng" if step == Step.OFFICE_CHECKS else "Trưởng Ban"
