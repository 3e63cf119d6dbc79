"""Writing and reading an export: JSON Lines that docs/verify_history.py checks alone.

Header, entries by subject and sequence, the states that subjects have now, the seals,
footer. The
footer's SHA-256 of every byte before it finds a file that was cut or touched; the heads
find a chain that was. Print or send the footer elsewhere: an outside copy is what
exposes whoever owns both database and export.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from history.exceptions import UnreadableExport
from history.hashing import moment
from history.models import HistoryEntry
from history.queries import (
    Head,
    Selection,
    State,
    Subject,
    count_rows,
    one_moment,
    stream_heads,
    stream_rows,
)
from history.queries.seals import stream_seals

FORMAT = "dieu-hanh-history"
VERSION = 2  # 1 had no seals; docs/verify_history.py reads both
READABLE = (1, 2)
# What a spreadsheet would take for a formula (OWASP, CSV injection).
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Summary:
    """The footer: what the file holds, and what to keep elsewhere."""

    entries: int
    heads: int
    heads_hash: str
    states: int
    seals: int
    sha256: str


class HeadsDigest:
    """SHA-256 over the lines "type:id sequence hash", by subject."""

    def __init__(self) -> None:
        self.count = 0
        self._digest = hashlib.sha256()

    def add(self, head: Head) -> None:
        self.count += 1
        line = f"{head.subject_type}:{head.subject_id} {head.sequence} {head.hash}\n"
        self._digest.update(line.encode())

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


class _Lines:
    """JSON Lines on a binary stream, with the digest of all that was written."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self.digest = hashlib.sha256()

    def write(self, value: dict[str, Any]) -> None:
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
        data = line.encode()
        self.digest.update(data)
        self._target.write(data)


def subject_name(subject: Subject | None) -> str | None:
    """("mission", 18) as "mission:18"."""
    return None if subject is None else f"{subject[0]}:{subject[1]}"


def write(
    target: BinaryIO, *, at: datetime, selection: Selection, states: Iterable[State]
) -> Summary:
    """Write one export in bounded memory, seen at one moment.

    `states` is what subjects' rows say now; left out of an export since a moment, where
    a chain that did not move is not in the file.
    """
    lines = _Lines(target)
    with one_moment():
        heads = HeadsDigest()
        for head in stream_heads(selection):
            heads.add(head)
        header = {
            "format": FORMAT,
            "version": VERSION,
            "exported_at": moment(at),
            "subject": subject_name(selection.subject),
            "since": selection.since and moment(selection.since),
            "entries": count_rows(selection),
            "heads": heads.count,
            "heads_hash": heads.hexdigest(),
        }
        lines.write(header)
        entries = _write_entries(lines, selection)
        told = _write_states(lines, selection, states)
        seals = _write_seals(lines, selection)
    if entries != header["entries"]:
        raise RuntimeError(
            "History grew during its export: call it outside a transaction."
        )
    summary = Summary(
        entries, heads.count, heads.hexdigest(), told, seals, lines.digest.hexdigest()
    )
    lines.write({"footer": asdict(summary)})
    return summary


def _write_entries(lines: _Lines, selection: Selection) -> int:
    entries = 0
    for row in stream_rows(selection):
        lines.write(row)
        entries += 1
    return entries


def _write_states(lines: _Lines, selection: Selection, states: Iterable[State]) -> int:
    if selection.since is not None:
        return 0
    told = 0
    for subject, sequence, state in states:
        if selection.subject not in {None, subject}:
            continue
        lines.write(
            {
                "state": state,
                "sequence": sequence,
                "subject_type": subject[0],
                "subject_id": subject[1],
            }
        )
        told += 1
    return told


def _write_seals(lines: _Lines, selection: Selection) -> int:
    """All seals; a part of history cannot be held against them."""
    if selection.subject is not None or selection.since is not None:
        return 0
    count = 0
    for seal in stream_seals():
        lines.write({"seal": seal})
        count += 1
    return count


def read_heads(path: Path) -> Iterator[Head]:
    """The head of every chain in an earlier full export, by subject.

    Raises UnreadableExport at the start for another kind of file or a part of history,
    at the end for a file that was cut or touched.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        _check_header(path, digest, file.readline())
        head: Head | None = None
        footer: dict[str, Any] | None = None
        for line in file:
            value = _parsed(path, line)
            footer = value.get("footer")
            if footer is not None:
                break
            digest.update(line)
            if "hash" not in value:
                continue
            found = _head_of(path, value)
            if head is not None and head.subject != found.subject:
                yield head
            head = found
        if head is not None:
            yield head
    if footer is None or footer.get("sha256") != digest.hexdigest():
        raise UnreadableExport(f"{path}: bản kết xuất bị cắt hoặc bị sửa.")


def _head_of(path: Path, entry: dict[str, Any]) -> Head:
    try:
        return Head(*(entry[name] for name in Head._fields))
    except KeyError as error:
        raise UnreadableExport(f"{path} có mục thiếu trường {error}.") from None


def _check_header(path: Path, digest: "hashlib._Hash", line: bytes) -> None:
    header = _parsed(path, line)
    digest.update(line)
    if header.get("format") != FORMAT or header.get("version") not in READABLE:
        raise UnreadableExport(f"{path} không phải bản kết xuất nhật ký.")
    if header.get("subject") or header.get("since"):
        raise UnreadableExport(
            f"{path} chỉ là một phần nhật ký; cần bản kết xuất đầy đủ."
        )


def _parsed(path: Path, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise UnreadableExport(f"{path} có dòng không phải JSON.")
    return value


Words = Callable[[HistoryEntry], tuple[str, str]]
_words: list[Callable[[], Words]] = []


def words_come_from(begin: Callable[[], Words]) -> None:
    """Have the package that knows every name say what an entry's before and after
    mean; `begin` reads the names, once an export."""
    _words[:] = [begin]


def words_of_entries() -> Words:
    """Before and after of an entry, in words."""
    return _words[0]()


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what begins like that."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text
