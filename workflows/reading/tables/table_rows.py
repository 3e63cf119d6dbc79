"""From the rows of a table of work to what each says: group, item, or neither.

A row is one item: its words are those of the content cell, its fields those of the
other cells. What a merged cell says holds for every row it covers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from workflows.deadlines import Span
from workflows.reading.labels import Field
from workflows.reading.tables.table_cells import WHO, CellReader
from workflows.reading.tables.table_columns import Column, Columns, columns_of

_ORDINAL = re.compile(
    r"[*_(\s]{0,4}([IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-zĐđ]|[A-Z]\.\d{1,2})"
    r"[*_\s.)/:]{0,4}"
)
_GROUP_ORDINAL = re.compile(r"[IVXLC]{1,6}|[A-HĐ]")
_LEADING_LABEL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]|[a-zđ]\)|[-–—•+])[\s*_]{1,4}"
)
_FIGURE = re.compile(r"[*_(\s]{0,3}(?:\d{1,2}|[A-Z])[*_)\s]{0,3}")
_TOTAL = re.compile(r"tong (?:cong|so)\b|cong(?=[\s:(]{0,3}(?:$|[\d)]|i\b))")
_DONE = re.compile(r"(?:da )?(?:hoan thanh|xong|ket thuc)\b(?! (?:mot phan|\d))|100 ?%")
_NOT_DONE = re.compile(r"chua|dang|khong|cham|qua han|sap|\b\d{1,2}(?:[.,]\d)? ?%")
_UNIT = re.compile(
    r"(?:\d{1,2}[.)] )?(?:cac )?(?:van phong|phong|trung tam|ban|so|cuc|to"
    r"|chi (?:cuc|doan)|thanh tra|ubnd|uy ban|bo phan|don vi|doi|khoa|vien|truong"
    r"|hoi|doan)\b"
)
# A day of a schedule on which nothing is held.
_NO_EVENT = re.compile(
    r"\blam viec (?:tai|o) (?:co quan|tru so|don vi|phong lam viec)\b"
    r"|^(?:nghi\b(?! (?:ngoi|quyet))|khong (?:co|bo tri) lich\b)"
    r"|^(?:dong chi|d/c|lanh dao|(?:pho )?(?:giam doc|chu tich|truong ban|bi thu))\b"
    r".{0,60}\b(?:di (?:cong tac|hoc)|nghi (?:phep|om|che do))\b"
)
LONGEST_UNIT = 90
Grid = Sequence[Sequence[Span]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A group's title, or the words and fields of one item."""

    ordinal: str | None
    parts: tuple[Span, ...]
    fields: tuple[Field, ...] = ()
    is_group: bool = False
    # Something held at an hour, as a row of a working schedule tells it.
    is_held: bool = False


