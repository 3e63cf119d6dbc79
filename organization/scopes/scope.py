"""What a person may do at a moment: seats, and the rights that each gives."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from organization.enums import Rank, Right, SigningCapacity

NOTHING: Mapping[int, "Seat"] = {}


@dataclass(frozen=True, slots=True)
class Seat:
    """A post in which somebody acts, and in what capacity.

    ``on_behalf_of`` is the title of the post acted for: the senior's for a deputy
    (KT.), the delegator's for a delegate (TUQ., TL.), else empty. ``limited_to`` names
    the units to which a delegation is limited; None where there is no limit.
    """

    post_id: int
    post_title: str
    rank: Rank
    unit_id: int
    capacity: SigningCapacity = SigningCapacity.OWN
    on_behalf_of: str = ""
    delegation_id: int | None = None
    limited_to: frozenset[int] | None = None

    @property
    def order(self) -> tuple[bool, int, int]:
        """Own seats before lent ones, then by protocol; the least is preferred."""
        return (self.delegation_id is not None, self.rank.seniority, self.post_id)


@dataclass(frozen=True, slots=True)
class Scope:
    """The seats of one person at one moment, and what they allow.

    ``grants``: right → unit → seat. ``everywhere``: right → seat, for a grant of a
    post on the Board itself, which covers every unit. ``post_grants``: right → post
    → seat. ``limited_post_grants``: the same through delegations that are limited
    to some units; they count only where the unit is named too. ``of_missions``:
    mission → what the person may do there, where a delegation names that mission
    alone; ask ``on_mission``. ``exceptions``: mission → rights that the person has
    there by exception, as guardian's codenames.
    """

    person_id: int
    at: datetime
    seats: tuple[Seat, ...] = ()
    grants: Mapping[Right, Mapping[int, Seat]] = field(default_factory=dict)
    everywhere: Mapping[Right, Seat] = field(default_factory=dict)
    post_grants: Mapping[Right, Mapping[int, Seat]] = field(default_factory=dict)
    limited_post_grants: Mapping[Right, Mapping[int, tuple[Seat, ...]]] = field(
        default_factory=dict
    )
    of_missions: "Mapping[int, Scope]" = field(default_factory=dict)
    exceptions: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def on_mission(self, mission_id: int) -> "Scope":
        """What counts for this mission: the scope itself, and what was lent for the
        mission alone."""
        return self.of_missions.get(mission_id, self)

    def is_excepted(self, codename: str, mission_id: int) -> bool:
        """Whether an exception gives the right on the mission."""
        return codename in self.exceptions.get(mission_id, ())

    def excepted(self, codename: str) -> frozenset[int]:
        """The missions on which an exception gives the right."""
        return frozenset(
            pk for pk, rights in self.exceptions.items() if codename in rights
        )

    def on_unit(self, right: Right, unit_id: int) -> Seat | None:
        """The seat that gives the right on the unit; own seats first."""
        found = [
            self.grants.get(right, NOTHING).get(unit_id),
            self.everywhere.get(right),
        ]
        return best(seat for seat in found if seat is not None)

    def on_post(
        self, right: Right, post_id: int, *, unit_id: int | None = None
    ) -> Seat | None:
        """The seat that gives the right on the post, for work of the unit given.

        Without a unit, a delegation limited to some units gives nothing.
        """
        seat = self.post_grants.get(right, NOTHING).get(post_id)
        if seat is not None or unit_id is None:
            return seat
        lent = self.limited_post_grants.get(right, {}).get(post_id, ())
        return best(seat for seat in lent if unit_id in (seat.limited_to or ()))

    @property
    def sees_everything(self) -> bool:
        return Right.VIEW_WORK in self.everywhere

    def may_somewhere(self, right: Right) -> bool:
        """Whether the right is given on any unit at all."""
        return right in self.everywhere or bool(self.grants.get(right))

    def unit_ids(self, right: Right) -> frozenset[int]:
        """Units named one by one; ask ``everywhere`` too."""
        return frozenset(self.grants.get(right, NOTHING))

    def post_ids(self, right: Right) -> frozenset[int]:
        return frozenset(self.post_grants.get(right, NOTHING))

    @property
    def reach(self) -> Hashable:
        """What it reaches, without the moment and the capacities: people of the same
        reach are the same person, who finds by the same statements."""
        return (
            self.person_id,
            bool(self.seats),
            frozenset(self.everywhere),
            frozenset((right, frozenset(on)) for right, on in self.grants.items()),
            frozenset((right, frozenset(on)) for right, on in self.post_grants.items()),
            frozenset(
                (right, post, tuple(seat.limited_to for seat in seats))
                for right, posts in self.limited_post_grants.items()
                for post, seats in posts.items()
            ),
            frozenset(self.exceptions.items()),
            frozenset((pk, lent.reach) for pk, lent in self.of_missions.items()),
        )

    def has_rank(self, rank: Rank) -> bool:
        """Whether an own seat, not a lent one, has the rank."""
        return any(
            seat.rank == rank and seat.delegation_id is None for seat in self.seats
        )


def best(seats: Iterable[Seat]) -> Seat | None:
    return min(seats, key=lambda seat: seat.order, default=None)
