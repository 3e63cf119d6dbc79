"""Figures of one document that contradict each other: one metric, two values."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from workflows.deadlines import Span
from workflows.reading.letters import lowered
from workflows.reading.targets import Target, targets_in

# Words that say nothing about what is measured.
_EMPTY = frozenset(
    [
        "tỷ",
        "tỉ",
        "lệ",
        "số",
        "lượng",
        "giảm",
        "tăng",
        "đạt",
        "từ",
        "trở",
        "lên",
        "tối",
        "thiểu",
        "ít",
        "nhất",
        "thực",
        "hiện",
        "việc",
        "các",
        "và",
        "của",
        "trên",
        "phấn",
        "đấu",
        "bảo",
        "đảm",
        "đảm",
        "được",
        "đến",
        "hết",
        "năm",
        "cho",
        "về",
        "theo",
        "trong",
        "là",
        "với",
        "những",
        "phải",
        "chỉ",
        "tiêu",
        "tổng",
        "mức",
        "độ",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
SHARE_IN_COMMON = 0.5
WORDS_IN_COMMON = 5
MAX_FIGURES = 300


@dataclass(frozen=True, slots=True)
class _Figure:
    passage: int
    span: Span
    words: frozenset[str]
    value: float
    falls: bool


# A passage by its index, and in it the words of one figure.
Place = tuple[int, Span]


def conflicting(text: str, spans: Sequence[Span]) -> set[int]:
    """Which passages hold a figure that another one of the document contradicts."""
    pairs = contradictions(text, spans)
    return {passage for pair in pairs for passage, _ in pair}


def contradictions(text: str, spans: Sequence[Span]) -> list[tuple[Place, Place]]:
    """The figures that contradict each other, two by two, in order of the passages."""
    by_unit: defaultdict[str, list[_Figure]] = defaultdict(list)
    for index, span in enumerate(spans):
        if "%" not in text[slice(*span)]:
            continue
        for target in targets_in(text, *span, None):
            by_unit[target.kpi.unit].append(_figure(index, target))
    return [
        ((one.passage, one.span), (other.passage, other.span))
        for figures in by_unit.values()
        for one, other in _in_conflict(figures[:MAX_FIGURES])
    ]


def _figure(index: int, target: Target) -> _Figure:
    words = frozenset(_WORD.findall(lowered(target.kpi.metric)))
    falls = "giảm" in words
    return _Figure(index, target.span, words - _EMPTY, target.kpi.value, falls)


def _in_conflict(figures: list[_Figure]) -> list[tuple[_Figure, _Figure]]:
    return [
        (other, one)
        for number, one in enumerate(figures)
        for other in figures[:number]
        if one.value != other.value and _same_metric(one, other)
    ]


def _same_metric(one: _Figure, other: _Figure) -> bool:
    common = len(one.words & other.words)
    fewest = min(len(one.words), len(other.words))
    return (
        one.falls == other.falls
        and one.passage != other.passage
        and common >= min(WORDS_IN_COMMON, max(fewest, 2))
        and common >= SHARE_IN_COMMON * fewest
    )
