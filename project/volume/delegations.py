"""Heads of units who lend what they may do, through the real service."""

from datetime import datetime, timedelta
from typing import Final

from organization.models import Person, Post
from organization.services.delegations import delegate, end_delegation
from project.volume.shape import Place

UNITS: Final = 20  # every so many units have one
ENDED: Final = 4  # every so many of them are ended at once
LASTS: Final = timedelta(days=30)
FEW: Final = 3  # officers; the first ones and the clerk stay what they are


def lend(places: tuple[Place, ...], now: datetime) -> int:
    """Give delegations; says how many."""
    given = 0
    for number, place in enumerate(places[:: max(len(places) // UNITS, 1)], start=1):
        if len(place.officers) < FEW:
            continue
        row = delegate(
            delegator=Post.objects.get(code=f"{place.unit_code}_0"),
            delegate=Person.objects.get(pk=place.officers[-2].id),
            starts_at=now,
            ends_at=now + LASTS,
            paper=f"Giấy ủy quyền số {number}/GUQ ngày {now:%d/%m/%Y}",
            by=None,
        )
        given += 1
        if number % ENDED == 0:
            end_delegation(delegation=row, by=None, note="Đã đi công tác về.")
    return given
