"""What an address of the list asks for, and the address of what is asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from organization.scopes import Scope
from workflows.queries.keyset import Order
from workflows.queries.lists.columns import USUAL, Column, columns_of
from workflows.queries.lists.filters import (
    STATES,
    Filters,
    Has,
    Lateness,
    Period,
    Waits,
)
from workflows.queries.lists.pages import Asked, is_finished, usual_sort
from workflows.queries.lists.parts import Part
from workflows.queries.lists.sorts import AMONG_OPEN_ONLY, Sort, order
from workflows.queries.narrowing import Narrowing

LONGEST_SEARCH: Final = 200
ID = re.compile(r"[1-9]\d{0,8}", re.ASCII)
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
YEARS: Final = range(1900, 2201)
# Of `Filters`: the name in an address, and what it is called in a sentence.
IDS: Final = {
    "unit_id": ("don-vi", "đơn vị chủ trì"),
    "support_id": ("phoi-hop", "đơn vị phối hợp"),
    "leader_id": ("lanh-dao", "lãnh đạo chỉ đạo"),
    "document_id": ("van-ban", "văn bản"),
    "field_id": ("linh-vuc", "lĩnh vực"),
}
KINDS: Final[dict[str, tuple[str, str, frozenset[str]]]] = {
    "state": ("tt", "trạng thái", frozenset(STATES)),
    "lateness": ("han", "thời hạn", frozenset(Lateness)),
    "waits": ("dang-cho", "đang ở đâu", frozenset(Waits)),
    "has": ("co", "đang có", frozenset(Has)),
}
PERIODS: Final = {
    "due": ("han-tu", "han-den", "kỳ hạn"),
    "given": ("giao-tu", "giao-den", "kỳ giao"),
}
PLACES: Final = ("sau", "truoc")
NOT_READ: Final = "Bỏ qua “{value}”: không phải {what}."
BEFORE_IT_BEGINS: Final = "Bỏ qua {what}: ngày cuối trước ngày đầu."
NOT_AMONG_FINISHED: Final = (
    "Việc đã kết thúc không xếp theo thời gian chờ, nên danh sách xếp theo thứ tự "
    "thường dùng."
)


@dataclass(frozen=True)
class Wanted:
    """Whatever an address cannot mean is left out, with a sentence in `problems`.

    `columns` are those of the address; None: what is usual for the person.
    """

    part: Part
    filters: Filters
    sort: Sort
    descending: bool
    after: str = ""
    before: str = ""
    columns: tuple[Column, ...] | None = None
    problems: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def read(cls, query: Mapping[str, str], scope: Scope) -> "Wanted":
        reader = _Reader(query, scope)
        filters = reader.filters()
        # Who types into the search field of the frame looks through everything.
        usual = Part.ALL if filters.words else Part.OPEN
        name = query.get("loc", "")
        if name and name not in set(Part):
            reader.problem(name, "một phần của danh sách")
        chosen = Part(name) if name in set(Part) else usual
        sort, descending = reader.sort(chosen, filters)
        names = [one for one in query.get("cot", "").split(",") if one]
        for one in names:
            if one not in set(Column):
                reader.problem(one, "một cột")
        return cls(
            chosen,
            filters,
            sort,
            descending,
            query.get("sau", ""),
            query.get("truoc", ""),
            columns_of(names) or None,
            tuple(reader.problems),
        )

    @property
    def order(self) -> Order:
        return order(self.sort, descending=self.descending)

    @property
    def is_finished(self) -> bool:
        """Whether it may hold finished missions, of which there are ever more."""
        return is_finished(self.part, self.filters)

    def asked(self, columns: tuple[Column, ...], size: int | None = None) -> Asked:
        return Asked(
            self.part,
            self.order,
            self.filters,
            self.before or self.after,
            backwards=bool(self.before),
            size=size,
            columns=columns,
        )

    @property
    def sort_value(self) -> str:
        return f"-{self.sort}" if self.descending else str(self.sort)

    @property
    def chosen_sort(self) -> str:
        """The order, unless it is the usual one: another part has its own usual."""
        usual = usual_sort(self.part, self.filters) == (self.sort, self.descending)
        return "" if usual else self.sort_value

    @property
    def values(self) -> dict[str, str]:
        """Name in an address → text: part, filters, order and columns."""
        found: dict[str, Any] = {"loc": self.part}
        for name, (word, _) in IDS.items():
            found[word] = getattr(self.filters, name)
        for name, (word, *_) in KINDS.items():
            found[word] = getattr(self.filters, name)
        for name, (since, until, _) in PERIODS.items():
            period: Period = getattr(self.filters, name)
            found[since], found[until] = period.since, period.until
        found |= self.filters.narrowing.values
        found["q"] = self.filters.words
        found["xep"] = self.chosen_sort
        found["cot"] = ",".join(self.columns or ())
        return {name: str(value) for name, value in found.items() if value}

    def query(self, **changes: str) -> str:
        given = {**self.values, **{_word(k): v for k, v in changes.items()}}
        return urlencode({name: value for name, value in given.items() if value})

    def without(self, *names: str) -> "Wanted":
        """The same, not filtered by these."""
        return replace(self, filters=self.filters.without(*names), after="", before="")


def _word(name: str) -> str:
    return name.replace("_", "-")


class _Reader:
    """Reads one address, and keeps what is to be said about it."""

    def __init__(self, query: Mapping[str, str], scope: Scope) -> None:
        self.query = query
        self.scope = scope
        self.problems: list[str] = []

    def problem(self, value: str, what: str) -> None:
        self.problems.append(NOT_READ.format(value=value[:60], what=what))

    def text(self, name: str) -> str:
        return " ".join(self.query.get(name, "").replace("\0", " ").split())

    def filters(self) -> Filters:
        found: dict[str, Any] = {}
        for name, (word, what) in IDS.items():
            text = self.text(word)
            if ID.fullmatch(text):
                found[name] = int(text)
            elif text:
                self.problem(text, what)
        for name, (word, what, known) in KINDS.items():
            text = self.text(word)
            if text in known:
                found[name] = text
            elif text:
                self.problem(text, f"một cách lọc theo {what}")
        for name, (since, until, what) in PERIODS.items():
            found[name] = self.period(since, until, what)
        narrowing = Narrowing.read(self.query, self.scope)
        words = self.text("q")[:LONGEST_SEARCH]
        return Filters(**found, words=words, narrowing=narrowing)

    def period(self, since: str, until: str, what: str) -> Period:
        first, last = self.day(since), self.day(until)
        if first and last and last < first:
            self.problems.append(BEFORE_IT_BEGINS.format(what=what))
            return Period()
        return Period(first, last)

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        written = DAY.fullmatch(text)
        try:
            day = (
                date(int(written[3]), int(written[2]), int(written[1]))
                if written
                else date.fromisoformat(text)
            )
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            self.problem(text, "một ngày")
            return None
        return day

    def sort(self, part: Part, filters: Filters) -> tuple[Sort, bool]:
        text = self.text("xep")
        name = text.removeprefix("-")
        usual = usual_sort(part, filters)
        if name not in set(Sort):
            if text:
                self.problem(text, "một thứ tự của danh sách")
            return usual
        if name in AMONG_OPEN_ONLY and is_finished(part, filters):
            self.problems.append(NOT_AMONG_FINISHED)
            return usual
        return Sort(name), text.startswith("-")


def columns_shown(
    wanted: Wanted, preferred: "list[str] | tuple[str, ...]"
) -> tuple[Column, ...]:
    """Those of the address, else what the person chose, else the usual ones."""
    return wanted.columns or columns_of(preferred) or USUAL
