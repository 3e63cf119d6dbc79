"""What a row of the list shows, and no long text that it does not."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value

from organization.models import Portfolio
from workflows.models import Assignment, ProgressNote
from workflows.queries.leaders import holder_of
from workflows.queries.lists.columns import Column
from workflows.queries.urging import open_difficulties, open_follow_ups
from workflows.querysets import MissionQuerySet

LEFT_OUT = (
    "text",
    "deadline",
    "document__text",
    "document__recipients",
    "document__cited_documents",
    "item__text",
    "item__reading",
    "item__deadline",
)


def rows(
    missions: MissionQuerySet, *, on: date, columns: Collection[Column] = ()
) -> MissionQuerySet:
    """With all that the usual columns show, and what these ask for besides."""
    further = {name: _FURTHER[name]() for name in columns if name in _FURTHER}
    return (
        missions.select_related(
            "lead_unit", "directing_leader", "document", "item", "led_outside"
        )
        .defer(*LEFT_OUT)
        .annotate(
            leader_name=holder_of("directing_leader", on=on),
            is_difficult=Exists(open_difficulties().filter(mission=OuterRef("pk"))),
            is_urged=Exists(open_follow_ups().filter(mission=OuterRef("pk"))),
            **{_NAMES[name]: found for name, found in further.items()},
        )
    )


def _percent() -> Subquery:
    notes = ProgressNote.objects.filter(
        mission=OuterRef("pk"), percent__isnull=False
    ).order_by("-id")
    return Subquery(notes.values("percent")[:1])


def _joined(rows: QuerySet[Any], name: str) -> Subquery:
    """All names in one text; grouped by nothing, so that it is one row."""
    names = StringAgg(name, delimiter=Value("; "), order_by=name)
    return Subquery(
        rows.order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(names=names)
        .values("names")
    )


def _fields() -> Subquery:
    return _joined(Portfolio.objects.filter(units=OuterRef("lead_unit")), "name")


def _supporting() -> Subquery:
    return _joined(Assignment.objects.filter(mission=OuterRef("pk")), "unit__name")


_FURTHER = {
    Column.PROGRESS: _percent,
    Column.FIELD: _fields,
    Column.SUPPORTING: _supporting,
}
_NAMES = {
    Column.PROGRESS: "percent",
    Column.FIELD: "field_names",
    Column.SUPPORTING: "supporting_names",
}
