"""Tables of work that lost their bars: each cell stands on lines of its own.

The head tells the columns, the ordinals tell the rows. Which lines of a row belong to
which column is decided by what they look like, since a cell may be empty or broken.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from workflows.deadlines import Span
from workflows.reading.tables.cell_looks import looks_like
from workflows.reading.tables.table_columns import (
    Column,
    Columns,
    Kind,
    columns_of,
    head_kind,
)

MAX_HEADS = 24
MAX_COLUMNS = 12
MIN_HEADS = 4
LONGEST_HEAD = 90
MAX_LINES_OF_ROW = 30
MAX_BEFORE = 100  # ordinals that the next may follow
MAX_LINES_OF_LAST = 12
AS_MANY_AS_COLUMNS = 4.0
_BARE = re.compile(
    r"[*_(\s]{0,4}([IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[A-HĐ])[*_\s.)/]{0,4}"
)
_EDGE = " \t\r\n\f\v*_#`>\u00a0\ufeff"
# What follows a table: a numbered heading, the closing formula, the recipients.
BEHIND = re.compile(
    r"[*_#\s]{0,6}(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*)[.)/]\s|Phần|PHẦN|Nơi nhận"
    r"|Trên đây|Yêu cầu|Đề nghị|Căn cứ|Giao |PHỤ LỤC|Phụ lục|Ghi chú\s?:)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

Grid = list[tuple[Span, ...]]


def flat_tables(
    text: str, folded: str, lines: Sequence[Span]
) -> Iterator[tuple[Span, Columns, Grid]]:
    """(place, columns, rows) of each table whose cells stand on lines of their own."""
    cells = [cell for line in lines if (cell := trimmed(text, *line)) is not None]
    number = 0
    while number < len(cells):
        found = _head_at(text, cells, number)
        if found is None:
            number += 1
            continue
        columns, first = found
        grid, last = _rows(text, folded, cells, first, columns)
        if grid:
            yield (cells[number][0], cells[last - 1][1]), columns, grid
        number = max(last, first)


def trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None


def _head_at(
    text: str, cells: Sequence[Span], number: int
) -> tuple[Columns, int] | None:
    """The columns that are headed here, and the number of the first row's line."""
    if _head(text, cells[number]) != Column.ORDINAL:
        return None
    heads: list[str] = []
    for place in range(number, min(number + MAX_HEADS, len(cells))):
        words = text[slice(*cells[place])]
        if place > number and _BARE.fullmatch(words):
            columns = columns_of(heads)
            if columns is None or not MIN_HEADS - 1 <= len(columns) <= MAX_COLUMNS:
                return None
            return columns, _behind_numbers(text, cells, place, len(columns))
        if len(words) > LONGEST_HEAD or "|" in words:
            return None
        if heads and words[0].islower():
            heads[-1] += f" {words}"
        else:
            heads.append(words)
    return None


def _head(text: str, cell: Span) -> Kind | None:
    if cell[1] - cell[0] > LONGEST_HEAD:
        return None
    found = head_kind(text[slice(*cell)])
    return None if found is None else found[0]


def _behind_numbers(text: str, cells: Sequence[Span], place: int, width: int) -> int:
    """Behind the line of column numbers, "(1) (2) (3)", if there is one."""
    said = [text[slice(*cell)].strip("() *") for cell in cells[place : place + width]]
    return place + width if said == [str(n + 1) for n in range(width)] else place


def _rows(
    text: str, folded: str, cells: Sequence[Span], first: int, columns: Columns
) -> tuple[Grid, int]:
    """The rows from here on, and the number of the line behind the table."""
    grid: Grid = []
    place = first
    before: list[str] = []
    while place < len(cells):
        ordinal = _ordinal(text, cells[place])
        if ordinal is None or not _follows(ordinal, before):
            break
        stop = _next_row(text, cells, place + 1, [*before, ordinal])
        own = list(cells[place + 1 : stop[0]])[:MAX_LINES_OF_ROW]
        kinds = columns.kinds[1:]
        row, used = aligned(text, folded, own, kinds, is_last=stop[1])
        grid.append((cells[place], *row))
        before = [*before[-MAX_BEFORE:], ordinal]
        place = place + 1 + used if stop[1] else stop[0]
        place = _behind_head(text, cells, place, columns)
        if stop[1] and place >= stop[0]:
            break
    return grid, place


