"""Cycles in words, in the grammar of the labels: ``monthly:25``, ``weekly:fri``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workflows.deadlines import Deadline, DeadlineType
from workflows.reading.time.cycle_tokens import DAYS, Token, runs_in
from workflows.reading.time.date_words import days_in

_WEEKDAYS = {
    "hai": "mon", "ba": "tue", "tư": "wed", "năm": "thu", "sáu": "fri", "bảy": "sat",
    "2": "mon", "3": "tue", "4": "wed", "5": "thu", "6": "fri", "7": "sat",
    "nhật": "sun",
}  # fmt: skip
_HOUR = re.compile(r"(\d{1,2}) ?(?:giờ|h) ?(\d\d)?")
_NUMBER = re.compile(r"\d{1,2}")
_ALWAYS = re.compile(r"\b(?:thường xuyên|liên tục|24/24)\b")
_NOW_AND_THEN = re.compile(r"\b(?:định|thường) kỳ\b")
_LEADS_NOWHERE = frozenset({"báo cáo", "gửi", "của", "là"})
_LAST_DAY_OF_A_MONTH = 31


@dataclass(slots=True)
class _Unit:
    """A unit of a cycle with the days that are said of it."""

    name: str
    days: list[Token] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle in plain words: where it stands, and what it means.

    ``is_said`` where the words call it a cycle ("định kỳ") or give its days: a bare
    "hằng năm" may only tell which plan is meant.
    """

    start: int
    end: int
    deadline: Deadline
    is_said: bool
    units: frozenset[str]


def recurrence_in(words: str) -> Deadline | None:
    """All cycles of a whole value together, or None if it names none."""
    cycles = list(cycles_in(words))
    spelled = dict.fromkeys(
        part for one in cycles for part in (one.deadline.recurrence or "").split("|")
    )
    if len(spelled) > 1:
        spelled.pop("unspecified", None)
    if spelled:
        exclusive = any(one.deadline.recurrence_exclusive for one in cycles)
        return _recurring("|".join(spelled), exclusive=exclusive)
    if _ALWAYS.search(words):
        return _recurring("continuous", exclusive=False)
    if _NOW_AND_THEN.search(words):
        return _recurring("unspecified", exclusive=False)
    return None


def cycles_in(words: str) -> Iterator[Cycle]:
    """Cycles in plain words, in order; "định kỳ" without a unit is none."""
    for run in runs_in(words):
        yield from _cycle(run)


def _cycle(run: list[Token]) -> Iterator[Cycle]:
    first = next((n for n in range(len(run)) if _names_a_cycle(run, n)), None)
    if first is None:
        return
    start = first
    while start and (_is_about_days(run, start - 1) or run[start - 1].kind == "every"):
        start -= 1
    while run[start].kind == "cue" and run[start].words in _LEADS_NOWHERE:
        start += 1
    end = len(run)
    while run[end - 1].kind in {"cue", "mark", "every"} and run[end - 1].words != ")":
        end -= 1
    run = _balanced(run[start:end])
    units = _units(run)
    has_days = any(unit.days for unit in units)
    cycles = _spelled(units)
    yield Cycle(
        run[0].start,
        run[-1].end,
        _recurring(
            "|".join(cycles),
            exclusive=has_days and any(token.words == "trước" for token in run),
        ),
        is_said=has_days or any(one.words == "định kỳ" for one in run),
        units=frozenset(unit.name for unit in units),
    )


def _is_about_days(run: list[Token], n: int) -> bool:
    """Whether a token gives a day, leads to one, or joins two."""
    if run[n].words in {",", "và"} and n:
        following = next((t.kind for t in run[n + 1 :] if t.kind != "cue"), "")
        return run[n - 1].kind in DAYS | {"month_of"} and following in DAYS
    return run[n].kind in DAYS | {"cue", "month_of"}


def _balanced(run: list[Token]) -> list[Token]:
    """The run without a bracket at its end that was opened in front of it."""
    depth = 0
    for n, token in enumerate(run):
        depth += {"(": 1, ")": -1}.get(token.words, 0)
        if depth < 0:
            return run[:n]
    return run


def _names_a_cycle(run: list[Token], n: int) -> bool:
    kind = run[n].kind
    following = [token.kind for token in run[n + 1 : n + 4]]
    if kind == "times":
        return True
    if kind == "month_of":
        return _is_of_a_quarter(run, n)
    if kind == "every":
        rest = [one for one in following if one != "cue"]
        return bool(rest) and (
            rest[0] in {"unit", "half"}
            or rest[:2] in (["every", "unit"], ["every", "half"])
        )
    if kind in {"unit", "half", "quarter"}:
        in_brackets = len(run) > n + 1 and run[n + 1].words == "("
        inside = [token.kind for token in run[n + 2 : n + 5] if token.kind != "cue"][:1]
        # "6 tháng trước ngày 10/6 và cả năm trước ngày 10/12"
        has_day = kind == "half" and following[:2] == ["cue", "dated"]
        return (
            following[:1] == ["once"]
            or has_day
            or (in_brackets and inside == ["dated"])
        )
    return False


