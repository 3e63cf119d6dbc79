"""What the board shows: links into the list of missions, depths of tint, bars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from project.templatetags.ui import LOOKS, state_code, vn_number
from workflows.enums import MissionState
from workflows.queries.changes import WORDS as CHANGE_WORDS
from workflows.queries.changes import Change
from workflows.queries.figures import Age, Board, Tally, Waiting
from workflows.queries.mission_list import FINISHED, STATES, Part
from workflows.queries.narrowing import NAMES as NARROWED
from workflows.queries.narrowing import OWN
from workflows.queries.open_work import Work
from workflows.queries.periods import Period, offered
from workflows.queries.standing import Leader
from workflows.queries.waits import AGES
from workflows.queries.waits import OFFICE as OFFICE_CODE

register = template.Library()

DEEPEST = 4
MOST_SQUARES = 24
DIFFICULT = "Vướng mắc"  # has the colour of what was sent back, and a flag
OFFICE, OFFICE_LETTERS = "Văn phòng", "VP"
# A part of the list that holds exactly one state.
PART_OF_STATE = {states[0]: part for part, states in STATES.items() if len(states) == 1}
# Where the words of a column must break so that eleven columns fit.
HEADS = {
    MissionState.IN_PROGRESS: ("Đang", "thực hiện"),
    MissionState.UNDER_APPROVAL: ("Lãnh đạo", "duyệt"),
    MissionState.COMPLETED: ("Hoàn", "thành"),
}


@dataclass(frozen=True)
class Cell:
    """One figure of the matrix: where it leads, and how deep its tint is (1 to 4)."""

    key: str
    code: str
    word: str
    figure: int
    depth: int
    url: str


@dataclass(frozen=True)
class Line:
    """One row of the matrix; without a leader it is the sum."""

    leader: Leader | None
    states: list[Cell]
    total: Cell
    times: list[Cell]


@dataclass(frozen=True)
class Bar:
    """One part of a bar: what it stands for, where it begins, how long it is (%)."""

    look: str
    x: str
    width: str


@dataclass(frozen=True)
class Matrix:
    heads: list[tuple[str, str, tuple[str, ...]]]  # code, icon, words line by line
    lines: list[Line]
    sum: Line


# How the list's address names what a figure is of.
NAMES = {
    "leader": "lanh-dao",
    "unit": "don-vi",
    "document": "van-ban",
    "field": "linh-vuc",
    **NARROWED,
}


@register.simple_tag
def list_url(board: Board, part: str, **of: Any) -> str:
    """The list of the missions that a figure of the board counts: a part of the list,
    of one leader, unit, document, …; the period where finished ones are meant."""
    return f"{reverse('workflows:mission_list')}?{_query(board, part, of)}"


@register.simple_tag
def urge_url(board: Board) -> str:
    """Where all late missions that the board counts are urged on."""
    return f"{reverse('approvals:follow_up_confirm')}?{_query(board, Part.OVERDUE, {})}"


def _query(board: Board, part: str, of: dict[str, Any]) -> str:
    if Part(part) in FINISHED and "change" not in of:
        of["period"] = board.period.code
    if board.own:
        of["own"] = OWN
    query = {"loc": Part(part).value}
    query |= {NAMES[name]: f"{value}" for name, value in of.items() if value}
    return urlencode(query)


@register.simple_tag
def figure(board: Board, count: int, part: str, **of: Any) -> SafeString:
    """A number that opens the list that it counts; none where there is nothing."""
    if not count:
        return format_html("<span>{}</span>", "–")
    url = list_url(board, part, **of)
    number = vn_number(count)
    return format_html('<a href="{}" data-figure="{}">{}</a>', url, count, number)


@register.simple_tag
def change_figure(board: Board, change: str, count: int) -> SafeString:
    """How many missions a kind of change met since the last giao ban."""
    meeting = board.meeting.pk if board.meeting else None
    return figure(board, count, Part.ALL, change=change, meeting=meeting)


@register.filter
def change_words(change: Change) -> str:
    return CHANGE_WORDS[change]


@register.filter
def periods(board: Board) -> list[tuple[Period, bool]]:
    """The month, quarter and year of today, and the one that is shown besides; whether
    each is shown."""
    shown = offered(board.today)
    if board.period not in shown:
        shown.append(board.period)
    return [(one, one == board.period) for one in shown]


@dataclass(frozen=True)
class Decider:
    """Who decides on some of the reports that wait: how many of each age."""

    code: str
    words: str
    ages: list[tuple[str, int]]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.ages)


@register.filter
def deciders(board: Board) -> list[Decider]:
    """Who has how many, and for how long; most first."""
    by_code: dict[str, list[Waiting]] = {}
    for one in board.waiting:
        by_code.setdefault(_decider_code(one), []).append(one)
    found = [
        Decider(
            code,
            with_whom(waiting[0]),
            [(age.code, sum(age.holds(one.days) for one in waiting)) for age in AGES],
        )
        for code, waiting in by_code.items()
    ]
    return sorted(found, key=lambda one: -one.total)


def _decider_code(one: Waiting) -> str:
    if not one.is_checked:
        return OFFICE_CODE
    return f"{one.decider.pk}" if one.decider else ""


@register.filter
def matrix(board: Board) -> Matrix:
    """Leaders and states, with a sum below."""
    tallies = [tally for _, tally in board.leaders]
    deepest = max((max(_figures(tally).values()) for tally in tallies), default=0)
    deepest_time = max(
        (max(one.overdue, one.due_soon, one.difficult) for one in tallies), default=0
    )
    most = (deepest, deepest_time)
    return Matrix(
        heads=[
            (
                code := state_code(state),
                LOOKS[code].icon,
                HEADS.get(state, (state.label,)),
            )
            for state in MissionState
        ],
        lines=[_line(board, leader, tally, most) for leader, tally in board.leaders],
        sum=_line(board, None, board.total, (0, 0)),
    )


@register.filter
def days_late(mission: Work, today: date) -> int:
    """Calendar days that the unit is late, as the badge of a deadline counts them."""
    return (today - mission.late_from).days if mission.late_from else 0


@register.filter
def days_late_words(mission: Work, today: date) -> str:
    """As the badge of a deadline says it, in a column that is called Quá hạn."""
    days = days_late(mission, today)
    if mission.late_from == mission.due_on:
        return f"{days} ngày"
    return f"Khi giao, {days} ngày" if days else "Khi giao"


@register.filter
def letters(one: Waiting) -> str:
    """Who is waited for, short enough for a square."""
    if not one.is_checked:
        return OFFICE_LETTERS
    return one.decider.short if one.decider else "–"


@register.filter
def with_whom(one: Waiting) -> str:
    """Who is waited for: a name, for three of the four share a title."""
    if not one.is_checked:
        return OFFICE
    return (one.decider.name or one.decider.title) if one.decider else "lãnh đạo"


@register.filter
def squares(age: Age) -> list[Waiting]:
    """The reports that are drawn; there may be more."""
    return age.waiting[:MOST_SQUARES]


@register.filter
def further(age: Age) -> int:
    """How many reports are not drawn."""
    return max(0, len(age.waiting) - MOST_SQUARES)


@register.filter
def bars(tally: Tally, longest: int) -> Iterator[Bar]:
    """The parts of one unit's bar, side by side, in percent of the longest bar."""
    drawn = 0
    for look, part in (
        ("quahan", tally.overdue),
        ("saphan", tally.due_soon),
        ("lam", tally.on_schedule),
        ("baocao", tally.waiting),
        ("giao", tally.paused),
    ):
        if part:
            yield Bar(look, _percent(drawn, longest), _percent(part, longest))
        drawn += part


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.2f}"


