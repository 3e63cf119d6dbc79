"""Orphans and drift in the organisation: what is so though nobody has said so.

Looks, and changes nothing. A constant number of statements, however many seats.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization import grants
from organization.enums import UNIT_HEADS, AuthorityFault, SigningCapacity, UnitKind
from organization.models import (
    Appointment,
    Delegation,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    PostGroupObjectPermission,
    Unit,
    UnitGroupObjectPermission,
)

Grants = dict[int, set[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """One fault: on what, in words, and the detail that lets a person look it up."""

    fault: AuthorityFault
    on: str
    detail: str = ""

    def as_json(self) -> dict[str, str]:
        return {"fault": self.fault.value, "on": self.on, "detail": self.detail}


def faults_of_the_organisation(at: datetime) -> Iterator[Found]:
    """Every fault of seats, grants, accounts and delegations at the moment."""
    stored = _stored()
    posts = list(Post.objects.select_related("unit").order_by("position", "pk"))
    portfolios = list(Portfolio.objects.prefetch_related("units"))
    yield from _orphans(stored, posts, portfolios)
    yield from _drifted_posts(stored, posts, timezone.localdate(at))
    yield from _drifted_portfolios(stored, portfolios)
    yield from _accounts(at)
    yield from _vacant_portfolios(timezone.localdate(at))
    yield from _void_delegations(at)


def _stored() -> Grants:
    """Group → its grants as history writes them."""
    found: Grants = defaultdict(set)
    for model in (UnitGroupObjectPermission, PostGroupObjectPermission):
        rows = model.objects.values_list(
            "group_id", "permission__codename", "content_object__code"
        )
        for group_id, codename, code in rows:
            found[group_id].add(f"{codename} on {code}")
    return found


def _orphans(
    stored: Grants, posts: list[Post], portfolios: list[Portfolio]
) -> Iterator[Found]:
    owned = {row.group_id for row in posts} | {row.group_id for row in portfolios}
    for group_id in sorted(set(stored) - owned):
        rights = ", ".join(sorted(stored[group_id]))
        yield Found(AuthorityFault.ORPHAN_GRANTS, f"Nhóm {group_id}", rights)


def _drifted_posts(stored: Grants, posts: list[Post], day: Any) -> Iterator[Found]:
    """What a seat may do is what a person last said of it, else what its rank gives."""
    said: dict[int, set[str]] = {}
    entries = HistoryEntry.objects.filter(
        subject_type="post", kind=HistoryKind.GRANT_CHANGED
    ).order_by("subject_id", "sequence")
    for post_id, after in entries.values_list("subject_id", "after"):
        said[post_id] = set(after.get("grants", ()))
    board = Unit.objects.filter(kind=UnitKind.COMMISSION).first()
    for post in posts:
        if post.closed_on is not None and post.closed_on <= day:
            continue
        wanted = said.get(post.pk)
        if wanted is None:
            wanted = grants.default_of_post(post, board)
        if wanted != stored.get(post.group_id, set()):
            yield Found(
                AuthorityFault.DRIFTED_POST,
                f"{post.title} ({post.unit.name})",
                _difference(wanted, stored.get(post.group_id, set())),
            )


def _drifted_portfolios(stored: Grants, portfolios: list[Portfolio]) -> Iterator[Found]:
    for row in portfolios:
        wanted = grants.default_of_portfolio(row.units.all())
        found = stored.get(row.group_id, set())
        if wanted != found:
            yield Found(
                AuthorityFault.DRIFTED_PORTFOLIO, row.name, _difference(wanted, found)
            )


def _difference(wanted: set[str], found: set[str]) -> str:
    more = [f"thừa {one}" for one in sorted(found - wanted)]
    return "; ".join([*more, *(f"thiếu {one}" for one in sorted(wanted - found))])


def _accounts(at: datetime) -> Iterator[Found]:
    """Django's own groups and permissions, which give nothing and mislead; superusers
    who sit in no seat; seats of locked accounts."""
    day = timezone.localdate(at)
    seats = Appointment.objects.in_force(on=day)
    direct = Person.objects.filter(
        Q(groups__isnull=False) | Q(user_permissions__isnull=False)
    ).distinct()
    for person in direct:
        yield Found(AuthorityFault.DIRECT_PERMISSION, person.full_name, person.username)
    unseated = Person.objects.filter(is_superuser=True, is_active=True).exclude(
        pk__in=seats.values("person")
    )
    for person in unseated:
        yield Found(AuthorityFault.SUPERUSER, person.full_name, person.username)
    for seat in seats.filter(person__is_active=False).select_related("person", "post"):
        yield Found(
            AuthorityFault.LOCKED_HOLDER, seat.post.title, seat.person.full_name
        )


def _vacant_portfolios(day: Any) -> Iterator[Found]:
    holdings = PortfolioHolding.objects.in_force(on=day).filter(
        portfolio=OuterRef("pk")
    )
    for row in Portfolio.objects.filter(~Exists(holdings), units__isnull=False):
        yield Found(AuthorityFault.VACANT_PORTFOLIO, row.name)


def _void_delegations(at: datetime) -> Iterator[Found]:
    """Delegations that have begun and are not over by their paper, but give nothing."""
    day = timezone.localdate(at)
    seats = Appointment.objects.in_force(on=day)
    sitting = seats.filter(post=OuterRef("delegator"), person__is_active=True)
    held = PortfolioHolding.objects.in_force(on=day).filter(
        portfolio=OuterRef("portfolio"), post=OuterRef("delegator")
    )
    heads = seats.filter(person=OuterRef("delegate"), post__rank__in=UNIT_HEADS)
    rows = (
        Delegation.objects.filter(starts_at__lte=at, ends_at__gt=at)
        .filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))
        .annotate(sitting=Exists(sitting), held=Exists(held), heads=Exists(heads))
        .select_related("delegator", "delegate")
    )
    for row in rows:
        why = _why_void(row)
        if why:
            on = f"{row.delegator.title} → {row.delegate.full_name}"
            yield Found(AuthorityFault.VOID_DELEGATION, on, f"{why}; {row.paper}")


def _why_void(row: Any) -> str:
    reasons = (
        (not row.sitting, "chức vụ ủy quyền không còn người giữ"),
        (not row.delegate.is_active, "tài khoản người được ủy quyền đã khóa"),
        (
            row.portfolio_id is not None and not row.held,
            "chức vụ ủy quyền không còn phụ trách lĩnh vực",
        ),
        (
            row.capacity == SigningCapacity.BY_ORDER and not row.heads,
            "người ký thừa lệnh không còn đứng đầu đơn vị",
        ),
    )
    return next((words for is_so, words in reasons if is_so), "")
