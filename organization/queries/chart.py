"""Units as a tree and who sits in their posts on a day; nothing of it needs rights.

Names of units and posts are those of today: only seats, fields and delegations are
kept with their days.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from organization.enums import SINGLE_RANKS, UnitKind
from organization.models import Post, Unit
from organization.queries.folding import matches

UNITS_A_PAGE: Final = 30
SEATS_A_UNIT: Final = 12
MOST_FOUND: Final = 200


class Seat(NamedTuple):
    """A post and who holds it on the day; ``person_id`` None: vacant."""

    post_id: int
    title: str
    short: str
    rank: str
    unit_id: int
    person_id: int | None
    holder: str | None
    acting: bool | None
    starts_on: date | None
    ends_on: date | None

    @property
    def is_head(self) -> bool:
        """Whether the one who sits here leads the unit."""
        return self.rank in SINGLE_RANKS


FIELDS: Final = (
    "pk",
    "title",
    "short",
    "rank",
    "unit_id",
    "seat__person_id",
    "seat__person__full_name",
    "seat__acting",
    "seat__starts_on",
    "seat__ends_on",
)


@dataclass
class Branch:
    """A unit in the tree; ``more`` posts are not among ``seats``."""

    unit: Unit
    depth: int
    seats: list[Seat] = field(default_factory=list)
    more: int = 0

    @property
    def total(self) -> int:
        return len(self.seats) + self.more

    @property
    def head(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.is_head), None)


@dataclass(frozen=True)
class Chart:
    """A page of the tree; ``next_unit`` is where the next one begins, 0 at the end."""

    branches: list[Branch]
    next_unit: int = 0
    cut: bool = False


def existing(day: date) -> Q:
    """Units or posts that are not closed on the day."""
    return Q(closed_on__isnull=True) | Q(closed_on__gt=day)


def tree(day: date) -> list[tuple[Unit, int]]:
    """Units of the day with their depth, parents before children; agencies outside
    come last. One statement."""
    units = list(Unit.objects.filter(existing(day)))
    children: dict[int | None, list[Unit]] = defaultdict(list)
    known = {unit.pk for unit in units}
    for unit in units:
        # A unit whose parent is closed stands where the parent stood: at the top.
        children[unit.parent_id if unit.parent_id in known else None].append(unit)
    children[None].sort(key=lambda unit: unit.kind == UnitKind.EXTERNAL)
    found: list[tuple[Unit, int]] = []
    waiting = [(unit, 0) for unit in reversed(children[None])]
    while waiting:
        unit, depth = waiting.pop()
        found.append((unit, depth))
        waiting += [(child, depth + 1) for child in reversed(children[unit.pk])]
    return found


def chart(day: date, *, start: int = 0) -> Chart:
    """A page of the tree from the unit given on; two statements."""
    units = tree(day)
    first = next((i for i, (unit, _) in enumerate(units) if unit.pk == start), 0)
    shown = units[first : first + UNITS_A_PAGE]
    rest = units[first + UNITS_A_PAGE :]
    branches = {unit.pk: Branch(unit, depth) for unit, depth in shown}
    ranked = seats(day, branches).annotate(
        place=Window(RowNumber(), partition_by="unit_id", order_by=("position", "pk")),
        every=Window(Count("pk"), partition_by="unit_id"),
    )
    rows = ranked.filter(place__lte=SEATS_A_UNIT).values_list(*FIELDS, "every")
    for *values, every in rows:
        branch = branches[values[FIELDS.index("unit_id")]]
        branch.seats.append(Seat(*values))
        branch.more = every - len(branch.seats)
    return Chart(list(branches.values()), rest[0][0].pk if rest else 0)


def found(day: date, wanted: Sequence[str]) -> Chart:
    """What of the tree bears the words: a unit with its posts, or single posts; two
    statements."""
    branches = {unit.pk: Branch(unit, depth) for unit, depth in tree(day)}
    named = {
        pk
        for pk, branch in branches.items()
        if matches(wanted, branch.unit.name, branch.unit.short_name)
    }
    shown = 0
    for row in seats(day).values_list(*FIELDS):
        seat = Seat(*row)
        branch = branches.get(seat.unit_id)
        if branch is None or not _bears(seat, branch, wanted, named):
            continue
        shown += 1
        if shown > MOST_FOUND:
            break
        branch.seats.append(seat)
    kept = [one for pk, one in branches.items() if one.seats or pk in named]
    return Chart(kept, cut=shown > MOST_FOUND)


def seats(day: date, unit_ids: Collection[int] | None = None) -> QuerySet[Post]:
    """Posts of the day with their holders, by protocol; read ``FIELDS``."""
    posts = Post.objects.filter(existing(day))
    if unit_ids is not None:
        posts = posts.filter(unit_id__in=unit_ids)
    return posts.annotate(seat=held_on(day)).order_by("position", "pk")


def held_on(day: date, *, relation: str = "appointments") -> FilteredRelation:
    """The rows of a dated relation that are in force on the day: at most one."""
    started = Q(**{f"{relation}__starts_on__lte": day})
    open_ended = Q(**{f"{relation}__ends_on__isnull": True})
    return FilteredRelation(
        relation,
        condition=started & (open_ended | Q(**{f"{relation}__ends_on__gte": day})),
    )


def seats_of(
    unit_id: int, day: date, *, after: tuple[int, int] | None = None, limit: int
) -> tuple[list[Seat], tuple[int, int] | None]:
    """A page of a unit's posts and the (position, number) of its end; one statement."""
    rows: QuerySet[Post, Any] = seats(day, [unit_id])
    if after is not None:
        position, pk = after
        rows = rows.filter(Q(position__gt=position) | Q(position=position, pk__gt=pk))
    read = list(rows.values_list(*FIELDS, F("position"))[: limit + 1])
    shown = read[:limit]
    end = (shown[-1][-1], shown[-1][0]) if len(read) > limit else None
    return [Seat(*row[:-1]) for row in shown], end


def _bears(
    seat: Seat, branch: Branch, wanted: Iterable[str], named: Collection[int]
) -> bool:
    if seat.unit_id in named:
        return True
    texts = (seat.title, seat.holder or "", branch.unit.name, branch.unit.short_name)
    return matches(wanted, *texts)
