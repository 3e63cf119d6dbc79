"""Two hundred units and five thousand people around the Board of the catalogue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from history import services as history
from history.enums import HistoryKind
from history.services import SYSTEM, EntryDraft
from organization import grants
from organization.enums import Rank, Right, UnitKind
from organization.models import (
    Appointment,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    Unit,
    UnitGroupObjectPermission,
)
from organization.models.names import sort_key
from organization.scopes import holders
from project.volume.shape import PEOPLE, UNITS, Acting, Place

SURNAMES: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Nông", "Lương")
MIDDLES: Final = ("Văn", "Thị", "Đức", "Minh", "Thu", "Quang", "Hồng", "Ngọc", "Xuân")
GIVEN: Final = (
    *("An", "Bình", "Châu", "Dũng", "Đào", "Giang", "Hà", "Khánh", "Lan", "Mai"),
    *("Nam", "Oanh", "Phúc", "Quân", "Sơn", "Tâm", "Uyên", "Vinh"),
)
SEATED_SINCE: Final = timedelta(days=3650)


@dataclass(frozen=True)
class Seated:
    """A new person in a new seat of a new unit."""

    person: Person
    post: Post


def make_places(now: datetime) -> tuple[tuple[Place, ...], Acting]:
    """Units with their people, until there are UNITS and PEOPLE in all; and the clerk.

    The head is the first of each unit; its leader holds the portfolio that it is in.
    """
    board = Unit.objects.get(kind=UnitKind.COMMISSION)
    units = _units(board)
    per_unit, more = divmod(
        max(PEOPLE - Person.objects.count(), 2 * len(units)), len(units)
    )
    seated: dict[int, list[Seated]] = {}
    people = iter(_people(per_unit * len(units) + more))
    for place, unit in enumerate(units):
        count = per_unit + (place < more)
        seated[unit.pk] = [Seated(next(people), _post(unit, n)) for n in range(count)]
    everybody = [one for group in seated.values() for one in group]
    _store(everybody, timezone.localdate(now) - SEATED_SINCE)
    leaders = _leaders(units, now)
    _record(units, everybody, now)
    places = tuple(_place(unit, seated[unit.pk], leaders[unit.pk]) for unit in units)
    return places, places[0].officers[-1]


def _units(board: Unit) -> list[Unit]:
    known = Unit.objects.exclude(kind=UnitKind.EXTERNAL).count()
    return Unit.objects.bulk_create(
        Unit(
            code=f"phong_so_{number}",
            name=f"Phòng Nghiệp vụ số {number}",
            short_name=f"Phòng {number}",
            kind=UnitKind.DIVISION,
            parent=board,
            position=1000 + number,
        )
        for number in range(known + 1, UNITS + 1)
    )


def _people(count: int) -> Iterator[Person]:
    for number in range(count):
        name = " ".join(
            words[number // step % len(words)]
            for words, step in ((SURNAMES, 1), (MIDDLES, 8), (GIVEN, 72))
        )
        yield Person(
            username=f"can.bo.{number + 1}",
            full_name=name,
            sort_key=sort_key(name),
            password="!",  # noqa: S106  nobody signs in with it
        )


def _post(unit: Unit, place: int) -> Post:
    is_head = place == 0
    title = f"{'Trưởng phòng' if is_head else 'Chuyên viên'} {unit.short_name}"
    return Post(
        code=f"{unit.code}_{place}",
        title=title,
        short="",
        rank=Rank.DIVISION_HEAD if is_head else Rank.OFFICER,
        unit=unit,
        position=unit.position * 100 + place,
    )


def _store(everybody: list[Seated], since: date) -> None:
    """Groups, posts with the rights of their rank, people, appointments."""
    Person.objects.bulk_create(one.person for one in everybody)
    groups = Group.objects.bulk_create(
        Group(name=f"post:{one.post.code}") for one in everybody
    )
    for one, group in zip(everybody, groups, strict=True):
        one.post.group = group
    Post.objects.bulk_create(one.post for one in everybody)
    Appointment.objects.bulk_create(
        Appointment(post=one.post, person=one.person, starts_on=since)
        for one in everybody
    )
    allowed = {
        row.codename: row
        for row in Permission.objects.filter(
            content_type__app_label="organization", content_type__model="unit"
        )
    }
    UnitGroupObjectPermission.objects.bulk_create(
        UnitGroupObjectPermission(
            group_id=one.post.group_id,
            permission=allowed[right.value],
            content_object=one.post.unit,
        )
        for one in everybody
        for right in _rights(one.post)
    )


def _rights(post: Post) -> Iterable[Right]:
    return grants.default_rights(Rank(post.rank), UnitKind(post.unit.kind)).unit


def _leaders(units: list[Unit], now: datetime) -> dict[int, tuple[Post, Acting]]:
    """Unit → who directs its work: the portfolios take the new units in turn."""
    today = timezone.localdate(now)
    held = PortfolioHolding.objects.in_force(on=today)
    sitting = holders(set(held.values_list("post_id", flat=True)), now)
    holdings = list(held.filter(post__in=sitting).select_related("portfolio", "post"))
    if not holdings:
        raise LookupError("Nạp danh mục của Ban trước: manage.py load_organization.")
    for place, holding in enumerate(holdings):
        portfolio: Portfolio = holding.portfolio
        portfolio.units.add(*units[place :: len(holdings)])
        grants.write_for_portfolio(portfolio, portfolio.units.all())
    names = dict(Person.objects.values_list("pk", "full_name"))
    found = {}
    for place, unit in enumerate(units):
        post = holdings[place % len(holdings)].post
        person_id = sitting[post.pk][0][0]
        deputy = Rank(post.rank).senior is not None
        found[unit.pk] = (
            post,
            Acting(
                person_id,
                names[person_id],
                post.title,
                "KT." if deputy else "",
                "Trưởng Ban" if deputy else "",
            ),
        )
    return found


def _place(unit: Unit, seated: list[Seated], leader: tuple[Post, Acting]) -> Place:
    head, *officers = [
        Acting(one.person.pk, one.person.full_name, one.post.title) for one in seated
    ]
    post, acting = leader
    return Place(
        unit_id=unit.pk,
        unit_code=unit.code,
        head=head,
        officers=tuple(officers),
        leader=acting,
        leader_post_id=post.pk,
        leader_post_code=post.code,
    )


def _record(units: list[Unit], everybody: list[Seated], now: datetime) -> None:
    """What the services would have written of these, through the same door."""
    at = now - SEATED_SINCE

    def draft(kind: HistoryKind, row: Any, after: dict[str, Any]) -> EntryDraft:
        name = type(row).__name__.lower()
        return EntryDraft(name, row.pk, kind, SYSTEM, at, before={}, after=after)

    drafts = [
        draft(HistoryKind.UNIT_CHANGED, unit, {"code": unit.code, "name": unit.name})
        for unit in units
    ]
    for one in everybody:
        post, person = one.post, one.person
        drafts += [
            draft(
                HistoryKind.PERSON_CHANGED,
                person,
                {"username": person.username, "full_name": person.full_name},
            ),
            draft(
                HistoryKind.POST_CHANGED,
                post,
                {"code": post.code, "title": post.title, "unit": post.unit.code},
            ),
            draft(HistoryKind.PERSON_APPOINTED, post, {"person": person.pk}),
        ]
    history.append(*drafts)
