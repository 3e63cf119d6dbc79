"""From the rows of a table of work to what each says: group, item, or neither.

A row is one item: its words are those of the content cell, its fields those of the
other cells. What a merged cell says holds for every row it covers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from workflows.deadlines import Span
from workflows.reading.labels import Field, FieldKind
from workflows.reading.table_columns import Column, Columns, columns_of

_ORDINAL = re.compile(
    r"[*_(\s]{0,4}([IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-zĐđ]|[A-Z]\.\d{1,2})"
    r"[*_\s.)/:]{0,4}"
)
_GROUP_ORDINAL = re.compile(r"[IVXLC]{1,6}|[A-HĐ]")
_LEADING_LABEL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]|[a-zđ]\)|[-–—•+])[\s*_]{1,4}"
)
_FIGURE = re.compile(r"[*_(\s]{0,3}(?:\d{1,2}|[A-Z])[*_)\s]{0,3}")
_TOTAL = re.compile(r"(?:tong (?:cong|so)|cong)\b")
_DITTO = re.compile(r"(?:[\"'”“〃]{1,2}|-? ?(?:nt|n/t) ?-?|nhu tren|-[\"”]-)\.?")
_NONE = re.compile(r"[-–—./x\s]{0,6}")
_DONE = re.compile(r"(?:da )?(?:hoan thanh|xong|ket thuc)\b(?! (?:mot phan|\d))|100 ?%")
_NOT_DONE = re.compile(r"chua|dang|khong|cham|qua han|sap|\b\d{1,2}(?:[.,]\d)? ?%")
_PERSON = re.compile(r"(?:d/c|dong chi|ong|ba|cac dong chi)\b")
_ROLE = re.compile(r"(?:pho )?(?:truong ban|giam doc|chu tich)|lanh dao")
_UNIT = re.compile(
    r"(?:\d{1,2}[.)] )?(?:cac )?(?:van phong|phong|trung tam|ban|so|cuc|to"
    r"|chi (?:cuc|doan)|thanh tra|ubnd|uy ban|bo phan|don vi|doi|khoa|vien|truong"
    r"|hoi|doan)\b"
)
LONGEST_UNIT = 90
_CARRIED = (FieldKind.LEADER, FieldKind.LEAD, FieldKind.UNITS, FieldKind.SUPPORT)
_WHO = {FieldKind.LEAD, FieldKind.UNITS}
_FIELDS = frozenset(FieldKind) - {FieldKind.OTHER}

Grid = Sequence[Sequence[Span]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A group's title, or the words and fields of one item."""

    ordinal: str | None
    parts: tuple[Span, ...]
    fields: tuple[Field, ...] = ()
    is_group: bool = False


class RowReader:
    """Reads the rows under one head; remembers what merged cells carry down."""

    def __init__(self, text: str, folded: str, columns: Columns) -> None:
        self.text = text
        self.folded = folded
        self.columns = columns
        self._above: dict[FieldKind, Span] = {}
        self._unit_of_group: Span | None = None
        self._repeats = False

    def rows(self, grid: Grid) -> list[TableRow]:
        """What the rows say, in order; a part of a row goes to the row it is of."""
        self._repeats = self._says_units_again(grid)
        found: list[TableRow] = []
        for cells, following in zip_longest(grid, grid[1:]):
            if self._is_no_row(cells):
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

    def _says(self, cells: Sequence[Span], column: int | None) -> str:
        if column is None or column >= len(cells):
            return ""
        start, end = cells[column]
        return " ".join(self.folded[start:end].split())

    def _is_no_row(self, cells: Sequence[Span]) -> bool:
        """The head again, the line of column numbers, a sum, a blank, work done."""
        content = self._says(cells, self.columns.content)
        filled = [cell for cell in cells if cell[0] < cell[1]]
        if not filled or (content and _FIGURE.fullmatch(content.upper())):
            return True
        if _TOTAL.match(content) and len(content) < LONGEST_UNIT:
            return True
        if columns_of([self.text[slice(*cell)] for cell in cells]) is not None:
            return True
        status = self._says(cells, self.columns.place(Column.STATUS))
        return bool(_DONE.match(status)) and not _NOT_DONE.search(status)

    def _is_group(
        self, cells: Sequence[Span], following: Sequence[Span] | None
    ) -> bool:
        place = self.columns.place(Column.ORDINAL)
        filled = [n for n in range(len(cells)) if not self._is_blank(cells, n)]
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

    def _is_blank(self, cells: Sequence[Span], column: int) -> bool:
        return bool(_NONE.fullmatch(self._says(cells, column)[:7]))

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
            if not self._is_blank(cells, n) and (ordinal is None or n != place)
        )
        self._above = {}
        words = " ".join(self.folded[slice(*title)].split())
        is_unit = len(words) <= LONGEST_UNIT and _UNIT.match(words)
        self._unit_of_group = title if is_unit else None
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
            field for field in self._fields(cells, end) if field.span[0] < field.span[1]
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
        if self._is_blank(cells, self.columns.content):
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
        fields = list(self._fields(cells, end))
        return TableRow(ordinal, ((start, end),), tuple(self._carried(fields, end)))

    def _fields(self, cells: Sequence[Span], label: int) -> Iterator[Field]:
        """A field for each telling column, an empty one for an empty cell.

        ``label`` is where the words of the item end, whatever the order of columns.
        """
        for column, kind in enumerate(self.columns.kinds):
            if kind not in _FIELDS or column >= len(cells):
                continue
            said = self._says(cells, column)
            span = cells[column]
            field_kind = FieldKind(kind)
            if _DITTO.fullmatch(said) and said:
                span = self._above.get(field_kind, (label, label))
            elif self._is_blank(cells, column):
                # A dash says that there is none; nothing says nothing.
                span = (span[0], span[0])
                if said:
                    self._above.pop(field_kind, None)
            elif field_kind in _WHO and self._names_a_person(said):
                field_kind = FieldKind.LEADER
            yield Field(field_kind, label, span, closed=True)

    def _names_a_person(self, said: str) -> bool:
        if _PERSON.match(said):
            return True
        return self.columns.is_schedule and bool(_ROLE.match(said))

    def _carried(self, fields: list[Field], label: int) -> Iterator[Field]:
        """The fields, with what merged cells above and the group's title add."""
        said = {f.kind for f in fields if f.span[0] < f.span[1]}
        for field in fields:
            is_empty = field.span[0] == field.span[1]
            if is_empty and self._may_carry(field.kind, said):
                yield replace(field, span=self._above.get(field.kind, field.span))
            else:
                if not is_empty and field.kind in said:
                    self._above[field.kind] = field.span
                yield field
        if said & _WHO:
            for kind in (FieldKind.SUPPORT,):
                if kind not in said:
                    self._above.pop(kind, None)
        elif self._unit_of_group is not None and not (_WHO & self._above.keys()):
            yield Field(FieldKind.UNITS, label, self._unit_of_group, closed=True)

    def _may_carry(self, kind: FieldKind, said: set[FieldKind]) -> bool:
        if kind is FieldKind.DEADLINE:
            return self.columns.is_schedule and not self._repeats
        if kind is FieldKind.SUPPORT and said & _WHO:
            return False
        return kind in _CARRIED and not self._repeats

    def _says_units_again(self, grid: Grid) -> bool:
        """Whether a unit is said anew in the next row: then no cell is merged."""
        for kind in _WHO:
            place = self.columns.place(kind)
            said = (
                [self._says(cells, place) for cells in grid]
                if place is not None
                else []
            )
            if any(a and a == b for a, b in pairwise(said)):
                return True
        return False
