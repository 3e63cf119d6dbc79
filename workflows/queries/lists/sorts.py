"""By what the list can be sorted: a closed list, each with an index for it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from workflows.queries.keyset import Order


class Sort(StrEnum):
    """Values are what stands in an address (`xep=`); a "-" before it turns it round."""

    DEADLINE = "han"
    NUMBER = "so"
    CHANGED = "thay-doi"
    GIVEN = "ngay-giao"
    SINCE = "cho-tu"


KEYS: Final[dict[Sort, str]] = {
    Sort.DEADLINE: "due_on",
    Sort.NUMBER: "pk",
    Sort.CHANGED: "changed_at",
    Sort.GIVEN: "assigned_at",
    Sort.SINCE: "state_since",
}
# What is finished waits for nobody, and has no index by it.
AMONG_OPEN_ONLY: Final = frozenset({Sort.SINCE})


def order(sort: Sort, *, descending: bool) -> Order:
    """The order of rows; without a deadline, last in both directions."""
    if sort == Sort.DEADLINE:
        return Order("due_on", descending, nullable=True, read=date.fromisoformat)
    if sort == Sort.NUMBER:
        return Order("pk", descending)
    return Order(KEYS[sort], descending, read=_moment)


def _moment(text: str) -> datetime:
    """As a cursor names it; raises ValueError for what is none, or has no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
