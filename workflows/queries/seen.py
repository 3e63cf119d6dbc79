"""What a person may see, read so that it costs the same over a million missions.

`missions_in` says in one condition what may be seen: right for one mission, or for the
few that are open. Over all missions an OR of units, leaders and supporting units has no
index to go by. Here each reason to see a mission is read by itself, from an index that
begins with it and ends with the order of the page, and only as far as the page goes;
then they are merged. A test holds the two together.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL

from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import ExceptionRight
from workflows.models import Mission
from workflows.queries.visible import seen_from_seats
from workflows.querysets import MissionQuerySet

Shape = Callable[[MissionQuerySet], MissionQuerySet]
Statement = tuple[str, tuple[Any, ...]]
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

    def first(self, count: int) -> MissionQuerySet:
        """Missions among which are the first `count` by the shape's order, if there
        are so many, and not many more; in no order."""
        if self.is_everything:
            return self.all()
        statement, values = self.ids(count)
        return Mission.objects.filter(pk__in=RawSQL(statement, values))  # noqa: S611

    def ids(self, count: int) -> Statement:
        """Their numbers: up to `count` for each reason, each number once."""
        if self.is_everything:
            return compiled(self.all().values("pk")[:count])
        parts = [
            (statement, (list(reasons), *values))
            for reasons, rows in _reasons(self.scope)
            for statement, values in [compiled(self.shape(rows).values("pk")[:count])]
        ]
        each = (
            f"SELECT found.id FROM unnest(%s::bigint[]) AS reason (id)"  # noqa: S608
            f" CROSS JOIN LATERAL ({statement}) AS found (id)"
            for statement, _ in parts
        )
        merged = " UNION ".join(each)
        return (merged or NOTHING[0]), tuple(v for _, values in parts for v in values)


def compiled(rows: QuerySet[Any, Any]) -> Statement:
    """The statement of a query and its values; one that can find nothing has none."""
    try:
        statement, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING
    return statement, tuple(values)


def _reasons(scope: Scope) -> Iterator[tuple[frozenset[int], MissionQuerySet]]:
    """Numbers, and the missions that are seen for one of them."""
    rows = Mission.objects.all()
    units = scope.unit_ids(Right.VIEW_WORK)
    if units:
        yield units, rows.filter(lead_unit=REASON)
        yield units, rows.filter(assignments__unit=REASON)
    posts = scope.post_ids(Right.VIEW_WORK)
    if posts:
        yield posts, rows.filter(directing_leader=REASON)
    for post_id, seats in scope.limited_post_grants.get(Right.VIEW_WORK, {}).items():
        limits = frozenset().union(*(seat.limited_to or () for seat in seats))
        led = Q(directing_leader=REASON, lead_unit__in=limits)
        yield frozenset({post_id}), rows.filter(led)
    excepted = scope.excepted(ExceptionRight.VIEW)
    if excepted:
        yield excepted, rows.filter(pk=REASON)
    for mission_id, lent in scope.of_missions.items():
        alone = Q(pk=REASON) & seen_from_seats(lent)
        yield frozenset({mission_id}), rows.filter(alone)
