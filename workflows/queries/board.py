"""The figures of the board: four statements, however many missions there are.

Everything is counted within `missions_in`, so a figure is what its reader would find
in the list that it links to.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.enums import Rank, Right
from organization.models import Post
from organization.queries import LEADER_RANKS
from organization.scopes import Scope
from workflows.calendars import working_days_between
from workflows.enums import WITH_THE_UNIT, MissionState
from workflows.queries.calendar import calendar_in_force, soon
from workflows.queries.figures import Board, Leader, Tally, UnitLine, Waiting
from workflows.queries.leaders import holder_of
from workflows.queries.visible import missions_in

WORST = 5


def oversees(scope: Scope) -> bool:
    """Whether work is done under this person's direction, or the whole is in sight."""
    return scope.sees_everything or bool(scope.post_ids(Right.DECIDE_WORK))


def board(scope: Scope, at: datetime) -> Board:
    """All figures of the board for one reader; four statements, and the calendar."""
    today = timezone.localdate(at)
    total, by_leader, by_unit = Tally(), dict[int, Tally](), dict[int, UnitLine]()
    for row in _counted(scope, today):
        total.add(row)
        by_leader.setdefault(row["directing_leader"], Tally()).add(row)
        unit = UnitLine(
            row["lead_unit"], row["lead_unit__code"], row["lead_unit__name"], Tally()
        )
        by_unit.setdefault(row["lead_unit"], unit).tally.add(row)
    leaders = _leaders(by_leader, today)
    return Board(
        at=at,
        today=today,
        total=total,
        leaders=[
            (leader, by_leader.get(leader.pk, Tally()))
            for leader in leaders
            if scope.sees_everything or leader.pk in by_leader
        ],
        units=[line for line in by_unit.values() if line.tally.open],
        overdue=list(
            missions_in(scope)
            .overdue(on=today)
            .select_related("lead_unit", "directing_leader")
            .order_by("due_on", "pk")[:WORST]
        ),
        waiting=_waiting(scope, leaders, today),
    )


def _counted(scope: Scope, today: date) -> Iterable[Mapping[str, Any]]:
    """One row for each leader, unit and state."""
    # The same as MissionQuerySet.overdue and .due_soon; a test holds them together.
    overdue = Q(state__in=WITH_THE_UNIT, due_on__lt=today)
    due_soon = Q(state__in=WITH_THE_UNIT, due_on__gte=today, due_on__lte=soon(today))
    judged = Q(state=MissionState.COMPLETED, due_on__isnull=False)
    return (
        missions_in(scope)
        .values(
            "directing_leader",
            "lead_unit",
            "lead_unit__code",
            "lead_unit__name",
            "state",
        )
        .annotate(
            found=Count("pk"),
            overdue=Count("pk", filter=overdue),
            due_soon=Count("pk", filter=due_soon),
            judged=Count("pk", filter=judged),
            # The hand-in that was approved: the earlier ones were taken off the row.
            timely=Count("pk", filter=judged & Q(handed_in_at__date__lte=F("due_on"))),
        )
        .order_by("lead_unit__position", "lead_unit", "directing_leader", "state")
    )


def _leaders(wanted: Iterable[int], today: date) -> list[Leader]:
    posts = (
        Post.objects.filter(
            Q(pk__in=wanted) | Q(rank__in=LEADER_RANKS, closed_on__isnull=True)
        )
        .annotate(holder=holder_of("pk", on=today))
        .order_by("position", "pk")
    )
    return [
        Leader(
            pk=post.pk,
            code=post.code,
            short=post.short,
            title=post.title,
            name=post.holder or "",
            is_head=post.rank == Rank.HEAD,
        )
        for post in posts
    ]


def _waiting(scope: Scope, leaders: list[Leader], today: date) -> list[Waiting]:
    """Reports above the unit, the longest wait first: each counts from the day when it
    came before the one who has it now.

    That a decision was passed up is read from the history: the way of a report is
    known to the package above only.
    """
    by_post = {leader.pk: leader for leader in leaders}
    head = next((leader for leader in leaders if leader.is_head), None)
    passed_up = HistoryEntry.objects.filter(
        subject_type="mission",
        subject_id=OuterRef("pk"),
        kind=HistoryKind.PASSED_UP,
        at__gte=OuterRef("state_since"),
    )
    missions = (
        missions_in(scope)
        .waiting_above()
        .annotate(passed_up_at=Subquery(passed_up.values("at")[:1]))
        .only("pk", "title", "state", "state_since", "handed_in_at", "directing_leader")
    )
    calendar = calendar_in_force()
    waited = cache(lambda since: working_days_between(since, today, calendar))
    found = []
    for mission in missions:
        passed_up_at = mission.passed_up_at  # type: ignore[attr-defined]
        since = passed_up_at or mission.state_since
        decider = by_post.get(mission.directing_leader_id)
        found.append(
            Waiting(
                mission=mission,
                decider=head if passed_up_at else decider,
                since=since,
                days=waited(timezone.localdate(since)),
            )
        )
    return sorted(found, key=lambda one: (one.since, one.mission.pk))
