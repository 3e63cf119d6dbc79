"""Word tables: those of work as rows of cells, those of layout as lines.

A row is printed as `| a | b |` on one line. A cell merged downwards has its words in
every row it covers; one merged sideways has them in its first column.
"""

from collections.abc import Callable, Iterator
from typing import Any

from docx.oxml.ns import qn

from workflows.reading.files.cleaning import one_line
from workflows.reading.files.grids import is_content, printed
from workflows.reading.files.word_paragraphs import Block, Paragraphs
from workflows.reading.tables.table_columns import MAX_COLUMNS

_ROW = qn("w:tr")
_CELL = qn("w:tc")
_TABLE = qn("w:tbl")
_PARAGRAPH = qn("w:p")
_FRAMES = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}

Blocks = Callable[[Any], Iterator[Block]]


def lines_of_table(
    table: Any, paragraphs: Paragraphs, blocks: Blocks
) -> Iterator[Block]:
    """The blocks of text that a table makes."""
    rows = list(_within(table, _ROW))
    plain = [_cells(row) for row in rows]
    # Labels are counted once only, so it is told by the bare words what the table is.
    preview = [
        [one_line(" ".join(t.text or "" for t in cell.iter(qn("w:t")))) for cell in row]
        for row in plain
    ]
    if is_content(preview):
        yield printed(_grid(plain, paragraphs)), False
        return
    for row in plain:
        for cell in row:
            yield from blocks(cell)


def _grid(rows: list[list[Any]], paragraphs: Paragraphs) -> list[list[str]]:
    """Words by row and column of the grid."""
    grid: list[list[str]] = []
    for cells in rows:
        line: list[str] = []
        for cell in cells:
            properties = cell.find(qn("w:tcPr"))
            merge = None if properties is None else properties.find(qn("w:vMerge"))
            column = len(line)
            if merge is not None and merge.get(qn("w:val"), "continue") == "continue":
                above = grid[-1] if grid else []
                line.append(above[column] if column < len(above) else "")
            else:
                line.append(_words(cell, paragraphs))
            line += [""] * (_width(properties) - 1)
            if len(line) >= MAX_COLUMNS:
                break
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [line + [""] * (width - len(line)) for line in grid]


def _words(cell: Any, paragraphs: Paragraphs) -> str:
    """All words of a cell, of tables inside it too, with the labels Word counts."""
    said: list[str] = []
    for paragraph in cell.iter(_PARAGRAPH):
        label = paragraphs.label(paragraph)
        said += [label, paragraphs.words(paragraph).text]
    return one_line(" ".join(said))


def _width(properties: Any | None) -> int:
    span = None if properties is None else properties.find(qn("w:gridSpan"))
    words = "" if span is None else span.get(qn("w:val"), "")
    return min(max(int(words), 1), MAX_COLUMNS) if words.isdecimal() else 1


def _cells(row: Any) -> list[Any]:
    return list(_within(row, _CELL))


def _within(element: Any, tag: str) -> Iterator[Any]:
    """Children with this tag, also inside frames that are not seen on paper."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _FRAMES:
            yield from _within(child, tag)
