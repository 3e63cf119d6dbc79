"""Questions about who sits where that need no rights."""

from datetime import date

from django.db.models import QuerySet

from organization.enums import Rank, UnitKind
from organization.models import Appointment, Person, Post, Unit

LEADER_RANKS = (Rank.HEAD, Rank.DEPUTY_HEAD)
# Work goes to a unit inside: never to the Board as a whole, or to an agency outside.
NOT_ASSIGNABLE = (UnitKind.COMMISSION, UnitKind.EXTERNAL)


def assignable_units() -> QuerySet[Unit]:
    """Units that can lead or support a mission today."""
    units = Unit.objects.filter(closed_on__isnull=True)
    return units.exclude(kind__in=NOT_ASSIGNABLE)


def leader_posts(on: date) -> list[tuple[Post, Person | None]]:
    """Posts of the Board's leadership in the order of protocol, with who sits there."""
    holders = {
        seat.post_id: seat.person
        for seat in Appointment.objects.in_force(on=on).select_related("person")
    }
    posts = Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True)
    return [(post, holders.get(post.pk)) for post in posts]


def posts_by_leader_name(on: date) -> dict[str, Post]:
    """The leader's post under the name of who holds it that day; a name that two
    leaders share names neither."""
    found: dict[str, Post] = {}
    twice: set[str] = set()
    for post, person in leader_posts(on):
        if person is None:
            continue
        if person.full_name in found:
            twice.add(person.full_name)
        found[person.full_name] = post
    return {name: post for name, post in found.items() if name not in twice}


def people_of(unit_id: int, on: date) -> list[Person]:
    """Active people who sit in a post of the unit that day."""
    seats = Appointment.objects.in_force(on=on).filter(post__unit=unit_id)
    return list(
        Person.objects.filter(is_active=True, pk__in=seats.values("person")).order_by(
            "sort_key"
        )
    )
