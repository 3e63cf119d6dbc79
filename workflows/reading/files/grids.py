"""A table as a grid of words: whether it is one of work, and how it is printed."""

from collections.abc import Sequence

from workflows.reading.letters import folded
from workflows.reading.tables.table_columns import columns_of, head_kind

# Tables that only lay a page out: the letterhead, and the place of the signature.
LAYOUT = ("cong hoa xa hoi", "doc lap - tu do", "noi nhan", "dang cong san viet nam")
HEADER_ROWS = 4
MIN_COLUMNS = 3
FEWEST_FILLED = 3
NONE = "-"

Grid = Sequence[Sequence[str]]


def is_content(rows: Grid) -> bool:
    """Whether the rows are to be read as rows, not as lines of a page."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) <= 1 or width <= 1:
        return False
    words = [" ".join(folded(cell[:100]).split()) for row in rows for cell in row]
    if any(cell.startswith(LAYOUT) for cell in words):
        return False
    if any(columns_of(row) for row in rows[:HEADER_ROWS]):
        return True
    return width >= MIN_COLUMNS


def printed(rows: Grid) -> str:
    """One line a row, `| a | b |`; a bar inside a cell would divide it.

    An empty cell beside others is printed as a dash: merged cells have their words in
    every row already, so nothing is to be carried into it.
    """
    lines: list[str] = []
    for row in rows:
        cells = [" ".join(cell.replace("|", "/").split()) for cell in row]
        filled = [cell for cell in cells if cell]
        if len(filled) >= FEWEST_FILLED and not all(map(head_kind, filled)):
            cells = [cell or NONE for cell in cells]
        if filled:
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
