"""Questions of time that appointments, holdings and delegations answer alike."""

from datetime import date, datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    """Rows with ``starts_on`` and an inclusive ``ends_on`` (null: open)."""

    def in_force(self, *, on: date) -> Self:
        return self.filter(starts_on__lte=on).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )

    def touching(self, *, starts_on: date, ends_on: date | None) -> Self:
        """Rows that share at least one day with the period given."""
        found = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
        return found if ends_on is None else found.filter(starts_on__lte=ends_on)


class DelegationQuerySet(models.QuerySet[Row]):
    def in_force(self, *, at: datetime) -> Self:
        """Delegations whose own period covers the moment, end excluded.

        Whether the delegator still sits in the post is asked by ``scopes``.
        """
        return self.filter(starts_at__lte=at, ends_at__gt=at).filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=at)
        )
