"""The names under which documents mention the agency, its units and its leaders."""

from dataclasses import dataclass
from datetime import date, datetime

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
    """Who holds or held a post of head or deputy head, from day to day."""

    name: str
    title: str
    post_code: str
    rank: Rank
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OrganizationCatalogue:
    """What reading needs of the organisation; the root's own names come first.

    ``leaders`` hold their posts on the day of reading; ``former_leaders`` did on other
    days, for a paper that was issued then.
    """

    units: tuple[UnitEntry, ...]
    collectives: tuple[UnitEntry, ...]
    leaders: tuple[LeaderEntry, ...]
    body_names: tuple[str, ...]
    former_leaders: tuple[LeaderEntry, ...] = ()


def build(at: datetime) -> OrganizationCatalogue:
    """The catalogue as it stands on the day of ``at``; four statements.

    Closed units stay out; agencies outside the Board are not units of the catalogue.
    """
    day = timezone.localdate(at, timezone.get_default_timezone())
    units = Unit.objects.exclude(kind=UnitKind.EXTERNAL).exclude(closed_on__lte=day)
    entries = {unit.code: unit for unit in units}
    board = [unit for unit in entries.values() if unit.kind == UnitKind.COMMISSION]
    leaders, former = _leaders(at)
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
        leaders=leaders,
        former_leaders=former,
        body_names=tuple(text for unit in board for text in (unit.name, *unit.aliases)),
    )


def _leaders(
    at: datetime,
) -> tuple[tuple[LeaderEntry, ...], tuple[LeaderEntry, ...]]:
    """(who is seated on the day of ``at``, who was before or will be)."""
    day = timezone.localdate(at, timezone.get_default_timezone())
    every = (
        Appointment.objects.filter(post__rank__in=(Rank.HEAD, Rank.DEPUTY_HEAD))
        .order_by("post__position", "post_id")
        .select_related("post", "person")
    )
    seated: list[LeaderEntry] = []
    former: list[LeaderEntry] = []
    for held in every:
        entry = LeaderEntry(
            name=held.person.full_name,
            title=held.post.title,
            post_code=held.post.code,
            rank=Rank(held.post.rank),
            since=held.starts_on,
            until=held.ends_on,
        )
        (seated if _sits(held, day) else former).append(entry)
    return tuple(seated), tuple(former)


def _sits(held: Appointment, day: date) -> bool:
    closed = held.post.closed_on
    return (
        held.starts_on <= day
        and (held.ends_on is None or held.ends_on >= day)
        and (closed is None or closed > day)
        and held.person.is_active
    )
