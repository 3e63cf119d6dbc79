"""What happened to one mission, act by act: what its history tells of each, and the
rows that the acts leave."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from history.hashing import canonical
from project.volume.beside import BESIDE, NOTICES, OPEN, SAID_IN_THE_ROW, WAITS
from project.volume.courses import ACTS, Told, text_of
from project.volume.lines import NULL, UNANSWERED, Rows, signed
from project.volume.shape import ENTRIES, Acting, Course, Ground, Place
from project.volume.words import said

MOST: Final = 8  # rows of one table that a mission can leave: numbers are left out
UNREAD: Final = 3  # of an open mission, what the last acts told
FINISHED: Final = frozenset({"COMPLETED", "WITHDRAWN"})


@dataclass(frozen=True)
class Case:
    """What stands when a mission is given; `moments` are those of its acts."""

    number: int
    place: Place
    supports: list[Place]
    course: Course
    moments: list[datetime]
    stamps: list[str]
    due: date | None
    facts: dict[str, Any]


@dataclass
class Story:
    """A mission while its acts are told in their order; afterwards the last of it."""

    rows: Rows
    ground: Ground
    case: Case
    state: str = ""
    since: int = 0  # the step that brought the state
    rounds: int = 0
    due: date | None = None
    original_due: date | None = None
    asked_due: date | None = None
    officer: Acting | None = None
    taken: dict[str, int] = field(default_factory=dict)
    # Asked and not answered yet: the cells of the row without the answer.
    waiting: dict[str, str] = field(default_factory=dict)

    def tell(self) -> list[Told]:
        """All acts; what nobody answered is written at the end."""
        self.due = self.case.due
        told = [self._act(step) for step in range(len(self.case.course.acts))]
        for table, cells in self.waiting.items():
            self.rows[table].append(f"{cells}{OPEN[table]}\t\t{UNANSWERED}\n")
        return told

    @property
    def pk(self) -> int:
        return self.ground.last["workflows_mission"] + self.case.number

    def by(self, who: str) -> Acting:
        """Who acts: by the name of a part in the mission."""
        place = self.case.place
        if who == "officer":
            return self.officer or place.head
        if who == "support":
            return self.case.supports[0].head
        found: Acting = getattr(place, who)
        return found

    def take(self, table: str) -> int:
        """A free number of this table."""
        self.taken[table] = self.taken.get(table, 0) + 1
        return (
            self.ground.last[table] + (self.case.number - 1) * MOST + self.taken[table]
        )

    def row(self, table: str, step: int, by: Acting, text: str) -> tuple[int, str]:
        """A number, and the cells with which such a row begins."""
        pk = self.take(table)
        return pk, f"{pk}\t{self.pk}\t{text}\t{signed(by)}\t{self.case.stamps[step]}"

    def answer(self, table: str, more: str, by: Acting, step: int, text: str) -> None:
        """Write the row that waited, with its answer."""
        cells = self.waiting.pop(table)
        self.rows[table].append(
            f"{cells}{more}\t{text}\t{signed(by)}\t{self.case.stamps[step]}\n"
        )

    def notice(self, step: int, reader: Acting, kind: str, group: str) -> None:
        """One row of an inbox; read, but for the last of what is open."""
        acts, at = self.case.course.acts, self.case.stamps[step]
        is_read = self.case.course.state in FINISHED or step < len(acts) - UNREAD
        entry = (
            self.ground.last["history_historyentry"]
            + (self.case.number - 1) * ENTRIES
            + step
            + 1
        )
        self.rows[NOTICES].append(
            f"{reader.id}\t{entry}\t{self.pk}\t{kind}\t{at}\t"
            f"{at if is_read or step == 0 else NULL}\t{group}\n"
        )

    def _act(self, step: int) -> Told:
        letter = self.case.course.acts[step]
        kind, target, who = ACTS[letter]
        was, self.state = self.state, target or self.state
        self.since = step if target else self.since
        by, at = self.by(who), self.case.stamps[step]
        text = said(letter, self.case.number + step)
        leaves = BESIDE.get(letter)
        if leaves is None:
            before, after = self._plain(letter, kind, was)
            return Told(kind, by, at, before, after, text)
        told = leaves(self, step, by, text)
        after = canonical({**told.after, "state": self.state}).decode()
        before = canonical(told.before).decode() if told.before else "{}"
        if told.reader is not None:
            self.notice(step, told.reader, kind, told.group)
        note = "" if letter in SAID_IN_THE_ROW else text
        return Told(kind, told.by or by, at, before, after, note)

    def _plain(self, letter: str, kind: str, was: str) -> tuple[str, str]:
        """`before` and `after` of what changes the mission alone."""
        self.rounds += letter == "H"
        if letter == "A":
            self.notice(0, self.case.place.head, kind, WAITS)
            facts = {**self.case.facts, "state": self.state}
            return "{}", canonical(facts).decode()
        if letter == "O":
            officers = self.case.place.officers
            self.officer = officers[self.case.number % len(officers)]
        named = self.officer.name if self.officer else ""
        product = str(self.case.facts["product"])
        return _changes(letter, was, self.state, self.rounds, named, product)


@lru_cache(maxsize=50_000)
def _changes(
    letter: str, was: str, state: str, rounds: int, officer: str, product: str
) -> tuple[str, str]:
    """`before` and `after` of an act that leaves no row, in canonical form."""
    if letter == "C":
        return '{"product":""}', f'{{"product":{text_of(product)},"state":"{state}"}}'
    if letter == "O":
        return '{"officer":null}', f'{{"officer":{text_of(officer)},"state":"{state}"}}'
    before = f'{{"state":"{was}"}}'
    if letter == "H":
        return before, f'{{"round":{rounds},"state":"{state}"}}'
    return before, f'{{"state":"{state}"}}'
