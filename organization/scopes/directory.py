"""Heads of units and holders of posts together: whom a batch of changes may concern."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from organization.enums import Right
from organization.scopes.statements import DIRECTORY, moment


@dataclass
class Directory:
    """Who may hand in for a unit, who sits in a post (within what limits), and which of
    these people, and of those asked for, may see a unit's work; who has one more right
    there, where that was asked. What is lent for one mission alone stands apart, under
    that mission."""

    heads: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    holders: dict[int, list[tuple[int, frozenset[int] | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    viewers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    others: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    of_missions: "dict[int, Directory]" = field(default_factory=dict)

    def heads_of(self, unit_ids: Iterable[int], *, mission_id: int) -> set[int]:
        """People who may hand in for these units, for the mission given."""
        places = self._places(mission_id)
        return {
            one for unit in unit_ids for at in places for one in at.heads.get(unit, ())
        }

    def viewers_of(self, unit_ids: Iterable[int], *, mission_id: int) -> set[int]:
        """Of the people known here, those who may see the units' work."""
        places = self._places(mission_id)
        return {
            one
            for unit in unit_ids
            for at in places
            for one in at.viewers.get(unit, ())
        }

    def others_of(self, unit_id: int, *, mission_id: int) -> set[int]:
        """People with the one further right on the unit, for the mission given."""
        return {
            one for at in self._places(mission_id) for one in at.others.get(unit_id, ())
        }

    def holding(self, post_id: int, *, unit_id: int, mission_id: int = 0) -> set[int]:
        """People who act in the post for this work of the unit, delegates included."""
        return {
            person
            for at in self._places(mission_id)
            for person, limits in at.holders.get(post_id, [])
            if limits is None or unit_id in limits
        }

    def _places(self, mission_id: int) -> "list[Directory]":
        lent = self.of_missions.get(mission_id)
        return [self] if lent is None else [self, lent]


def directory(
    *,
    unit_ids: Collection[int],
    post_ids: Collection[int],
    at: datetime,
    people: Collection[int] = (),
    mission_ids: Collection[int] = (),
    other: Right | None = None,
) -> Directory:
    """Read all in one statement, however many units, posts, missions and people.

    `other` is one more right of which is asked who has it on the units.
    """
    found = Directory()
    values = {
        "units": list(unit_ids),
        "posts": list(post_ids),
        "missions": list(mission_ids),
        "people": list(people),
        "right": Right.REPORT_WORK.value,
        "view": Right.VIEW_WORK.value,
        "other": other.value if other is not None else "",
        **moment(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(DIRECTORY, values)
        for unit_id, post_id, person_id, limited_to, what, mission in cursor:
            place = found
            if mission is not None:
                place = found.of_missions.setdefault(mission, Directory())
            if what == "holder":
                limits = None if limited_to is None else frozenset(limited_to)
                place.holders[post_id].append((person_id, limits))
            else:
                by_unit = {
                    "head": place.heads,
                    "viewer": place.viewers,
                    "other": place.others,
                }
                by_unit[what][unit_id].add(person_id)
    return found
