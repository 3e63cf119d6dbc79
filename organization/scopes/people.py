"""The other way round: who sits in a post, who may do something on a unit."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

from organization.enums import Right
from organization.scopes.statements import HOLDERS, PEOPLE_WITH, moment


def holders(
    post_ids: Collection[int], at: datetime
) -> dict[int, list[tuple[int, bool]]]:
    """Post → (person, via delegation), the holder first; vacant posts are left out.

    A delegation limited to a unit or a portfolio does not make a holder.
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
    rows = _rows(PEOPLE_WITH, at, units=list(unit_ids), right=right.value)
    for unit_id, person_id, _lent in rows:
        found[unit_id].append(person_id)
    return dict(found)


def _rows(statement: str, at: datetime, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, **moment(at)})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
