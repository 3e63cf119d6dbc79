"""What the cells of a row tell: fields, and what merged cells above add to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workflows.deadlines import Span
from workflows.reading.labels import Field, FieldKind
from workflows.reading.names.persons import HONORIFICS
from workflows.reading.tables.table_columns import Column, Columns

_DITTO = re.compile(r"(?:[\"'”“〃]{1,2}|-? ?(?:nt|n/t) ?-?|nhu tren|-[\"”]-)\.?")
_NONE = re.compile(r"[-–—./x\s]{0,6}")
_PERSON = re.compile(r"(?:d/c|dong chi|ong|ba|cac dong chi)\b")
_ROLE = re.compile(
    r"(?:pho )?(?:truong ban|giam doc|chu tich|bi thu|chanh van phong|hieu truong"
    r"|vien truong|cuc truong|chi cuc truong|tong giam doc)\b|lanh dao\b|thuong truc\b"
)
_HOUR = re.compile(
    r"\b\d{1,2} ?(?:gio|h|g(?=\d)|:\d\d)|\b(?:sang|chieu|toi|ca ngay)\b"
    r"|\bthu (?:hai|ba|tu|nam|sau|bay|[2-7])\b|\bchu nhat\b"
)
_BOUND = re.compile(r"\b(?:truoc|cham nhat|muon nhat|hoan thanh|xong|han|hang)\b")
LONGEST_HOUR = 30
_DAY = re.compile(
    r"(?<!\d)\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?!\d)"
    r"|ngày\s\d{1,2}\stháng\s\d{1,2}(?:\snăm\s\d{4})?"
)
_BREAK = re.compile(r"<br\s{0,2}/?>", re.IGNORECASE)
_LINE_BREAK = re.compile(rf"{_BREAK.pattern}|\n", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
_CARRIED = (FieldKind.LEADER, FieldKind.LEAD, FieldKind.UNITS, FieldKind.SUPPORT)
WHO = {FieldKind.LEAD, FieldKind.UNITS}
_FIELDS = frozenset(FieldKind) - {FieldKind.OTHER}


class CellReader:
    """Reads the cells under one head; remembers what merged cells carry down.

    ``repeats`` is whether units are said anew in row after row, so that no cell is
    merged; ``unit_of_group`` is where a group's title names the unit of its rows.
    """

    def __init__(self, text: str, folded: str, columns: Columns) -> None:
        self.text = text
        self.folded = folded
        self.columns = columns
        self.repeats = False
        self.unit_of_group: Span | None = None
        self._above: dict[FieldKind, Span] = {}
        self._day: Span | None = None

    def begin_group(self, unit: Span | None) -> None:
        """Nothing is carried over a group's title but the unit it names."""
        self._above = {}
        self.unit_of_group = unit

    def says(self, cells: Sequence[Span], column: int | None) -> str:
        if column is None or column >= len(cells):
            return ""
        start, end = cells[column]
        return " ".join(self.folded[start:end].split())

    def is_blank(self, cells: Sequence[Span], column: int) -> bool:
        return bool(_NONE.fullmatch(self.says(cells, column)[:7]))

    def fields(self, cells: Sequence[Span], label: int) -> Iterator[Field]:
        """A field for each telling column, an empty one for an empty cell.

        ``label`` is where the words of the item end, whatever the order of columns.
        """
        for column, kind in enumerate(self.columns.kinds[: len(cells)]):
            if kind not in _FIELDS:
                continue
            field_kind, span = self._value(FieldKind(kind), cells, column)
            if field_kind is FieldKind.DEADLINE and self.columns.is_schedule:
                day = self._day_of(span)
                if day != span:
                    yield Field(field_kind, label, day, closed=True)
            for part in self._parts(span, field_kind):
                yield Field(self._kind_of(field_kind, part), label, part, closed=True)

    def _value(
        self, kind: FieldKind, cells: Sequence[Span], column: int
    ) -> tuple[FieldKind, Span]:
        """What a cell tells, and where it is said: above, where it says "như trên"."""
        said = self.says(cells, column)
        span = cells[column]
        if said and _DITTO.fullmatch(said):
            return kind, self._above.get(kind, (span[0], span[0]))
        if self.is_blank(cells, column):
            # A dash says that there is none; nothing says nothing.
            if said:
                self._above.pop(kind, None)
            return kind, (span[0], span[0])
        return kind, span

    def _kind_of(self, kind: FieldKind, part: Span) -> FieldKind:
        """A leader, where one is named in the place of a unit."""
        said = " ".join(self.folded[slice(*part)].split())
        names_one = kind in WHO and self._names_a_person(said)
        return FieldKind.LEADER if names_one else kind

    def pass_day(self, cells: Sequence[Span]) -> None:
        """Remember the day of a row that holds nothing itself."""
        place = self.columns.place(FieldKind.DEADLINE)
        if self.columns.is_schedule and place is not None and place < len(cells):
            self._day_of(cells[place])

    def _day_of(self, span: Span) -> Span:
        """The day of a row of a schedule: its own, or that of a row above."""
        days = list(_DAY.finditer(self.text, *span))
        if days:
            self._day = days[-1].span()
            return span
        return self._day or span

    def is_held(self, cells: Sequence[Span]) -> bool:
        """Whether a row of a schedule is held at an hour, and not due by a day."""
        if not self.columns.is_schedule:
            return False
        whens = [
            said
            for column, kind in enumerate(self.columns.kinds[: len(cells)])
            if (said := self.says(cells, column))
            and (kind is FieldKind.DEADLINE or len(said) <= LONGEST_HOUR)
            and kind in (FieldKind.DEADLINE, Column.OTHER)
        ]
        return any(map(_HOUR.search, whens)) and not any(map(_BOUND.search, whens))

    def _parts(self, span: Span, kind: FieldKind) -> Iterator[Span]:
        """The values of a cell that breaks its lines with a tag, or names a leader."""
        start = span[0]
        lines = [
            (found.start(), found.end())
            for found in _LINE.finditer(self.text, *span)
            if kind in WHO
        ]
        leads = any(self._kind_of(kind, line) is FieldKind.LEADER for line in lines)
        breaks = _LINE_BREAK if leads else _BREAK
        for found in breaks.finditer(self.text, *span):
            yield start, found.start()
            start = found.end()
        yield start, span[1]

    def _names_a_person(self, said: str) -> bool:
        if _PERSON.match(said):
            return True
        if not self.columns.is_schedule:
            return False
        return bool(_ROLE.match(said)) or HONORIFICS.match(said) is not None

    def carried(self, fields: list[Field], label: int) -> Iterator[Field]:
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
        if said & WHO:
            for kind in (FieldKind.SUPPORT,):
                if kind not in said:
                    self._above.pop(kind, None)
        elif self.unit_of_group is not None and not (WHO & self._above.keys()):
            yield Field(FieldKind.UNITS, label, self.unit_of_group, closed=True)

    def _may_carry(self, kind: FieldKind, said: set[FieldKind]) -> bool:
        if kind is FieldKind.DEADLINE:
            return self.columns.is_schedule and not self.repeats
        if kind is FieldKind.SUPPORT and said & WHO:
            return False
        return kind in _CARRIED and not self.repeats
