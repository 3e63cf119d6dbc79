"""What a person may see, read so that it costs the same over a million missions.

`missions_in` says in one condition what may be seen: right for one mission, or for the
few that are open. Over all missions an OR of units, leaders and supporting units has no
index to go by. Here each reason to see a mission is read by itself, from an index that
begins with it and ends with the order of the page, and only as far as the page goes;
then they are merged. A test holds the two together.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import ExceptionRight
from workflows.models import Assignment, Mission
from workflows.queries.visible import directed, lent_alone, seen_from_seats
from workflows.querysets import MissionQuerySet

Shape = Callable[[MissionQuerySet], MissionQuerySet]
Statement = tuple[str, tuple[Any, ...]]
Reason = tuple[frozenset[int], MissionQuerySet]
NOTHING: Statement = ("SELECT NULL::bigint WHERE FALSE", ())
# One row of the reason's own list: a unit, a post, a mission.
REASON = RawSQL("reason.id", (), output_field=BigIntegerField())


@dataclass(frozen=True)
class Seen:
    """The missions that a scope lets see, those of them that `shape` leaves.

    `shape` filters; where the first ones are asked for, it also puts them in order.
    """

    scope: Scope
    shape: Shape = lambda rows: rows

    def shaped(self, further: Shape) -> "Seen":
        """Of these, what a further shape leaves."""
        return Seen(self.scope, lambda rows: further(self.shape(rows)))

    @property
    def is_everything(self) -> bool:
        return self.scope.sees_everything

    def all(self) -> MissionQuerySet:
        """For who sees everything: no condition but those of the shape."""
        return self.shape(Mission.objects.all())

    def open(self) -> MissionQuerySet:
        """Those that are open: they do not grow with the rest, so each is looked at."""
        return self.shape(self.among(Mission.objects.open()))

    def among(self, rows: MissionQuerySet) -> MissionQuerySet:
        """Of a few missions, those that may be seen: each is looked at."""
        if self.is_everything:
            return rows
        units = self.scope.unit_ids(Right.VIEW_WORK)
        supporting = Assignment.objects.filter(mission=OuterRef("pk"), unit__in=units)
        # A value, not EXISTS: that would be made by reading all that the units ever
        # supported, open or not.
        support = Subquery(supporting.values("unit")[:1])
        found = Q(lead_unit__in=units) | directed(self.scope, Right.VIEW_WORK)
        found |= Q(support__isnull=False)
        found |= Q(pk__in=self.scope.excepted(ExceptionRight.VIEW))
        found |= lent_alone(self.scope, seen_from_seats)
        return rows.alias(support=support).filter(found)

    def first(self, count: int) -> MissionQuerySet:
        """Missions among which are the first `count` by the shape's order, if there
        are so many, and not many more; in no order."""
        if self.is_everything:
            return self.all()
        statement, values = self._merged(count, reasons_of(self.scope))
        return Mission.objects.filter(pk__in=RawSQL(statement, values))  # noqa: S611

    def ids(self, count: int) -> Statement:
        """Their numbers: up to `count` for each reason, each number once.

        No mission is found for two reasons, so nothing has to be collected before it
        is told apart: who counts up to a bound stops the reading there.
        """
        if self.is_everything:
            return compiled(self.all().values("pk")[:count])
        return self._merged(count, _reasons_apart(self.scope))

    def _merged(self, count: int, reasons: Iterable[Reason]) -> Statement:
        parts = [
            (statement, (list(ids), *values))
            for ids, rows in reasons
            for statement, values in [compiled(self.shape(rows).values("pk")[:count])]
        ]
        each = (
            f"SELECT found.id FROM unnest(%s::bigint[]) AS reason (id)"  # noqa: S608
            f" CROSS JOIN LATERAL ({statement}) AS found (id)"
            for statement, _ in parts
        )
        merged = " UNION ALL ".join(each)
        return (merged or NOTHING[0]), tuple(v for _, values in parts for v in values)

    @property
    def reasons(self) -> int:
        """For how many reasons missions are seen; each costs a step of an index."""
        return sum(len(ids) for ids, _ in reasons_of(self.scope))


def compiled(rows: QuerySet[Any, Any]) -> Statement:
    """The statement of a query and its values; one that can find nothing has none."""
    try:
        statement, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING
    return statement, tuple(values)


def reasons_of(
    scope: Scope, *, newest_supported: int | None = None
) -> Iterator[Reason]:
    """Numbers, and the missions that are seen for one of them; of those that a unit
    supports so many of the newest, where another order than the number is wanted."""
    for ids, condition in _conditions(scope):
        if condition.is_support and newest_supported is not None:
            yield ids, supported_for_reason(newest_supported)
        else:
            yield ids, Mission.objects.filter(condition.by_reason)


def supported_for_reason(newest: int | None = None) -> MissionQuerySet:
    """What one unit of the reason's list supports, or the newest of it."""
    if newest is None:
        return Mission.objects.filter(assignments__unit=REASON)
    rows = Assignment.objects.filter(unit=REASON).order_by("-mission")
    return Mission.objects.filter(pk__in=rows.values("mission")[:newest])


def _reasons_apart(scope: Scope) -> Iterator[Reason]:
    """The same, each mission for the first of its reasons only."""
    rows = Mission.objects.all()
    for ids, condition in _conditions(scope):
        yield ids, rows.filter(condition.by_reason, condition.apart)
        rows = rows.exclude(condition.at_all)


class Condition(NamedTuple):
    """For one number of a list; what tells this number from others of the list, where
    more than one may fit; for the whole list."""

    by_reason: Q
    at_all: Q
    apart: Q = Q()
    is_support: bool = False


def _conditions(scope: Scope) -> Iterator[tuple[frozenset[int], Condition]]:
    units = scope.unit_ids(Right.VIEW_WORK)
    if units:
        yield units, Condition(Q(lead_unit=REASON), Q(lead_unit__in=units))
        # Of several units that support one mission it is the first one's.
        others = Assignment.objects.filter(mission=OuterRef("pk"), unit__in=units)
        sooner = Exists(others.filter(unit__lt=REASON))
        yield (
            units,
            Condition(
                Q(assignments__unit=REASON),
                Q(Exists(others)),
                ~Q(sooner),
                is_support=True,
            ),
        )
    posts = scope.post_ids(Right.VIEW_WORK)
    if posts:
        own = Q(directing_leader=REASON)
        yield posts, Condition(own, Q(directing_leader__in=posts))
    for post_id, seats in scope.limited_post_grants.get(Right.VIEW_WORK, {}).items():
        limits = frozenset().union(*(seat.limited_to or () for seat in seats))
        led = Q(directing_leader=post_id, lead_unit__in=limits)
        yield frozenset({post_id}), Condition(led, led)
    excepted = scope.excepted(ExceptionRight.VIEW)
    if excepted:
        yield excepted, Condition(Q(pk=REASON), Q(pk__in=excepted))
    for mission_id, lent in scope.of_missions.items():
        alone = Q(pk=mission_id) & seen_from_seats(lent)
        yield frozenset({mission_id}), Condition(alone, alone)
