"""Pages without numbers: what comes after the last row that was shown, or before the
first.

A cursor is "value~number": the value that the rows are sorted by (empty where the row
has none) and the row's number. Rows that come or go meanwhile shift nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
PAGE = 50
NUMBER = "pk"


class Beyond(Func):
    """(key, number) > (value, number): one comparison of rows, which an index that
    holds both answers by one step; an OR of the two would read it from the start."""

    arity = 4
    output_field = BooleanField()
    conditional = True

    def __init__(self, key: str, value: Any, number: int, *, less: bool) -> None:
        super().__init__(F(key), F("pk"), Value(value), Value(number))
        self.sign = "<" if less else ">"

    def as_sql(  # type: ignore[override]
        self,
        compiler: Any,
        connection: Any,  # noqa: ARG002
        **_: Any,
    ) -> Any:
        parts = [compiler.compile(one) for one in self.get_source_expressions()]
        key, number, value, last = (sql for sql, _ in parts)
        values = [one for _, found in parts for one in found]
        return f"({key}, {number}) {self.sign} ({value}, {last})", values


@dataclass(frozen=True)
class Order:
    """One key and the number to settle ties; where there is no value, last, always.

    `read` turns the cursor's text into the value, raising ValueError for nonsense.
    """

    key: str = NUMBER
    descending: bool = False
    nullable: bool = False
    read: Callable[[str], Any] = int

    def sort(self, rows: Rows, *, backwards: bool = False) -> Rows:
        """In order; `backwards` as a list is read from its end."""
        down = self.descending != backwards
        tie = "-pk" if down else "pk"
        if self.key == NUMBER:
            return rows.order_by(tie)
        key = F(self.key)
        nulls = {"nulls_first" if backwards else "nulls_last": self.nullable or None}
        return rows.order_by(key.desc(**nulls) if down else key.asc(**nulls), tie)

    def place(self, cursor: str) -> tuple[Any, int] | None:
        """What a cursor says; None for one that cannot be read."""
        value, _, number = cursor.rpartition("~")
        try:
            last = _number(number)
            return (self.read(value) if value else None), last
        except ValueError:
            return None

    def after(self, rows: Rows, cursor: str, *, backwards: bool = False) -> Rows:
        """The rows behind the cursor (`backwards`: before it); all of them for a
        cursor that cannot be read."""
        found = self.place(cursor)
        if found is None:
            return rows
        here, last = found
        beyond = "lt" if self.descending != backwards else "gt"
        tie = Q(**{f"pk__{beyond}": last})
        if self.key == NUMBER:
            return rows.filter(tie)
        empty = Q(**{f"{self.key}__isnull": True})
        if here is None:
            among = empty & tie
            return rows.filter(among | ~empty if backwards else among)
        later = Q(**{f"{self.key}__{beyond}": here}) | (Q(**{self.key: here}) & tie)
        if self.nullable and not backwards:
            later |= empty
        return rows.filter(later)

    def steps(self, cursor: str, *, backwards: bool = False) -> Iterator["Step"]:
        """The same in stretches, each of which an index (…, key, number) answers from
        where it begins: what has a value, and what has none."""
        found = self.place(cursor) if cursor else None
        down = self.descending != backwards
        if self.key == NUMBER or not self.nullable:
            yield Step(self, found, down)
            return
        order = (False, True) if backwards else (True, False)
        stretches = [Step(self, found, down, has_value=one) for one in order]
        begun = found is None
        for one in stretches:
            if found is not None and one.has_value == (found[0] is not None):
                begun = True
                yield one
            elif begun:
                yield Step(self, None, down, has_value=one.has_value)

    def first(self, rows: Rows, cursor: str) -> Rows:
        """In order, those behind the cursor: where a reading that stops begins."""
        return self.sort(self.after(rows, cursor) if cursor else rows)

    def cursor(self, row: Any) -> str:
        """Where a page ends whose last row is this one."""
        if self.key == NUMBER:
            return f"~{row.pk}"
        value = row
        for name in self.key.split("__"):
            value = getattr(value, name)
        return self.cursor_of(value, row.pk)

    def cursor_of(self, value: Any, number: int) -> str:
        if self.key == NUMBER or value is None:
            return f"~{number}"
        return f"{value}~{number}"


@dataclass(frozen=True)
class Step:
    """A stretch of an order in one direction, from behind `place` on.

    `has_value` tells those with a value from those without; None where all have one.
    """

    order: Order
    place: tuple[Any, int] | None
    down: bool
    has_value: bool | None = None

    def of(self, rows: Rows) -> Rows:
        """Sorted as the index lies: no word on empty values, they are apart here."""
        key, tie = self.order.key, "-pk" if self.down else "pk"
        if self.has_value is not None:
            rows = rows.filter(**{f"{key}__isnull": not self.has_value})
        if self.place is not None:
            value, number = self.place
            if key == NUMBER or value is None:
                rows = rows.filter(**{"pk__lt" if self.down else "pk__gt": number})
            else:
                rows = rows.filter(Beyond(key, value, number, less=self.down))
        if key == NUMBER:
            return rows.order_by(tie)
        return rows.order_by(F(key).desc() if self.down else F(key).asc(), tie)


def page(
    rows: QuerySet[Any, Any], order: Order, cursor: str, *, size: int | None = None
) -> tuple[list[Any], str]:
    """One page and the cursor of the next, empty at the end; one statement."""
    size = size or PAGE
    found = list(order.first(rows, cursor)[: size + 1])
    shown = found[:size]
    return shown, order.cursor(shown[-1]) if len(found) > size else ""


def _number(text: str) -> int:
    number = int(text)
    if not 0 <= number < 2**31:
        raise ValueError(text)
    return number
