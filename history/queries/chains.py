"""Chains: their heads, and streams for the verifier and the export.

Raw SQL where the ORM would lose something: a verifier must see text that JSON or
datetime would refuse or tidy up, and heads need LATERAL to cost the same however long a
chain is.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

Subject = tuple[str, int]
Row = dict[str, Any]
# What a subject's own row says: the sequence of its last entry, and its state.
State = tuple[Subject, int | None, str | None]
CHUNK = 2000


class Head(NamedTuple):
    """The last entry of one chain, as far as another needs to know it."""

    subject_type: str
    subject_id: int
    sequence: int
    hash: str

    @property
    def subject(self) -> Subject:
        return self.subject_type, self.subject_id


@dataclass(frozen=True)
class Selection:
    """Which part of history: all of it, one subject's, or what came since a moment.

    `since` takes each chain from its first entry at or after that moment to its end,
    without gaps, whatever the moments in between. `until` leaves entries up to that
    number, as a seal covers them.
    """

    subject: Subject | None = None
    since: datetime | None = None
    until: int | None = None


# -- Chain heads -----------------------------------------------------------------

_HEADS_OF = """
SELECT asked.subject_type, asked.subject_id, head.sequence, head.hash
FROM unnest(%s::text[], %s::bigint[]) AS asked (subject_type, subject_id)
CROSS JOIN LATERAL (
    SELECT sequence, hash FROM history_historyentry AS entry
    WHERE entry.subject_type = asked.subject_type
      AND entry.subject_id = asked.subject_id
    ORDER BY sequence DESC LIMIT 1
) AS head
"""


def heads_of(subjects: Iterable[Subject]) -> dict[Subject, Head]:
    """The head of each chain that has one: one statement, one index step each."""
    asked = sorted(set(subjects))
    with connection.cursor() as cursor:
        cursor.execute(
            _HEADS_OF,
            [[subject[0] for subject in asked], [subject[1] for subject in asked]],
        )
        return {head.subject: head for head in map(Head._make, cursor.fetchall())}


# -- Streams ---------------------------------------------------------------------

# A moment is written by PostgreSQL itself: "infinity" or a year BC, which only a
# tamperer writes, would stop Python's datetime. JSON comes as text for the same reason.
COLUMNS = """
id, subject_type, subject_id, sequence, kind, actor_id, actor_name, actor_title,
capacity, on_behalf_of,
CASE WHEN at >= '0001-01-01Z'::timestamptz AND at < '10000-01-01Z'::timestamptz
     THEN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
     ELSE at::text END,
before::text, after::text, note, authority, previous_hash, hash
"""
FIELDS = (
    "id", "subject_type", "subject_id", "sequence", "kind", "actor_id", "actor_name",
    "actor_title", "capacity", "on_behalf_of", "at", "before", "after", "note",
    "authority", "previous_hash", "hash",
)  # fmt: skip
# Client-side binding folds the NULL tests away, so each selection keeps its own plan.
_SELECTED = """
FROM history_historyentry AS entry
WHERE (%(subject_type)s::text IS NULL
       OR (subject_type = %(subject_type)s AND subject_id = %(subject_id)s))
  AND (%(since)s::timestamptz IS NULL
       OR sequence >= (SELECT min(first.sequence) FROM history_historyentry AS first
                       WHERE first.subject_type = entry.subject_type
                         AND first.subject_id = entry.subject_id
                         AND first.at >= %(since)s))
  AND (%(until)s::bigint IS NULL OR id <= %(until)s)
"""
_ROWS = f"SELECT {COLUMNS} {_SELECTED} ORDER BY subject_type, subject_id, sequence, id"
_HEADS = (
    "SELECT DISTINCT ON (subject_type, subject_id)"
    f" subject_type, subject_id, sequence, hash {_SELECTED}"
    " ORDER BY subject_type, subject_id, sequence DESC, id DESC"
)
_ESTIMATE = """
SELECT greatest(
    (SELECT reltuples::bigint FROM pg_class
     WHERE oid = 'history_historyentry'::regclass),
    (SELECT seal.entries FROM history_seal AS seal ORDER BY number DESC LIMIT 1), 0)
"""
_COUNT = f"SELECT count(*) {_SELECTED}"


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction whose every statement sees the same history and the same states.

    Inside a transaction of the caller it is that transaction's view.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
                cursor.execute("SELECT 1")  # the moment is now, not at the first read
        yield


def stream_rows(selection: Selection) -> Iterator[Row]:
    """Stored entries by subject and sequence, through a server-side cursor.

    `at` is text as hashing.moment writes it; JSON is parsed, and left as text where it
    is beyond Python. Needs a transaction.
    """
    for values in _stream(_ROWS, selection):
        yield row_of(values)


def row_of(values: tuple[Any, ...]) -> Row:
    """One result of COLUMNS as a mapping."""
    row = dict(zip(FIELDS, values, strict=True))
    for name in ("before", "after"):
        try:
            row[name] = json.loads(row[name])
        except (ValueError, RecursionError):  # a number of 5,000 digits, say
            continue
    return row


def stream_heads(selection: Selection) -> Iterator[Head]:
    """The head of every chain, by subject. Needs a transaction."""
    return map(Head._make, _stream(_HEADS, selection))


def count_rows(selection: Selection) -> int:
    """How many entries the selection has."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, _parameters(selection))
        return int(cursor.fetchone()[0])


def estimated_rows() -> int:
    """About how many entries there are: as the server's statistics or the newest seal
    say, whichever is more. Costs nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_ESTIMATE)
        return int(cursor.fetchone()[0])


def _stream(statement: str, selection: Selection) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, _parameters(selection))
        while chunk := cursor.fetchmany(CHUNK):
            yield from chunk


def _parameters(selection: Selection) -> dict[str, Any]:
    subject_type, subject_id = selection.subject or (None, None)
    return {
        "subject_type": subject_type,
        "subject_id": subject_id,
        "since": selection.since,
        "until": selection.until,
    }
