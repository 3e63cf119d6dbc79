"""The badge of the ledger page: a quick look, not a verification."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from history.hashing import GENESIS
from history.queries import COLUMNS, row_of
from history.verification.chains import Problem, verify_entry

_NEWEST = f"""
SELECT newest.*, previous.hash
FROM (SELECT {COLUMNS} FROM history_historyentry AS entry ORDER BY id DESC LIMIT %s)
    AS newest
LEFT JOIN history_historyentry AS previous
    ON previous.subject_type = newest.subject_type
   AND previous.subject_id = newest.subject_id
   AND previous.sequence = newest.sequence - 1
"""  # noqa: S608  constants only
_SIZE = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM history_historyentry LIMIT %s) AS few),
       (SELECT reltuples::bigint FROM pg_class
        WHERE oid = 'history_historyentry'::regclass)
"""
COUNTED_EXACTLY = 10_000


@dataclass(frozen=True)
class Integrity:
    """What the badge says. `entries` is an estimate where not `exact`."""

    ok: bool
    entries: int
    exact: bool
    checked: int
    checked_at: datetime
    problem: str


def integrity(at: datetime, *, limit: int = 100) -> Integrity:
    """Check the newest `limit` entries and their links; two statements, bounded cost.

    It answers "does the page before me hold"; only verify_history answers for the
    whole.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [limit])
        newest: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute(_SIZE, [COUNTED_EXACTLY + 1])
        counted, estimate = cursor.fetchone()
    problem = next(
        (str(found) for values in newest for found in _verify_link(values)), ""
    )
    exact = counted <= COUNTED_EXACTLY
    return Integrity(
        ok=not problem,
        entries=counted if exact else max(counted, estimate),
        exact=exact,
        checked=len(newest),
        checked_at=at,
        problem=problem,
    )


def _verify_link(values: tuple[Any, ...]) -> Iterator[Problem]:
    row, previous = row_of(values[:-1]), values[-1]
    before = row["sequence"] - 1
    if before and previous is None:
        return verify_entry(row, before - 1, "")
    return verify_entry(row, before, previous or GENESIS)
