"""Sentences about missions that chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from workflows.enums import OPEN_STATES, WAITING_ABOVE, WITH_THE_UNIT

if TYPE_CHECKING:
    from datetime import date

    from workflows.models import Mission


class MissionQuerySet(QuerySet["Mission"]):
    """Late or not is derived from the day, never stored."""

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, *, on: date) -> Self:
        """Past its day, and neither a report handed in nor a pause stops the clock."""
        return self.filter(
            state__in=WITH_THE_UNIT, due_on__lt=on, paused_at__isnull=True
        )

    def due_soon(self, *, on: date, until: date) -> Self:
        """Its day is not past, and comes by `until`."""
        return self.filter(
            state__in=WITH_THE_UNIT,
            due_on__gte=on,
            due_on__lte=until,
            paused_at__isnull=True,
        )

    def paused(self) -> Self:
        """Who directs them lets them rest."""
        return self.filter(paused_at__isnull=False)

    def waiting_above(self) -> Self:
        return self.filter(state__in=WAITING_ABOVE)
