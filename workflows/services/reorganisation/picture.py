"""What a plan meets: read once, in a dozen statements however many rows there are."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from organization.models import (
    Appointment,
    CollectiveName,
    Delegation,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    PostGroupObjectPermission,
    Unit,
    UnitGroupObjectPermission,
)
from workflows.enums import OPEN_STATES, DocumentState, ItemState
from workflows.models import Assignment, DraftItem, Mission
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation.plan import Plan


@dataclass(frozen=True, slots=True)
class Work:
    """An open mission, or an item not given out yet, with who has a part in it."""

    pk: int
    words: str
    lead: int | None
    supports: frozenset[int]
    leader: int | None
    officer: int | None = None
    state: str = ""
    document: int | None = None
    monitor: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A right of a post beyond those of its own unit."""

    holder: int
    right: str
    on: int


@dataclass
class Picture:
    """The organisation and its open work, as far as a plan may touch them."""

    at: datetime
    units: dict[str, Unit]
    posts: dict[str, Post]
    people: dict[int, Person]
    seats: list[Appointment] = field(default_factory=list)
    portfolios: list[Portfolio] = field(default_factory=list)
    holdings: list[PortfolioHolding] = field(default_factory=list)
    collectives: list[CollectiveName] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    unit_grants: list[Grant] = field(default_factory=list)
    post_grants: list[Grant] = field(default_factory=list)
    missions: list[Work] = field(default_factory=list)
    items: list[Work] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unit_by_id = {unit.pk: unit for unit in self.units.values()}
        self.post_by_id = {post.pk: post for post in self.posts.values()}

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def seats_of(self, post_id: int) -> list[Appointment]:
        """Appointments to the post that last to the day or begin after it, by day."""
        return [seat for seat in self.seats if seat.post_id == post_id]

    def holder(self, post_id: int, on: date) -> Appointment | None:
        return next((s for s in self.seats_of(post_id) if s.starts_on <= on), None)

    def open_posts(self, unit_id: int) -> list[Post]:
        return [
            post
            for post in self.posts.values()
            if post.unit_id == unit_id and post.closed_on is None
        ]

    def unit_name(self, pk: int | None) -> str:
        return self.unit_by_id[pk].name if pk in self.unit_by_id else "chưa chọn"

    def fields_of(self, unit_id: int) -> list[Portfolio]:
        return [p for p in self.portfolios if unit_id in unit_ids(p)]


def unit_ids(portfolio: Portfolio) -> set[int]:
    """Its units, from what was read ahead."""
    return {unit.pk for unit in portfolio.units.all()}


