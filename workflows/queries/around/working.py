"""What supporting units were asked and sent, how far the work is, what people say.

Of notes and comments the newest stand on the mission's page; the others on a page of
their own.
"""

from typing import Any

from django.db.models import CharField, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from workflows.models import Comment, ContributionRequest, ProgressNote
from workflows.models.preparation import Contribution

NEWEST = 10


def asked(mission_id: int) -> QuerySet[Any, tuple[str, dict[str, Any]]]:
    """Requests to supporting units, open and answered."""
    rows = ContributionRequest.objects.filter(mission=mission_id)
    return _rows(
        rows,
        "asked",
        unit="unit_id",
        at="asked_at",
        due_on="due_on",
        text="text",
        who="asked_by__full_name",
        answered_at="answered_at",
    )


def contributions(mission_id: int) -> QuerySet[Any, tuple[str, dict[str, Any]]]:
    """What was sent, without the words: they stand with the report's preparation."""
    rows = Contribution.objects.filter(mission=mission_id)
    return _rows(
        rows,
        "contributions",
        unit="unit_id",
        at="contributed_at",
        agrees="agrees",
        outcome="outcome",
    )


def progress(mission_id: int) -> QuerySet[Any, tuple[str, dict[str, Any]]]:
    rows = _newest(ProgressNote.objects.filter(mission=mission_id))
    return _rows(rows, "progress", **WRITTEN, percent="percent", milestone="milestone")


def percent(mission_id: int) -> QuerySet[Any, tuple[str, dict[str, Any]]]:
    """The newest share that was given, however many notes came after it."""
    rows = ProgressNote.objects.filter(mission=mission_id, percent__isnull=False)
    newest = rows.filter(pk=Subquery(rows.order_by("-id").values("pk")[:1]))
    return _rows(newest, "percent", at="written_at", percent="percent")


def comments(mission_id: int) -> QuerySet[Any, tuple[str, dict[str, Any]]]:
    rows = _newest(Comment.objects.filter(mission=mission_id))
    return _rows(
        rows,
        "comments",
        **WRITTEN,
        person="written_by_id",
        withdrawn_at="withdrawn_at",
        mentioned="mentioned",
    )


WRITTEN = {
    "at": "written_at",
    "text": "text",
    "who": "written_by__full_name",
    "title": "title",
    "capacity": "capacity",
    "on_behalf_of": "on_behalf_of",
}


def _newest(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The newest, and one more, from which the page sees that there are others."""
    wanted = rows.order_by("-id").values("pk")[: NEWEST + 1]
    return rows.filter(pk__in=Subquery(wanted))


def _rows(
    rows: QuerySet[Any], part: str, **keys: str
) -> QuerySet[Any, tuple[str, dict[str, Any]]]:
    found: QuerySet[Any, tuple[str, dict[str, Any]]] = rows.annotate(
        part=Value(part, output_field=CharField()), row=JSONObject(id="id", **keys)
    ).values_list("part", "row")
    return found


ROWS = (asked, contributions, progress, percent, comments)
