"""What the cells of a row tell: fields, and what merged cells above add to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workflows.deadlines import Span
from workflows.reading.labels import Field, FieldKind
from workflows.reading.table_columns import Columns

_DITTO = re.compile(r"(?:[\"'”“〃]{1,2}|-? ?(?:nt|n/t) ?-?|nhu tren|-[\"”]-)\.?")
_NONE = re.compile(r"[-–—./x\s]{0,6}")
_PERSON = re.compile(r"(?:d/c|dong chi|ong|ba|cac dong chi)\b")
_ROLE = re.compile(r"(?:pho )?(?:truong ban|giam doc|chu tich)|lanh dao")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?!\d)")
_BREAK = re.compile(r"<br\s{0,2}/?>", re.IGNORECASE)
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
                span = self._day_of(span)
            for part in self._parts(span):
                yield Field(field_kind, label, part, closed=True)

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
        names_one = kind in WHO and self._names_a_person(said)
        return FieldKind.LEADER if names_one else kind, span

    def _day_of(self, span: Span) -> Span:
        """The day of a row of a schedule, which may stand in a row above."""
        days = list(_DAY.finditer(self.text, *span))
        self._day = days[-1].span() if days else self._day
        return self._day or span

    def _parts(self, span: Span) -> Iterator[Span]:
        """The values of a cell that breaks its lines with a tag."""
        start = span[0]
        for found in _BREAK.finditer(self.text, *span):
            yield start, found.start()
            start = found.end()
        yield start, span[1]

    def _names_a_person(self, said: str) -> bool:
        if _PERSON.match(said):
            return True
        return self.columns.is_schedule and bool(_ROLE.match(said))

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
