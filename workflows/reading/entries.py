"""Entries of an outline: labelled passages with what stands below them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from workflows.reading.labels import Field
from workflows.reading.letters import tidy
from workflows.reading.lines import Level, Line

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
    # A row of a table: a group's title there says no more than its words.
    is_row: bool = False
    # A row of a schedule that is held at an hour.
    is_held: bool = False

    @property
    def start(self) -> int:
        """Where its own words begin; 0 if it has none."""
        return self.parts[0].start if self.parts else 0

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
