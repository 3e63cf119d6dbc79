"""Since when a report waits above its unit, how long that is, and for whom."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.enums import Rank
from organization.models import Post
from workflows.calendars import ONE_DAY, WorkingCalendar
from workflows.enums import WAITING_ABOVE, MissionState
from workflows.queries.calendar import calendar_in_force
from workflows.querysets import MissionQuerySet

OFFICE: Final = "vp"


@dataclass(frozen=True, slots=True)
class AgeClass:
    """Reports that have waited about as long, in working days; `most` None: longer."""

    code: str  # in an address, `cho=`
    label: str
    least: int
    most: int | None

    def holds(self, days: int) -> bool:
        return self.least <= days and (self.most is None or days <= self.most)


AGES: Final = (
    AgeClass("0-2", "0–2 ngày", 0, 2),
    AgeClass("3-5", "3–5 ngày", 3, 5),
    AgeClass("6-10", "6–10 ngày", 6, 10),
    AgeClass("tren-10", "Trên 10 ngày", 11, None),
)
AGE_OF: Final = {age.code: age for age in AGES}


def passed_up() -> QuerySet[HistoryEntry, Any]:
    """When the decision on the open report was passed up.

    Read from the history: the way of a report is known to the package above only.
    """
    return HistoryEntry.objects.filter(
        subject_type="mission",
        subject_id=OuterRef("pk"),
        kind=HistoryKind.PASSED_UP,
        at__gte=OuterRef("state_since"),
    ).order_by()


def waited(missions: MissionQuerySet, age: AgeClass, *, on: date) -> MissionQuerySet:
    """Of the reports that wait, those of one age."""
    calendar = calendar_in_force()
    rows = missions.filter(state__in=WAITING_ABOVE).alias(
        before_decider_since=Coalesce(
            Subquery(passed_up().values("at")[:1]), "state_since"
        )
    )
    if age.most is not None:
        after = _last_day_of_more_than(age.most, on, calendar)
        rows = rows.filter(before_decider_since__gte=_begin(after + ONE_DAY))
    if age.least:
        last = _last_day_of_more_than(age.least - 1, on, calendar)
        rows = rows.filter(before_decider_since__lt=_begin(last + ONE_DAY))
    return rows


def waits_for(missions: MissionQuerySet, decider: str) -> MissionQuerySet:
    """Of the reports that wait, those that wait for Văn phòng or for a post."""
    if decider == OFFICE:
        return missions.filter(state=MissionState.REPORTED)
    head = Post.objects.filter(pk=decider, rank=Rank.HEAD)
    is_passed = Exists(passed_up())
    return missions.filter(
        Q(is_passed, Q(Exists(head))) | Q(~is_passed, directing_leader=decider),
        state=MissionState.UNDER_APPROVAL,
    )


def _last_day_of_more_than(days: int, on: date, calendar: WorkingCalendar) -> date:
    """The last day after which, up to `on`, more than so many working days lie."""
    day, counted = on, 0
    while True:
        counted += calendar.is_working_day(day)
        day -= timedelta(days=1)
        if counted > days:
            return day


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
