"""Tables of the board and of a giao ban: a name, and figures that open their lists."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from project.templatetags.board import Cell, list_url
from project.templatetags.ui import vn_number
from workflows.queries.changes import WORDS, Change
from workflows.queries.figures import Board, Tally
from workflows.queries.meetings import MeetingPage
from workflows.queries.mission_list import Part
from workflows.queries.narrowing import NAMES, OWN, TIMELY

register = template.Library()
# The columns of a giao ban: what stood so then, by unit.
THEN = (
    ("open", Change.OPEN_THEN),
    ("late", Change.LATE_THEN),
    ("waiting", Change.WAITING_THEN),
    ("completed", Change.COMPLETED_THEN),
    ("withdrawn", Change.WITHDRAWN_THEN),
)


# What each figure is called: over its column, and beside it on a phone.
NOW_HEADS = (
    "Đang làm",
    "Quá hạn",
    "Sắp đến hạn",
    "Chờ duyệt",
    "Hoàn thành",
    "Đúng hạn",
)
THEN_HEADS = ("Chưa xong", "Quá hạn", "Chờ duyệt", "Hoàn thành", "Thu hồi")


@dataclass(frozen=True)
class Row:
    """One unit, field or document: its name, and its figures."""

    name: str
    cells: list[Cell]
    heads: tuple[str, ...] = ()

    @property
    def headed(self) -> list[tuple[str, Cell]]:
        return list(zip(self.heads, self.cells, strict=True))


@register.filter
def unit_lines(board: Board) -> list[Row]:
    return [
        _row(board, line.unit.name, line.tally, unit=line.unit.pk)
        for line in board.units
    ]


@register.filter
def field_lines(board: Board) -> list[Row]:
    return [
        _row(board, line.field.name, line.tally, field=line.field.pk)
        for line in board.fields
    ]


@register.filter
def document_lines(board: Board) -> list[Row]:
    return [
        _row(board, line.name, line.tally, document=line.pk) for line in board.documents
    ]


def _row(board: Board, name: str, tally: Tally, **of: int) -> Row:
    def cell(part: Part, figure: int, words: str = "", **more: str) -> Cell:
        return Cell(
            key=f"{part}-{'-'.join(map(str, of.values()))}{'-dh' if more else ''}",
            code="",
            word=words or vn_number(figure),
            figure=figure,
            depth=0,
            url=list_url(board, part, **of, **more),
        )

    return Row(
        name,
        [
            cell(Part.OPEN, tally.open),
            cell(Part.OVERDUE, tally.overdue),
            cell(Part.SOON, tally.due_soon),
            cell(Part.WAITING, tally.waiting),
            cell(Part.COMPLETED, tally.completed),
            cell(
                Part.COMPLETED,
                tally.timely,
                f"{tally.timely_percent}%",
                result=TIMELY,
            ),
        ],
        NOW_HEADS,
    )


@register.filter
def lines_then(page: MeetingPage) -> list[Row]:
    """Each unit as it stood at the meeting, and all of them."""
    lines = [
        Row(
            unit.name,
            [
                _then(page, getattr(unit, name), change, unit_then=unit.pk)
                for name, change in THEN
            ],
            THEN_HEADS,
        )
        for unit in page.units
    ]
    total = [_then(page, page.sum(name), change) for name, change in THEN]
    return [*lines, Row("Tổng", total, THEN_HEADS)]


@register.filter
def changes_then(page: MeetingPage) -> list[Row]:
    """What changed from the meeting before to this one."""
    before = page.before.pk if page.before else None
    return [
        Row(
            WORDS[change],
            [_then(page, count, change, meeting=before, until=page.meeting.pk)],
        )
        for change, count in page.changes.items()
    ]


def _then(page: MeetingPage, figure: int, change: Change, **of: int | None) -> Cell:
    values = {"change": change.value, "meeting": page.meeting.pk, **of}
    if page.own:
        values["own"] = OWN
    query = {"loc": Part.ALL.value}
    query |= {NAMES[name]: f"{value}" for name, value in values.items() if value}
    return Cell(
        key=f"{change}-{of.get('unit_then', 'tong')}",
        code="",
        word=vn_number(figure),
        figure=figure,
        depth=0,
        url=f"{reverse('workflows:mission_list')}?{urlencode(query)}",
    )
