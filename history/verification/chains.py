"""Finding what was edited, deleted, reordered, duplicated, cut off, or never told.

Everything is merged in the order of (subject_type, subject_id): stored entries, heads
of an earlier export, and the states of subjects. So memory is bounded by one chunk of
rows, not by the number of chains.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from history.enums import Fault
from history.exceptions import UnrecordableValue
from history.hashing import GENESIS, digest
from history.queries import (
    Head,
    Row,
    Selection,
    State,
    Subject,
    one_moment,
    stream_rows,
)
from history.queries.seals import newest_seal, stream_seals
from history.verification.completeness import registered_states
from history.verification.problems import Problem
from history.verification.seals import Sealed, Watch, verify_seals

Progress = Callable[[int], None]
PROGRESS_EVERY = 10_000
_T = TypeVar("_T")


@dataclass
class Tally:
    """How much was read; filled while verifying."""

    entries: int = 0
    chains: int = 0
    seals: int = 0


def verify(
    rows: Iterable[Row],
    *,
    earlier: Iterable[Head] = (),
    states: Iterable[State] = (),
    seals: Iterable[Sealed] = (),
    tally: Tally | None = None,
    progress: Progress | None = None,
) -> Iterator[Problem]:
    """Check whole chains: rows of queries.stream_rows, or an export's entry lines.

    `earlier` and `states` are ordered by subject, as read_heads and registered_states
    are; the roots of `seals` are made anew. `progress` is told the number of entries
    now and then.
    """
    count = tally or Tally()
    watch = Watch(seals)
    heads = _InStep((head.subject, head) for head in earlier)
    now = _InStep((state[0], state) for state in states)
    last: Subject | None = None
    for subject, chain in groupby(
        _counted(rows, count, progress),
        lambda row: (row["subject_type"], row["subject_id"]),
    ):
        count.chains += 1
        if last is not None and subject <= last:
            yield Problem(subject, 1, Fault.REORDERED, "chuỗi không đúng chỗ")
        yield from (_vanished(head) for head in heads.below(subject))
        yield from (_untold(state) for state in now.below(subject))
        seen = _watched(chain, watch)
        yield from _verify_chain(subject, seen, heads.at(subject), now.at(subject))
        watch.end_of(subject)
        last = subject
    yield from (_vanished(head) for head in heads.below(None))
    yield from (_untold(state) for state in now.below(None))
    yield from watch.problems()


def _watched(chain: Iterable[Row], watch: Watch) -> Iterator[Row]:
    for row in chain:
        watch.see(row)
        yield row


def verify_database(
    *,
    earlier: Iterable[Head] = (),
    every_seal: bool = False,
    tally: Tally | None = None,
    progress: Progress | None = None,
) -> Iterator[Problem]:
    """Check everything that is stored, and the registered states, at one moment.

    Of all seals the link and the signature; of the newest (or of `every_seal`, which
    takes time) the root, too: it covers all that the earlier ones do.
    """
    count = tally or Tally()
    with one_moment():
        newest = newest_seal()
        count.seals = newest.number if newest else 0
        yield from verify_seals(stream_seals())
        roots = stream_seals() if every_seal else [newest.as_signed()] if newest else ()
        yield from verify(
            stream_rows(Selection()),
            earlier=earlier,
            states=registered_states(),
            seals=roots,
            tally=count,
            progress=progress,
        )


def _counted(
    rows: Iterable[Row], tally: Tally, progress: Progress | None
) -> Iterator[Row]:
    for row in rows:
        tally.entries += 1
        if progress is not None and tally.entries % PROGRESS_EVERY == 0:
            progress(tally.entries)
        yield row


def _verify_chain(
    subject: Subject, chain: Iterable[Row], earlier: Head | None, now: State | None
) -> Iterator[Problem]:
    sequence, previous, told = 0, GENESIS, None
    for row in chain:
        yield from verify_entry(row, sequence, previous)
        sequence, previous = max(sequence, row["sequence"]), row["hash"]
        if _contradicts(row, earlier):
            yield Problem(subject, row["sequence"], Fault.REWRITTEN)
        if isinstance(row["after"], dict):
            told = row["after"].get("state", told)
    if earlier is not None and sequence < earlier.sequence:
        until = f"đã có đến {earlier.sequence}"
        yield Problem(subject, sequence + 1, Fault.TRUNCATED, until)
    if now is not None:
        yield from _compare_state(now, sequence, told)


def _contradicts(row: Row, earlier: Head | None) -> bool:
    return (
        earlier is not None
        and row["sequence"] == earlier.sequence
        and row["hash"] != earlier.hash
    )


def _compare_state(now: State, sequence: int, told: object) -> Iterator[Problem]:
    subject, expected, state = now
    if expected is not None and expected != sequence:
        yield Problem(subject, expected, Fault.UNTOLD, f"mục cuối là {sequence}")
    elif state is not None and state != told:
        detail = f"{state}, nhật ký ghi {told}"
        yield Problem(subject, sequence, Fault.UNTOLD, detail)


def verify_entry(row: Row, sequence: int, previous: str) -> Iterator[Problem]:
    """Check one entry that follows the entry `sequence` whose hash is `previous`."""
    subject = row["subject_type"], row["subject_id"]
    here = row["sequence"]
    if here > sequence + 1:
        missing = f"mất {here - sequence - 1} mục" if here > sequence + 2 else ""
        yield Problem(subject, sequence + 1, Fault.DELETED, missing)
    elif here == sequence:
        yield Problem(subject, here, Fault.DUPLICATED)
    elif here < sequence:
        yield Problem(subject, here, Fault.REORDERED)
    elif row["previous_hash"] != previous:
        yield Problem(subject, here, Fault.UNLINKED)
    if _digest(row) != row["hash"]:
        yield _edited(row)


def _edited(row: Row) -> Problem:
    """Edited, or whole but at another place: then its hash fits the old number."""
    subject, here = (row["subject_type"], row["subject_id"]), row["sequence"]
    for place in range(max(1, here - 20), here + 21):
        if _digest({**row, "sequence": place}) == row["hash"]:
            return Problem(subject, here, Fault.REORDERED, f"vốn là mục {place}")
    return Problem(subject, here, Fault.EDITED)


def _digest(row: Row) -> str | None:
    try:
        return digest(row)
    except UnrecordableValue:
        return None  # no entry was ever written so


def _vanished(head: Head) -> Problem:
    return Problem(
        head.subject, 1, Fault.TRUNCATED, f"cả chuỗi, đã có đến {head.sequence}"
    )


def _untold(state: State) -> Problem:
    subject, expected, name = state
    return Problem(
        subject, expected or 1, Fault.UNTOLD, f"{name or ''}, không có chuỗi"
    )


class _InStep(Generic[_T]):
    """Items by ascending subject, read no further than the walk over the chains."""

    def __init__(self, items: Iterable[tuple[Subject, _T]]) -> None:
        self._items = iter(items)
        self._next = next(self._items, None)

    def below(self, subject: Subject | None) -> Iterator[_T]:
        """What belongs to no chain before `subject` (None: to the end)."""
        while self._next is not None and (subject is None or self._next[0] < subject):
            yield self._pop(self._next)

    def at(self, subject: Subject) -> _T | None:
        if self._next is None or self._next[0] != subject:
            return None
        return self._pop(self._next)

    def _pop(self, item: tuple[Subject, _T]) -> _T:
        self._next = next(self._items, None)
        if self._next is not None and self._next[0] <= item[0]:
            raise ValueError(f"{self._next[0]} after {item[0]}: not ascending.")
        return item[1]
