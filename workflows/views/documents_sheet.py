"""The text of a document as the page shows it: lines, marks, and the items' places."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from workflows.enums import ItemState
from workflows.models import DraftItem

MARKUP: Final = re.compile(r"\*{1,3}|^#{1,6} ")
BOLD: Final = re.compile(r"\s*(?:#{1,6} .*|\*\*[^*].*\*\*\s*)")
ITALIC: Final = re.compile(r"\s*\*[^*].*\*\s*")
ROW: Final = re.compile(r"\s*\|.*\|\s*")
RULE: Final = re.compile(r"\s*\|[\s|:–-]*\|\s*")  # between head and body of a table
# Words of a mark in the page: class of ui.css and its tag.
LOOKS: Final = {
    "leader": ("ld", "LĐ"),
    "unit": ("dv", "ĐV"),
    "deadline": ("han", "HẠN"),
}
HEAD_LINES: Final = 12  # above the first section: số, tên loại, trích yếu
Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A run of words, marked or not; `owners` are the parts of a split item whose own
    words these are, as a page names their cards."""

    text: str
    look: str = ""
    tag: str = ""
    owners: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the text: `shape` is "", "heading", "centred", "italic" or "row";
    `start` its place in the text."""

    shape: str
    pieces: tuple[Piece, ...]
    start: int = 0
    end: int = 0

    @property
    def words(self) -> int:
        return len("".join(piece.text for piece in self.pieces).split())


@dataclass
class Block:
    """Lines of one item, or lines between items; `items` are the parts it became."""

    items: tuple[DraftItem, ...] = ()
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, order=True)
class _Mark:
    start: int
    end: int
    kind: str


@dataclass
class _Place:
    """A place of the text, and the parts of the item that stands there."""

    start: int
    end: int
    items: tuple[DraftItem, ...]


def sheet_of(text: str, items: Iterable[DraftItem]) -> list[Block]:
    """The whole text in blocks; an item's block reaches to its last labelled line."""
    known = list(items)
    places = _places(known)
    marks = sorted(set(_marks(known)))
    starts = [mark.start for mark in marks]
    longest = max((mark.end - mark.start for mark in marks), default=0)
    blocks: list[Block] = []
    at = 0
    for number, (start, end) in enumerate(line_spans(text)):
        while at < len(places) and places[at].end <= start:
            at += 1
        owner = _owner(places, at, start, end)
        near = marks[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        line = _line(text, (start, end), near, owner, in_head=number < HEAD_LINES)
        if line is None:
            continue
        if not blocks or blocks[-1].items != owner:
            blocks.append(Block(owner))
        blocks[-1].lines.append(line)
    return blocks


def line_spans(text: str) -> Iterator[Span]:
    """Where each line begins and ends, its line end not counted."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\r\n"))
        start += len(line)


def offset_at(text: str, line_start: int, shown: int) -> int:
    """The place in the text of the character that the page shows as number `shown` of
    the line that begins there; the line's end where it shows fewer."""
    end = text.find("\n", line_start)
    raw = text[line_start : end if end >= 0 else len(text)].rstrip("\r")
    left = shown
    for place, kept in enumerate(_kept(raw)):
        if not kept:
            continue
        if left == 0:
            return line_start + place
        left -= 1
    return line_start + len(raw)


def _places(items: list[DraftItem]) -> list[_Place]:
    """By place in the text; what was merged stands where its target says."""
    groups: dict[int, list[DraftItem]] = {}
    for item in items:
        if item.state != ItemState.MERGED:
            groups.setdefault(item.position, []).append(item)
    found = [
        _Place(start, end, tuple(parts))
        for parts in groups.values()
        for start, end in {span for part in parts for span in part.reach}
    ]
    return sorted(found, key=lambda place: (place.start, -place.end))


def _owner(
    places: list[_Place], at: int, start: int, end: int
) -> tuple[DraftItem, ...]:
    for place in places[at:]:
        if place.start >= end:
            break
        if start < place.end:
            return place.items
    return ()


def _marks(items: list[DraftItem]) -> Iterator[_Mark]:
    for item in items:
        for mark in item.reading.get("marks", ()):
            if mark["kind"] in LOOKS:
                start, end = mark["span"]
                yield _Mark(start, end, mark["kind"])


def _line(
    text: str,
    span: Span,
    marks: list[_Mark],
    owner: tuple[DraftItem, ...],
    *,
    in_head: bool,
) -> Line | None:
    """The line without markup; None where nothing is left."""
    start, end = span
    raw = text[start:end]
    if not MARKUP.sub("", raw).strip() or RULE.fullmatch(raw):
        return None
    pieces = tuple(_pieces(raw, start, marks, owner))
    if ROW.fullmatch(raw):
        return Line("row", pieces, start, end)
    if BOLD.fullmatch(raw):
        return Line("centred" if in_head else "heading", pieces, start, end)
    return Line("italic" if ITALIC.fullmatch(raw) else "", pieces, start, end)


def _kept(raw: str) -> list[bool]:
    """Which characters of a line are shown."""
    kept = [True] * len(raw)
    for markup in MARKUP.finditer(raw):
        kept[markup.start() : markup.end()] = [False] * len(markup[0])
    return kept


def _pieces(
    raw: str, start: int, marks: list[_Mark], owner: tuple[DraftItem, ...]
) -> Iterator[Piece]:
    """Words between and inside marks; of marks that overlap, the first is shown."""
    kept, end = _kept(raw), start + len(raw)
    shown = list(_apart(marks, start, end))
    parts = [(part, part.spans) for part in owner] if len(owner) > 1 else []
    cuts = {start, end, *(edge for one in shown for edge in (one.start, one.end))}
    for _, spans in parts:
        for edge in (edge for span in spans for edge in span):
            # Never inside a mark: its tag would be shown twice.
            if start < edge < end and not any(m.start < edge < m.end for m in shown):
                cuts.add(edge)
    edges = sorted(cuts)
    for begin, stop in pairwise(edges):
        words = "".join(
            raw[place - start] for place in range(begin, stop) if kept[place - start]
        )
        mark = next((m for m in shown if m.start <= begin and stop <= m.end), None)
        look, tag = LOOKS[mark.kind] if mark else ("", "")
        if words:
            yield Piece(words, look, tag, _owners(parts, begin, stop))


def _apart(marks: list[_Mark], start: int, end: int) -> Iterator[_Mark]:
    """Those that lie in the line, cut to it, without overlaps."""
    at = start
    for mark in marks:
        begin, stop = max(mark.start, at), min(mark.end, end)
        if begin < stop:
            yield _Mark(begin, stop, mark.kind)
            at = stop


def _owners(parts: list[tuple[DraftItem, list[Span]]], begin: int, stop: int) -> str:
    return " ".join(
        f"v{part.pk}"
        for part, spans in parts
        if any(a <= begin and stop <= b for a, b in spans)
    )


def words_marked(item: DraftItem, kind: str) -> str:
    """What the paper says of leader, unit or deadline, as it says it."""
    marks: list[dict[str, Any]] = item.reading.get("marks", [])
    words = [mark["words"] for mark in marks if mark["kind"] == kind]
    return ", ".join(" ".join(MARKUP.sub("", one).split()) for one in words)
