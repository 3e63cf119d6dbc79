"""Working schedules that lost their bars and have no ordinals.

The head tells the columns in any order; a day holds for the hours under it until the
next, and each hour begins a row. "Thứ Hai / 17/8/2026 / 8 giờ 30 / Họp … / Phòng họp".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workflows.deadlines import Span
from workflows.reading.labels import FieldKind
from workflows.reading.tables.flat_tables import aligned, trimmed
from workflows.reading.tables.table_columns import (
    Column,
    Columns,
    Kind,
    columns_of,
    head_kind,
)

FEWEST_HEADS, MOST_HEADS = 3, 8
LONGEST_HEAD = 60
LONGEST_WHEN = 60
MOST_LINES = 14  # of a row
_WEEKDAY = r"(?:thu )?(?:hai|ba|tu|nam|sau|bay)(?![a-z])|thu [2-7]|chu nhat"
_DATE = (
    r"(?:ngay )?\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?(?!\d)(?! ?(?:gio|h))"
    r"|ngay \d{1,2} thang \d{1,2}(?: nam \d{4})?"
)
_HOUR = (
    r"(?:tu |luc |den )?\d{1,2} ?(?:gio|h|g|:)(?: ?\d{2})?(?: ?phut)?(?!\w)"
    r"|(?:buoi )?(?:sang|trua|chieu|toi)(?![a-z])|ca ngay"
)
_PIECE = re.compile(
    rf"(?:(?P<hour>{_HOUR})|(?P<date>{_DATE})|(?P<weekday>{_WEEKDAY}))"
    r"[\s,;:().*–-]{0,4}"
)
_PAGE = re.compile(r"[-–—\s]{0,4}(?:trang\s{1,2})?\d{1,3}(?:/\d{1,3})?[-–—\s]{0,4}")
# What follows a schedule: a numbered heading, a remark on it, the foot.
_BEHIND = re.compile(
    r"[*_#\s]{0,6}(?:(?:[IVX]{1,5}|\d{1,2})[.)/]\s|Phần|PHẦN|Nơi nhận|Ghi chú|Lưu ý"
    r"|(?:Lịch|Chương trình|Kế hoạch)(?: \w+){0,3} này|Trên đây|Đề nghị|Yêu cầu"
    r"|Giao (?!ban|lưu|dịch|nhận)"
    r"|Trong tuần|Trong quá trình|Ngoài ra|Nếu |Khi |TL\.|KT\.|PHỤ LỤC)"
)

Grid = list[tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line with words; whether a blank line stands above, and what of time it is."""

    span: Span
    after_blank: bool
    when: frozenset[str]


@dataclass(slots=True)
class _Run:
    """Lines of time one under another, and the words up to the next such run."""

    times: list[_Cell]
    words: list[_Cell]
    # Where the columns before the time have their lines: at the end of the run before.
    before: list[_Cell] = field(default_factory=list)
    # Whether words behind the schedule may be among them.
    is_open: bool = False

    @property
    def has_hour(self) -> bool:
        return any("hour" in cell.when for cell in self.times)

    @property
    def begin(self) -> int:
        """Where the last day begins that it names; those above it held nothing."""
        begin, said = self.times[0].span[0], frozenset[str]()
        for cell in self.times:
            new = cell.when & {"date", "weekday"}
            begin = cell.span[0] if new & said else begin
            said = new if new & said else said | new
        return begin


def flat_schedules(
    text: str, folded: str, lines: Sequence[Span]
) -> Iterator[tuple[Span, Columns, Grid]]:
    """(place, columns, rows) of each schedule whose cells stand on their own lines."""
    cells = list(_cells(text, folded, lines))
    number = 0
    while number < len(cells):
        found = _head_at(text, cells, number)
        if found is None:
            number += 1
            continue
        columns, first = found
        lead = columns.place(FieldKind.DEADLINE) or 0
        runs, stop = _runs(text, cells, first, lead)
        grid, end = _grid(text, folded, runs, columns)
        if grid:
            yield (cells[number].span[0], end), columns, grid
        number = max(stop, first)


def _cells(text: str, folded: str, lines: Sequence[Span]) -> Iterator[_Cell]:
    after_blank = True
    for line in lines:
        span = trimmed(text, *line)
        if span is None:
            after_blank = True
        elif not _PAGE.fullmatch(folded, *span):
            yield _Cell(span, after_blank, _time_in(folded, span))
            after_blank = False


