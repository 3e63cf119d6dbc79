"""Who reads what: documents, files, the books of history, and the export of these."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from django.db import connection, transaction

from history import exports, verification
from history.enums import HistoryKind, ReadingKind
from history.queries import Selection, Subject
from history.services.entries import LEDGER, Actor, EntryDraft, record_on_ledger

LEDGER_NAME = "Sổ lịch sử"
READINGS: Subject = ("readings", 0)
READINGS_NAME = "Sổ lượt đọc"
_COLUMNS = "%s, %s, %s, %s, %s, %s, %s, %s, %s, %s"
_RECORD = """
INSERT INTO history_readingrecord (kind, subject_type, subject_id, subject_name,
    mission_id, person_id, person_name, person_title, at, hour)
VALUES {rows} ON CONFLICT DO NOTHING"""


@dataclass(frozen=True)
class Reading:
    """One thing that somebody is about to read; `name` is what it is called now.

    `mission_id` is the mission to which a file belongs.
    """

    kind: ReadingKind
    subject_type: str
    subject_id: int
    name: str
    mission_id: int | None = None


def record_readings(*found: Reading, by: Actor, at: datetime) -> None:
    """Put on record that `by` reads these; the same thing once an hour, one INSERT.

    Called before anything is handed out, and what fails here is left to raise: nobody
    reads what could not be put on record.
    """
    title = by.title or f"{by.capacity} {by.on_behalf_of}".strip()
    hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    values: list[Any] = []
    for one in found:
        values += [one.kind.value, one.subject_type, one.subject_id, one.name]
        values += [one.mission_id, by.id, by.name, title, at, hour]
    rows = ", ".join([f"({_COLUMNS})"] * len(found))
    with connection.cursor() as cursor:
        cursor.execute(_RECORD.format(rows=rows), values)


@transaction.atomic
def record_reading_of(book: Subject, name: str, *, by: Actor, at: datetime) -> None:
    """Put on record that `by` reads a book of history: the ledger, or who read what.

    On the ledger's chain, and among what was read, where one looks for it.
    """
    record_on_ledger(
        EntryDraft(
            *LEDGER,
            kind=HistoryKind.HISTORY_READ,
            actor=by,
            at=at,
            before={},
            after={} if book == LEDGER else {"subject": name},
        )
    )
    record_readings(Reading(ReadingKind.OPENED, *book, name), by=by, at=at)


@transaction.atomic
def record_export_of(
    book: Subject,
    name: str,
    *,
    by: Actor,
    at: datetime,
    selection: Selection,
    part: str = "",
) -> None:
    """The same for an export, before its file is made; `part`: what was filtered by."""
    after: dict[str, Any] = {
        "subject": exports.subject_name(selection.subject),
        "since": selection.since,
    }
    if part:
        after["part_of_ledger"] = part
    record_on_ledger(
        EntryDraft(
            *LEDGER,
            kind=HistoryKind.HISTORY_EXPORTED,
            actor=by,
            at=at,
            before={},
            after=after if book == LEDGER else {"subject": name},
        )
    )
    record_readings(Reading(ReadingKind.EXPORTED, *book, name), by=by, at=at)


def export(
    target: BinaryIO,
    *,
    by: Actor,
    at: datetime,
    selection: Selection | None = None,
) -> exports.Summary:
    """Write an export, after recording that `by` asked for it.

    First the record, so that an export that breaks off is on record too; a full export
    holds its own record. Call it outside a transaction: header and body must see one
    moment.
    """
    chosen = selection or Selection()
    record_export_of(LEDGER, LEDGER_NAME, by=by, at=at, selection=chosen)
    return exports.write(
        target, at=at, selection=chosen, states=verification.registered_states()
    )
