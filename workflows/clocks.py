"""Đồng hồ trách nhiệm: how many working days a mission lay with whom; pure.

A day belongs to who had the mission when the day began, so the day of an act is still
the day of who acted (Civil Code 2015, art. 147: the day of the event is not counted),
and every working day from the one after giving out belongs to exactly one holder: the
parts add up to the age, whatever happened (docs/adr/0035).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from history.enums import HistoryKind
from workflows.calendars import VIETNAM, WorkingCalendar, working_days_between
from workflows.enums import FINISHED_STATES, MissionState

K = HistoryKind
ONE_DAY: Final = timedelta(days=1)
HEAD_DECIDES: Final = "head_decides"  # the step of an entry that goes to the Trưởng Ban


class Holder(StrEnum):
    """With whom a mission may lie, in the order in which a page shows them."""

    UNIT = "unit"
    SUPPORTING = "supporting"
    OFFICE = "office"
    LEADER = "leader"
    HEAD = "head"
    OUTSIDE = "outside"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history: its day on the clocks of Việt Nam, kind and facts."""

    day: date
    kind: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """With whom: `who` is a unit's code, or in words who or what is waited for."""

    holder: Holder
    who: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row with one holder, both ends counted; `days` are working days."""

    place: Place
    since: date
    until: date
    days: int


@dataclass(frozen=True)
class Clock:
    """`age` is in working days; `now` is with whom it lies, None once it has ended."""

    stretches: Sequence[Stretch] = ()
    age: int = 0
    now: Place | None = None
    now_since: date | None = None

    @property
    def parts(self) -> list[tuple[Place, int]]:
        """Working days by holder, in the order of the holders."""
        sums: dict[Place, int] = {}
        for one in self.stretches:
            sums[one.place] = sums.get(one.place, 0) + one.days
        order = list(Holder)
        return sorted(sums.items(), key=lambda pair: order.index(pair[0].holder))

    @property
    def longest_decision(self) -> int:
        """The longest that one report waited for a decision, in working days."""
        deciding = {Holder.LEADER, Holder.HEAD}
        longest = waited = 0
        for one in self.stretches:
            waited = waited + one.days if one.place.holder in deciding else 0
            longest = max(longest, waited)
        return longest


def responsibility(
    events: Iterable[Event], today: date, calendar: WorkingCalendar = VIETNAM
) -> Clock:
    """The clock of one mission as of a day; events are in the order of the history."""
    waiting = list(events)
    if not waiting:
        return Clock()
    standing, start = _Standing(), waiting[0].day
    days: list[tuple[date, Place]] = []
    day, last, came = start, max(today, start), start
    place = None
    while True:
        while waiting and waiting[0].day <= day and standing.ended_on is None:
            standing.apply(waiting.pop(0))
            if standing.place(day + ONE_DAY) != place:
                place, came = standing.place(day + ONE_DAY), day
        if standing.ended_on is not None or day >= last:
            break
        day += ONE_DAY
        if (held := standing.place(day)) != place:
            place, came = held, day  # a supporting unit's own day is over
        days.append((day, held))
    end = standing.ended_on or last
    return Clock(
        stretches=_stretches(days, calendar),
        age=working_days_between(start, end, calendar),
        now=place if standing.ended_on is None else None,
        now_since=came if standing.ended_on is None else None,
    )


@dataclass
class _Standing:
    """What the events until now say of a mission."""

    stands: str = MissionState.ASSIGNED
    lead: str = ""
    passed_up: bool = False
    is_paused: bool = False
    waits_for: str | None = None
    owed: dict[str, date] = field(default_factory=dict)
    ended_on: date | None = None

    def apply(self, event: Event) -> None:
        self._move(event)
        after = event.after
        if event.kind in {K.PAUSED, K.RESUMED}:
            self.is_paused = event.kind == K.PAUSED
        elif event.kind == K.WAIT_BEGAN:
            self.waits_for = str(after.get("on_whom", ""))
        elif event.kind == K.WAIT_ENDED:
            self.waits_for = None
        elif event.kind == K.CONTRIBUTION_ASKED:
            due_on = date.fromisoformat(str(after["due_on"]))
            self.owed |= dict.fromkeys(after.get("units", ()), due_on)
        elif event.kind == K.CONTRIBUTED:
            self.owed.pop(str(after.get("unit", "")), None)

    def _move(self, event: Event) -> None:
        """State, step and units, which any entry may change."""
        after = event.after
        state = after.get("state", self.stands)
        if state != self.stands:
            self.passed_up = False
        self.stands = state
        if "step" in after:
            self.passed_up = after["step"] == HEAD_DECIDES
        self.lead = str(after.get("lead_unit") or self.lead)
        if "supporting_units" in after:
            left = set(after["supporting_units"] or ())
            self.owed = {unit: day for unit, day in self.owed.items() if unit in left}
        if state in FINISHED_STATES:
            self.ended_on = event.day

    def place(self, day: date) -> Place:
        """With whom it lies when this day begins."""
        if self.is_paused:
            return Place(Holder.PAUSED)
        if self.stands == MissionState.REPORTED:
            return Place(Holder.OFFICE)
        if self.stands == MissionState.UNDER_APPROVAL:
            return Place(Holder.HEAD if self.passed_up else Holder.LEADER)
        if self.waits_for is not None:
            return Place(Holder.OUTSIDE, self.waits_for)
        late = min(
            ((due_on, unit) for unit, due_on in self.owed.items() if due_on < day),
            default=None,
        )
        if late is not None:
            return Place(Holder.SUPPORTING, late[1])
        return Place(Holder.UNIT, self.lead)


def _stretches(
    days: Sequence[tuple[date, Place]], calendar: WorkingCalendar
) -> list[Stretch]:
    found: list[Stretch] = []
    for day, place in days:
        worked = int(calendar.is_working_day(day))
        if found and found[-1].place == place:
            last = found[-1]
            found[-1] = Stretch(place, last.since, day, last.days + worked)
        else:
            found.append(Stretch(place, day, day, worked))
    return found
