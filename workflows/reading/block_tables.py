"""Tables without ordinals that lost their bars: a row is a block of lines.

So schedules come out of a PDF or an e-mail: the heads on lines of their own, then for
each row a paragraph with a line for each cell, days above hours in the first.
"""

import re
from collections.abc import Iterator, Sequence

from workflows.deadlines import Span
from workflows.reading.flat_tables import BEHIND, Grid, aligned, trimmed
from workflows.reading.labels import FieldKind
from workflows.reading.table_columns import Columns, columns_of, head_kind

FEWEST_HEADS = 3
MAX_HEADS = 12
MAX_LINES_OF_ROW = 20
_PAGE = re.compile(r"[-–—\s]{0,4}(?:trang\s)?\d{1,3}(?:/\d{1,3})?[-–—\s]{0,4}", re.I)

Block = list[Span]


def block_tables(
    text: str, folded: str, lines: Sequence[Span]
) -> Iterator[tuple[Span, Columns, Grid]]:
    """(place, columns, rows) of each table whose rows are blocks of lines."""
    blocks = list(_blocks(text, lines))
    number = 0
    while number < len(blocks):
        columns = _columns(text, blocks[number])
        number += 1
        if columns is None:
            continue
        begin, end = blocks[number - 1][0][0], 0
        grid: Grid = []
        while number < len(blocks) and _is_row(text, blocks[number]):
            if len(blocks[number]) > 1:
                cells, _ = aligned(
                    text, folded, blocks[number], columns.kinds, is_last=False
                )
                grid.append(tuple(cells))
                end = blocks[number][-1][1]
            number += 1
        if grid:
            yield (begin, end), columns, grid


def _blocks(text: str, lines: Sequence[Span]) -> Iterator[Block]:
    """Lines with words, parted by blank ones."""
    block: Block = []
    for line in lines:
        words = trimmed(text, *line)
        if words is not None:
            block.append(words)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _columns(text: str, block: Block) -> Columns | None:
    """The columns that a block heads: its lines are heads, and none is an ordinal."""
    if not FEWEST_HEADS <= len(block) <= MAX_HEADS:
        return None
    heads = [text[slice(*line)] for line in block]
    if not all(map(head_kind, heads)):
        return None
    columns = columns_of(heads)
    # Only a day as the first cell shows that the blocks below are rows.
    is_by_day = columns is not None and columns.kinds[0] is FieldKind.DEADLINE
    return columns if is_by_day else None


def _is_row(text: str, block: Block) -> bool:
    """Whether a block is a row, or a page number between two rows."""
    if len(block) == 1:
        return _PAGE.fullmatch(text, *block[0]) is not None
    is_behind = BEHIND.match(text, *block[0]) is not None
    return not is_behind and len(block) <= MAX_LINES_OF_ROW
