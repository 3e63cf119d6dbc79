"""Tables of work in a text: rows of cells between bars, or cells on lines of their own.

One call, ``tables_in``: where each table lies and what its rows say. What is no table
of work stays as it is.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from workflows.deadlines import Span
from workflows.reading.flat_tables import flat_tables
from workflows.reading.lines import Line
from workflows.reading.table_columns import Columns, columns_of, head_kind
from workflows.reading.table_rows import RowReader, TableRow

_RULE = re.compile(r"[\s|:+=\-–—]{3,2000}")
_PAGE = re.compile(
    r"[\s\-–—*_]{0,9}(?:trang|page)?[\s\-–—*_]{0,9}\d{1,4}[\s\-–—*_/\d]{0,9}", re.I
)
_EDGE = " \t\r\n\f\v*_`\u00a0\ufeff"
MAX_BROKEN = 40
MAX_GAP = 5
LONGEST_ROW = 60_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table of work: its place in the text, and its rows."""

    span: Span
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row between bars; ``number`` is that of its first line."""

    number: int
    last: int
    span: Span
    cells: tuple[Span, ...]


def tables_in(text: str, folded: str) -> list[Table]:
    """All tables of work in order of the text. ``folded`` is the folded text."""
    lines = list(_lines(text))
    tables = [
        *_barred_tables(text, folded, lines),
        *(
            Table(span, tuple(RowReader(text, folded, columns).rows(grid)))
            for span, columns, grid in flat_tables(text, folded, lines)
        ),
    ]
    return sorted((one for one in tables if one.rows), key=lambda one: one.span)


def outside(tables: Iterable[Table], lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that stand in none of the tables."""
    waiting = deque(table.span for table in tables)
    for line in lines:
        while waiting and waiting[0][1] <= line.start:
            waiting.popleft()
        if not waiting or line.start < waiting[0][0]:
            yield line


def table_line(span: Span) -> Line:
    """The words of a cell as a line of their own."""
    return Line(*span, after_blank=True, is_emphasised=False, label=None)


def _lines(text: str) -> Iterator[Span]:
    offset = 0
    for raw in text.splitlines(keepends=True):
        yield offset, offset + len(raw)
        offset += len(raw)


def _barred_tables(text: str, folded: str, lines: list[Span]) -> Iterator[Table]:
    """Heads with the rows under them; a head found again goes on with the table."""
    open_table: _OpenTable | None = None
    rows = list(_barred_rows(text, lines)) if "|" in text else []
    for row, following in zip_longest(rows, rows[1:]):
        heads = _heads(text, row, following)
        if open_table is not None and not open_table.goes_on(text, lines, row, heads):
            yield open_table.closed(text, folded)
            open_table = None
        if open_table is None and heads is not None:
            open_table = _OpenTable(heads, row.span[0])
        if open_table is not None:
            open_table.take(text, row, is_head=heads is not None)
    if open_table is not None:
        yield open_table.closed(text, folded)


@dataclass(slots=True)
class _OpenTable:
    """A table of which more rows may follow."""

    columns: Columns
    begin: int
    end: int = 0
    last_line: int = 0
    grid: list[tuple[Span, ...]] = field(default_factory=list)

    def goes_on(
        self, text: str, lines: list[Span], row: _Row, heads: Columns | None
    ) -> bool:
        is_near = _is_near(text, lines, self.last_line, row.number)
        return is_near and (heads is None or heads == self.columns)

    def take(self, text: str, row: _Row, *, is_head: bool) -> None:
        self.end, self.last_line = row.span[1], row.last
        is_second = not self.grid and _is_second_head(text, row, self.columns)
        if not is_head and not is_second and not _RULE.fullmatch(text, *row.span):
            self.grid.append(_fitted(row.cells, len(self.columns)))

    def closed(self, text: str, folded: str) -> Table:
        rows = RowReader(text, folded, self.columns).rows(self.grid)
        return Table((self.begin, self.end), tuple(rows))


def _heads(text: str, row: _Row, following: _Row | None) -> Columns | None:
    """The columns, if the row heads a table; its second line may name them closer."""
    words = [text[slice(*cell)] for cell in row.cells]
    upper = columns_of(words)
    if following is None or (upper is None and not any(map(head_kind, words))):
        return upper
    below = [text[slice(*cell)] for cell in following.cells]
    if not _are_heads(below) or columns_of(below) is not None:
        return upper
    return columns_of(_combined(words, below)) or upper


def _combined(words: list[str], below: list[str]) -> list[str]:
    """Heads of two lines: the lower names a part of what the upper spans."""
    combined: list[str] = []
    over = ""
    for place in range(max(len(words), len(below))):
        upper = words[place] if place < len(words) else ""
        lower = below[place] if place < len(below) else ""
        over = upper or (over if lower else "")
        known = lower and head_kind(lower)
        combined.append(lower if known else f"{over} {lower}" if lower else upper)
    return combined


def _are_heads(words: list[str]) -> bool:
    filled = [word for word in words if word.strip()]
    return bool(filled) and all(map(head_kind, filled))


def _is_second_head(text: str, row: _Row, columns: Columns) -> bool:
    words = [text[slice(*cell)] for cell in row.cells]
    return _are_heads(words) and not words[columns.content].strip()


def _fitted(cells: tuple[Span, ...], width: int) -> tuple[Span, ...]:
    """As many cells as there are columns; the missing ones are empty."""
    end = cells[-1][1] if cells else 0
    return (*cells[:width], *(((end, end),) * (width - len(cells))))


def _is_near(text: str, lines: list[Span], before: int, number: int) -> bool:
    """Whether only blank lines and page numbers stand between two rows."""
    between = lines[before + 1 : number]
    said = [text[slice(*line)] for line in between]
    words = [one for one in said if one.strip()]
    return len(words) <= MAX_GAP and all(_PAGE.fullmatch(one.strip()) for one in words)


def _barred_rows(text: str, lines: list[Span]) -> Iterator[_Row]:
    """Rows between bars; one that is broken over lines is put together."""
    number = 0
    width = 0
    while number < len(lines):
        first = number
        start, end = lines[number]
        number += 1
        bars = text.count("|", start, end)
        if not bars:
            continue
        leads = text[start:end].lstrip().startswith("|")
        while leads and number < len(lines) and number - first < MAX_BROKEN:
            if not _is_broken(text, (start, end), lines[number], width):
                break
            end = lines[number][1]
            number += 1
        cells = _cells(text, start, end)
        if len(cells) > 1:
            width = len(cells) if not width or first == 0 else max(width, len(cells))
            yield _Row(first, number - 1, (start, end), cells)
        if not leads:
            width = 0


def _is_broken(text: str, row: Span, following: Span, width: int) -> bool:
    """Whether the line that follows is the rest of this row."""
    said = text[slice(*following)].strip()
    if said.startswith("|") or row[1] - row[0] > LONGEST_ROW:
        return False
    is_open = not text[slice(*row)].rstrip().endswith("|")
    lacks = text.count("|", *row) < width
    return (is_open and (lacks or said.endswith("|"))) or (lacks and "|" in said)


def _cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The places of the cells, without the blanks and markup around their words."""
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    if start < end and text[start] == "|":
        start += 1
    if start < end and text[end - 1] == "|":
        end -= 1
    cells: list[Span] = []
    begin = start
    for stop in [*(n for n in range(start, end) if text[n] == "|"), end]:
        cells.append(_trimmed(text, begin, stop))
        begin = stop + 1
    return tuple(cells)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end
