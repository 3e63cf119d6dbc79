"""Difficulties, instructions, checks, and words of urging on a mission."""

from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import JSONObject

from workflows.models import Difficulty, FollowUp, Inspection, Instruction

Rows = QuerySet[Any, tuple[str, dict[str, Any]]]
ASKED = {
    "id": "id",
    "at": "asked_at",
    "text": "text",
    "asker": "asked_by",
    "name": "asked_by__full_name",
    "title": "asked_title",
    "capacity": "asked_capacity",
    "behalf": "asked_on_behalf_of",
    "answer": "answer",
    "answered_at": "answered_at",
    "answered_name": "answered_by__full_name",
    "answered_title": "answered_title",
    "answered_capacity": "answered_capacity",
    "answered_behalf": "answered_on_behalf_of",
    "closed_at": "closed_at",
}
SAID = {
    "id": "id",
    "at": "said_at",
    "text": "text",
    "name": "said_by__full_name",
    "title": "said_title",
    "capacity": "said_capacity",
    "behalf": "said_on_behalf_of",
}


def difficulties(mission_id: int) -> Rows:
    """Open and closed ones."""
    return _rows(
        Difficulty.objects.filter(mission=mission_id),
        "difficulties",
        **ASKED,
        kind="kind",
        proposal="proposal",
        level="level",
        opinion="opinion",
        passed_up_at="passed_up_at",
        passed_up_title="passed_up_title",
        passed_up_name="passed_up_by__full_name",
        outcome="outcome",
    )


def instructions(mission_id: int) -> Rows:
    return _rows(Instruction.objects.filter(mission=mission_id), "instructions", **SAID)


def inspections(mission_id: int) -> Rows:
    return _rows(
        Inspection.objects.filter(mission=mission_id),
        "inspections",
        **SAID,
        held_on="held_on",
        is_unannounced="is_unannounced",
    )


def follow_ups(mission_id: int) -> Rows:
    return _rows(
        FollowUp.objects.filter(mission=mission_id),
        "follow_ups",
        **ASKED,
        addressee="addressee",
        unit="unit_id",
        unit_name="unit__name",
        number="number",
        promised_on="promised_on",
        closed_round="closed_round",
    )


def _rows(rows: QuerySet[Any], part: str, **facts: str) -> Rows:
    found: Rows = rows.annotate(
        part=Value(part, output_field=CharField()), row=JSONObject(**facts)
    ).values_list("part", "row")
    return found


ROWS = (difficulties, instructions, inspections, follow_ups)