@register.simple_tag
def most_open(board: Board) -> int:
    """The longest bar: the unit with the most open missions."""
    return max((line.tally.open for line in board.units), default=0)


def _figures(tally: Tally) -> dict[MissionState, int]:
    return {state: tally.states[state] for state in MissionState}


def _line(
    board: Board, leader: Leader | None, tally: Tally, most: tuple[int, int]
) -> Line:
    def cell(part: Part, code: str, figure: int, most: int, word: str = "") -> Cell:
        of: dict[str, Any] = {"leader": leader.pk} if leader else {}
        return Cell(
            key=f"{part}-{leader.pk if leader else 'tong'}",
            code=code,
            word=word or (LOOKS[code].word if code else ""),
            figure=figure,
            depth=-(-figure * DEEPEST // most) if most else 1,
            url=list_url(board, part, **of),
        )

    of_states, of_times = most
    return Line(
        leader=leader,
        states=[
            cell(PART_OF_STATE[state], state_code(state), figure, of_states)
            for state, figure in _figures(tally).items()
        ],
        total=cell(Part.ALL, "", tally.total, 0),
        times=[
            cell(Part.SOON, "saphan", tally.due_soon, of_times),
            cell(Part.OVERDUE, "quahan", tally.overdue, of_times),
            cell(Part.DIFFICULT, "tralai", tally.difficult, of_times, DIFFICULT),
        ],
    )


@register.filter
def unit_name(board: Board, mission: Work) -> str:
    """Its lead unit, which is one of the lines."""
    names = (
        line.unit.name for line in board.units if line.unit.pk == mission.lead_unit_id
    )
    return next(names, "")


@register.filter
def leader_short(board: Board, mission: Work) -> str:
    shorts = (
        leader.short
        for leader, _ in board.leaders
        if leader.pk == mission.directing_leader_id
    )
    return next(shorts, "")
