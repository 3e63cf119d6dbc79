"""The parts of a mission, the one that it is a part of, and those that it is tied to.

Rows hold what is needed to tell who may open them (`lead`, `leader`, `supporting`):
who sees a mission does not see each of its parts.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from workflows.enums import MissionState
from workflows.models import Assignment, Mission, OutsideRequest

Row = QuerySet[Any, tuple[str, dict[str, Any]]]
DONE = Q(state=MissionState.COMPLETED)


def parts(mission_id: int) -> Row:
    """Its parts, done and withdrawn ones too, with how many parts these have."""
    below = Mission.objects.filter(parent=OuterRef("pk")).order_by().values("parent")
    number = Subquery(below.annotate(n=Count("pk")).values("n"))
    done = Subquery(below.filter(DONE).annotate(n=Count("pk")).values("n"))
    return _rows(
        Mission.objects.filter(parent=mission_id),
        "parts",
        is_own=F("is_own"),
        merged_into=F("merged_into"),
        below=Coalesce(number, 0),
        below_done=Coalesce(done, 0),
    )


def whole(mission_id: int) -> Row:
    return _rows(Mission.objects.filter(parts=mission_id), "whole")


def merged(mission_id: int) -> Row:
    """What was merged into it."""
    return _rows(Mission.objects.filter(merged_into=mission_id), "merged")


def merged_into(mission_id: int) -> Row:
    return _rows(Mission.objects.filter(merged=mission_id), "merged_into")


def replaced(mission_id: int) -> Row:
    """What it was given in the place of."""
    return _rows(Mission.objects.filter(replaced_by=mission_id), "replaced")


def replaced_by(mission_id: int) -> Row:
    return _rows(Mission.objects.filter(replaces=mission_id), "replaced_by")


def outside(mission_id: int) -> Row:
    """What agencies outside were asked, and what they answered."""
    row = JSONObject(
        id=F("pk"),
        agency=F("agency__name"),
        text=F("text"),
        paper=F("asked_paper"),
        asked_on=F("asked_on"),
        due_on=F("due_on"),
        at=F("asked_at"),
        answer=F("answer"),
        answer_paper=F("answer_paper"),
        answered_on=F("answered_on"),
        signed_by=F("signed_by"),
        answered_at=F("answered_at"),
        recorder=F("answered_by__full_name"),
        file_name=F("file_name"),
    )
    rows = OutsideRequest.objects.filter(mission=mission_id)
    return _named(rows, "outside", row)


def agencies_read(mission_id: int) -> Row:
    """Codes of the agencies that its document names; the reading itself is long."""
    row = JSONObject(codes=F("item__reading__external_agencies"))
    rows = Mission.objects.filter(pk=mission_id, item__isnull=False)
    return _named(rows, "agencies_read", row)


ROWS = (
    agencies_read,
    parts,
    whole,
    merged,
    merged_into,
    replaced,
    replaced_by,
    outside,
)


def _rows(missions: QuerySet[Mission], part: str, **more: Any) -> Row:
    supporting = Assignment.objects.filter(mission=OuterRef("pk")).values("unit_id")
    row = JSONObject(
        id=F("pk"),
        title=F("title"),
        state=F("state"),
        due_on=F("due_on"),
        unit=F("lead_unit__name"),
        lead=F("lead_unit"),
        leader=F("directing_leader"),
        supporting=ArraySubquery(supporting),
        **more,
    )
    return _named(missions, part, row)


def _named(rows: QuerySet[Any], part: str, row: JSONObject) -> Row:
    name = Value(part, output_field=CharField())
    found: Row = rows.annotate(part=name, row=row).values_list("part", "row")
    return found
