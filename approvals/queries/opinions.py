"""Opinions asked on reports that wait: of whom, and who must answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject

from approvals.models import Opinion
from approvals.models.opinion import UNANSWERED
from organization.enums import Right
from organization.scopes import Scope
from workflows.models import Mission


def unanswered_opinions(mission: Mission) -> list[Opinion]:
    """What was asked and not answered, lapsed or not: who was asked learns that it is
    too late; one statement."""
    rows = Opinion.objects.filter(answered_at__isnull=True, mission=mission)
    return list(rows.select_related("unit", "person"))


def know_asked(mission: Mission, opinions: Iterable[Opinion]) -> None:
    """Put on the mission of whom something is asked, for the right to answer."""
    rows = list(opinions)
    mission.asked_units = frozenset(row.unit_id for row in rows if row.unit_id)
    mission.asked_people = frozenset(row.person_id for row in rows if row.person_id)


def must_give_opinion(scope: Scope) -> Q:
    """Missions on which this person is asked for an opinion."""
    asked = Q(unit__in=scope.unit_ids(Right.REPORT_WORK)) | Q(person=scope.person_id)
    rows = Opinion.objects.filter(UNANSWERED).filter(asked)
    return Q(pk__in=rows.values("mission"))


@dataclass(frozen=True)
class OpinionTold:
    """One opinion as a page tells it."""

    name: str
    text: str
    asker: str
    due_on: date
    unit: int | None
    person: int | None
    agrees: bool | None
    answer: str
    answerer: str
    answered_at: datetime | None
    lapsed: bool

    @property
    def is_open(self) -> bool:
        return self.agrees is None and not self.lapsed


def opinions_of_report() -> ArraySubquery:
    """All that was asked about a report, in the report's own statement."""
    rows = Opinion.objects.filter(request__report=OuterRef("pk")).order_by("pk")
    told = JSONObject(
        name=Coalesce(F("unit__name"), F("person__full_name")),
        text="text",
        asker="asked_title",
        due_on="due_on",
        unit="unit_id",
        person="person_id",
        agrees="agrees",
        answer="answer",
        title="answered_title",
        full_name="answered_by__full_name",
        answered_at="answered_at",
        lapsed_at="lapsed_at",
    )
    return ArraySubquery(rows.values(told=told))


def told_opinions(rows: list[dict[str, Any]]) -> list[OpinionTold]:
    return [_told(row) for row in rows]


def know_open(mission: Mission, opinions: Iterable[OpinionTold]) -> None:
    """The same as `know_asked`, from what a page has read."""
    rows = [row for row in opinions if row.is_open]
    mission.asked_units = frozenset(row.unit for row in rows if row.unit)
    mission.asked_people = frozenset(row.person for row in rows if row.person)


def _told(row: dict[str, Any]) -> OpinionTold:
    answered = row["answered_at"]
    return OpinionTold(
        name=row["name"],
        text=row["text"],
        asker=row["asker"],
        due_on=date.fromisoformat(row["due_on"]),
        unit=row["unit"],
        person=row["person"],
        agrees=row["agrees"],
        answer=row["answer"],
        answerer=" ".join(filter(None, (row["title"], row["full_name"]))),
        answered_at=datetime.fromisoformat(answered) if answered else None,
        lapsed=row["lapsed_at"] is not None,
    )
