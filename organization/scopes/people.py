"""The other way round: who sits in a post, who may do something on a unit."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from organization.enums import Right
from organization.scopes.statements import HOLDERS, PEOPLE_WITH, moment


def holders(
    post_ids: Collection[int], at: datetime
) -> dict[int, list[tuple[int, bool]]]:
    """Post → (person, via delegation), the holder first; vacant posts are left out.

    A delegation limited to a unit, a portfolio or a mission does not make a holder.
    """
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for post_id, person_id, lent in _rows(HOLDERS, at, posts=list(post_ids)):
        found[post_id].append((person_id, lent))
    return dict(found)


def people_with(
    right: Right, unit_ids: Collection[int], at: datetime
) -> dict[int, list[int]]:
    """Unit → people who have the right there, own seats before lent ones."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = _rows(PEOPLE_WITH, at, units=list(unit_ids), missions=[], right=right.value)
    for unit_id, person_id, _mission, _lent in rows:
        found[unit_id].append(person_id)
    return dict(found)


def people_with_on(
    right: Right, lead_units: Mapping[int, int], at: datetime
) -> dict[int, frozenset[int]]:
    """Mission → people who have the right on it, what is lent for it alone included.

    ``lead_units`` is mission → its lead unit.
    """
    rows = _rows(
        PEOPLE_WITH,
        at,
        units=sorted(set(lead_units.values())),
        missions=list(lead_units),
        right=right.value,
    )
    return {
        mission_id: frozenset(
            person_id
            for unit_id, person_id, only_mission, _lent in rows
            if unit_id == lead_unit and only_mission in (None, mission_id)
        )
        for mission_id, lead_unit in lead_units.items()
    }


def _rows(statement: str, at: datetime, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, **moment(at)})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
