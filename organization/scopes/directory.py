"""Heads of units and holders of posts together: whom a batch of changes may concern."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from organization.enums import Right
from organization.scopes.statements import DIRECTORY, moment


@dataclass
class Directory:
    """Who may hand in for a unit, who sits in a post (within what limits), and which of
    these people, and of those asked for, may see a unit's work."""

    heads: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[int, list[tuple[int, frozenset[int] | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    viewers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def holding(self, post_id: int, *, unit_id: int) -> set[int]:
        """People who act in the post for work of the unit, delegates included."""
        return {
            person
            for person, limits in self.holders.get(post_id, [])
            if limits is None or unit_id in limits
        }


def directory(
    *,
    unit_ids: Collection[int],
    post_ids: Collection[int],
    at: datetime,
    people: Collection[int] = (),
) -> Directory:
    """Read all in one statement, however many units, posts and people."""
    found = Directory()
    values = {
        "units": list(unit_ids),
        "posts": list(post_ids),
        "people": list(people),
        "right": Right.REPORT_WORK.value,
        "view": Right.VIEW_WORK.value,
        **moment(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(DIRECTORY, values)
        for unit_id, post_id, person_id, limited_to, views in cursor.fetchall():
            if views:
                found.viewers[unit_id].add(person_id)
            elif unit_id is not None:
                found.heads[unit_id].add(person_id)
            else:
                limits = None if limited_to is None else frozenset(limited_to)
                found.holders[post_id].append((person_id, limits))
    return found
