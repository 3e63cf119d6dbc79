"""The list laid out otherwise: days of a month, states side by side, weeks."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Final

from django.db.models import F, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import RowNumber
from django.utils import timezone

from workflows.calendars import WorkingCalendar
from workflows.enums import WITH_THE_UNIT
from workflows.models import Mission
from workflows.queries.lists.filters import Filters, Period
from workflows.queries.lists.pages import Asked, leaf, numbers
from workflows.queries.lists.parts import STATES, Part
from workflows.queries.lists.rows import rows
from workflows.queries.lists.sorts import Sort, order
from workflows.queries.seen import Seen, compiled

MOST_IN_A_MONTH: Final = 500
SHOWN_ON_A_DAY: Final = 3
SHOWN_IN_A_COLUMN: Final = 8
MOST_ON_THE_LINE: Final = 100
WEEKS: Final = 12
WEEKS_BEFORE: Final = 3
NARROWEST: Final = 0.8
ONE_DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(weeks=1)
SATURDAY: Final = 5
BY_STATE: Final = (
    Part.ASSIGNED,
    Part.IN_PROGRESS,
    Part.REPORTED,
    Part.UNDER_APPROVAL,
    Part.RETURNED,
)
COLUMNS: Final = (*BY_STATE, Part.COMPLETED)


@dataclass(frozen=True)
class DayCell:
    """One day of a month and what is due on it; `kind` is work, weekend, off or
    make_up, with its reason."""

    day: date
    kind: str
    reason: str
    missions: list[Any]

    @property
    def first(self) -> list[Any]:
        return self.missions[:SHOWN_ON_A_DAY]

    @property
    def further(self) -> int:
        return max(0, len(self.missions) - SHOWN_ON_A_DAY)


@dataclass(frozen=True)
class MonthOfDeadlines:
    """Weeks from Monday on, None outside the month; `is_cut`: more are due than are
    shown, the last days lack theirs."""

    first: date
    weeks: list[list[DayCell | None]]
    count: int
    is_cut: bool

    @property
    def before(self) -> str:
        return f"{self.first - ONE_DAY:%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(days=31):%Y-%m}"


def month_of(
    seen: Seen,
    asked: Asked,
    first: date,
    *,
    on: date,
    working: WorkingCalendar,
) -> MonthOfDeadlines:
    """What is due in the month that begins on `first`; one statement, or two."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    found = leaf(seen, _due_within(asked, first, last, MOST_IN_A_MONTH), on=on)
    by_day = defaultdict[date, list[Any]](list)
    for mission in found.rows:
        by_day[mission.due_on].append(mission)
    weeks = [
        [
            _cell(day, by_day, working) if day.month == first.month else None
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    return MonthOfDeadlines(first, weeks, len(found.rows), bool(found.after))


def _cell(
    day: date, by_day: dict[date, list[Any]], working: WorkingCalendar
) -> DayCell:
    is_weekend = day.weekday() >= SATURDAY
    if working.is_working_day(day):
        kind = "make_up" if is_weekend else "work"
        return DayCell(day, kind, "Làm bù" if is_weekend else "", by_day.get(day, []))
    reason = working.day_off_reason(day) or ""
    kind = "weekend" if is_weekend else "off"
    return DayCell(day, kind, "" if is_weekend else reason, by_day.get(day, []))


def _due_within(asked: Asked, first: date, last: date, size: int) -> Asked:
    """The same question of what is due from one day to another, in that order."""
    due = asked.filters.due
    since = max(first, due.since) if due.since else first
    until = min(last, due.until) if due.until else last
    return replace(
        asked,
        order=order(Sort.DEADLINE, descending=False),
        filters=replace(asked.filters, due=Period(since, until)),
        cursor="",
        backwards=False,
        size=size,
    )


def by_state(
    seen: Seen, filters: Filters, *, on: date, with_completed: bool
) -> dict[Part, list[Any]]:
    """The first of each open state, by deadline, and the newest completed ones; one
    statement, two where missions are sifted."""
    found = filters.applied(seen.open(), on=on)
    first = found.annotate(
        place=Window(
            RowNumber(),
            partition_by=F("state"),
            order_by=[F("due_on").asc(nulls_last=True), F("pk").asc()],
        )
    ).filter(place__lte=SHOWN_IN_A_COLUMN)
    statement, values = compiled(first.values("pk"))
    if with_completed:
        newest = Asked(
            Part.COMPLETED,
            order(Sort.NUMBER, descending=True),
            filters,
            size=SHOWN_IN_A_COLUMN,
        )
        further, more = numbers(seen, newest, on=on)
        statement = f"({statement}) UNION ALL ({further})"
        values = (*values, *more)
    chosen = Mission.objects.filter(pk__in=RawSQL(statement, values))  # noqa: S611
    columns: dict[Part, list[Any]] = {part: [] for part in COLUMNS}
    parts = {STATES[part][0]: part for part in COLUMNS}
    shown = rows(chosen, on=on).order_by(F("due_on").asc(nulls_last=True), "pk")
    for mission in shown:
        columns[parts[mission.state]].append(mission)
    columns[Part.COMPLETED].sort(key=attrgetter("pk"), reverse=True)
    return columns


@dataclass(frozen=True)
class Bar:
    """One mission on the line; `start` and `width` are percent of what is shown."""

    mission: Any
    given_on: date
    start: float
    width: float
    is_late: bool


@dataclass(frozen=True)
class WeekOfDeadlines:
    since: date
    until: date
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class Timeline:
    """From Monday to Sunday; `today` is its place in percent, None outside."""

    since: date
    until: date
    weeks: list[WeekOfDeadlines]
    today: float | None
    is_cut: bool
    ticks: list[tuple[date, float]]

    @property
    def before(self) -> date:
        return self.since - 4 * WEEK

    @property
    def after(self) -> date:
        return self.since + 4 * WEEK

    @property
    def count(self) -> int:
        return sum(len(one.bars) for one in self.weeks)


def usual_begin(on: date) -> date:
    return on - timedelta(days=on.weekday()) - WEEKS_BEFORE * WEEK


def timeline_of(seen: Seen, asked: Asked, since: date, *, on: date) -> Timeline:
    """What is due in twelve weeks, from giving out to deadline; one statement, or
    two."""
    since -= timedelta(days=since.weekday())
    until = since + WEEKS * WEEK - ONE_DAY
    found = leaf(seen, _due_within(asked, since, until, MOST_ON_THE_LINE), on=on)
    days = (until - since).days + 1

    def place(day: date) -> float:
        return round(100 * (day - since).days / days, 2)

    weeks = [
        WeekOfDeadlines(since + n * WEEK, since + (n + 1) * WEEK - ONE_DAY)
        for n in range(WEEKS)
    ]
    for mission in found.rows:
        given = timezone.localdate(mission.assigned_at)
        start = place(min(max(given, since), mission.due_on))
        end = place(mission.due_on + ONE_DAY)
        late = mission.state in WITH_THE_UNIT and mission.due_on < on
        is_late = late and mission.paused_at is None
        bar = Bar(mission, given, start, max(round(end - start, 2), NARROWEST), is_late)
        weeks[(mission.due_on - since).days // 7].bars.append(bar)
    return Timeline(
        since,
        until,
        weeks,
        place(on) if since <= on <= until else None,
        bool(found.after),
        [(one.since, place(one.since)) for one in weeks],
    )
