"""Seats, fields and delegations over time: what a page of a post or a person tells."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from history.models import HistoryEntry
from organization.models import Appointment, Delegation, PortfolioHolding

SHOWN: Final = 50
TOLD: Final = 20


class Standing(StrEnum):
    """How a dated row stands to a day, as its badge says."""

    IN_FORCE = "Đang giữ"
    COMING = "Sắp tới"
    OVER = "Đã thôi"


def covers(row: Appointment | PortfolioHolding, day: date) -> bool:
    return standing(row, day) is Standing.IN_FORCE


def standing(row: Appointment | PortfolioHolding, day: date) -> Standing:
    if row.starts_on > day:
        return Standing.COMING
    over = row.ends_on is not None and row.ends_on < day
    return Standing.OVER if over else Standing.IN_FORCE


def appointments_of(**whose: int) -> list[Appointment]:
    """Of a post or a person, the latest first; one statement."""
    rows = Appointment.objects.filter(**whose).select_related("post__unit", "person")
    return list(rows.order_by("-starts_on", "-pk")[:SHOWN])


def holdings_of(**whose: object) -> list[PortfolioHolding]:
    """Of a post or a portfolio, the latest first; one statement."""
    rows = PortfolioHolding.objects.filter(**whose)
    rows = rows.select_related("portfolio", "post__unit")
    return list(rows.order_by("-starts_on", "-pk")[:SHOWN])


def delegations_of(given_or_received: Q) -> list[Delegation]:
    """The latest first; one statement."""
    return list(_delegations().filter(given_or_received)[:SHOWN])


def delegations_on(day: date) -> list[Delegation]:
    """Those in force at any hour of the day, given by who still held the post then;
    one statement."""
    zone = timezone.get_default_timezone()
    begin = datetime.combine(day, time.min, zone)
    end = begin + timedelta(days=1)
    kept = Appointment.objects.in_force(on=day).filter(
        post=OuterRef("delegator"), starts_on__lte=OuterRef("starts_at__date")
    )
    rows = _delegations().annotate(over=Coalesce(F("ended_at"), F("ends_at")))
    return list(
        rows.filter(Exists(kept), starts_at__lt=end, over__gt=begin)[: SHOWN + 1]
    )


def told_of(
    subjects: Collection[tuple[str, int]], also: Q | None = None
) -> list[HistoryEntry]:
    """The last entries on some chains, newest first; one statement."""
    wanted = also or Q()
    for kind in {kind for kind, _ in subjects}:
        numbers = [pk for one, pk in subjects if one == kind]
        wanted |= Q(subject_type=kind, subject_id__in=numbers)
    return list(HistoryEntry.objects.filter(wanted).order_by("-at", "-pk")[:TOLD])


def _delegations() -> QuerySet[Delegation]:
    rows = Delegation.objects.select_related(
        "delegator", "delegate", "portfolio", "unit"
    )
    return rows.order_by("-starts_at", "-pk")