class RowReader:
    """Reads the rows under one head; remembers what merged cells carry down."""

    def __init__(
        self, text: str, folded: str, columns: Columns, *, may_merge: bool = True
    ) -> None:
        self.text = text
        self.folded = folded
        self.columns = columns
        # Cells on lines of their own are not merged with those above.
        self.may_merge = may_merge
        self.cells = CellReader(text, folded, columns)

    def rows(self, grid: Grid) -> list[TableRow]:
        """What the rows say, in order; a part of a row goes to the row it is of."""
        self.cells.repeats = not self.may_merge or self._says_units_again(grid)
        found: list[TableRow] = []
        for cells, following in zip_longest(grid, grid[1:]):
            if self._is_no_row(cells):
                self.cells.pass_day(cells)
                continue
            if self._is_group(cells, following):
                found.append(self._group(cells))
            elif found and not found[-1].is_group and self._goes_on(cells):
                found[-1] = self._lengthened(found[-1], cells)
            elif row := self._item(cells):
                same = bool(found) and self._is_same(found[-1], row)
                if same:
                    found[-1] = self._joined(found[-1], row)
                else:
                    found.append(row)
        return found

    def _is_no_row(self, cells: Sequence[Span]) -> bool:
        """The head again, the line of column numbers, a sum, a blank, work done."""
        content = self.cells.says(cells, self.columns.content)
        filled = [cell for cell in cells if cell[0] < cell[1]]
        if not filled or (content and _FIGURE.fullmatch(content.upper())):
            return True
        if _TOTAL.match(content) and len(content) < LONGEST_UNIT:
            return True
        if columns_of([self.text[slice(*cell)] for cell in cells]) is not None:
            return True
        if self.columns.is_schedule and _NO_EVENT.search(content):
            return True
        status = self.cells.says(cells, self.columns.place(Column.STATUS))
        return bool(_DONE.match(status)) and not _NOT_DONE.search(status)

    def _is_group(
        self, cells: Sequence[Span], following: Sequence[Span] | None
    ) -> bool:
        place = self.columns.place(Column.ORDINAL)
        filled = [n for n in range(len(cells)) if not self.cells.is_blank(cells, n)]
        if place in filled and not _ORDINAL.fullmatch(self.text[slice(*cells[place])]):
            return len(filled) == 1
        titles = [n for n in filled if n != place]
        if len(titles) != 1:
            return False
        title = cells[titles[0]]
        ordinal = self._ordinal(cells)
        if ordinal is None:
            return (not self.text[title[0]].islower() and place is not None) or (
                titles[0] != self.columns.content
            )
        if titles[0] != self.columns.content or _GROUP_ORDINAL.fullmatch(ordinal):
            return True
        after = None if following is None else self._ordinal(following)
        return after is not None and after.startswith((f"{ordinal}.", "a"))

    def _ordinal(self, cells: Sequence[Span]) -> str | None:
        place = self.columns.place(Column.ORDINAL)
        if place is None or place >= len(cells):
            return None
        found = _ORDINAL.fullmatch(self.text[slice(*cells[place])])
        return found.group(1) if found else None

    def _group(self, cells: Sequence[Span]) -> TableRow:
        place = self.columns.place(Column.ORDINAL)
        ordinal = self._ordinal(cells)
        title = next(
            cell
            for n, cell in enumerate(cells)
            if not self.cells.is_blank(cells, n) and (ordinal is None or n != place)
        )
        words = " ".join(self.folded[slice(*title)].split())
        is_unit = len(words) <= LONGEST_UNIT and _UNIT.match(words)
        self.cells.begin_group(title if is_unit else None)
        return TableRow(ordinal, (title,), is_group=True)

    def _goes_on(self, cells: Sequence[Span]) -> bool:
        """Whether the row is the rest of the one above, broken by a page."""
        if self._ordinal(cells) is not None:
            return False
        start, end = cells[self.columns.content]
        if start == end:
            return True
        return (
            self.text[start].islower()
            and self.columns.place(Column.ORDINAL) is not None
        )

    def _lengthened(self, row: TableRow, cells: Sequence[Span]) -> TableRow:
        content = cells[self.columns.content]
        parts = (*row.parts, content) if content[0] < content[1] else row.parts
        end = parts[-1][1]
        fields = [replace(field, label=max(end, field.label)) for field in row.fields]
        more = [
            field
            for field in self.cells.fields(cells, end)
            if field.span[0] < field.span[1]
        ]
        return replace(row, parts=parts, fields=(*fields, *more))

    def _is_same(self, above: TableRow, row: TableRow) -> bool:
        """Whether a merged content cell was printed once more for its second unit."""
        if above.is_group or above.ordinal != row.ordinal or row.ordinal is None:
            return False
        mine, other = (
            " ".join(self.text[slice(*one.parts[0])].split()) for one in (above, row)
        )
        return mine == other

    def _joined(self, above: TableRow, row: TableRow) -> TableRow:
        """The fields of both, each value once."""
        end = above.parts[-1][1]
        known = {(f.kind, self.folded[slice(*f.span)]) for f in above.fields}
        more = [
            replace(field, label=end)
            for field in row.fields
            if field.span[0] < field.span[1]
            and (field.kind, self.folded[slice(*field.span)]) not in known
        ]
        return replace(above, fields=(*above.fields, *more))

    def _item(self, cells: Sequence[Span]) -> TableRow | None:
        if self.cells.is_blank(cells, self.columns.content):
            return None
        start, end = cells[self.columns.content]
        label = _LEADING_LABEL.match(self.text, start, end)
        ordinal = self._ordinal(cells)
        if label is not None:
            start = label.end()
            ordinal = (
                ordinal
                or self.text[label.start() : label.end()].strip(" .)*_-–—•+")
                or None
            )
        fields = list(self.cells.fields(cells, end))
        return TableRow(
            ordinal,
            ((start, end),),
            tuple(self.cells.carried(fields, end)),
            is_held=self.cells.is_held(cells),
        )

    def _says_units_again(self, grid: Grid) -> bool:
        """Whether a unit is said anew in the next row: then no cell is merged."""
        for kind in WHO:
            place = self.columns.place(kind)
            said = (
                [self.cells.says(cells, place) for cells in grid]
                if place is not None
                else []
            )
            if any(a and a == b for a, b in pairwise(said)):
                return True
        return False
