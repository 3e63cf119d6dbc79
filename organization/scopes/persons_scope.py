"""The scope of a person, or of many, read in one statement."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db import connection

from organization.enums import Rank, Right, SigningCapacity
from organization.models import Person
from organization.scopes.scope import Scope, Seat, best
from organization.scopes.statements import SCOPES, moment

RIGHTS = frozenset(Right)
Key = TypeVar("Key")


class Row(NamedTuple):
    """One line of the statement SCOPES."""

    person_id: int
    post_id: int
    title: str
    rank: str
    unit_id: int
    acting: bool
    senior_title: str
    delegation_id: int | None
    limited_to: list[int] | None
    codename: str | None
    on_unit: int | None
    on_post: int | None
    everywhere: bool


def in_force(person: Person, at: datetime) -> Scope:
    """What the person may do at the moment; one statement, nothing kept."""
    return in_force_many([person.pk], at)[person.pk]


def in_force_many(person_ids: Collection[int], at: datetime) -> dict[int, Scope]:
    """A scope for each of the people, an empty one for who has no seat."""
    rows: dict[int, list[Row]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SCOPES, {"people": list(person_ids), **moment(at)})
        for values in cursor.fetchall():
            rows[values[0]].append(Row(*values))
    return {pk: _scope(pk, at, rows[pk]) for pk in person_ids}


def _scope(person_id: int, at: datetime, rows: list[Row]) -> Scope:
    units: dict[Right, dict[int, list[Seat]]] = defaultdict(lambda: defaultdict(list))
    posts: dict[Right, dict[int, list[Seat]]] = defaultdict(lambda: defaultdict(list))
    limited: dict[Right, dict[int, list[Seat]]] = defaultdict(lambda: defaultdict(list))
    everywhere: dict[Right, list[Seat]] = defaultdict(list)
    seats: dict[Seat, None] = {}
    for row in rows:
        seat = _seat(row)
        seats[seat] = None
        if row.codename not in RIGHTS:
            continue
        right = Right(row.codename)
        if row.on_post is not None:
            kept = posts if seat.limited_to is None else limited
            kept[right][row.on_post].append(seat)
        elif row.everywhere and seat.limited_to is None:
            everywhere[right].append(seat)
        for unit_id in _units(row, seat):
            units[right][unit_id].append(seat)
    return Scope(
        person_id=person_id,
        at=at,
        seats=tuple(sorted(seats, key=lambda seat: seat.order)),
        grants={right: dict(_bests(found)) for right, found in units.items()},
        everywhere=dict(_bests(everywhere)),
        post_grants={right: dict(_bests(found)) for right, found in posts.items()},
        limited_post_grants={
            right: {post_id: tuple(seats) for post_id, seats in found.items()}
            for right, found in limited.items()
        },
    )


def _seat(row: Row) -> Seat:
    rank = Rank(row.rank)
    capacity, on_behalf_of = SigningCapacity.OWN, ""
    if row.delegation_id is not None:
        capacity, on_behalf_of = SigningCapacity.BY_DELEGATION, row.title
    elif row.acting:
        capacity = SigningCapacity.ACTING
    elif rank.senior is not None:
        capacity, on_behalf_of = SigningCapacity.FOR_HEAD, row.senior_title
    return Seat(
        post_id=row.post_id,
        post_title=row.title,
        rank=rank,
        unit_id=row.unit_id,
        capacity=capacity,
        on_behalf_of=on_behalf_of,
        delegation_id=row.delegation_id,
        limited_to=None if row.limited_to is None else frozenset(row.limited_to),
    )


def _units(row: Row, seat: Seat) -> Iterator[int]:
    """The units on which a grant counts, within the limits of a delegation."""
    if row.on_unit is None:
        return
    if seat.limited_to is None:
        yield row.on_unit
    elif row.everywhere:
        yield from seat.limited_to
    elif row.on_unit in seat.limited_to:
        yield row.on_unit


def _bests(found: Mapping[Key, list[Seat]]) -> Iterator[tuple[Key, Seat]]:
    for key, seats in found.items():
        chosen = best(seats)
        if chosen is not None:
            yield key, chosen
