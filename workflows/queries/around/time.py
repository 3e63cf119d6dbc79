"""Extensions asked and granted, waits on others, pauses: all of them, open and past."""

from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import JSONObject

from workflows.models import CalendarCorrection, DeadlineExtension, Pause, Wait

Rows = QuerySet[Any, tuple[str, dict[str, Any]]]
ENDS = {
    "at": "began_at",
    "reason": "reason",
    "who": "began_by__full_name",
    "title": "began_title",
    "capacity": "began_capacity",
    "on_behalf_of": "began_on_behalf_of",
    "outcome": "outcome",
    "ended_at": "ended_at",
}


def extensions(mission_id: int) -> Rows:
    return _rows(
        DeadlineExtension.objects.filter(mission=mission_id),
        "extensions",
        at="asked_at",
        text="text",
        asker="asked_by_id",
        who="asked_by__full_name",
        title="asked_title",
        capacity="asked_capacity",
        on_behalf_of="asked_on_behalf_of",
        from_due_on="from_due_on",
        asked_due_on="asked_due_on",
        granted_due_on="granted_due_on",
        result="outcome",
        grounds="grounds",
        cause="objective_cause",
        answer="answer",
        answerer="answered_by__full_name",
        answered_title="answered_title",
        answered_capacity="answered_capacity",
        answered_on_behalf_of="answered_on_behalf_of",
        answered_at="answered_at",
    )


def waits(mission_id: int) -> Rows:
    rows = Wait.objects.filter(mission=mission_id)
    return _rows(
        rows,
        "waits",
        **ENDS,
        kind="kind",
        on_whom="on_whom",
        awaited_on="expected_on",
    )


def pauses(mission_id: int) -> Rows:
    return _rows(Pause.objects.filter(mission=mission_id), "pauses", **ENDS)


def calendar(_mission_id: int) -> Rows:
    """The working calendar, by which all of the above is counted."""
    return _rows(
        CalendarCorrection.objects.all(),
        "calendar",
        falls_on="day",
        is_working="is_working",
        reason="reason",
    )


def _rows(rows: QuerySet[Any], part: str, **keys: str) -> Rows:
    found: Rows = rows.annotate(
        part=Value(part, output_field=CharField()), row=JSONObject(id="id", **keys)
    ).values_list("part", "row")
    return found


ROWS = (extensions, waits, pauses, calendar)
