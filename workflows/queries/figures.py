"""What the board is made of: counts, leaders, units, and reports that wait."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflows.enums import OPEN_STATES, WAITING_ABOVE, WITH_THE_UNIT, MissionState
from workflows.queries.changes import Change
from workflows.queries.open_work import Work
from workflows.queries.periods import Period
from workflows.queries.standing import Field, LastCheck, LastMeeting, Leader, Unit
from workflows.queries.waits import AGES, AgeClass


@dataclass
class Tally:
    """Missions of one leader, one unit, or all: by state, and what the day makes of it.

    Open ones as they are now, finished ones of the period. `judged` are the completed
    ones that had a deadline of ours, `timely` those of them whose approved report was
    handed in by that day, `outside` what another agency led. What is `paused` is
    neither late nor soon to be. On the `difficult` ones a difficulty waits for an
    answer, on the `urged` ones a word of urging.
    """

    states: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    due_soon: int = 0
    paused: int = 0
    difficult: int = 0
    urged: int = 0
    judged: int = 0
    timely: int = 0
    outside: int = 0

    def add(self, work: Work, today: date, soon: date) -> None:
        """Count one open mission."""
        self.states[work.state] += 1
        self.overdue += work.is_late(today)
        self.due_soon += work.is_due_soon(today, soon)
        self.paused += work.is_paused
        self.difficult += work.is_difficult
        self.urged += work.is_urged

    def add_finished(self, sums: Mapping[str, Any]) -> None:
        """Add the sums of some finished missions (`FinishedTally`)."""
        self.states[MissionState.COMPLETED] += sums["completed"]
        self.states[MissionState.WITHDRAWN] += sums["withdrawn"]
        self.judged += sums["judged"]
        self.timely += sums["timely"]
        self.outside += sums["outside"]

    def merge(self, other: "Tally") -> None:
        """Add what another counted."""
        self.states.update(other.states)
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def open(self) -> int:
        return sum(self.states[state] for state in OPEN_STATES)

    @property
    def completed(self) -> int:
        return self.states[MissionState.COMPLETED]

    @property
    def withdrawn(self) -> int:
        return self.states[MissionState.WITHDRAWN]

    @property
    def late(self) -> int:
        """Completed, and handed in after its day."""
        return self.judged - self.timely

    @property
    def open_ended(self) -> int:
        """Completed without ever having had a deadline."""
        return self.completed - self.judged - self.outside

    @property
    def waiting(self) -> int:
        return sum(self.states[state] for state in WAITING_ABOVE)

    @property
    def on_schedule(self) -> int:
        """With the unit, at work, and neither late nor soon to be."""
        with_unit = sum(self.states[state] for state in WITH_THE_UNIT)
        return with_unit - self.overdue - self.due_soon - self.paused

    @property
    def timely_percent(self) -> int | None:
        """Whole percent, rounded down: 100 only where every one was in time."""
        return self.timely * 100 // self.judged if self.judged else None


COUNTS = (
    "overdue",
    "due_soon",
    "paused",
    "difficult",
    "urged",
    "judged",
    "timely",
    "outside",
)


@dataclass(frozen=True)
class UnitLine:
    unit: Unit
    tally: Tally


@dataclass(frozen=True)
class FieldLine:
    field: Field
    tally: Tally


@dataclass(frozen=True)
class DocumentLine:
    """One document of those with the most open work."""

    pk: int
    name: str
    tally: Tally


@dataclass(frozen=True)
class Waiting:
    """One report that waits above the unit, and with whom; `days` are working days."""

    mission: Work
    decider: Leader | None
    since: datetime
    days: int

    @property
    def is_checked(self) -> bool:
        return self.mission.is_checked


@dataclass(frozen=True)
class Age:
    """Reports that have waited about as long, the longest first."""

    of: AgeClass
    waiting: list[Waiting]

    @property
    def label(self) -> str:
        return self.of.label


@dataclass(frozen=True)
class Board:
    """`own`: the reader's own work and not the whole (`overseeing`)."""

    at: datetime
    today: date
    period: Period
    own: bool
    total: Tally
    leaders: list[tuple[Leader, Tally]]
    units: list[UnitLine]
    fields: list[FieldLine]
    documents: list[DocumentLine]
    further_documents: int
    overdue: list[Work]
    waiting: list[Waiting]
    changes: dict[Change, int]
    meeting: LastMeeting | None
    check: LastCheck | None
    urgeable: frozenset[int] = frozenset()  # all late ones that the reader may urge on

    @property
    def ages(self) -> list[Age]:
        """The waiting reports by age, the oldest of each age first."""
        return [
            Age(age, [one for one in self.waiting if age.holds(one.days)])
            for age in AGES
        ]
