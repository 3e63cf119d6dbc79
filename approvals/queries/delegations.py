"""Ủy quyền as its page lists it: who sees which rows, and why a row gives nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, TypeAlias

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from organization.enums import UNIT_HEADS, DelegationScope, Rank, SigningCapacity
from organization.models import Appointment, Delegation, PortfolioHolding
from organization.scopes import Scope
from workflows.enums import OPEN_STATES
from workflows.models import Mission
from workflows.queries import missions_in
from workflows.queries.keyset import Order

Rows: TypeAlias = QuerySet[Delegation]
# Who answers for the agency, keeps its papers, its accounts or its records sees all.
SEE_ALL: Final = (
    Rank.HEAD,
    Rank.CHIEF_OF_OFFICE,
    Rank.ADMINISTRATOR,
    Rank.AUDITOR,
)


class Part(StrEnum):
    """The parts of the list; values are what stands in an address (`loc=`)."""

    IN_FORCE = "trong-thoi-han"
    COMING = "sap-toi"
    ENDED = "da-ket-thuc"


@dataclass(frozen=True)
class Filters:
    """Whom or what is looked for; None and "" do not filter."""

    words: str = ""
    post_id: int | None = None

    def __bool__(self) -> bool:
        return self != Filters()

    def applied(self, rows: Rows) -> Rows:
        if self.post_id is not None:
            rows = rows.filter(delegator=self.post_id)
        if not self.words:
            return rows
        named = Appointment.objects.filter(
            post=OuterRef("delegator"), person__full_name__icontains=self.words
        )
        return rows.filter(
            Q(delegate__full_name__icontains=self.words)
            | Q(delegator__title__icontains=self.words)
            | Q(paper__icontains=self.words)
            | Exists(named)
        )


def sees_all(scope: Scope) -> bool:
    return any(scope.has_rank(rank) for rank in SEE_ALL)


def delegations_visible_to(scope: Scope) -> Rows:
    """All of them for the few who answer for them; for the others, what their own
    posts lend and what is lent to them. A lent seat shows nothing more."""
    if sees_all(scope):
        return Delegation.objects.all()
    return Delegation.objects.filter(
        Q(delegate=scope.person_id) | Q(delegator__in=own_posts(scope))
    )


def own_posts(scope: Scope) -> frozenset[int]:
    """The posts that the person holds; lent ones do not count."""
    return frozenset(seat.post_id for seat in scope.seats if seat.delegation_id is None)


def in_part(rows: Rows, part: Part, *, at: datetime) -> Rows:
    """By the period alone: whether a row gives anything, `why_nothing` says."""
    over = Q(ends_at__lte=at) | Q(ended_at__lte=at)
    if part == Part.ENDED:
        return rows.filter(over)
    rows = rows.exclude(over)
    return rows.filter(
        Q(starts_at__gt=at) if part == Part.COMING else ~Q(starts_at__gt=at)
    )


def part_of(row: Delegation, at: datetime) -> Part:
    if row.ends_at <= at or (row.ended_at is not None and row.ended_at <= at):
        return Part.ENDED
    return Part.COMING if row.starts_at > at else Part.IN_FORCE


def order(part: Part) -> Order:
    """What ends or begins first; of the past, the last."""
    keys = {
        Part.IN_FORCE: Order("ends_at", read=_moment),
        Part.COMING: Order("starts_at", read=_moment),
        Part.ENDED: Order("over_at", descending=True, read=_moment),
    }
    return keys[part]


def with_facts(rows: Rows, scope: Scope, *, at: datetime) -> Rows:
    """All that a row of the list shows, in the same statement.

    A delegation is judged on the day ``at``, one that has not begun on its first day:
    one and the same holder must sit in the post from its first day on.
    """
    zone = timezone.get_default_timezone()
    rows = rows.select_related("delegator__unit", "delegate", "portfolio", "unit")
    rows = rows.annotate(
        over_at=Coalesce("ended_at", "ends_at"),
        first_day=TruncDate("starts_at", tzinfo=zone),
        judged_on=TruncDate(Greatest(F("starts_at"), Value(at)), tzinfo=zone),
    )
    gave = Appointment.objects.filter(
        _covers("first_day"), post=OuterRef("delegator")
    ).order_by("-starts_on")
    keeps = gave.filter(_covers("judged_on"))
    held = PortfolioHolding.objects.filter(
        _covers("judged_on"),
        post=OuterRef("delegator"),
        portfolio=OuterRef("portfolio"),
    )
    heads = Appointment.objects.filter(
        _covers("judged_on"),
        Q(post__closed_on__isnull=True) | Q(post__closed_on__gt=OuterRef("judged_on")),
        person=OuterRef("delegate"),
        post__rank__in=UNIT_HEADS,
    )
    mission = Mission.objects.filter(pk=OuterRef("mission_id"))
    seen = missions_in(scope).filter(pk=OuterRef("mission_id"))
    return rows.annotate(
        giver_name=Subquery(gave.values("person__full_name")[:1]),
        giver_keeps=Exists(keeps),
        giver_lives=Exists(keeps.filter(person__is_active=True)),
        holds_portfolio=Exists(held),
        heads_unit=Exists(heads),
        mission_open=Exists(mission.filter(state__in=OPEN_STATES)),
        mission_title=Subquery(seen.values("title")[:1]),
    )


def why_nothing(row: Any, at: datetime) -> str:
    """Why a delegation gives nothing though its period has not ended; empty where it
    gives what it says. ``row`` comes from `with_facts`."""
    post = row.delegator
    reasons = (
        (
            post.closed_on is not None and post.closed_on <= row.judged_on,
            f"Chức vụ {post.title} đã bãi bỏ.",
        ),
        (
            not row.giver_keeps,
            f"{row.giver_name or 'Người ủy quyền'} không còn giữ chức vụ {post.title}.",
        ),
        (
            not row.giver_lives,
            f"Tài khoản của {row.giver_name} đã khóa.",
        ),
        (
            not row.delegate.is_active,
            f"Tài khoản của {row.delegate.full_name} đã khóa.",
        ),
        (
            row.portfolio is not None and not row.holds_portfolio,
            f"{post.title} không còn phụ trách lĩnh vực “{row.portfolio}”.",
        ),
        (
            row.capacity == SigningCapacity.BY_ORDER and not row.heads_unit,
            f"{row.delegate.full_name} không còn đứng đầu đơn vị, không ký TL. được.",
        ),
        (
            row.scope == DelegationScope.MISSION and not row.mission_open,
            "Nhiệm vụ đã kết thúc.",
        ),
    )
    if part_of(row, at) == Part.ENDED:
        return ""
    return next((words for holds, words in reasons if holds), "")


def overlapping(row: Delegation) -> Sequence[Delegation]:
    """Others of the same post for the same work, at a time that both share."""
    rows = Delegation.objects.filter(
        delegator=row.delegator_id, starts_at__lt=row.ends_at, ends_at__gt=row.starts_at
    ).exclude(ended_at__lte=row.starts_at)
    found = rows.exclude(pk=row.pk).select_related("delegate", "portfolio", "unit")
    return [other for other in found.order_by("starts_at", "pk") if _share(row, other)]


def _share(one: Delegation, other: Delegation) -> bool:
    """Whether both may concern the same work; different objects of one kind do not."""
    if DelegationScope.ALL in (one.scope, other.scope) or one.scope != other.scope:
        return True
    return (one.portfolio_id, one.unit_id, one.mission_id) == (
        other.portfolio_id,
        other.unit_id,
        other.mission_id,
    )


def _covers(day: str) -> Q:
    return Q(starts_on__lte=OuterRef(day)) & (
        Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef(day))
    )


def _moment(text: str) -> datetime:
    """A moment of a cursor; ValueError for nonsense, and for one without a zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found
