"""The badge of the ledger page: a quick look, not a verification."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from history.hashing import GENESIS
from history.queries import COLUMNS, Row, row_of
from history.verification.chains import verify_entry
from history.verification.problems import Problem

# Each entry with the hash of the one before it in its chain, and the size of it all.
_LINKED = """
SELECT chosen.*, previous.hash,
       (SELECT count(*)
        FROM (SELECT 1 FROM history_historyentry ORDER BY id LIMIT %(exact)s) AS few),
       (SELECT reltuples::bigint FROM pg_class
        WHERE oid = 'history_historyentry'::regclass)
FROM ({chosen}) AS chosen
LEFT JOIN history_historyentry AS previous
    ON previous.subject_type = chosen.subject_type
   AND previous.subject_id = chosen.subject_id
   AND previous.sequence = chosen.sequence - 1
"""
_ENTRIES = f"SELECT {COLUMNS} FROM history_historyentry AS entry"  # noqa: S608
_NEWEST = _LINKED.replace("{chosen}", f"{_ENTRIES} ORDER BY id DESC LIMIT %(limit)s")
_ONE = _LINKED.replace("{chosen}", f"{_ENTRIES} WHERE id = %(id)s")
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


@dataclass(frozen=True)
class Looked:
    """One entry as it is stored, and what is wrong with it, "" where nothing is."""

    row: Row
    problem: str


def look_at(entry_id: int) -> Looked | None:
    """One entry, checked with its link to the one before; one statement."""
    found = _read(_ONE, id=entry_id)
    if not found:
        return None
    row, problems = row_of(found[0][:-3]), _verify_link(found[0][:-2])
    return Looked(row, next((str(problem) for problem in problems), ""))


def integrity(at: datetime, *, limit: int = 100) -> Integrity:
    """Check the newest `limit` entries and their links; one statement, bounded cost.

    It answers "does the page before me hold"; only verify_history answers for the
    whole.
    """
    found = _read(_NEWEST, limit=limit)
    counted, estimate = found[0][-2:] if found else (0, 0)
    newest = [values[:-2] for values in found]
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


def _read(statement: str, **values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"exact": COUNTED_EXACTLY + 1, **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _verify_link(values: tuple[Any, ...]) -> Iterator[Problem]:
    row, previous = row_of(values[:-1]), values[-1]
    before = row["sequence"] - 1
    if before and previous is None:
        return verify_entry(row, before - 1, "")
    return verify_entry(row, before, previous or GENESIS)
