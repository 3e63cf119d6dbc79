"""The one door into history: what happened, and who read it."""

from history.services.entries import (
    LEDGER,
    SYSTEM,
    Actor,
    EntryDraft,
    actor_of,
    announce,
    append,
    name_actors_by,
    record,
    record_on_ledger,
)
from history.services.readings import (
    LEDGER_NAME,
    READINGS,
    READINGS_NAME,
    Reading,
    export,
    record_export_of,
    record_reading_of,
    record_readings,
)

__all__ = [
    "LEDGER",
    "LEDGER_NAME",
    "READINGS",
    "READINGS_NAME",
    "SYSTEM",
    "Actor",
    "EntryDraft",
    "Reading",
    "actor_of",
    "announce",
    "append",
    "export",
    "name_actors_by",
    "record",
    "record_export_of",
    "record_on_ledger",
    "record_reading_of",
    "record_readings",
]
