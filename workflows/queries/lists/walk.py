"""Missions in order out of a million, without reading them all.

Over open work every filter is cheap: there is never much of it. What is finished grows
for ever, so there a list is walked: along one index, or one for each reason to see a
mission, in the order of the page, each only as far as the page needs; the walks are
merged. What no index answers is sifted out of what was walked, and then the walk stops
after so many missions and says so (ADR 0042).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL

from organization.enums import Right
from workflows.models import Mission
from workflows.queries.keyset import NUMBER, Order
from workflows.queries.lists.filters import Filters, units_of
from workflows.queries.seen import (
    REASON,
    Seen,
    Shape,
    Statement,
    compiled,
    reasons_of,
    supported_for_reason,
)
from workflows.querysets import MissionQuerySet

# So many missions are looked through for one page where some are sifted out; shared by
# the walks that are merged, each of which gets a fair number.
WALKED: Final = 2000
FEWEST: Final = 200
# What a unit supports has an index by number alone: in another order, so many of the
# newest, shared by the units that one sees for.
SUPPORTED: Final = 5000
FEWEST_SUPPORTED: Final = 100
UNITS_OF_A_FIELD: Final = 20
Source = tuple[str, list[Any], MissionQuerySet]


@dataclass(frozen=True)
class Walk:
    """The missions of `seen` that fit, in order; `part` is what every one must be."""

    seen: Seen
    part: Shape
    filters: Filters
    order: Order
    on: date
    cursor: str = ""
    backwards: bool = False
    _drive: list[Any] = field(default_factory=list, compare=False)

    @property
    def sifts(self) -> bool:
        """Whether something is left that no index answers."""
        return self._driven.sift is not None

    @property
    def by_reasons(self) -> bool:
        """Whether it follows the reasons for which the person sees missions."""
        return self._driven.by_reasons

    def length(self, count: int) -> int:
        """How many are walked for a page of so many."""
        return max(FEWEST, WALKED // self._driven.reasons) if self.sifts else count

    def sifted(self, rows: MissionQuerySet) -> MissionQuerySet:
        """What is left of missions that were walked."""
        return self._driven.sift(rows) if self._driven.sift else rows

    def statement(self, count: int, *, names: str = "id") -> Statement:
        """The first `count` that are walked: number, and key where `names` says so."""
        parts, values = [], list[Any]()
        for place, step in enumerate(
            self.order.steps(self.cursor, backwards=self.backwards)
        ):
            for source, given, rows in self._driven.sources:
                ordered = step.of(self._inline(rows)).annotate(at=F(self.order.key))
                found, more = compiled(ordered.values_list("pk", "at")[:count])
                parts.append(
                    f"SELECT found.id, found.at, {place} FROM {source}"  # noqa: S608
                    f" CROSS JOIN LATERAL ({found}) AS found (id, at)"
                )
                values += [*given, *more]
        way = "DESC" if self.order.descending != self.backwards else "ASC"
        merged = (
            f"SELECT {names} FROM (SELECT DISTINCT id, at, place"  # noqa: S608
            f" FROM ({' UNION ALL '.join(parts)}) AS walked (id, at, place)) AS each"
            f" ORDER BY place, at {way}, id {way} LIMIT {count:d}"
        )
        nothing = f"SELECT {names} FROM ({NONE}) AS none"  # noqa: S608
        return (merged, tuple(values)) if parts else (nothing, ())

    def first(self, count: int) -> MissionQuerySet:
        """The first `count` in no order, where nothing is sifted."""
        statement, values = self.statement(count)
        return Mission.objects.filter(pk__in=RawSQL(statement, values))  # noqa: S611

    def numbers(self, count: int) -> list[tuple[int, Any]]:
        """Number and key of the first `count` that are walked, in the order of the
        walk; one statement."""
        with connection.cursor() as cursor:
            cursor.execute(*self.statement(count, names="id, at"))
            return list(cursor.fetchall())

    def _inline(self, rows: MissionQuerySet) -> MissionQuerySet:
        """What the index of the order, or a look at each row in it, answers."""
        rows = self.part(self.seen.shape(rows))
        if self.order.key == "due_on":
            return rows.filter(self.filters.due.days("due_on"))
        if self.order.key == "assigned_at":
            return rows.filter(self.filters.given.moments("assigned_at"))
        return rows

    @property
    def _driven(self) -> "Drive":
        if not self._drive:
            self._drive.append(drive(self.seen, self.filters, self.order, self.on))
        return self._drive[0]  # type: ignore[no-any-return]


NONE: Final = "SELECT NULL::bigint AS id, NULL AS at WHERE FALSE"


@dataclass(frozen=True)
class Drive:
    """Along what is walked, how many walks there are about, and what is sifted."""

    sources: list[Source]
    reasons: int
    sift: Shape | None
    by_reasons: bool = False


def drive(seen: Seen, filters: Filters, order: Order, on: date) -> Drive:
    """The narrowest way that has an index; what it does not answer is sifted."""
    way = _way(seen, filters, order)
    left = filters.without(way.answers) if way.answers else filters
    inline = {"due_on": "due", "assigned_at": "given"}.get(order.key)
    left = left.without(inline) if inline else left
    if way.is_seen and not left:
        return Drive(way.sources, way.reasons, None, way.by_reasons)

    def sift(rows: MissionQuerySet) -> MissionQuerySet:
        found = left.applied(rows, on=on)
        return found if way.is_seen else seen.among(found)

    return Drive(way.sources, way.reasons, sift, way.by_reasons)


@dataclass(frozen=True)
class Way:
    """`answers` names the filter that the sources are of; `is_seen`: all that they
    hold may be seen."""

    sources: list[Source]
    is_seen: bool
    answers: str = ""
    reasons: int = 1
    by_reasons: bool = False


def _way(seen: Seen, filters: Filters, order: Order) -> Way:
    """By a document, a unit, the units of a field, what a unit supports; else by the
    reasons for which the person sees missions, by a leader, or through all."""
    every, own = seen.is_everything, seen.scope.unit_ids(Right.VIEW_WORK)
    unit, support = filters.unit_id, filters.support_id
    if filters.document_id is not None:
        return Way([_of(filters.document_id, "document")], every, "document_id")
    if unit is not None:
        return Way([_of(unit, "lead_unit")], every or unit in own, "unit_id")
    if filters.field_id is not None:
        sources = [_of_field(filters.field_id)]
        return Way(sources, every, "field_id", UNITS_OF_A_FIELD)
    if support is not None:
        sources = [_supported(support, order)]
        return Way(sources, every or support in own, "support_id")
    if not every:
        sources, count = [*_for_reasons(seen, order)], max(seen.reasons, 1)
        return Way(sources, is_seen=True, reasons=count, by_reasons=True)
    leader = filters.leader_id
    everything = _single(0, Mission.objects.all())
    sources = [_of(leader, "directing_leader") if leader is not None else everything]
    return Way(sources, is_seen=True, answers="leader_id" if leader is not None else "")


def newest_supported(seen: Seen, order: Order) -> int | None:
    """How many of the missions that a unit supports are in such a list at most, where
    not all of them are."""
    units = len(seen.scope.unit_ids(Right.VIEW_WORK))
    if order.key == NUMBER or seen.is_everything or not units:
        return None
    return max(FEWEST_SUPPORTED, SUPPORTED // units)


def _for_reasons(seen: Seen, order: Order) -> Iterator[Source]:
    newest = newest_supported(seen, order)
    for ids, rows in reasons_of(seen.scope, newest_supported=newest):
        yield "unnest(%s::bigint[]) AS reason (id)", [list(ids)], rows


def _single(number: int, rows: MissionQuerySet) -> Source:
    return "unnest(%s::bigint[]) AS reason (id)", [[number]], rows


def _of(number: int, name: str) -> Source:
    return _single(number, Mission.objects.filter(**{name: REASON}))


def _of_field(field_id: int) -> Source:
    statement, values = compiled(units_of(field_id))
    return (
        f"({statement}) AS reason (id)",
        [*values],
        Mission.objects.filter(lead_unit=REASON),
    )


def _supported(unit_id: int, order: Order) -> Source:
    newest = None if order.key == NUMBER else SUPPORTED
    return _single(unit_id, supported_for_reason(newest))
