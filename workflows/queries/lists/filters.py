"""What a person looks for in the list; every filter combines with every other."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.models import Portfolio
from workflows.enums import WITH_THE_UNIT, MissionState
from workflows.models import Assignment
from workflows.queries.calendar import soon
from workflows.queries.narrowing import Narrowing
from workflows.queries.owed import contributions_owed
from workflows.queries.urging import urged_on, with_difficulty
from workflows.querysets import MissionQuerySet

S = MissionState
ONE_DAY: Final = timedelta(days=1)


class Lateness(StrEnum):
    """How a mission stands to its deadline (`han=`)."""

    OVERDUE = "qua-han"
    SOON = "sap-den-han"
    NONE = "khong-han"


class Waits(StrEnum):
    """With whom an open mission lies (`cho=`)."""

    UNIT = "don-vi"
    SUPPORTING = "phoi-hop"
    OFFICE = "van-phong"
    LEADER = "lanh-dao"
    HEAD = "truong-ban"
    OUTSIDE = "ben-ngoai"


class Has(StrEnum):
    """What is open on an open mission (`co=`)."""

    DIFFICULTY = "vuong-mac"
    FOLLOW_UP = "don-doc"
    PAUSE = "tam-dung"
    EXTENSION = "gia-han"


STATES: Final[dict[str, MissionState]] = {
    "giao": S.ASSIGNED,
    "dang-thuc-hien": S.IN_PROGRESS,
    "bao-cao": S.REPORTED,
    "lanh-dao-duyet": S.UNDER_APPROVAL,
    "tra-lai": S.RETURNED,
}


@dataclass(frozen=True)
class Period:
    """Days from and to, both counted; None is open."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def days(self, name: str) -> Q:
        """On a column of days."""
        found = Q()
        if self.since is not None:
            found &= Q(**{f"{name}__gte": self.since})
        if self.until is not None:
            found &= Q(**{f"{name}__lte": self.until})
        return found

    def moments(self, name: str) -> Q:
        """On a column of moments: its local days, as an index has them."""
        found = Q()
        if self.since is not None:
            found &= Q(**{f"{name}__gte": _midnight(self.since)})
        if self.until is not None:
            found &= Q(**{f"{name}__lt": _midnight(self.until + ONE_DAY)})
        return found


@dataclass(frozen=True)
class Filters:
    """What a person looks for, apart from the part; None and "" do not filter.

    `given` are local days; `on` in the methods is today.
    """

    unit_id: int | None = None
    support_id: int | None = None
    leader_id: int | None = None
    document_id: int | None = None
    field_id: int | None = None
    state: str = ""
    lateness: str = ""
    waits: str = ""
    has: str = ""
    due: Period = field(default_factory=Period)
    given: Period = field(default_factory=Period)
    words: str = ""
    narrowing: Narrowing = field(default_factory=Narrowing)

    def __bool__(self) -> bool:
        return self != Filters()

    @property
    def open_only(self) -> bool:
        """Whether only open missions can be meant: there are never many of them."""
        late = self.lateness in {Lateness.OVERDUE, Lateness.SOON}
        of_open = late or self.state or self.waits or self.has
        return bool(of_open) or self.narrowing.open_only

    def without(self, *names: str) -> "Filters":
        """The same, but not by these."""
        usual = Filters()
        return replace(self, **{name: getattr(usual, name) for name in names})

    def applied(self, rows: MissionQuerySet, *, on: date) -> MissionQuerySet:
        """The missions that all of it fits."""
        wanted = {
            "lead_unit": self.unit_id,
            "directing_leader": self.leader_id,
            "document": self.document_id,
            "state": STATES.get(self.state),
        }
        rows = rows.filter(
            **{name: pk for name, pk in wanted.items() if pk is not None}
        )
        if self.field_id is not None:
            rows = rows.filter(lead_unit__in=units_of(self.field_id))
        if self.support_id is not None:
            rows = rows.filter(Exists(_supported_by(self.support_id)))
        rows = rows.filter(
            self.due.days("due_on"),
            self.given.moments("assigned_at"),
            *([_waits(self.waits)] if self.waits else []),
            *([_has(self.has)] if self.has else []),
            *([_says(self.words)] if self.words else []),
        )
        if self.narrowing:
            rows = self.narrowing.applied(rows, on=on)
        return _late(rows, self.lateness, on)


def units_of(field_id: int) -> QuerySet[Any, Any]:
    """The units of a field of work, as a subquery."""
    links = Portfolio.units.through.objects.filter(portfolio=field_id)
    return links.values("unit")


def _supported_by(unit_id: int) -> QuerySet[Any, Any]:
    return Assignment.objects.filter(mission=OuterRef("pk"), unit=unit_id)


def _late(rows: MissionQuerySet, lateness: str, on: date) -> MissionQuerySet:
    if lateness == Lateness.OVERDUE:
        return rows.overdue(on=on)
    if lateness == Lateness.SOON:
        return rows.due_soon(on=on, until=soon(on))
    return rows.filter(due_on__isnull=True) if lateness else rows


def _waits(whom: str) -> Q:
    passed_up = Exists(
        HistoryEntry.objects.filter(
            subject_type="mission",
            subject_id=OuterRef("pk"),
            kind=HistoryKind.PASSED_UP,
            at__gte=OuterRef("state_since"),
        )
    )
    before_leader = Q(state=S.UNDER_APPROVAL)
    outside = Q(wait_began_at__isnull=False)
    with_unit = Q(state__in=WITH_THE_UNIT)
    return {
        Waits.UNIT: with_unit & ~outside,
        Waits.SUPPORTING: with_unit & Q(pk__in=contributions_owed().values("mission")),
        Waits.OFFICE: Q(state=S.REPORTED),
        Waits.LEADER: before_leader & ~Q(passed_up),
        Waits.HEAD: before_leader & Q(passed_up),
        Waits.OUTSIDE: outside,
    }[Waits(whom)]


def _has(what: str) -> Q:
    if what == Has.DIFFICULTY:
        return with_difficulty()
    if what == Has.FOLLOW_UP:
        return urged_on()
    name = "paused_at" if what == Has.PAUSE else "asked_due_on"
    return Q(**{f"{name}__isnull": False})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


NUMBER = re.compile(r"(?:nv\s{0,3})?0{0,9}(\d{1,9})", re.IGNORECASE)


def _says(words: str) -> Q:
    found = (
        Q(title__icontains=words)
        | Q(text__icontains=words)
        | Q(document__reference_number__icontains=words)
        | Q(lead_unit__name__icontains=words)
    )
    number = NUMBER.fullmatch(words)
    return found | Q(pk=int(number.group(1))) if number else found
