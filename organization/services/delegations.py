"""Ủy quyền: a post lends its authority in writing, for a time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization.enums import DelegationScope
from organization.exceptions import InvalidInput, NotAllowedNow
from organization.models import (
    Appointment,
    Delegation,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    Unit,
)
from organization.policies import check_can_delegate
from organization.services.actors import begin, locked


@transaction.atomic
def delegate(
    *,
    delegator: Post,
    delegate: Person,
    starts_at: datetime,
    ends_at: datetime,
    paper: str,
    by: Person | None,
    portfolio: Portfolio | None = None,
    unit: Unit | None = None,
) -> Delegation:
    """Lend what the post may do to a person, from a moment until another.

    All of it, or what concerns one portfolio that the post holds, or one unit.
    ``paper`` is number and day of the written authorisation. Raises ``InvalidInput``
    where the period or the paper is wrong, ``NotAllowedNow`` where the post is vacant
    on the first day or does not hold the portfolio.
    """
    change = begin(by, person_id=delegate.pk, post_ids=(delegator.pk,), authority=paper)
    check_can_delegate(starts_at, ends_at, paper=paper, now=change.at)
    if portfolio is not None and unit is not None:
        raise InvalidInput("Chỉ chọn một phạm vi: lĩnh vực hoặc đơn vị.")
    post = locked(delegator)
    _check_people(post, delegate, starts_at)
    if portfolio is not None:
        _check_held(portfolio, post, starts_at)
    row = Delegation.objects.create(
        delegator=post,
        delegate=delegate,
        scope=_scope(portfolio, unit),
        portfolio=portfolio,
        unit=unit,
        starts_at=starts_at,
        ends_at=ends_at,
        paper=paper.strip(),
    )
    change.record(
        HistoryKind.DELEGATION_GIVEN,
        row,
        before={},
        after={
            "delegator": post.code,
            "title": post.title,
            "delegate": delegate.pk,
            "full_name": delegate.full_name,
            "scope": _scope(portfolio, unit).value,
            "portfolio": portfolio.code if portfolio else None,
            "unit": unit.code if unit else None,
            "starts_at": starts_at,
            "ends_at": ends_at,
        },
    )
    return row


@transaction.atomic
def end_delegation(
    *, delegation: Delegation, by: Person | None, note: str = "", authority: str = ""
) -> Delegation:
    """End it at once: from this moment it gives nothing."""
    change = begin(
        by,
        person_id=delegation.delegate_id,
        post_ids=(delegation.delegator_id,),
        note=note,
        authority=authority,
    )
    row = locked(delegation)
    if row.ends_at <= change.at or (row.ended_at and row.ended_at <= change.at):
        raise NotAllowedNow("Ủy quyền này đã hết hiệu lực.")
    before = row.ended_at
    row.ended_at = change.at
    row.save(update_fields=["ended_at"])
    change.record(
        HistoryKind.DELEGATION_ENDED,
        row,
        before={"ended_at": before},
        after={"ended_at": change.at},
    )
    return row


def _scope(portfolio: Portfolio | None, unit: Unit | None) -> DelegationScope:
    if portfolio is not None:
        return DelegationScope.PORTFOLIO
    return DelegationScope.ALL if unit is None else DelegationScope.UNIT


def _check_people(post: Post, delegate: Person, starts_at: datetime) -> None:
    day = timezone.localdate(starts_at, timezone.get_default_timezone())
    if not delegate.is_active:
        raise InvalidInput(f"Tài khoản của {delegate.full_name} đã khóa.")
    holder = Appointment.objects.in_force(on=day).filter(post=post).first()
    if holder is None:
        raise NotAllowedNow(f"Chức vụ {post.title} chưa có người giữ để ủy quyền.")
    if holder.person_id == delegate.pk:
        raise InvalidInput(f"{delegate.full_name} đang giữ chức vụ {post.title}.")


def _check_held(portfolio: Portfolio, post: Post, starts_at: datetime) -> None:
    day = timezone.localdate(starts_at, timezone.get_default_timezone())
    held = PortfolioHolding.objects.in_force(on=day).filter(
        portfolio=portfolio, post=post
    )
    if not held.exists():
        raise NotAllowedNow(
            f"{post.title} không phụ trách lĩnh vực “{portfolio.name}”."
        )
