"""What an import meets: the whole organisation, in seven statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from rapidfuzz import process
from rapidfuzz.distance import OSA

from organization.models import (
    Appointment,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    Unit,
)
from organization.reading.words import folded, plain

LIKE_ENOUGH = 75  # of 100: what is offered where a name is not known


class NameBook:
    """Names by how they look: marks and capitals put aside, one slip allowed.

    Each name is kept under what remains when one letter goes: two names with one
    letter more, less or another share such a remainder, so no pair is compared in vain.
    """

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._remainders: dict[str, set[str]] = defaultdict(set)
        self._keys: dict[str, set[int]] = defaultdict(set)
        for key, name in names:
            look = folded(name)
            if look not in self._keys:
                for part in _remainders(look):
                    self._remainders[part].add(look)
            self._keys[look].add(key)

    def like(self, name: str) -> set[int]:
        """Whose name is this one or nearly so."""
        look = folded(name)
        near = {one for part in _remainders(look) for one in self._remainders[part]}
        return {
            key
            for one in near
            if OSA.distance(one, look, score_cutoff=1) <= 1
            for key in self._keys[one]
        }


def _remainders(look: str) -> Iterator[str]:
    yield look
    for place in range(len(look)):
        yield look[:place] + look[place + 1 :]


@dataclass
class Known:
    """The organisation as it stands: rows, and under which words they are found."""

    today: date
    units: list[Unit]
    posts: list[Post]
    people: dict[int, Person]
    appointments: list[Appointment]
    portfolios: list[Portfolio]
    holdings: list[PortfolioHolding]

    def __post_init__(self) -> None:
        self.by_username = {p.username.lower(): p for p in self.people.values()}
        self.unit_words: dict[str, set[int]] = defaultdict(set)
        self.unit_by_id = {unit.pk: unit for unit in self.units}
        for unit in self.units:
            for word in (unit.code, unit.name, unit.short_name, *unit.aliases):
                self.unit_words[folded(word)].add(unit.pk)
        self.posts_of: dict[int, list[Post]] = defaultdict(list)
        self.post_by_code = {post.code: post for post in self.posts}
        for post in self.posts:
            self.posts_of[post.unit_id].append(post)
        self.seats_of: dict[int, list[Appointment]] = defaultdict(list)
        self.seats_at: dict[int, list[Appointment]] = defaultdict(list)
        for seat in self.appointments:
            self.seats_of[seat.person_id].append(seat)
            self.seats_at[seat.post_id].append(seat)
        self.book = NameBook((p.pk, p.full_name) for p in self.people.values())

    def units_called(self, words: str) -> list[Unit]:
        return [self.unit_by_id[pk] for pk in sorted(self.unit_words[folded(words)])]

    def likely_unit(self, words: str) -> str:
        """The name of the unit that was probably meant, "" where none is near."""
        names = [unit.name for unit in self.units]
        found = process.extractOne(
            words, names, processor=folded, score_cutoff=LIKE_ENOUGH
        )
        return str(found[0]) if found else ""

    def people_called(self, name: str) -> list[Person]:
        """Who has exactly this name, capitals apart; also who is deactivated."""
        wanted = plain(name).casefold()
        return [
            self.people[pk]
            for pk in sorted(self.book.like(name))
            if plain(self.people[pk].full_name).casefold() == wanted
        ]

    def sitting(self, post: Post, on: date) -> Person | None:
        """Who holds the post that day."""
        for seat in self.seats_at[post.pk]:
            if seat.starts_on <= on and (seat.ends_on is None or seat.ends_on >= on):
                return self.people[seat.person_id]
        return None


def read_known() -> Known:
    """Open units and posts, all people, appointments, portfolios and holdings."""
    return Known(
        today=timezone.localdate(),
        units=list(Unit.objects.filter(closed_on__isnull=True)),
        posts=list(Post.objects.filter(closed_on__isnull=True).select_related("unit")),
        people={person.pk: person for person in Person.objects.all()},
        appointments=list(Appointment.objects.order_by("starts_on", "pk")),
        portfolios=list(Portfolio.objects.prefetch_related("units")),
        holdings=list(PortfolioHolding.objects.order_by("starts_on", "pk")),
    )
