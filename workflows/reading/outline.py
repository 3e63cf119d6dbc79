"""The outline of a document: entries (I. / 1. / 1.1. / a) / –) and their blocks."""

import re
from collections import deque
from dataclasses import replace
from itertools import zip_longest

from workflows.reading.annexes import annexes_in
from workflows.reading.entries import Entry, Outline, heading_of
from workflows.reading.labels import (
    Field,
    fields_at,
    fields_within,
    value_span,
)
from workflows.reading.letters import folded
from workflows.reading.lines import Label, Level, Line, lines_of
from workflows.reading.paragraphs import ends_sentence, with_paragraphs
from workflows.reading.schedules import (
    behind_hour,
    day_field,
    is_day,
    is_part_of_day,
)
from workflows.reading.tables.tables import Table, outside, table_line, tables_in

MAX_WORDS = 24
HALF_STEP = 5
FIRST_ORDINALS = frozenset(("1", "I", "a", "A", "1.1", "i"))
__all__ = ["Builder", "Entry", "Outline", "heading_of", "outline_of"]

_END = re.compile(r"\./\.[*_\s]{0,6}$")
_RECIPIENTS = re.compile(r"noi nhan\s{0,3}:?(?:\s{3}.{0,200}|\s{0,3})", re.DOTALL)


def outline_of(text: str) -> Outline:
    """Read the outline. One pass; whatever the text, something is returned.

    What follows the list of recipients is the foot, up to an annex.
    """
    builder = Builder(text)
    tables = deque(tables_in(text, builder.folded))
    lines = with_paragraphs(text, list(outside(tables, lines_of(text))))
    closing: list[Line] = []
    # Behind "./." stand the signature and what was written beside it.
    is_done = False
    in_foot = False
    annexes = annexes_in(text, lines)
    for number, (line, following) in enumerate(zip_longest(lines, lines[1:])):
        while tables and tables[0].span[0] <= line.start:
            builder.take_table(tables.popleft())
        if number in annexes and (in_foot or builder.current is not None):
            in_foot = is_done = False
            builder.take_annex(line)
        elif in_foot or builder.is_recipients(line):
            in_foot = True
            closing.append(line)
        elif not is_done or line.label is not None:
            builder.take(line, following)
            is_done = _END.search(text, line.start, line.end) is not None
    for table in tables:
        builder.take_table(table)
    return Outline(tuple(builder.preamble), tuple(builder.roots), tuple(closing))


class Builder:
    """Takes lines in order and hangs each where it belongs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = folded(text)
        self.preamble: list[Line] = []
        self.roots: list[Entry] = []
        self.current: Entry | None = None
        # A heading without a label hangs above whatever label comes next.
        self.heading: Entry | None = None
        self.to_whom = False
        self.day: Entry | None = None

    def is_recipients(self, line: Line) -> bool:
        """Whether the closing part, "Nơi nhận", begins here."""
        return _RECIPIENTS.fullmatch(self.folded, line.start, line.end) is not None

    def take_annex(self, line: Line) -> None:
        """An annex has an outline of its own, under its title."""
        self._open(Level.ANNEX, None, None)
        self.to_whom = False
        self._add_words(line)

    def take_table(self, table: Table) -> None:
        """A table's rows, each an entry with its block, under their groups' titles."""
        before = self.current
        above = before
        while above is not None and not self._leads_into_table(above):
            above = above.parent
        parent = above
        for row in table.rows:
            if row.is_group:
                self._open(Level.ROMAN, row.ordinal, above)
                parent = self.current
            else:
                self._open(Level.LETTER - HALF_STEP, row.ordinal, parent)
            if self.current is not None:
                self.current.is_row = True
                self.current.is_held = row.is_held
                self.current.parts += [table_line(span) for span in row.parts]
                self.current.fields += row.fields
        self.current, self.heading = before, None

    def _leads_into_table(self, entry: Entry) -> bool:
        """Whether a table may hang under an entry: a section, or "như sau:"."""
        if entry.fields or entry.level < Level.LETTER:
            return not entry.fields
        end = entry.parts[-1].end if entry.parts else 0
        return self.text[max(0, end - 4) : end].rstrip("*_ ").endswith(":")

    def take(self, line: Line, following: Line | None) -> None:
        """The next line, with the one behind it."""
        if self._is_addressee(line):
            self.preamble.append(line)
            return
        if line.opens and is_day(self.folded, line):
            self._take_day(line)
            return
        if is_part_of_day(self.folded, line) and self.day is not None:
            self.current = self.day
            return
        found = fields_at(self.folded, line.body, line.end)
        if found and (line.opens or not self.text[line.body].islower()):
            self._take_fields(found)
        elif line.label is not None:
            self._take_label(line)
        elif self._is_bare_heading(line, following):
            self._take_heading(line)
        elif self._continues_a_field(line):
            self._lengthen_last_field(line)
        else:
            self._take_words(line)

    def _take_label(self, line: Line) -> None:
        label = line.label
        if label is None:
            return
        self._place_heading(label)
        self._open(label.level, label.ordinal, self._above(label.level))
        if self.day is not None:
            body = behind_hour(self.folded, line.body, line.end)
            line = replace(line, label=replace(label, end=body))
        self._add_words(line)

    def _above(self, level: int) -> Entry | None:
        parent = self.current
        while parent is not None and parent.level >= level:
            parent = parent.parent
        return parent

    def _is_addressee(self, line: Line) -> bool:
        """Whether a line belongs to "Kính gửi:", which may list its addressees."""
        if self.current is not None:
            return False
        if self.folded.startswith("kinh gui", line.body):
            self.to_whom = True
            return True
        is_listed = line.label is not None and line.label.ordinal is None
        self.to_whom = self.to_whom and (is_listed or not line.opens)
        return self.to_whom

    def _is_bare_heading(self, line: Line, following: Line | None) -> bool:
        """Whether a line without a label is a heading: short, alone, above others."""
        if self.current is None or following is None or not following.opens:
            return False
        if not line.opens or len(self.text[line.start : line.end].split()) > MAX_WORDS:
            return False
        said = self.text[line.start : line.end].rstrip("*_ ")
        if line.is_emphasised:
            return not said.endswith((".", ";"))
        is_above_list = following.label is not None
        return (
            is_above_list
            and self.text[line.start].isupper()
            and (said.endswith(":") or not ends_sentence(self.text, line.end))
        )

    def _take_day(self, line: Line) -> None:
        """A day of a schedule is the time of all that stands under it."""
        self._open(Level.LETTER + HALF_STEP, None, self._above(Level.LETTER))
        self.day = self.current
        self._add_words(line)
        if self.current is not None:
            self.current.fields.append(day_field((line.body, line.end)))

    def _take_heading(self, line: Line) -> None:
        """Until a label tells better, a heading stands just above bullets."""
        level = Level.BULLET - HALF_STEP
        self._open(level, None, self._above(Level.LETTER))
        self.heading = self.current
        self._add_words(line)

    def _place_heading(self, label: Label) -> None:
        """Lift a heading above a list that begins anew under it."""
        heading, self.heading = self.heading, None
        if heading is None or label.ordinal not in FIRST_ORDINALS:
            return
        level = label.level - HALF_STEP
        if level < heading.level:
            self._move(heading, level)

    def _move(self, entry: Entry, level: int) -> None:
        siblings = self.roots if entry.parent is None else entry.parent.children
        if siblings[-1] is not entry:
            return
        siblings.pop()
        parent = entry.parent
        while parent is not None and parent.level >= level:
            parent = parent.parent
        entry.level, entry.parent = level, parent
        (self.roots if parent is None else parent.children).append(entry)

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