def _units(run: list[Token]) -> list[_Unit]:
    """The units in order, each with its days: those behind it, or right before it."""
    units: list[_Unit] = []
    waiting: list[Token] = []
    for n, token in enumerate(run):
        if token.kind in {"unit", "half", "times", "quarter"}:
            units.append(_Unit(_name(token), waiting))
            waiting = []
        elif token.kind == "month_of" and _is_of_a_quarter(run, n):
            if units and units[-1].name == "quý":
                units[-1].days += [run[n - 1], token]
            else:
                units.append(_Unit("quý", [run[n - 1], token]))
        elif n + 1 < len(run) and _is_of_a_quarter(run, n + 1):
            continue
        elif token.kind in DAYS | {"month_of"}:
            ahead = not units or _leads_to_a_unit(run, n)
            (waiting if ahead else units[-1].days).append(token)
    if units:
        units[-1].days += waiting
    return units


def _name(token: Token) -> str:
    if token.kind in {"half", "quarter"}:
        return {"half": "half", "quarter": "quý"}[token.kind]
    return token.words.split()[-1].split("/")[-1]


def _is_of_a_quarter(run: list[Token], n: int) -> bool:
    """ "ngày 20 của tháng cuối quý": the day comes with the unit that it is of."""
    is_month = run[n].kind == "month_of" and "quý" in run[n].words
    return is_month and n > 0 and run[n - 1].kind == "of_month"


def _leads_to_a_unit(run: list[Token], n: int) -> bool:
    for following in range(n + 1, len(run)):
        if run[following].kind == "every":
            return True
        if not _is_about_days(run, following):
            return False
    return False


def _spelled(units: list[_Unit]) -> list[str]:
    """The cycles in the grammar; half-years and years share one list of days."""
    cycles: list[str] = []
    yearly: list[str] = []
    for unit in units:
        if unit.name in {"half", "năm"}:
            yearly += _month_days(unit)
            cycles.append("yearly" if unit.name == "năm" else "half")
        elif unit.name == "tuần":
            cycles += _weekly(unit)
        elif unit.name == "tháng":
            days = _days_of_month(unit)
            cycles += [f"monthly:{day}" for day in days] or ["monthly"]
        elif unit.name == "quý":
            cycles.append(_quarterly(unit))
        else:
            cycles.append("continuous")
    if yearly:
        spelled = "yearly:" + ",".join(dict.fromkeys(yearly))
        cycles = [spelled if one in {"half", "yearly"} else one for one in cycles]
    if len(set(cycles)) > 1:
        cycles = [one for one in cycles if one != "half"]
    return list(dict.fromkeys("unspecified" if c == "half" else c for c in cycles))


def _weekly(unit: _Unit) -> list[str]:
    days = [token.words.split()[-1] for token in unit.days if token.kind == "weekday"]
    hour = next((_HOUR.match(t.words) for t in unit.days if t.kind == "hour"), None)
    at = f"@{int(hour.group(1)):02}:{hour.group(2) or '00'}" if hour else ""
    return [f"weekly:{_WEEKDAYS[day]}{at}" for day in days] or ["weekly"]


def _quarterly(unit: _Unit) -> str:
    day = next(iter(_days_of_month(unit)), None)
    month = next((t.place for t in unit.days if t.kind == "month_of"), None)
    dates = {tuple(map(int, one.split("-"))) for one in _month_days(unit)}
    if dates and {month % 3 for month, _ in dates} == {0}:
        day, month = min(day for _, day in dates), 3
    return f"quarterly:m{month}-{day}" if day and month else "quarterly"


def _month_days(unit: _Unit) -> list[str]:
    words = " , ".join(token.words for token in unit.days if token.kind == "dated")
    return [
        f"{one.month_day[0]:02}-{one.month_day[1]:02}" for one in days_in(words, None)
    ]


def _days_of_month(unit: _Unit) -> list[int]:
    """The days of the month that are said: "ngày 01 và 15 hằng tháng" says two."""
    words = " ".join(token.words for token in unit.days if token.kind == "of_month")
    numbers = (int(number) for number in _NUMBER.findall(words))
    return [number for number in numbers if 0 < number <= _LAST_DAY_OF_A_MONTH]


def _recurring(recurrence: str, *, exclusive: bool) -> Deadline:
    return Deadline(
        type=DeadlineType.RECURRING,
        recurrence=recurrence,
        recurrence_exclusive=exclusive,
    )
