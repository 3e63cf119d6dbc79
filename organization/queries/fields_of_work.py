"""Portfolios: who answers for them on a day, and over time."""

from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet, Value

from organization.models import Portfolio
from organization.queries.chart import held_on


class Held(NamedTuple):
    """A portfolio on a day; ``post_id`` None: nobody answers for it then.

    ``units`` are pairs of number and name.
    """

    pk: int
    name: str
    subjects: list[str]
    post_id: int | None
    title: str | None
    person_id: int | None
    holder: str | None
    acting: bool | None
    since: date | None
    until: date | None
    unit_ids: list[int]
    unit_names: list[str]

    @property
    def units(self) -> list[tuple[int, str]]:
        return list(zip(self.unit_ids, self.unit_names, strict=True))


def portfolios_on(day: date, among: Q | None = None) -> list[Held]:
    """Portfolios with holder and units on the day, by the holder's place in protocol;
    one statement."""
    order = ("units__position", "units__pk")
    rows: QuerySet[Any] = Portfolio.objects.filter(among or Q())
    rows = rows.annotate(held=held_on(day, relation="holdings")).annotate(
        seat=held_on(day, relation="held__post__appointments"),
        unit_ids=_listed("units__pk", order),
        unit_names=_listed("units__name", order),
    )
    # Fields for which nobody answers come last.
    rows = rows.order_by("held__post__position", "name", "pk")
    return [
        Held(*row)
        for row in rows.values_list(
            "pk",
            "name",
            "subjects",
            "held__post_id",
            "held__post__title",
            "seat__person_id",
            "seat__person__full_name",
            "seat__acting",
            "held__starts_on",
            "held__ends_on",
            "unit_ids",
            "unit_names",
        )
    ]


def _listed(column: str, order: tuple[str, ...]) -> ArrayAgg:
    return ArrayAgg(
        column, order_by=order, filter=Q(units__isnull=False), default=Value([])
    )