def _ordinal(text: str, cell: Span) -> str | None:
    found = _BARE.fullmatch(text, *cell)
    return None if found is None else found.group(1)


def _next_row(
    text: str,
    cells: Sequence[Span],
    place: int,
    before: list[str],
) -> tuple[int, bool]:
    """Where the lines of this row end, and whether it is the last of the table."""
    for number in range(place, min(place + MAX_LINES_OF_ROW, len(cells))):
        if _head_at(text, cells, number) is not None:
            return number, False
        ordinal = _ordinal(text, cells[number])
        if ordinal is not None and number > place and _follows(ordinal, before):
            return number, False
        if number > place and BEHIND.match(text, *cells[number]):
            return number, True
    return min(place + MAX_LINES_OF_LAST, len(cells)), True


def _behind_head(text: str, cells: Sequence[Span], place: int, columns: Columns) -> int:
    """Behind a head that a new page repeats."""
    if place < len(cells) and (found := _head_at(text, cells, place)) is not None:
        return found[1] if found[0].kinds == columns.kinds else place
    return place


def _follows(ordinal: str, before: Sequence[str]) -> bool:
    """Whether an ordinal may come next: one more than another, or the first below."""
    if not before:
        return ordinal.isdigit() or ordinal in {"I", "A", "1.1"}
    *upper, own = ordinal.split(".")
    value = _value(own)
    if value == 1:
        above = ".".join(upper)
        return not upper or above in before
    wanted = [one for one in reversed(before) if _shape(one) == _shape(ordinal)]
    if not wanted:
        return False
    *others, last = wanted[0].split(".")
    return others == upper and value == _value(last) + 1


def _shape(ordinal: str) -> tuple[int, str]:
    last = ordinal.rsplit(".", maxsplit=1)[-1]
    kind = "1" if last.isdigit() else "I" if set(last) <= set(_ROMAN) else "A"
    return ordinal.count("."), kind


@lru_cache(maxsize=512)
def _value(ordinal: str) -> int:
    if ordinal.isdigit():
        return int(ordinal)
    if set(ordinal) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in ordinal]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return sum(-one if one < after else one for one, after in pairs)
    return ord(ordinal[0]) - ord("A") + 1


def aligned(
    text: str, folded: str, own: list[Span], kinds: Sequence[Kind], *, is_last: bool
) -> tuple[list[Span], int]:
    """The lines of a row put into its columns, and how many of them were used.

    The best way to cut the lines into columns in order, by what the columns look like.
    """
    # best[n]: score and cuts with the columns so far and the first n lines.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for kind in kinds:
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (score, cuts) in best.items():
            for stop in range(begin, len(own) + 1):
                said = [folded[slice(*cell)] for cell in own[begin:stop]]
                raw = [text[slice(*cell)] for cell in own[begin:stop]]
                gain = score + looks_like(kind, said, raw)
                if stop not in reached or gain > reached[stop][0]:
                    reached[stop] = (gain, (*cuts, stop))
        best = reached
    if len(kinds) in best:
        one_each = _one_each(text, folded, own, kinds)
        if one_each >= best[len(kinds)][0] - AS_MANY_AS_COLUMNS:
            cuts = tuple(range(len(kinds) + 1))
            best[len(kinds)] = (one_each + AS_MANY_AS_COLUMNS, cuts)
    used = max(best, key=lambda n: (best[n][0], n)) if is_last else len(own)
    cuts = best[used][1]
    return [_hull(own, *pair) for pair in pairwise(cuts)], used


def _one_each(text: str, folded: str, own: list[Span], kinds: Sequence[Kind]) -> float:
    return sum(
        looks_like(kind, [folded[slice(*cell)]], [text[slice(*cell)]])
        for kind, cell in zip(kinds, own, strict=False)
    )


def _hull(own: list[Span], begin: int, stop: int) -> Span:
    if begin < stop:
        return own[begin][0], own[stop - 1][1]
    place = own[begin - 1][1] if begin else own[0][0] if own else 0
    return place, place