def _time_in(folded: str, span: Span) -> frozenset[str]:
    """What of "hour", "date", "weekday" a line says that says nothing else."""
    at, end = span
    said: set[str] = set()
    while at < end and end - span[0] <= LONGEST_WHEN:
        piece = _PIECE.match(folded, at, end)
        if piece is None:
            return frozenset()
        said.add(piece.lastgroup or "")
        at = piece.end()
    return frozenset(said)


def _head_at(
    text: str, cells: Sequence[_Cell], number: int
) -> tuple[Columns, int] | None:
    """The columns that are headed here, and the number of the first row's line."""
    heads: list[str] = []
    once: set[Kind] = set()
    for place in range(number, min(number + MOST_HEADS + 1, len(cells))):
        words = text[slice(*cells[place].span)]
        known = head_kind(words) if len(words) <= LONGEST_HEAD else None
        if known is None or known[0] is Column.ORDINAL or known[0] in once:
            break
        if len(heads) > 1 and cells[place].after_blank != cells[number + 1].after_blank:
            break
        # A title above the head is printed otherwise: "LỊCH CÔNG TÁC TUẦN".
        if heads and heads[0].isupper() != words.isupper():
            break
        heads.append(words)
        once |= {known[0]} & {Column.CONTENT}
    if not FEWEST_HEADS <= len(heads) <= MOST_HEADS:
        return None
    columns = columns_of(heads)
    if columns is None or columns.place(FieldKind.DEADLINE) is None:
        return None
    first = number + len(heads)
    ahead = cells[first : first + len(heads)]
    return (columns, first) if any(cell.when for cell in ahead) else None


def _runs(
    text: str, cells: Sequence[_Cell], first: int, lead: int
) -> tuple[list[_Run], int]:
    """The runs from here on, and the number of the line behind the last of them.

    ``lead`` is how many columns stand before the time.
    """
    runs = [_Run([], [])]
    place = first
    while place < len(cells):
        cell = cells[place]
        again = None if cell.when else _head_at(text, cells, place)
        if again is not None:
            place = again[1]
            continue
        if not cell.when and (
            _BEHIND.match(text, *cell.span) or len(runs[-1].words) >= MOST_LINES
        ):
            break
        if not cell.when:
            runs[-1].words.append(cell)
        elif runs[-1].words or not runs[-1].times:
            runs.append(_Run([cell], []))
        else:
            runs[-1].times.append(cell)
        place += 1
    _share(runs, lead)
    return runs[1:], place


def _share(runs: list[_Run], lead: int) -> None:
    """Give each row what stands before its time, and end the last at a blank line."""
    rest = [run for run in runs[:-1] if run.words]
    has_gaps = any(cell.after_blank for run in rest for cell in run.words[1:])
    last = runs[-1].words
    gap = next((n for n, cell in enumerate(last) if n and cell.after_blank), len(last))
    runs[-1].is_open = has_gaps or len(last) >= MOST_LINES
    if not has_gaps and (rest or gap > 1):
        runs[-1].words = last[:gap]
    hours = any(run.has_hour for run in runs)
    for run, following in pairwise(runs):
        if lead and following.has_hour in (hours, True):
            following.before = run.words[-lead:]
            run.words = run.words[:-lead]


def _grid(
    text: str, folded: str, runs: Sequence[_Run], columns: Columns
) -> tuple[Grid, int]:
    """A row for each run that holds something, and where the last of them ends."""
    place = columns.place(FieldKind.DEADLINE) or 0
    kinds = columns.kinds[place + 1 :]
    grid: Grid = []
    end = 0
    for run in runs:
        own = [cell.span for cell in run.words]
        when = (run.begin, run.times[-1].span[1])
        if (own or place) and len(run.before) == place:
            spans, used = own, len(own)
            if len(own) != len(kinds) or any(text[at].islower() for at, _ in own):
                spans, used = aligned(text, folded, own, kinds, is_last=run.is_open)
            grid.append((*(cell.span for cell in run.before), when, *spans))
            own = own[:used]
        end = max(end, when[1], *(span[1] for span in own))
    return grid, end
