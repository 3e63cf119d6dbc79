"""Fields of work, their units, and the posts that answer for them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import grants
from organization.exceptions import NotAllowedNow, OverlappingHolding
from organization.models import Person, Portfolio, PortfolioHolding, Post, Unit
from organization.policies import check_can_end, check_days
from organization.services.actors import assign, begin, locked


@transaction.atomic
def create_portfolio(
    *,
    code: str,
    name: str,
    units: Iterable[Unit],
    by: Person | None,
    subjects: Sequence[str] = (),
    authority: str = "",
) -> Portfolio:
    """A new field with its units; gives nothing until a post holds it."""
    change = begin(by, authority=authority)
    members = list(units)
    portfolio = Portfolio.objects.create(
        code=code,
        name=name,
        subjects=list(subjects),
        group=Group.objects.create(name=f"portfolio:{code}"),
    )
    portfolio.units.set(members)
    change.record(
        HistoryKind.PORTFOLIO_CHANGED,
        portfolio,
        before={},
        after={
            "code": code,
            "name": name,
            "subjects": list(subjects),
            "units": sorted(unit.code for unit in members),
            "grants": grants.write_for_portfolio(portfolio, members),
        },
    )
    return portfolio


@transaction.atomic
def change_portfolio(
    *,
    portfolio: Portfolio,
    by: Person | None,
    name: str | None = None,
    subjects: Sequence[str] | None = None,
    units: Iterable[Unit] | None = None,
    authority: str = "",
) -> Portfolio:
    """Rename it, or change its units; its grants follow in the same transaction."""
    change = begin(by, post_ids=_holders(portfolio), authority=authority)
    row = locked(portfolio)
    before, after = assign(
        row,
        {"name": name, "subjects": None if subjects is None else list(subjects)},
    )
    if after:
        row.save(update_fields=list(after))
    if units is not None:
        members = list(units)
        known = sorted(row.units.values_list("code", flat=True))
        wanted = sorted(unit.code for unit in members)
        if known != wanted:
            before |= {"units": known, "grants": grants.described(row.group_id)}
            row.units.set(members)
            written = grants.write_for_portfolio(row, members)
            after |= {"units": wanted, "grants": written}
    if after:
        change.record(HistoryKind.PORTFOLIO_CHANGED, row, before=before, after=after)
    return row


@transaction.atomic
def hold_portfolio(
    *,
    portfolio: Portfolio,
    post: Post,
    starts_on: date,
    by: Person | None,
    ends_on: date | None = None,
    authority: str = "",
) -> PortfolioHolding:
    """Put a post in charge of a field from a day.

    Raises ``OverlappingHolding`` where another post is, on any of these days.
    """
    change = begin(by, post_ids=(post.pk,), authority=authority)
    check_days(starts_on, ends_on)
    row = locked(portfolio)
    if post.closed_on is not None and (ends_on is None or ends_on >= post.closed_on):
        raise NotAllowedNow(f"Chức vụ {post.title} đã bãi bỏ.")
    other = (
        PortfolioHolding.objects.touching(starts_on=starts_on, ends_on=ends_on)
        .filter(portfolio=row)
        .select_related("post")
        .first()
    )
    if other is not None:
        raise OverlappingHolding(
            f"{other.post.title} đang phụ trách “{row.name}” trong thời gian này."
        )
    holding = PortfolioHolding.objects.create(
        portfolio=row, post=post, starts_on=starts_on, ends_on=ends_on
    )
    change.record(
        HistoryKind.PORTFOLIO_HELD,
        row,
        before={},
        after={
            "holding": holding.pk,
            "post": post.code,
            "title": post.title,
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
    )
    return holding


@transaction.atomic
def release_portfolio(
    *,
    holding: PortfolioHolding,
    last_day: date,
    by: Person | None,
    authority: str = "",
) -> PortfolioHolding:
    """The post answers for the field to the end of ``last_day``."""
    change = begin(by, post_ids=(holding.post_id,), authority=authority)
    portfolio = locked(holding.portfolio)
    row = locked(holding)
    check_can_end(row.starts_on, row.ends_on, last_day=last_day)
    before = row.ends_on
    row.ends_on = last_day
    row.save(update_fields=["ends_on"])
    change.record(
        HistoryKind.PORTFOLIO_RELEASED,
        portfolio,
        before={"holding": row.pk, "ends_on": before},
        after={"holding": row.pk, "post": row.post.code, "ends_on": last_day},
    )
    return row


def _holders(portfolio: Portfolio) -> list[int]:
    today = timezone.localdate()
    held = PortfolioHolding.objects.in_force(on=today).filter(portfolio=portfolio)
    return list(held.values_list("post_id", flat=True))
