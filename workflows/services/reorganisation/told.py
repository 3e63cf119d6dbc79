"""Who will be told of the missions that move, before they move."""

from collections import Counter
from dataclasses import dataclass

from organization import scopes
from organization.enums import Right
from organization.models import Person
from workflows.services.reorganisation.moves import Move
from workflows.services.reorganisation.preview import Preview


@dataclass(frozen=True, slots=True)
class Told:
    """A person, and of how many missions."""

    person: Person
    missions: int


def people_told(preview: Preview) -> list[Told]:
    """Heads of the units concerned, old and new; the leaders, officers and monitors.

    Two statements. Those who come into a head's seat with this plan are among them.
    """
    if not preview.missions:
        return []
    picture = preview.picture
    units = {
        picture.units[code].pk
        for move in preview.missions
        for code in _units(move)
        if code in picture.units
    }
    posts = {
        picture.posts[code].pk for move in preview.missions for code in _posts(move)
    }
    heads = scopes.people_with(Right.REPORT_WORK, units, picture.at)
    holders = scopes.holders(posts, picture.at)
    counts: Counter[int] = Counter()
    for move in preview.missions:
        people = _named(move) & set(picture.people)
        for code in _units(move):
            if code in picture.units:
                people.update(heads.get(picture.units[code].pk, ()))
            people |= _coming(preview, code)
        for code in _posts(move):
            people.update(pk for pk, _ in holders.get(picture.posts[code].pk, ()))
        counts.update(people)
    rows = Person.objects.in_bulk(list(counts))
    return [
        Told(person, counts[person.pk])
        for person in sorted(rows.values(), key=lambda one: (one.sort_key, one.pk))
    ]


def _units(move: Move) -> set[str]:
    return {
        move.before.lead,
        move.after.lead,
        *move.before.supports,
        *move.after.supports,
    } - {""}


def _posts(move: Move) -> set[str]:
    return {move.before.leader, move.after.leader}


def _named(move: Move) -> set[int]:
    return {pk for pk in (move.work.officer, move.work.monitor) if pk is not None}


def _coming(preview: Preview, code: str) -> set[int]:
    """People whose new seat hands in for the unit."""
    return {
        one.seat.person_id
        for one in preview.seats
        if one.unit == code and one.seat is not None and one.hands_in
    }
