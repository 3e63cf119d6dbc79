"""What the board is made of: counts, leaders, units, and reports that wait."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflows.enums import OPEN_STATES, WAITING_ABOVE, WITH_THE_UNIT, MissionState
from workflows.models import Mission

AGES = ((2, "0–2 ngày"), (5, "3–5 ngày"), (10, "6–10 ngày"), (None, "Trên 10 ngày"))


@dataclass
class Tally:
    """Missions of one leader, one unit, or all: by state, and what the day makes of it.

    `judged` are the completed ones that had a deadline, `timely` those of them whose
    approved report was handed in by that day.
    """

    states: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    due_soon: int = 0
    judged: int = 0
    timely: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        self.states[row["state"]] += row["found"]
        self.overdue += row["overdue"]
        self.due_soon += row["due_soon"]
        self.judged += row["judged"]
        self.timely += row["timely"]

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def open(self) -> int:
        return sum(self.states[state] for state in OPEN_STATES)

    @property
    def waiting(self) -> int:
        return sum(self.states[state] for state in WAITING_ABOVE)

    @property
    def on_schedule(self) -> int:
        """With the unit, and neither late nor soon to be."""
        with_unit = sum(self.states[state] for state in WITH_THE_UNIT)
        return with_unit - self.overdue - self.due_soon

    @property
    def timely_percent(self) -> int | None:
        """Whole percent, rounded down: 100 only where every one was in time."""
        return self.timely * 100 // self.judged if self.judged else None


@dataclass(frozen=True)
class Leader:
    """Who directs: his post, and who sits there today."""

    pk: int
    code: str
    short: str
    title: str
    name: str
    is_head: bool


@dataclass(frozen=True)
class UnitLine:
    pk: int
    code: str
    name: str
    tally: Tally


@dataclass(frozen=True)
class Waiting:
    """One report that waits above the unit, and with whom; `days` are working days."""

    mission: Mission
    decider: Leader | None
    since: datetime
    days: int

    @property
    def is_checked(self) -> bool:
        """Whether it is past Văn phòng, before the leader."""
        return bool(self.mission.state == MissionState.UNDER_APPROVAL)


@dataclass(frozen=True)
class Age:
    """Reports that have waited about as long."""

    label: str
    waiting: list[Waiting]


@dataclass(frozen=True)
class Board:
    at: datetime
    today: date
    total: Tally
    leaders: list[tuple[Leader, Tally]]
    units: list[UnitLine]
    overdue: list[Mission]
    waiting: list[Waiting]

    @property
    def ages(self) -> list[Age]:
        """The waiting reports by age, the oldest of each age first."""
        found, longest = [], -1
        for most, label in AGES:
            of_age = [
                one
                for one in self.waiting
                if longest < one.days and (most is None or one.days <= most)
            ]
            found.append(Age(label, of_age))
            longest = most or longest
        return found
