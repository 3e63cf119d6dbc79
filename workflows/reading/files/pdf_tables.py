"""Tables that a PDF page draws with lines: cells from rulings, words from places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from workflows.reading.files.pdf_objects import bounds_of
from workflows.reading.files.pdf_words import Word

THIN = 2.5  # points; a ruling may be drawn as a thin rectangle
SHORTEST = 6.0
NEAR = 3.0
MAX_PATHS = 6000
MAX_RULINGS = 4000
MIN_COLUMNS = 2
MAX_SIDE = 200


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: at ``at``, from ``start`` to ``end`` along the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The grid of one table: edges of columns left to right, of rows top down."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]

    def holds(self, word: Word) -> bool:
        middle = (word.left + word.right) / 2
        return (
            self.xs[0] <= middle <= self.xs[-1]
            and self.ys[-1] - NEAR <= word.y <= self.ys[0]
        )

    def rows(self, words: Sequence[Word]) -> list[list[list[Word]]]:
        """Words by row and column; a cell merged downwards says them in every row."""
        cells: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            place = self._cell_of(word)
            cells.setdefault(place, []).append(word)
        columns, rows = len(self.xs) - 1, len(self.ys) - 1
        return [
            [cells.get(self._said_in(row, column), []) for column in range(columns)]
            for row in range(rows)
        ]

    def _cell_of(self, word: Word) -> tuple[int, int]:
        """The first cell of those merged sideways and downwards around a word."""
        middle = (word.left + word.right) / 2
        column = sum(x <= middle for x in self.xs[1:-1])
        row = sum(word.y < y for y in self.ys[1:-1])
        return self._first_below(row, self._first_beside(row, column))

    def _said_in(self, row: int, column: int) -> tuple[int, int]:
        if self._first_beside(row, column) != column:
            return (-1, -1)
        return self._first_below(row, column)

    def _first_beside(self, row: int, column: int) -> int:
        y = (self.ys[row] + self.ys[row + 1]) / 2
        while column > 0 and not _is_ruled(self.down, self.xs[column], y):
            column -= 1
        return column

    def _first_below(self, row: int, column: int) -> tuple[int, int]:
        x = (self.xs[column] + self.xs[column + 1]) / 2
        while row > 0 and not _is_ruled(self.across, self.ys[row], x):
            row -= 1
        return row, column


def ruled_tables(page: Any) -> list[RuledTable]:
    """The tables of a page that have at least two columns."""
    across, down = _rulings(page)
    if len(down) <= MIN_COLUMNS or len(across) + len(down) > MAX_RULINGS:
        return []
    found = [_table(part, down) for part in _apart(across, down)]
    return [table for table in found if table is not None]


def _rulings(page: Any) -> tuple[list[Ruling], list[Ruling]]:
    across: list[Ruling] = []
    down: list[Ruling] = []
    paths = bounds_of(page, pdfium_c.FPDF_PAGEOBJ_PATH, MAX_PATHS)
    for left, low, right, high in paths:
        width, height = right - left, high - low
        if height <= THIN and width >= SHORTEST:
            across.append(Ruling((low + high) / 2, left, right))
        elif width <= THIN and height >= SHORTEST:
            down.append(Ruling((left + right) / 2, low, high))
        elif width >= SHORTEST and height >= SHORTEST:
            across += [Ruling(low, left, right), Ruling(high, left, right)]
            down += [Ruling(left, low, high), Ruling(right, low, high)]
    return across, down


def _apart(across: list[Ruling], down: list[Ruling]) -> Iterator[list[Ruling]]:
    """Rulings across, by table: between two tables no line goes down."""
    ordered = sorted(across, key=lambda one: -one.at)
    part: list[Ruling] = []
    for ruling in ordered:
        gap = part and part[-1].at - ruling.at > NEAR
        if gap and not _is_spanned(down, ruling.at, part[-1].at):
            yield part
            part = []
        part.append(ruling)
    if part:
        yield part


def _is_spanned(down: list[Ruling], low: float, high: float) -> bool:
    middle = (low + high) / 2
    return sum(one.start <= middle <= one.end for one in down) >= MIN_COLUMNS


def _table(across: list[Ruling], down: list[Ruling]) -> RuledTable | None:
    top, bottom = across[0].at, across[-1].at
    own = [
        one
        for one in down
        if one.start <= top + NEAR and one.end >= bottom - NEAR
        and min(one.end, top) - max(one.start, bottom) >= SHORTEST - NEAR
    ]  # fmt: skip
    # A page break may cut the lines that go down without a line across.
    edges = [one.at for one in across]
    if own:
        edges += [min(one.start for one in own), max(one.end for one in own)]
    ys = sorted(_merged(edges), reverse=True)
    xs = sorted(_merged([one.at for one in own]))
    if len(xs) <= MIN_COLUMNS or len(ys) <= 1 or max(len(xs), len(ys)) > MAX_SIDE:
        return None
    return RuledTable(tuple(xs), tuple(ys), tuple(across), tuple(own))


def _merged(places: list[float]) -> list[float]:
    """Places so near to each other that they are one."""
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > NEAR:
            merged.append(place)
    return merged


def _is_ruled(rulings: Sequence[Ruling], at: float, along: float) -> bool:
    return any(
        abs(one.at - at) <= NEAR and one.start - NEAR <= along <= one.end + NEAR
        for one in rulings
    )
