"""The scope of a person, or of many, read in one statement."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db import connection

from organization.enums import Rank, Right, SigningCapacity
from organization.models import Person
from organization.scopes.scope import Scope, Seat, best
from organization.scopes.statements import moment, scopes_statement

RIGHTS = frozenset(Right)
Key = TypeVar("Key")


class Row(NamedTuple):
    """One line of the statement SCOPES that has a post."""

    person_id: int
    post_id: int
    title: str
    rank: str
    unit_id: int
    acting: bool
    senior_title: str
    delegation_id: int | None
    lent_as: str
    limited_to: list[int] | None
    only_mission: int | None
    codename: str | None
    on_unit: int | None
    on_post: int | None
    everywhere: bool


def in_force(person: Person, at: datetime) -> Scope:
    """What the person may do at the moment; one statement, nothing kept."""
    return in_force_many([person.pk], at)[person.pk]


def in_force_many(person_ids: Collection[int], at: datetime) -> dict[int, Scope]:
    """A scope for each of the people, an empty one for who has no seat."""
    rows, excepted = _read(person_ids, at)
    return {
        pk: _scope(pk, at, rows.get(pk, []), excepted.get(pk, {})) for pk in person_ids
    }


def lent(delegates: Mapping[int, int], at: datetime) -> dict[int, Scope]:
    """Delegation → what it alone gives its delegate, whatever seats he has besides.

    ``delegates`` is delegation → person. One statement; an empty scope for a
    delegation that gives nothing at the moment.
    """
    rows, _ = _read(set(delegates.values()), at)
    return {
        pk: _scope(
            person_id,
            at,
            [row for row in rows[person_id] if row.delegation_id == pk],
            {},
        )
        for pk, person_id in delegates.items()
    }


def _read(
    person_ids: Collection[int], at: datetime
) -> tuple[dict[int, list[Row]], dict[int, dict[int, frozenset[str]]]]:
    """By person: seats with their grants, and exceptions by mission."""
    rows: dict[int, list[Row]] = defaultdict(list)
    excepted: dict[int, dict[int, frozenset[str]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(scopes_statement(), {"people": list(person_ids), **moment(at)})
        for values in cursor.fetchall():
            if values[1] is not None:
                rows[values[0]].append(Row(*values))
                continue
            mission_id, codename = values[10:12]
            known = excepted[values[0]].get(mission_id, frozenset())
            excepted[values[0]][mission_id] = known | {codename}
    return rows, excepted


def _scope(
    person_id: int,
    at: datetime,
    rows: list[Row],
    excepted: Mapping[int, frozenset[str]],
) -> Scope:
    """The scope, and one for each mission for which something was lent alone."""
    general = [row for row in rows if row.only_mission is None]
    scope = Scope(person_id=person_id, at=at, exceptions=excepted, **_given(general))
    missions = {row.only_mission for row in rows if row.only_mission is not None}
    if not missions:
        return scope
    of_missions = {
        mission_id: replace(
            scope,
            **_given([row for row in rows if row.only_mission in (None, mission_id)]),
        )
        for mission_id in sorted(missions)
    }
    return replace(scope, of_missions=of_missions)


def _given(rows: list[Row]) -> dict[str, Any]:
    """The seats of these rows, and what each allows, as a scope holds them."""
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
    return {
        "seats": tuple(sorted(seats, key=lambda seat: seat.order)),
        "grants": {right: dict(_bests(found)) for right, found in units.items()},
        "everywhere": dict(_bests(everywhere)),
        "post_grants": {right: dict(_bests(found)) for right, found in posts.items()},
        "limited_post_grants": {
            right: {post_id: tuple(seats) for post_id, seats in found.items()}
            for right, found in limited.items()
        },
    }


def _seat(row: Row) -> Seat:
    rank = Rank(row.rank)
    capacity, on_behalf_of = SigningCapacity.OWN, ""
    if row.delegation_id is not None:
        capacity, on_behalf_of = SigningCapacity(row.lent_as), row.title
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
