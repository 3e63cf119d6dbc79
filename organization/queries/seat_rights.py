"""What each seat may do, as people read it; ``scopes`` alone reads it to decide."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value

from organization.enums import Right
from organization.models import (
    Appointment,
    Post,
    PostGroupObjectPermission,
    UnitGroupObjectPermission,
)

PAGE: Final = 40
UNIT, POST = "unit", "post"


class Grant(NamedTuple):
    """One right on one unit or post; ``where`` is UNIT or POST."""

    right: Right
    where: str
    pk: int


@dataclass(frozen=True)
class Filters:
    """None and "" do not filter."""

    rank: str = ""
    unit_id: int | None = None

    def __bool__(self) -> bool:
        return self != Filters()


def posts_page(
    filters: Filters, after: tuple[int, int] | None, *, on: date
) -> tuple[list[Any], tuple[int, int] | None]:
    """Posts with ``holder_name`` in the order of protocol, and (position, number) of
    the end of the page where there are more; one statement."""
    rows = posts_with_holders(on)
    if filters.rank:
        rows = rows.filter(rank=filters.rank)
    if filters.unit_id is not None:
        rows = rows.filter(unit=filters.unit_id)
    if after is not None:
        position, pk = after
        rows = rows.filter(Q(position__gt=position) | Q(position=position, pk__gt=pk))
    found = list(rows.order_by("position", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    more = len(found) > PAGE
    return shown, (shown[-1].position, shown[-1].pk) if more else None


def posts_with_holders(on: date) -> QuerySet[Post]:
    """Posts that are not closed, each with the name of who holds it."""
    seats = Appointment.objects.in_force(on=on).filter(post=OuterRef("pk"))
    posts = Post.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    return posts.select_related("unit").annotate(
        holder_name=Subquery(seats.values("person__full_name")[:1])
    )


def granted(group_ids: Collection[int]) -> Mapping[int, frozenset[Grant]]:
    """Group → its grants; one statement, however many groups."""
    units = _rows(UnitGroupObjectPermission.objects.all(), group_ids, UNIT)
    posts = _rows(PostGroupObjectPermission.objects.all(), group_ids, POST)
    found: dict[int, set[Grant]] = defaultdict(set)
    known = set(Right)
    for group_id, codename, where, pk in units.union(posts, all=True):
        if codename in known:
            found[group_id].add(Grant(Right(codename), where, pk))
    return {group_id: frozenset(found[group_id]) for group_id in group_ids}


def _rows(
    rows: QuerySet[Any], group_ids: Collection[int], where: str
) -> QuerySet[Any, tuple[int, str, str, int]]:
    found = rows.filter(group_id__in=group_ids).order_by()
    return found.values_list(
        "group_id",
        F("permission__codename"),
        Value(where, output_field=CharField()),
        "content_object_id",
    )
