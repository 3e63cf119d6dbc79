"""A table as a grid of words: whether it is one of work, and how it is printed."""

from workflows.reading.letters import folded
from workflows.reading.table_columns import columns_of

# Tables that only lay a page out: the letterhead, and the place of the signature.
_LAYOUT = ("cong hoa xa hoi", "doc lap - tu do", "noi nhan", "dang cong san viet nam")
HEADER_ROWS = 4
MIN_COLUMNS = 3


def is_content(rows: list[list[str]]) -> bool:
    """Whether the rows are to be read as rows, not as lines of a page."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) <= 1 or width <= 1:
        return False
    words = [" ".join(folded(cell).split()) for row in rows for cell in row]
    if any(cell.startswith(_LAYOUT) for cell in words):
        return False
    if any(columns_of(row) for row in rows[:HEADER_ROWS]):
        return True
    return width >= MIN_COLUMNS


def printed(row: list[str]) -> str:
    """One row as one line; a bar inside a cell would divide it."""
    cells = [" ".join(cell.replace("|", "/").split()) for cell in row]
    return f"| {' | '.join(cells)} |"
