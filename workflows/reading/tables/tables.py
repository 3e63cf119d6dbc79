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
from workflows.reading.files.grids import LAYOUT
from workflows.reading.lines import Line
from workflows.reading.tables.barred_rows import Row, barred_rows, is_near
from workflows.reading.tables.cell_looks import guessed_columns
from workflows.reading.tables.flat_schedules import flat_schedules
from workflows.reading.tables.flat_tables import flat_tables
from workflows.reading.tables.table_columns import Columns, columns_of, head_kind
from workflows.reading.tables.table_rows import RowReader, TableRow

FEWEST_ROWS = 2
FEWEST_COLUMNS = 3
_RULE = re.compile(r"[\s|:+=\-–—]{3,2000}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of work: its place in the text, and its rows."""

    span: Span
    rows: tuple[TableRow, ...]


def tables_in(text: str, folded: str) -> list[Table]:
    """All tables in order of the text; ``folded`` is the folded text.

    One that is not of work has no rows: its cells are no sentences to be read.
    """
    lines = list(_lines(text))
    rows = list(barred_rows(text, lines)) if "|" in text else []
    tables = list(_tables_of_work(text, folded, lines, rows))
    tables += _headless_tables(text, folded, lines, _rows_outside(rows, tables))
    for span, columns, grid in flat_tables(text, folded, lines):
        found = RowReader(text, folded, columns).rows(grid)
        tables += [Table(span, tuple(found))] if found else []
    for span, columns, grid in flat_schedules(text, folded, lines):
        found = RowReader(text, folded, columns, may_merge=False).rows(grid)
        tables += [Table(span, tuple(found))] if found else []
    return list(_apart(sorted(tables, key=lambda one: one.span)))


def _apart(tables: list[Table]) -> Iterator[Table]:
    """Of tables that overlap, the first."""
    end = -1
    for table in tables:
        if table.span[0] >= end:
            end = table.span[1]
            yield table


def _rows_outside(rows: list[Row], tables: list[Table]) -> list[Row]:
    """The rows that stand in none of the tables; both are in order of the text."""
    waiting = deque(table.span for table in tables)
    kept: list[Row] = []
    for row in rows:
        while waiting and waiting[0][1] <= row.span[0]:
            waiting.popleft()
        if not waiting or row.span[0] < waiting[0][0]:
            kept.append(row)
    return kept


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


def _tables_of_work(
    text: str, folded: str, lines: list[Span], rows: list[Row]
) -> Iterator[Table]:
    """Heads with the rows under them; a head found again goes on with the table."""
    open_table: _OpenTable | None = None
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
        self, text: str, lines: list[Span], row: Row, heads: Columns | None
    ) -> bool:
        follows = is_near(text, lines, self.last_line, row.number)
        return follows and (heads is None or heads == self.columns)

    def take(self, text: str, row: Row, *, is_head: bool) -> None:
        self.end, self.last_line = row.span[1], row.last
        is_second = not self.grid and _is_second_head(text, row, self.columns)
        if not is_head and not is_second and not _RULE.fullmatch(text, *row.span):
            self.grid.append(_fitted(row.cells, len(self.columns)))

    def closed(self, text: str, folded: str) -> Table:
        rows = RowReader(text, folded, self.columns).rows(self.grid)
        return Table((self.begin, self.end), tuple(rows))


def _heads(text: str, row: Row, following: Row | None) -> Columns | None:
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


def _is_second_head(text: str, row: Row, columns: Columns) -> bool:
    words = [text[slice(*cell)] for cell in row.cells]
    content = words[columns.content : columns.content + 1]  # a row may be cut short
    return _are_heads(words) and not any(map(str.strip, content))


def _fitted(cells: tuple[Span, ...], width: int) -> tuple[Span, ...]:
    """As many cells as there are columns; the missing ones are empty."""
    end = cells[-1][1] if cells else 0
    return (*cells[:width], *(((end, end),) * (width - len(cells))))


def _headless_tables(
    text: str, folded: str, lines: list[Span], rows: list[Row]
) -> Iterator[Table]:
    """Tables whose head is missing or says nothing of work.

    Where the cells look like ordinals, work, units and days, they are read as such.
    """
    run: list[Row] = []
    for row, following in zip_longest(rows, rows[1:]):
        run.append(row)
        goes_on = following is not None and (
            is_near(text, lines, row.last, following.number)
            and len(following.cells) == len(row.cells)
        )
        if goes_on:
            continue
        if len(run) >= FEWEST_ROWS and _is_grid(folded, run):
            columns = guessed_columns(text, folded, [one.cells for one in run])
            reader = None if columns is None else RowReader(text, folded, columns)
            found = reader.rows([one.cells for one in run]) if reader else []
            yield Table((run[0].span[0], run[-1].span[1]), tuple(found))
        run = []


def _is_grid(folded: str, rows: list[Row]) -> bool:
    """Whether the rows are those of a table, not of a letterhead or a signature."""
    cells = [folded[slice(*cell)].strip() for row in rows for cell in row.cells]
    return (
        len(rows[0].cells) >= FEWEST_COLUMNS
        and all(row.leads for row in rows)
        and not any(cell.startswith(LAYOUT) for cell in cells)
    )
