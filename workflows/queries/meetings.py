"""Giao ban: who records one, and what was frozen then, as far as a reader sees it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import OPEN_STATES, WAITING_ABOVE, MissionState
from workflows.models import Meeting, MeetingLine, Mission
from workflows.queries.changes import CHANGES, Change, Since, changed
from workflows.queries.overseeing import overseen

MOST_MEETINGS = 100


def may_record(scope: Scope) -> bool:
    """Văn phòng, which follows all work, and the Trưởng Ban (docs/permissions.md)."""
    return Right.CHECK_WORK in scope.everywhere or Right.DECIDE_WORK in scope.everywhere


def meetings() -> QuerySet[Meeting]:
    """The newest first."""
    return Meeting.objects.select_related("recorded_by").order_by("-recorded_at")


@dataclass(frozen=True)
class UnitThen:
    """One unit as it stood at a meeting."""

    pk: int
    name: str
    open: int
    late: int
    waiting: int
    completed: int
    withdrawn: int


@dataclass(frozen=True)
class MeetingPage:
    """One meeting, the one before it, and the figures of both for one reader."""

    meeting: Meeting
    before: Meeting | None
    units: list[UnitThen]
    changes: dict[Change, int]
    own: bool

    def sum(self, name: str) -> int:
        return sum(getattr(unit, name) for unit in self.units)


def meeting_page(scope: Scope, meeting: Meeting, today: date) -> MeetingPage:
    """What was frozen, and what had changed since the meeting before."""
    before = (
        meetings().filter(recorded_at__lt=meeting.recorded_at).order_by("-recorded_at")
    ).first()
    return MeetingPage(
        meeting=meeting,
        before=before,
        units=_units(scope, meeting),
        changes=change_counts(scope, Since(before.pk, meeting.pk), today)
        if before
        else {},
        own=not scope.sees_everything,
    )


def _units(scope: Scope, meeting: Meeting) -> list[UnitThen]:
    """By the unit that led the mission then; a mission that has moved since is counted
    for who sees it now."""
    now_seen = Mission.objects.filter(overseen(scope)).values("pk")
    rows = MeetingLine.objects.filter(meeting=meeting)
    if not scope.sees_everything:
        rows = rows.filter(mission__in=now_seen)
    found = (
        rows.order_by("lead_unit__position", "lead_unit")
        .values("lead_unit", "lead_unit__name")
        .annotate(
            open=Count("pk", filter=Q(state__in=OPEN_STATES)),
            late=Count("pk", filter=Q(is_late=True)),
            waiting=Count("pk", filter=Q(state__in=WAITING_ABOVE)),
            completed=Count("pk", filter=Q(state=MissionState.COMPLETED)),
            withdrawn=Count("pk", filter=Q(state=MissionState.WITHDRAWN)),
        )
    )
    return [
        UnitThen(row.pop("lead_unit"), row.pop("lead_unit__name"), **row)
        for row in map(dict[str, Any], found)
    ]


def change_counts(scope: Scope, since: Since, today: date) -> dict[Change, int]:
    """How many missions of the reader's each kind of change met; one statement."""
    rows = [
        Mission.objects.filter(overseen(scope), changed(change, since, on=today))
        .order_by()
        .values(what=Value(change.value))
        .annotate(found=Count("pk"))
        for change in CHANGES
    ]
    first, *others = rows
    found = {row["what"]: row["found"] for row in first.union(*others, all=True)}
    return {change: found.get(change.value, 0) for change in CHANGES}
