"""Pages without numbers: what comes after the last row that was shown.

A cursor is "value~number": the value that the rows are sorted by (empty where the row
has none) and the row's number. Rows that come or go meanwhile shift nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
PAGE = 50
NUMBER = "pk"


@dataclass(frozen=True)
class Order:
    """One key and the number to settle ties; where there is no value, last, always.

    `read` turns the cursor's text into the value, raising ValueError for nonsense.
    """

    key: str = NUMBER
    descending: bool = False
    nullable: bool = False
    read: Callable[[str], Any] = int

    def sort(self, rows: Rows) -> Rows:
        tie = "-pk" if self.descending else "pk"
        if self.key == NUMBER:
            return rows.order_by(tie)
        key = F(self.key)
        last = True if self.nullable else None
        return rows.order_by(
            key.desc(nulls_last=last) if self.descending else key.asc(nulls_last=last),
            tie,
        )

    def after(self, rows: Rows, cursor: str) -> Rows:
        """The rows behind the cursor; all of them for a cursor that cannot be read."""
        value, _, number = cursor.rpartition("~")
        try:
            last, here = _number(number), self.read(value) if value else None
        except ValueError:
            return rows
        beyond = "lt" if self.descending else "gt"
        tie = Q(**{f"pk__{beyond}": last})
        if self.key == NUMBER:
            return rows.filter(tie)
        if here is None:
            return rows.filter(tie, **{f"{self.key}__isnull": True})
        later = Q(**{f"{self.key}__{beyond}": here}) | (Q(**{self.key: here}) & tie)
        if self.nullable:
            later |= Q(**{f"{self.key}__isnull": True})
        return rows.filter(later)

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
        return f"{'' if value is None else value}~{row.pk}"


def page(rows: QuerySet[Any, Any], order: Order, cursor: str) -> tuple[list[Any], str]:
    """One page and the cursor of the next, empty at the end; one statement."""
    found = list(order.first(rows, cursor)[: PAGE + 1])
    shown = found[:PAGE]
    return shown, order.cursor(shown[-1]) if len(found) > PAGE else ""


def _number(text: str) -> int:
    number = int(text)
    if not 0 <= number < 2**31:
        raise ValueError(text)
    return number
