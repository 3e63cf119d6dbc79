"""The figures of the board: five statements, however much was ever finished.

Everything is counted within `overseen`, so a figure is what its reader finds in the
list that it links to (`narrowing` says how).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from organization.scopes import Scope
from workflows.calendars import working_days_between
from workflows.enums import MissionState
from workflows.models import FinishedTally, Mission
from workflows.queries.calendar import calendar_in_force, keep_calendar, soon
from workflows.queries.changes import Since
from workflows.queries.figures import (
    Board,
    DocumentLine,
    FieldLine,
    Tally,
    UnitLine,
    Waiting,
)
from workflows.queries.meetings import change_counts
from workflows.queries.narrowing import TIMELY, with_result
from workflows.queries.open_work import Work, open_work
from workflows.queries.overseeing import overseen, oversees
from workflows.queries.periods import Period, around
from workflows.queries.standing import Leader, Standing, standing
from workflows.queries.urging import may_urge

__all__ = ["board", "oversees"]
WORST = 5
MOST_DOCUMENTS = 10
YEAR = 12
SUMS = ("completed", "judged", "timely", "outside", "withdrawn")


@dataclass
class _Counted:
    """The same missions, counted by leader, by unit, and together."""

    total: Tally = field(default_factory=Tally)
    by_leader: dict[int, Tally] = field(default_factory=dict)
    by_unit: dict[int, Tally] = field(default_factory=dict)
    by_document: dict[int, Tally] = field(default_factory=dict)

    def tallies(self, leader_id: int, unit_id: int) -> Iterable[Tally]:
        yield self.total
        yield self.by_leader.setdefault(leader_id, Tally())
        yield self.by_unit.setdefault(unit_id, Tally())


def board(scope: Scope, at: datetime, period: Period | None = None) -> Board:
    """All figures for one reader: open work as it is, finished work of a period (the
    year, where none is named)."""
    today = timezone.localdate(at)
    period = period or around(today, YEAR)
    known = standing(today)
    keep_calendar(known.corrections)
    works = list(open_work(scope))
    counted = _counted(works, scope, period, today)
    late = (one for one in works if one.is_late(today))
    overdue = sorted(late, key=lambda one: one.late_from or today)
    leaders = [
        leader
        for leader in known.leaders.values()
        if leader.pk in counted.by_leader or (leader.is_open and scope.sees_everything)
    ]
    meeting = known.meeting
    return Board(
        at=at,
        today=today,
        period=period,
        own=not scope.sees_everything,
        total=counted.total,
        leaders=[(one, counted.by_leader.get(one.pk, Tally())) for one in leaders],
        units=[
            UnitLine(unit, counted.by_unit[unit.pk])
            for unit in known.units.values()
            if unit.pk in counted.by_unit
        ],
        fields=list(_fields(known, counted)),
        documents=_documents(counted, scope, period),
        further_documents=max(0, len(counted.by_document) - MOST_DOCUMENTS),
        overdue=overdue[:WORST],
        waiting=_waiting(works, known, today),
        changes=change_counts(scope, Since(meeting.pk), today) if meeting else {},
        meeting=meeting,
        check=known.check,
        urgeable=frozenset(one.pk for one in overdue if may_urge(scope, one)),
    )


def _counted(works: list[Work], scope: Scope, period: Period, today: date) -> _Counted:
    found, until = _Counted(), soon(today)
    for work in works:
        for tally in found.tallies(work.directing_leader_id, work.lead_unit_id):
            tally.add(work, today, until)
        if work.document_id is not None:
            of_document = found.by_document.setdefault(work.document_id, Tally())
            of_document.add(work, today, until)
    for row in _finished(scope, period):
        for tally in found.tallies(row["directing_leader"], row["lead_unit"]):
            tally.add_finished(row)
    return found


def _finished(scope: Scope, period: Period) -> Iterable[Mapping[str, Any]]:
    """One row for each leader and unit; how many missions there are, costs nothing."""
    return (
        FinishedTally.objects.filter(
            overseen(scope), month__gte=period.first, month__lt=period.after
        )
        .order_by()
        .values("directing_leader", "lead_unit")
        .annotate(**{name: Sum(name) for name in SUMS})
    )


def _fields(known: Standing, counted: _Counted) -> Iterable[FieldLine]:
    """A unit may go with several fields; its work counts in each of them."""
    for one in known.fields:
        tally = Tally()
        for unit_id in one.units & counted.by_unit.keys():
            tally.merge(counted.by_unit[unit_id])
        if tally.total:
            yield FieldLine(one, tally)


def _documents(counted: _Counted, scope: Scope, period: Period) -> list[DocumentLine]:
    """Those with the most open work, newest first where there is as much; what each
    gave out and was finished is counted by its own few missions."""
    most = Counter({pk: tally.open for pk, tally in counted.by_document.items()})
    wanted = sorted(most, key=lambda pk: (-most[pk], -pk))[:MOST_DOCUMENTS]
    begin, end = period.moments
    completed = Q(
        state=MissionState.COMPLETED, state_since__gte=begin, state_since__lt=end
    )
    ours = completed & Q(led_outside__isnull=True)
    rows = (
        Mission.objects.filter(overseen(scope), document__in=wanted)
        .order_by()
        .values("document", "document__reference_number", "document__subject")
        .annotate(
            completed=Count("pk", filter=completed),
            judged=Count("pk", filter=ours & Q(due_on__isnull=False)),
            timely=Count("pk", filter=completed & with_result(TIMELY)),
            outside=Count("pk", filter=completed & Q(led_outside__isnull=False)),
            withdrawn=Count(
                "pk",
                filter=Q(
                    state=MissionState.WITHDRAWN,
                    state_since__gte=begin,
                    state_since__lt=end,
                ),
            ),
        )
    )
    by_pk = {row["document"]: row for row in rows}
    lines = []
    for pk in wanted:
        row, tally = by_pk[pk], counted.by_document[pk]
        tally.add_finished(row)
        name = f"{row['document__reference_number']}: {row['document__subject']}"
        lines.append(DocumentLine(pk, name.removeprefix(": "), tally))
    return lines


def _waiting(works: list[Work], known: Standing, today: date) -> list[Waiting]:
    """Reports above the unit, the longest wait first: each counts from the day when it
    came before the one who has it now."""
    heads = (one for one in known.leaders.values() if one.is_head and one.is_open)
    head = next(heads, None)
    calendar = calendar_in_force()
    waited = cache(lambda since: working_days_between(since, today, calendar))
    found = []
    for work in works:
        if not work.waits_above:
            continue
        decider: Leader | None = known.leaders.get(work.directing_leader_id)
        since = work.passed_up_at or work.state_since
        found.append(
            Waiting(
                mission=work,
                decider=head if work.passed_up_at else decider,
                since=since,
                days=waited(timezone.localdate(since)),
            )
        )
    return sorted(found, key=lambda one: (one.since, one.mission.pk))
