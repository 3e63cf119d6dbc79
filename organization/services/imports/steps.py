"""What one row of the file will do, before it does it. Pure."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from organization.enums import Rank
from organization.models import (
    Appointment,
    Person,
    Portfolio,
    PortfolioHolding,
    Post,
    Unit,
)
from organization.reading import Row
from organization.reading.words import day_of, folded

YES = {"x", "q", "q.", "co", "quyen", "v", "1", "true"}
NO = {"", "khong", "0", "false", "-"}


class Verb(StrEnum):
    ADD = "ADD"
    CHANGE = "CHANGE"
    SAME = "SAME"
    ERROR = "ERROR"


VERB_LABELS: dict[Verb, str] = {
    Verb.ADD: "Thêm",
    Verb.CHANGE: "Đổi",
    Verb.SAME: "Không đổi",
    Verb.ERROR: "Lỗi",
}


class Wrong(Exception):
    """The row cannot be taken; says what is wrong and what to do."""


@dataclass
class Who:
    """A person of the file: one who is known, or one who will be made."""

    username: str
    full_name: str
    email: str = ""
    person: Person | None = None
    rename: bool = False

    @property
    def key(self) -> str:
        return self.username.lower()


@dataclass
class Seat:
    """A post of the file: one that is there, or one that will be made."""

    title: str
    rank: Rank
    unit: Unit
    number: int = 0
    position: int = 0
    post: Post | None = None

    @property
    def key(self) -> tuple[int, int]:
        """Negative where the post is still to be made: the row that makes it."""
        return (self.post.pk, 0) if self.post else (0, self.number)


@dataclass
class Step:
    """A row and what it does."""

    row: Row
    verb: Verb = Verb.SAME
    says: list[str] = field(default_factory=list)
    authority: str = ""

    @property
    def sentence(self) -> str:
        return "; ".join(self.says)

    @property
    def label(self) -> str:
        return VERB_LABELS[self.verb]

    def does(self, verb: Verb, words: str) -> None:
        """One more thing that the row does; adding outweighs changing."""
        if self.verb == Verb.SAME or verb == Verb.ADD:
            self.verb = verb
        self.says.append(words)

    def fails(self, words: str) -> None:
        self.verb = Verb.ERROR
        self.says = [words]


@dataclass
class PersonStep(Step):
    """A person, and a post from a day on; or the end of an appointment."""

    who: Who | None = None
    seat: Seat | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    acting: bool = False
    ends: Appointment | None = None
    appoints: bool = False
    makes_post: bool = False
    makes_person: bool = False


@dataclass
class FieldStep(Step):
    """A field of work, its units, and the post that answers for it from a day on."""

    portfolio: Portfolio | None = None
    name: str = ""
    units: tuple[Unit, ...] = ()
    subjects: tuple[str, ...] | None = None
    post: Post | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    releases: PortfolioHolding | None = None
    last_day: date | None = None
    holds: bool = False
    redefines: bool = False


def day_in(row: Row, name: str, heading: str) -> date | None:
    """The day in a column, None where it is blank. Raises Wrong."""
    cell = row.cells.get(name)
    if cell is None or not (cell.words or cell.day):
        return None
    found = day_of(cell.day or cell.words)
    if found is None:
        raise Wrong(
            f"“{cell.words}” ở cột {heading} không phải ngày. Ghi như 01/7/2026."
        )
    return found


def period_in(row: Row) -> tuple[date | None, date | None]:
    """From and to. Raises Wrong where the end is before the beginning."""
    starts_on = day_in(row, "starts_on", "Từ ngày")
    ends_on = day_in(row, "ends_on", "Đến ngày")
    if starts_on and ends_on and ends_on < starts_on:
        raise Wrong("Đến ngày đứng trước Từ ngày. Sửa lại một trong hai.")
    return starts_on, ends_on


def acting_in(row: Row) -> bool:
    words = folded(row.words("acting"))
    if words in YES:
        return True
    if words in NO:
        return False
    raise Wrong(
        f"“{row.words('acting')}” ở cột Quyền (Q.) không rõ. Ghi x hoặc để trống."
    )


def written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def period(starts_on: date, ends_on: date | None) -> str:
    """“từ 01/7/2026”, or with its last day."""
    until = f" đến hết {written(ends_on)}" if ends_on else ""
    return f"từ {written(starts_on)}{until}"


def check_paper(step: Step, common: str) -> None:
    """What changes anything rests on a paper, the row's own or that of the file."""
    step.authority = step.row.words("paper") or common
    if step.verb in (Verb.ADD, Verb.CHANGE) and not step.authority:
        step.fails(
            "Chưa có số quyết định. Ghi vào cột Số quyết định, hoặc nhập căn cứ chung."
        )
