"""What the board shows: links into the list of missions, depths of tint, bars."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from project.templatetags.ui import LOOKS, state_code
from workflows.enums import MissionState
from workflows.models import Mission
from workflows.queries.figures import Age, Board, Leader, Tally, Waiting
from workflows.queries.mission_list import STATES, Part

register = template.Library()

DEEPEST = 4
MOST_SQUARES = 24
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


@register.simple_tag
def list_url(part: str, leader: int | None = None, unit: int | None = None) -> str:
    """The list of missions, opened at a part, for one leader or unit."""
    wanted = {"loc": Part(part), "lanh-dao": leader, "don-vi": unit}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"{reverse('workflows:mission_list')}?{query}"


@register.filter
def matrix(board: Board) -> Matrix:
    """Leaders and states, with a sum below."""
    tallies = [tally for _, tally in board.leaders]
    deepest = max((max(_figures(tally).values()) for tally in tallies), default=0)
    deepest_time = max(
        (max(tally.overdue, tally.due_soon) for tally in tallies), default=0
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
        lines=[_line(leader, tally, most) for leader, tally in board.leaders],
        sum=_line(None, board.total, (0, 0)),
    )


@register.filter
def days_late(mission: Mission, today: date) -> int:
    """Calendar days since the deadline, as the badge of a deadline counts them."""
    return (today - mission.due_on).days if mission.due_on else 0


@register.filter
def days_late_words(mission: Mission, today: date) -> str:
    return f"{days_late(mission, today)} ngày"


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
def by_decider(age: Age) -> list[tuple[str, int]]:
    """Who has how many of them, for the table behind the squares."""
    return Counter(with_whom(one) for one in age.waiting).most_common()


@register.filter
def bars(tally: Tally, longest: int) -> Iterator[Bar]:
    """The parts of one unit's bar, side by side, in percent of the longest bar."""
    drawn = 0
    for look, part in (
        ("quahan", tally.overdue),
        ("saphan", tally.due_soon),
        ("lam", tally.on_schedule),
        ("baocao", tally.waiting),
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


def _line(leader: Leader | None, tally: Tally, most: tuple[int, int]) -> Line:
    states = [
        _cell(leader, PART_OF_STATE[state], state_code(state), figure, most[0])
        for state, figure in _figures(tally).items()
    ]
    return Line(
        leader=leader,
        states=states,
        total=_cell(leader, Part.ALL, "", tally.total, 0),
        times=[
            _cell(leader, Part.SOON, "saphan", tally.due_soon, most[1]),
            _cell(leader, Part.OVERDUE, "quahan", tally.overdue, most[1]),
        ],
    )


def _cell(leader: Leader | None, part: Part, code: str, figure: int, most: int) -> Cell:
    options: dict[str, Any] = {"leader": leader.pk} if leader else {}
    return Cell(
        key=f"{part}-{leader.pk if leader else 'tong'}",
        code=code,
        word=LOOKS[code].word if code else "",
        figure=figure,
        depth=-(-figure * DEEPEST // most) if most else 1,
        url=list_url(part, **options),
    )
