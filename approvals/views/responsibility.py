"""The clock of responsibility as the mission's page draws it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from approvals.queries.mission_file import MissionFile
from organization.enums import Rank
from workflows.clocks import Clock, Event, Holder, Place, responsibility
from workflows.queries.calendar import calendar_in_force

# Holder → colour of ui.css; the words beside it say the same.
LOOKS: Final[dict[Holder, str]] = {
    Holder.UNIT: "lam",
    Holder.SUPPORTING: "saphan",
    Holder.OFFICE: "baocao",
    Holder.LEADER: "duyet",
    Holder.HEAD: "duyet",
    Holder.OUTSIDE: "giahan",
    Holder.PAUSED: "giao",
}
PERCENT: Final = 100


@dataclass(frozen=True)
class Part:
    """One bar: with whom, how many working days, and what percent of the age."""

    words: str
    look: str
    days: int
    width: str


@dataclass(frozen=True)
class Line:
    """One row of the table behind the bars."""

    words: str
    since: date
    until: date
    days: int


@dataclass(frozen=True)
class Responsibility:
    """`now` is with whom it lies, "" once it has ended, since `now_since`."""

    parts: list[Part]
    lines: list[Line]
    age: int
    now: str
    now_since: date | None
    longest_decision: int


def responsibility_of(found: MissionFile, today: date) -> Responsibility:
    """From the entries that the page has read; no statement more."""
    clock = clock_of(found, today)
    names = {unit.code: unit.name for unit in found.supporting}
    lead = found.mission.lead_unit
    names[lead.code] = lead.name
    head_directs = found.mission.directing_leader.rank == Rank.HEAD

    def words(place: Place) -> str:
        return _words(place, names, head_directs=head_directs)

    widest = max((days for _, days in clock.parts), default=0) or 1
    return Responsibility(
        parts=[
            Part(
                words(place),
                LOOKS[place.holder],
                days,
                f"{days * PERCENT / widest:.1f}",
            )
            for place, days in clock.parts
            if days
        ],
        lines=[
            Line(words(one.place), one.since, one.until, one.days)
            for one in clock.stretches
        ],
        age=clock.age,
        now=words(clock.now) if clock.now else "",
        now_since=clock.now_since,
        longest_decision=clock.longest_decision,
    )


def clock_of(found: MissionFile, today: date) -> Clock:
    events = (
        Event(timezone.localdate(entry.at), entry.kind, entry.before, entry.after)
        for entry in found.entries
    )
    return responsibility(events, today, calendar_in_force())


def _words(place: Place, names: dict[str, str], *, head_directs: bool) -> str:
    if place.holder == Holder.UNIT:
        return names.get(place.who, f"Đơn vị chủ trì trước ({place.who})")
    if place.holder == Holder.SUPPORTING:
        return f"{names.get(place.who, place.who)} (phối hợp, trả lời chậm)"
    if place.holder == Holder.OUTSIDE:
        return f"Chờ {place.who}"
    return {
        Holder.OFFICE: "Văn phòng",
        Holder.LEADER: "Trưởng Ban" if head_directs else "Lãnh đạo chỉ đạo",
        Holder.HEAD: "Trưởng Ban",
        Holder.PAUSED: "Tạm dừng",
    }[place.holder]
