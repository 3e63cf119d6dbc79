"""Seals, and the last look at everything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from history.models import HistoryCheck, Seal

SHOWN = 60
# Waits until nobody writes, so that no entry with a smaller number can come later; who
# comes meanwhile waits a moment, and not for long.
_QUIET = """
SET LOCAL lock_timeout = '2s';
LOCK TABLE history_historyentry IN SHARE MODE;
SELECT coalesce(max(id), 0) FROM history_historyentry
"""

_LAST = """
SELECT checked.at, checked.entries, checked.found, seal.number, seal.day, seal.at
FROM (SELECT 1) AS one
LEFT JOIN (SELECT at, entries, found FROM history_historycheck
           ORDER BY at DESC LIMIT 1) AS checked ON true
LEFT JOIN (SELECT number, day, at FROM history_seal
           ORDER BY number DESC LIMIT 1) AS seal ON true
"""


def last_entry_number() -> int:
    """The number of the last entry at a moment when nobody writes.

    The lock is the caller's transaction's: end it at once. Raises OperationalError
    where writers do not pause for two seconds.
    """
    with connection.cursor() as cursor:
        *first, last = (part for part in _QUIET.split(";") if part.strip())
        for statement in first:
            cursor.execute(statement)
        cursor.execute(last)
        (number,) = cursor.fetchone()
    return int(number)


def newest_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def seals_shown() -> list[Seal]:
    """The newest seals, newest first."""
    return list(Seal.objects.order_by("-number")[:SHOWN])


def stream_seals() -> Iterator[dict[str, Any]]:
    """All seals as they are exported, in their order."""
    for seal in Seal.objects.order_by("number").iterator(chunk_size=500):
        yield seal.as_signed()


@dataclass(frozen=True)
class LastLooks:
    """The last whole check and the newest seal, as far as there are any."""

    checked_at: datetime | None
    entries: int
    found: int
    seal_number: int | None
    sealed_on: date | None
    sealed_at: datetime | None


def last_looks() -> LastLooks:
    """Both for the ledger's page; one statement, two index steps."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        return LastLooks(*cursor.fetchone())


def last_check() -> HistoryCheck | None:
    return HistoryCheck.objects.order_by("-at").first()
