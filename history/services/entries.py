"""The one door into history: append, announce, record.

The chain of a subject is serialised by the lock that its owner already holds (a
mission's row, a document's row). Nobody else waits, and nothing forks: the unique
constraint on (subject, sequence) turns a forgotten lock into an IntegrityError, which
is left to raise.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from history.enums import HistoryKind
from history.hashing import GENESIS, digest, moment, recordable, recordable_text
from history.models import HistoryEntry
from history.queries import Head, Subject, heads_of
from history.signals import history_recorded

LEDGER: Subject = ("ledger", 0)
_LEDGER_LOCK = 0x6C6564676572  # "ledger"; the ledger has no row to lock


@dataclass(frozen=True)
class Actor:
    """Who acted, as known at that moment; `id` None is the system.

    `capacity` is one of "", "KT.", "TL.", "TUQ.", "TM.", "Q."; `on_behalf_of` the title
    of the post acted for, "" where one acts for oneself.
    """

    id: int | None
    name: str
    title: str = ""
    capacity: str = ""
    on_behalf_of: str = ""


SYSTEM = Actor(id=None, name="Hệ thống")
_actor_of: list[Callable[[Any], Actor]] = []


def name_actors_by(actor_of_person: Callable[[Any], Actor]) -> None:
    """Have the package that knows people say as whom one of them acts now."""
    _actor_of[:] = [actor_of_person]


def actor_of(person: object) -> Actor:
    """As whom the person acts now: for who reads and exports history itself."""
    return _actor_of[0](person)


@dataclass(frozen=True)
class EntryDraft:
    """An entry before it has its place in the chain.

    `before` and `after` hold texts, whole numbers, true, false, null, dates, lists and
    dicts of them; see hashing.recordable for what is refused. `after["state"]`, where
    present, is the subject's state from then on, and is compared with the subject's
    row.
    """

    subject_type: str
    subject_id: int
    kind: HistoryKind
    actor: Actor
    at: datetime
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    note: str = ""
    authority: str = ""

    @property
    def subject(self) -> Subject:
        return self.subject_type, self.subject_id


def append(
    *drafts: EntryDraft, heads: Mapping[Subject, Head] | None = None
) -> list[HistoryEntry]:
    """Write the drafts in their order; one SELECT and one INSERT, however many.

    The caller holds the lock of every subject, taken before this transaction's first
    look at it. `heads` are heads of chains that it has read since; they are not read
    again. Sends no signal. Raises TransactionManagementError outside a
    transaction, UnrecordableValue for content that cannot be kept exactly,
    IntegrityError where a subject was not locked.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "History is written in the transaction of the act that it tells."
        )
    if not drafts:
        return []
    known = dict(heads or {})
    unknown = {draft.subject for draft in drafts} - known.keys()
    if unknown:
        known |= heads_of(unknown)
    entries = []
    for draft in drafts:
        entry = _entry(draft, known.get(draft.subject))
        known[draft.subject] = Head(*draft.subject, entry.sequence, entry.hash)
        entries.append(entry)
    return HistoryEntry.objects.bulk_create(entries)


def announce(
    entries: Iterable[HistoryEntry], *, about: Mapping[Subject, object] | None = None
) -> None:
    """Tell the receivers, inside the transaction: an exception there undoes the act.

    `about` hands them what the caller knows of the subjects already, so that they need
    not read it again; history itself does not look at it.
    """
    told = list(entries)
    if told:
        history_recorded.send(sender=HistoryEntry, entries=told, about=about or {})


def record(*drafts: EntryDraft) -> list[HistoryEntry]:
    """Append, then announce. Raises what they raise."""
    entries = append(*drafts)
    announce(entries)
    return entries


@transaction.atomic
def record_on_ledger(draft: EntryDraft) -> HistoryEntry:
    """Record a reading or an export of history itself, on the chain ("ledger", 0).

    Takes the ledger's lock until the end of the outermost transaction: keep it short.
    """
    if draft.subject != LEDGER:
        raise ValueError(
            f"{draft.subject} is not the ledger; lock its row and record()."
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LEDGER_LOCK])
    (entry,) = record(draft)
    return entry


def _entry(draft: EntryDraft, head: Head | None) -> HistoryEntry:
    """The draft as it will be stored, with its place in the chain and its hash."""
    actor = draft.actor
    texts = {
        "subject_type": draft.subject_type,
        "kind": HistoryKind(draft.kind),
        "actor_name": actor.name,
        "actor_title": actor.title,
        "capacity": actor.capacity,
        "on_behalf_of": actor.on_behalf_of,
        "note": draft.note,
        "authority": draft.authority,
    }
    stored: dict[str, Any] = {
        **{name: recordable_text(text, name) for name, text in texts.items()},
        "subject_id": draft.subject_id,
        "sequence": head.sequence + 1 if head else 1,
        "actor_id": actor.id,
        "before": recordable(draft.before, "before"),
        "after": recordable(draft.after, "after"),
        "previous_hash": head.hash if head else GENESIS,
    }
    seal = digest({**stored, "at": moment(draft.at)})
    return HistoryEntry(**stored, at=draft.at, hash=seal)
