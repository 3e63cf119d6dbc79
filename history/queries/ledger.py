"""One page of the ledger, by any filters together, at a cost that does not grow.

Each filter has an index that begins with it and ends in the order of the ledger. Two
filters that are common alone may hardly ever meet, and no index knows where: then the
one with the fewest entries is walked, and no further than a window. A page that ends
there says until when it looked, and the next one goes on.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from history.models import HistoryEntry

WINDOW: Final = 5_000  # entries looked at for one page
SHOWN: Final = 50
_OF_DOCUMENT: Final = (
    "(subject_type = 'document' AND subject_id = %(document_id)s"
    " OR subject_type = 'mission' AND subject_id = ANY(%(mission_ids)s))"
)
_FILTERS: Final = {
    "actor_id": "actor_id = %(actor_id)s",
    "kind": "kind = %(kind)s",
    "capacity": "capacity = %(capacity)s",
    "document_id": _OF_DOCUMENT,
    "subject_id": "subject_type = %(subject_type)s AND subject_id = %(subject_id)s",
    "subject_type": "subject_type = %(subject_type)s",
}
# Nearly every entry is a mission's: that is read off the entries, not an index.
_DENSE: Final = ("subject_type", "mission")
# The texts of this module are ours; what people send goes as parameters (S608).
_KEY: Final = "((SELECT at FROM history_historyentry WHERE id = %(key)s), %(key)s)"


@dataclass(frozen=True)
class LedgerFilters:
    """What of the ledger is wanted; empty does not filter. Days are local, both
    inclusive. A document's entries are its own and those of `mission_ids`."""

    from_day: date | None = None
    to_day: date | None = None
    actor_id: int | None = None
    kind: str = ""
    capacity: str = ""
    subject_type: str = ""
    subject_id: int | None = None
    document_id: int | None = None
    mission_ids: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self != NOTHING_WANTED

    def values(self) -> dict[str, Any]:
        """What the statements are given."""
        return {
            **vars(self),
            "mission_ids": list(self.mission_ids),
            "from": self.from_day and _midnight(self.from_day),
            "until": self.to_day and _midnight(self.to_day + timedelta(days=1)),
        }

    def conditions(self) -> list[str]:
        """One condition a filter, but for the period."""
        given = {name: sql for name, sql in _FILTERS.items() if self._has(name)}
        if "subject_id" in given:
            given.pop("subject_type", None)
        return list(given.values())

    def indexed(self) -> list[str]:
        """The conditions by which the ledger can be walked."""
        dense = _FILTERS["subject_type"] if self.subject_type == _DENSE[1] else ""
        return [sql for sql in self.conditions() if sql != dense]

    def period(self) -> list[str]:
        """The moments between which it is walked."""
        bounds = {"from_day": "at >= %(from)s", "to_day": "at < %(until)s"}
        return [sql for name, sql in bounds.items() if self._has(name)]

    def _has(self, name: str) -> bool:
        return getattr(self, name) not in {None, ""}


NOTHING_WANTED: Final = LedgerFilters()


@dataclass(frozen=True)
class LedgerPage:
    """Entries newest first. `older` and `newer` are the next `before_id` and
    `after_id`, None where there is nothing; `until` is the moment at which the walk
    stopped before the page was full."""

    entries: list[HistoryEntry]
    older: int | None = None
    newer: int | None = None
    until: datetime | None = None


def ledger_page(
    filters: LedgerFilters = NOTHING_WANTED,
    *,
    before_id: int | None = None,
    after_id: int | None = None,
    limit: int = SHOWN,
    window: int = WINDOW,
) -> LedgerPage:
    """The entries older than `before_id`, or newer than `after_id`, or the newest.

    One statement for one filter, two for several, whatever the number of entries.
    """
    walk = _Walk(filters, before_id, after_id)
    ends = walk.begin(window)
    found = walk.read(limit + 1, window)
    shown, more, until = found[:limit], len(found) > limit, None
    onward = shown[-1].pk if more else None
    if not more and not ends:
        onward, until = walk.end()
    backward = shown[0].pk if shown and walk.key is not None else None
    if walk.forward:
        return LedgerPage(shown[::-1], older=backward, newer=onward, until=until)
    return LedgerPage(shown, older=onward, newer=backward, until=until)


class _Walk:
    """Along one index, from a key on, towards what is older or (`forward`) newer."""

    def __init__(
        self, filters: LedgerFilters, before_id: int | None, after_id: int | None
    ) -> None:
        self.forward = before_id is None and after_id is not None
        self.key = after_id if self.forward else before_id
        self.values = filters.values() | {"key": self.key}
        self.conditions = filters.conditions()
        self.ways = filters.indexed()
        self.bounds = filters.period()
        if self.key is not None:
            self.bounds.append(f"(at, id) {'>' if self.forward else '<'} {_KEY}")
        direction = "ASC" if self.forward else "DESC"
        self.order = f"ORDER BY at {direction}, id {direction}"
        self.way = self.conditions[:1]
        self.last: Any = None

    def begin(self, window: int) -> bool:
        """Choose the way with the fewest entries; whether it ends within the window."""
        if self.way == self.conditions:  # one or none: its index holds nothing else
            return True
        few = [
            f"(SELECT count(*) FROM (SELECT 1 FROM history_historyentry"  # noqa: S608
            f" WHERE {_all([way, *self.bounds])} LIMIT {window + 1}) AS few)"
            for way in self.ways
        ]
        last = [
            f"(SELECT row_to_json(last) FROM (SELECT id, at"  # noqa: S608  ours
            f" FROM history_historyentry WHERE {_all([way, *self.bounds])}"
            f" {self.order} OFFSET {window - 1} LIMIT 1) AS last)"
            for way in self.ways
        ]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(few + last)}", self.values)
            told = cursor.fetchone()
        counts, lasts = told[: len(few)], told[len(few) :]
        count, place = min((count, place) for place, count in enumerate(counts))
        self.way, self.last = [self.ways[place]], lasts[place]
        return bool(count <= window)

    def read(self, limit: int, window: int) -> list[HistoryEntry]:
        """What matches, in the order of the walk."""
        rows = (
            "SELECT entry.* FROM history_historyentry AS entry"  # noqa: S608
            f" WHERE {_all([*self.way, *self.bounds])} {self.order}"
        )
        rest = [one for one in self.conditions if one not in self.way]
        if rest:
            rows = (
                f"SELECT entry.* FROM ({rows} LIMIT {window}) AS entry"  # noqa: S608
                f" WHERE {_all(rest)} {self.order}"
            )
        return list(HistoryEntry.objects.raw(f"{rows} LIMIT {limit}", self.values))

    def end(self) -> tuple[int, datetime]:
        """The last entry of the window, beyond which there are more."""
        last = json.loads(self.last) if isinstance(self.last, str) else self.last
        return int(last["id"]), datetime.fromisoformat(last["at"])


def _all(conditions: list[str]) -> str:
    return " AND ".join(conditions) or "true"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
