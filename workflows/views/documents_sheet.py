"""The text of a document as the page shows it: lines, marks, and the items' places."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from workflows.models import DraftItem

MARKUP: Final = re.compile(r"\*{1,3}|^#{1,6} ")
BOLD: Final = re.compile(r"\s*(?:#{1,6} .*|\*\*[^*].*\*\*\s*)")
ITALIC: Final = re.compile(r"\s*\*[^*].*\*\s*")
# Words of a mark in the page: class of ui.css and its tag.
LOOKS: Final = {
    "leader": ("ld", "LĐ"),
    "unit": ("dv", "ĐV"),
    "deadline": ("han", "HẠN"),
}
HEAD_LINES: Final = 12  # above the first section: số, tên loại, trích yếu


@dataclass(frozen=True)
class Piece:
    """A run of words, marked or not."""

    text: str
    look: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the text: `shape` is "", "heading", "centred" or "italic"."""

    shape: str
    pieces: tuple[Piece, ...]


@dataclass
class Block:
    """Lines of one item, or lines between items; `items` are the parts it became."""

    items: tuple[DraftItem, ...] = ()
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    kind: str


def sheet_of(text: str, items: Iterable[DraftItem]) -> list[Block]:
    """The whole text in blocks; an item's block reaches to its last labelled line."""
    groups: dict[int, list[DraftItem]] = {}
    for item in items:
        groups.setdefault(item.position, []).append(item)
    marks = sorted(set(_marks(groups)), key=lambda mark: (mark.start, -mark.end))
    reach = [(parts[0].span_start, _end(parts[0]), parts) for parts in groups.values()]
    blocks: list[Block] = []
    for number, (start, end) in enumerate(_line_spans(text)):
        owner = next(
            (
                tuple(parts)
                for begin, stop, parts in reach
                if begin < end and start < stop
            ),
            (),
        )
        line = _line(text, start, end, marks, in_head=number < HEAD_LINES)
        if line is None:
            continue
        if not blocks or blocks[-1].items != owner:
            blocks.append(Block(owner))
        blocks[-1].lines.append(line)
    return blocks


def _marks(groups: dict[int, list[DraftItem]]) -> Iterator[_Mark]:
    for parts in groups.values():
        for mark in parts[0].reading.get("marks", ()):
            if mark["kind"] in LOOKS:
                start, end = mark["span"]
                yield _Mark(start, end, mark["kind"])


def _end(item: DraftItem) -> int:
    """Where the item ends, its labelled lines included, those of others not."""
    ends: list[int] = [
        mark["span"][1]
        for mark in item.reading.get("marks", ())
        if mark["span"][0] >= item.span_start
    ]
    return max([item.span_end, *ends])


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\r\n"))
        start += len(line)


def _line(
    text: str, start: int, end: int, marks: list[_Mark], *, in_head: bool
) -> Line | None:
    """The line without markup; None where nothing is left."""
    raw = text[start:end]
    if not MARKUP.sub("", raw).strip():
        return None
    pieces = tuple(_pieces(text, start, end, marks))
    if BOLD.fullmatch(raw):
        return Line("centred" if in_head else "heading", pieces)
    return Line("italic" if ITALIC.fullmatch(raw) else "", pieces)


def _pieces(text: str, start: int, end: int, marks: list[_Mark]) -> Iterator[Piece]:
    """Words between and inside marks; of marks that overlap, the first is shown."""
    at = start
    for mark in marks:
        begin, stop = max(mark.start, at), min(mark.end, end)
        if begin >= stop:
            continue
        yield from _plain(text[at:begin])
        look, tag = LOOKS[mark.kind]
        words = MARKUP.sub("", text[begin:stop])
        yield Piece(words, look, tag)
        at = stop
    yield from _plain(text[at:end])


def _plain(words: str) -> Iterator[Piece]:
    clean = MARKUP.sub("", words)
    if clean:
        yield Piece(clean)


def words_marked(item: DraftItem, kind: str) -> str:
    """What the paper says of leader, unit or deadline, as it says it."""
    marks: list[dict[str, Any]] = item.reading.get("marks", [])
    words = [mark["words"] for mark in marks if mark["kind"] == kind]
    return ", ".join(" ".join(MARKUP.sub("", one).split()) for one in words)
