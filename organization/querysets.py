"""Questions of time that appointments and holdings answer alike."""

from datetime import date
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
