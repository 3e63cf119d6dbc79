"""The list of people: by name, a page after another, with where they sit on a day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q

from organization.models import Appointment, Person
from organization.queries.chart import FIELDS, Seat, seats, tree
from organization.queries.folding import matches, people_named

PEOPLE_A_PAGE: Final = 50
CHOICES: Final = 20


@dataclass(frozen=True)
class Listed:
    """A person and the posts held on the day."""

    person: Person
    seats: list[Appointment]


@dataclass(frozen=True)
class PeoplePage:
    """``next_after`` is the cursor of the next page, empty at the end."""

    people: list[Listed]
    next_after: str = ""


def people_page(
    day: date, *, words: Sequence[str], seated: bool | None = None, after: str = ""
) -> PeoplePage:
    """A page of people; ``seated``: only who holds a post, or who holds none; two
    statements. ``after`` is a cursor of this list, or nonsense, which is no cursor."""
    rows = people_named(words)
    if seated is not None:
        here = Exists(
            Appointment.objects.in_force(on=day).filter(person=OuterRef("pk"))
        )
        rows = rows.filter(here if seated else ~here)
    key, _, number = after.rpartition("~")
    if key and number.isdecimal() and len(number) < len(str(2**31)):
        rows = rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=int(number)))
    found = list(rows.order_by("sort_key", "pk")[: PEOPLE_A_PAGE + 1])
    shown = found[:PEOPLE_A_PAGE]
    last = shown[-1] if len(found) > PEOPLE_A_PAGE else None
    return PeoplePage(
        _with_seats(shown, day), f"{last.sort_key}~{last.pk}" if last else ""
    )


def people_to_choose(day: date, words: Sequence[str]) -> list[Listed]:
    """Active people of the name, as many as one looks through; two statements."""
    rows = people_named(words).filter(is_active=True).order_by("sort_key", "pk")
    return _with_seats(list(rows[:CHOICES]), day)


def posts_to_choose(day: date, words: Sequence[str]) -> list[tuple[str, Seat]]:
    """Posts of the day whose title, unit or holder bears the words, each with the name
    of its unit, vacant ones first; two statements."""
    units = {unit.pk: unit.name for unit, _ in tree(day)}
    found = [
        (units.get(seat.unit_id, ""), seat)
        for seat in map(Seat._make, seats(day).values_list(*FIELDS))
        if matches(words, seat.title, seat.holder or "", units.get(seat.unit_id, ""))
    ]
    return sorted(found, key=lambda one: one[1].person_id is not None)[:CHOICES]


def _with_seats(people: list[Person], day: date) -> list[Listed]:
    seats = Appointment.objects.in_force(on=day).filter(person__in=people)
    by_person: dict[int, list[Appointment]] = defaultdict(list)
    for seat in seats.select_related("post__unit").order_by("post__position"):
        by_person[seat.person_id].append(seat)
    return [Listed(person, by_person[person.pk]) for person in people]
