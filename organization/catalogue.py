"""The names under which documents mention the agency, its units and its leaders."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from organization.enums import Rank, UnitKind
from organization.models import Appointment, CollectiveName, Unit


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit with its names; ``members`` are unit codes, for a collective name."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaderEntry:
    """Who holds a post of head or deputy head at the moment of reading."""

    name: str
    title: str
    post_code: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class OrganizationCatalogue:
    """What reading needs of the organisation; the root's own names come first."""

    units: tuple[UnitEntry, ...]
    collectives: tuple[UnitEntry, ...]
    leaders: tuple[LeaderEntry, ...]
    body_names: tuple[str, ...]


def build(at: datetime) -> OrganizationCatalogue:
    """The catalogue as it stands on the day of ``at``; four statements.

    Closed units stay out; agencies outside the Board are not units of the catalogue.
    """
    day = timezone.localdate(at, timezone.get_default_timezone())
    units = Unit.objects.exclude(kind=UnitKind.EXTERNAL).exclude(closed_on__lte=day)
    entries = {unit.code: unit for unit in units}
    board = [unit for unit in entries.values() if unit.kind == UnitKind.COMMISSION]
    collectives = CollectiveName.objects.prefetch_related("members")
    return OrganizationCatalogue(
        units=tuple(
            UnitEntry(unit.code, unit.name, tuple(unit.aliases))
            for unit in entries.values()
        ),
        collectives=tuple(
            UnitEntry(
                name.code,
                name.name,
                tuple(name.aliases),
                tuple(unit.code for unit in name.members.all() if unit.code in entries),
            )
            for name in collectives
        ),
        leaders=_leaders(at),
        body_names=tuple(text for unit in board for text in (unit.name, *unit.aliases)),
    )


def _leaders(at: datetime) -> tuple[LeaderEntry, ...]:
    day = timezone.localdate(at, timezone.get_default_timezone())
    seated = (
        Appointment.objects.in_force(on=day)
        .filter(
            Q(post__closed_on__isnull=True) | Q(post__closed_on__gt=day),
            post__rank__in=(Rank.HEAD, Rank.DEPUTY_HEAD),
            person__is_active=True,
        )
        .order_by("post__position", "post_id")
        .select_related("post", "person")
    )
    return tuple(
        LeaderEntry(
            name=held.person.full_name,
            title=held.post.title,
            post_code=held.post.code,
            rank=Rank(held.post.rank),
        )
        for held in seated
    )
