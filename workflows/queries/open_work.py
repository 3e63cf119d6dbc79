"""Open missions as the board looks at them: each once, in one statement.

Open work does not grow with the years, so each mission is looked at, and whatever is
asked of it is counted here; what was finished is only summed (`FinishedTally`).
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import BooleanField, Case, Exists, OuterRef, Subquery, When
from django.utils import timezone

from organization.scopes import Scope
from workflows.enums import WAITING_ABOVE, WITH_THE_UNIT, MissionState
from workflows.models import Mission
from workflows.queries.overseeing import overseen
from workflows.queries.urging import open_difficulties, open_follow_ups
from workflows.queries.waits import passed_up


class Work(NamedTuple):
    """One open mission; `passed_up_at` where its decision is the Trưởng Ban's now."""

    pk: int
    title: str
    version: int
    state: str
    state_since: datetime
    lead_unit_id: int
    directing_leader_id: int
    document_id: int | None
    due_on: date | None
    assigned_at: datetime
    handed_in_at: datetime | None
    is_paused: bool
    is_difficult: bool
    is_urged: bool
    passed_up_at: datetime | None

    @property
    def code(self) -> str:
        """As `Mission.code`."""
        return f"NV\u00a0{self.pk:03d}"

    @property
    def runs(self) -> bool:
        """Whether the clock of the unit runs (as `MissionQuerySet.overdue`)."""
        return self.state in WITH_THE_UNIT and not self.is_paused

    def is_late(self, today: date) -> bool:
        return self.runs and self.due_on is not None and self.due_on < today

    @property
    def late_from(self) -> date | None:
        """The day that lateness counts from: the deadline, or the day on which it was
        given where that came later, for nobody had it before."""
        return self.due_on and max(self.due_on, timezone.localdate(self.assigned_at))

    def is_due_soon(self, today: date, soon: date) -> bool:
        return self.runs and self.due_on is not None and today <= self.due_on <= soon

    @property
    def waits_above(self) -> bool:
        return self.state in WAITING_ABOVE

    @property
    def is_checked(self) -> bool:
        """Whether it is past Văn phòng, before the leader."""
        return self.state == MissionState.UNDER_APPROVAL


def open_work(scope: Scope) -> Iterator[Work]:
    """What is open of the reader's work, by deadline and number; one statement."""
    before_leader = When(
        state=MissionState.UNDER_APPROVAL, then=Subquery(passed_up().values("at")[:1])
    )
    rows = (
        Mission.objects.open()
        .filter(overseen(scope))
        .annotate(
            is_paused=Case(
                When(paused_at__isnull=False, then=True),
                default=False,
                output_field=BooleanField(),
            ),
            is_difficult=Exists(open_difficulties().filter(mission=OuterRef("pk"))),
            is_urged=Exists(open_follow_ups().filter(mission=OuterRef("pk"))),
            passed_up_at=Case(before_leader),
        )
        .order_by("due_on", "pk")
    )
    return (Work(*row) for row in rows.values_list(*Work._fields))
