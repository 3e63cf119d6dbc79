"""The outline of a document: entries (I. / 1. / 1.1. / a) / –) and their blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workflows.deadlines import Span
from workflows.reading.labels import (
    Field,
    fields_at,
    fields_within,
    value_span,
)
from workflows.reading.letters import folded, tidy
from workflows.reading.lines import END_OF_SENTENCE, Level, Line, lines_of

MAX_HEADING = 240


@dataclass(slots=True, eq=False)
class Entry:
    """A labelled passage with what stands below it. ``parts`` are its own lines."""

    level: int
    ordinal: str | None
    parent: "Entry | None"
    parts: list[Line] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    children: list["Entry"] = field(default_factory=list)

    @property
    def is_numbered(self) -> bool:
        """Whether it can be referred to: not a bullet and not a bare paragraph."""
        return self.ordinal is not None

    def ancestors(self) -> Iterator["Entry"]:
        """The entries above, nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def below(self) -> Iterator["Entry"]:
        """The entry itself and all that stand under it, in order of the text."""
        yield self
        for child in self.children:
            yield from child.below()


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines before the first entry, the top entries, and the closing lines."""

    preamble: tuple[Line, ...]
    entries: tuple[Entry, ...]
    closing: tuple[Line, ...]

    def all_entries(self) -> Iterator[Entry]:
        """Every entry in order of the text."""
        for entry in self.entries:
            yield from entry.below()


def outline_of(text: str) -> Outline:
    """Read the outline. One pass; whatever the text, something is returned."""
    builder = _Builder(text)
    lines = list(lines_of(text))
    end = next(
        (n for n, line in enumerate(lines) if builder.is_recipients(line)), len(lines)
    )
    for line in lines[:end]:
        builder.take(line)
    return Outline(tuple(builder.preamble), tuple(builder.roots), tuple(lines[end:]))


def heading_of(text: str, entry: Entry) -> str:
    """The heading as a person would quote it: "1. Các nhiệm vụ trước Tết"."""
    if not entry.parts:
        return ""
    first = entry.parts[0]
    words = tidy(text[first.body : first.end][:MAX_HEADING])
    if entry.ordinal is None or entry.level == Level.PART:
        return words
    mark = ")" if entry.level == Level.LETTER else "."
    return f"{entry.ordinal}{mark} {words}"


def paragraphs_of(text: str, parts: list[Line]) -> Iterator[Span]:
    """Paragraphs of an entry. A page break inside a sentence does not end one."""
    start, end = -1, -1
    for line in parts:
        if start < 0:
            start, end = line.body, line.end
        elif line.after_blank and not _runs_on(text, end, line):
            yield start, end
            start, end = line.body, line.end
        else:
            end = line.end
    if start >= 0:
        yield start, end


def _runs_on(text: str, end: int, line: Line) -> bool:
    tail = text[max(0, end - 4) : end].rstrip("*_ ")
    return not tail.endswith(END_OF_SENTENCE) and text[line.start].islower()


class _Builder:
    """Takes lines in order and hangs each where it belongs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = folded(text)
        self.preamble: list[Line] = []
        self.roots: list[Entry] = []
        self.current: Entry | None = None

    def is_recipients(self, line: Line) -> bool:
        """Whether the closing part, "Nơi nhận", begins here."""
        return self.folded.startswith("noi nhan", line.start) and (
            line.end - line.start <= len("Nơi nhận: :")
        )

    def take(self, line: Line) -> None:
        found = fields_at(self.folded, line.body, line.end)
        if found:
            self._take_fields(found)
        elif line.label is not None:
            self._take_label(line)
        elif self._continues_a_field(line):
            self._lengthen_last_field(line)
        else:
            self._take_words(line)

    def _take_label(self, line: Line) -> None:
        label = line.label
        if label is None:
            return
        parent = self.current
        while parent is not None and parent.level >= label.level:
            parent = parent.parent
        self._open(label.level, label.ordinal, parent)
        self._add_words(line)

    def _take_words(self, line: Line) -> None:
        if self.current is None:
            self.preamble.append(line)
            return
        if self.current.fields:
            # A block has ended: new words are a passage of their own beside it.
            self._open(self.current.level, None, self.current.parent)
        self._add_words(line)

    def _take_fields(self, found: list[Field]) -> None:
        if self.current is None:
            self._open(Level.BULLET, None, None)
            if self.preamble:
                self._add_words(self.preamble.pop())
        if self.current is not None:
            self.current.fields.extend(found)

    def _add_words(self, line: Line) -> None:
        if self.current is None:
            return
        found = fields_within(self.folded, line.body, line.end)
        if found:
            before = self.folded[line.body : found[0].label].rstrip(" \t(-+|")
            line = replace(line, end=line.body + len(before))
        self.current.parts.append(line)
        self.current.fields.extend(found)

    def _continues_a_field(self, line: Line) -> bool:
        """Whether a value runs on: it is empty, or broken in mid-sentence."""
        if self.current is None or not self.current.fields:
            return False
        last = self.current.fields[-1]
        if last.span[0] == last.span[1]:
            return True
        comma = self.text.startswith(",", last.span[1])
        return not last.closed and (comma or self.text[line.start].islower())

    def _lengthen_last_field(self, line: Line) -> None:
        if self.current is None:
            return
        last = self.current.fields[-1]
        start = last.span[0] if last.span[0] < last.span[1] else line.start
        self.current.fields[-1] = replace(
            last,
            span=value_span(self.text, start, line.end),
            closed=self.text[line.end - 1] in ".;)",
        )

    def _open(self, level: int, ordinal: str | None, parent: Entry | None) -> None:
        entry = Entry(level, ordinal, parent)
        (self.roots if parent is None else parent.children).append(entry)
        self.current = entry