def read_picture(plan: Plan, at: datetime) -> Picture:
    """Read what the plan meets at the moment; nothing is locked here."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    named = {code for code in (*plan.formers, *plan.codes) if code in units}
    touched = {units[code].pk for code in named}
    posts = list(Post.objects.select_related("unit"))
    mine = {plan.post, plan.successor_post}
    post_ids = {p.pk for p in posts if p.unit_id in touched or p.code in mine}
    leaving = {p.pk for p in posts if p.code == plan.post}
    if plan.kind == ReorganisationKind.HOLDER:
        touched = {p.unit_id for p in posts if p.pk in leaving}
    picture = Picture(
        at=at,
        units=units,
        posts={post.code: post for post in posts},
        people={},
        seats=_seats(plan.effective_on, post_ids, plan),
        portfolios=list(Portfolio.objects.prefetch_related("units")),
        holdings=list(
            PortfolioHolding.objects.touching(
                starts_on=plan.effective_on, ends_on=None
            ).select_related("portfolio", "post")
        ),
        collectives=list(CollectiveName.objects.prefetch_related("members")),
        delegations=list(
            Delegation.objects.filter(
                Q(unit_id__in=touched) | Q(delegator_id__in=post_ids),
                ended_at__isnull=True,
                ends_at__gt=at,
            ).select_related("delegator", "delegate", "unit")
        ),
        unit_grants=_unit_grants(touched),
        post_grants=_post_grants(leaving),
        missions=_missions(touched, leaving, plan),
        items=_items(touched, leaving),
    )
    picture.people = _people(picture, plan)
    return picture


def _seats(day: date, post_ids: set[int], plan: Plan) -> list[Appointment]:
    """Who sits in these posts from the day on; and everywhere else that these people
    sit, and the one who is to come."""
    every = Appointment.objects.touching(starts_on=day, ends_on=None)
    here = every.filter(post_id__in=post_ids)
    people = Q(person__in=here.values("person")) | Q(person__username=plan.person or "")
    found = every.filter(people | Q(post_id__in=post_ids))
    return list(
        found.select_related("person", "post__unit")
        .order_by("post_id", "starts_on")
        .all()
    )


def _unit_grants(units: set[int]) -> list[Grant]:
    """Rights on these units that posts elsewhere were given one by one."""
    rows = UnitGroupObjectPermission.objects.filter(
        content_object__in=units, group__post__isnull=False
    ).exclude(group__post__unit_id__in=units)
    return _grants(rows)


def _post_grants(posts: set[int]) -> list[Grant]:
    rows = PostGroupObjectPermission.objects.filter(
        content_object__in=posts, group__post__isnull=False
    ).exclude(group__post__in=posts)
    return _grants(rows)


def _grants(rows: Any) -> list[Grant]:
    found = rows.values_list(
        "group__post", "permission__codename", "content_object_id"
    ).order_by("group__post", "permission__codename", "content_object_id")
    return [Grant(*row) for row in found]


def _missions(units: set[int], leaders: set[int], plan: Plan) -> list[Work]:
    """Open missions in which these units or posts have a part, by number."""
    if plan.kind == ReorganisationKind.POST:
        part = Q(directing_leader__in=leaders)
    elif plan.kind == ReorganisationKind.HOLDER:
        part = Q(lead_unit__in=units) | Q(directing_leader__in=leaders)
    else:
        supported = Assignment.objects.filter(unit__in=units).values("mission")
        part = Q(lead_unit__in=units) | Q(pk__in=supported)
    rows = (
        Mission.objects.filter(part, state__in=OPEN_STATES)
        .order_by("pk")
        .values_list(
            "pk",
            "title",
            "lead_unit",
            "directing_leader",
            "monitoring_officer",
            "state",
            "document",
            "document__monitoring_officer",
        )
    )
    missions = list(rows)
    supports: dict[int, set[int]] = {}
    for mission, unit in Assignment.objects.filter(
        mission__in=[row[0] for row in missions]
    ).values_list("mission", "unit"):
        supports.setdefault(mission, set()).add(unit)
    return [
        Work(
            pk=pk,
            words=title,
            lead=lead,
            supports=frozenset(supports.get(pk, ())),
            leader=leader,
            officer=officer,
            state=state,
            document=document,
            monitor=monitor,
        )
        for pk, title, lead, leader, officer, state, document, monitor in missions
    ]


def _items(units: set[int], leaders: set[int]) -> list[Work]:
    """Items of papers in force that are not given out yet."""
    rows = (
        DraftItem.objects.filter(
            Q(lead_unit__in=units)
            | Q(supporting_units__in=units)
            | Q(directing_leader__in=leaders),
            state=ItemState.DRAFT,
            document__state=DocumentState.IN_FORCE,
        )
        .select_related("document")
        .defer("text", "reading", "document__text")
        .prefetch_related("supporting_units")
        .order_by("document_id", "pk")
        .distinct()
    )
    return [
        Work(
            pk=row.pk,
            words=f"{row.document.citation}, {row.address or row.position}: "
            f"{row.title or 'chưa có tên'}",
            lead=row.lead_unit_id,
            supports=frozenset(unit.pk for unit in row.supporting_units.all()),
            leader=row.directing_leader_id,
            document=row.document_id,
        )
        for row in rows
    ]


def _people(picture: Picture, plan: Plan) -> dict[int, Person]:
    known = {seat.person_id: seat.person for seat in picture.seats}
    named = {
        pk
        for work in picture.missions
        for pk in (work.officer, work.monitor)
        if pk is not None
    }
    more = Person.objects.filter(
        Q(pk__in=named - set(known)) | Q(username=plan.person or "")
    )
    return {**known, **{person.pk: person for person in more}}
