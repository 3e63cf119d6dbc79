"""What is looked at in a piece of work to compare it: phrases, papers, names, units."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflows.deadlines import Span
from workflows.reading.citations import citation_spans
from workflows.reading.comparison.phrases import (
    Phrase,
    clauses_in,
    phrases_in,
    quoted_names,
    rough_phrases,
    words_in,
)
from workflows.reading.letters import folded, words_of
from workflows.reading.names.agencies import AGENCIES

_WORD = re.compile(r"[^\W_]+")
# When it is due, or how often, does not say what it is.
_TIME = re.compile(
    r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?"
    r"|\b\d{1,2}\s?gio(?:\s\d{2})?(?:\sphut)?\b|\bhang\s(?:tuan|thang|quy|nam)\b"
    r"|\bthu\s(?:hai|ba|tu|nam|sau|bay)\b"
)
_HEADING_LABEL = re.compile(r"^[\divxlc.đ)(a-z-]{1,8}[.)]?\s+", re.IGNORECASE)

# Receivers of every report, and what stands before the name of a place.
EVERYWHERE = words_of("ubnd_tinh hdnd_tinh vp_ubnd_tinh chu_tich_ubnd_tinh tinh_uy")
PLACES = r"(?:ubnd|uy ban nhan dan)\s(?:cac\s)?(?:xa|phuong|huyen|thanh pho)"


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work to compare. ``key`` and ``source`` (its document) are the
    caller's; ``units`` are codes of those concerned; ``heading`` stands above it."""

    key: int
    source: int
    text: str
    heading: str = ""
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rough:
    """What is known of every work: enough to tell which to look at."""

    work: Work
    plain: str
    phrases: set[Phrase]
    cited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Traits:
    work: Work
    units: frozenset[str]
    clauses: tuple[frozenset[Phrase], ...]
    own: frozenset[Phrase]
    heading: frozenset[Phrase]
    cited: frozenset[str]
    named: frozenset[str]

    @property
    def wide(self) -> frozenset[Phrase]:
        return self.own | self.heading


class Names:
    """Names of units and agencies, each with its code; "" for one that is concerned
    in everything. They are no phrases: that two works name one unit is told apart.

    Agencies outside that every paper of a province knows are among them already.
    """

    def __init__(self, codes: Mapping[str, str] | None = None) -> None:
        outside = {
            name: "" if agency.code in EVERYWHERE else agency.code
            for agency in AGENCIES
            for name in (agency.name, *agency.aliases)
        }
        every = {**outside, **(codes or {})}
        self.own = frozenset((codes or {}).values()) - {""}
        self._codes = {_spaced(name): code for name, code in every.items()}
        longest = sorted((n for n in self._codes if " " in n), key=len, reverse=True)
        spaced = (one.replace(" ", r"[\s–-]{1,4}") for one in longest)
        self._pattern = re.compile(rf"\b(?:{'|'.join([*spaced, PLACES])})\b")

    def blanked(self, fold: str) -> tuple[str, set[str]]:
        """The text without the names, and the codes of those named."""
        found: set[str] = set()

        def blank(match: re.Match[str]) -> str:
            found.add(self._codes.get(_spaced(match.group()), ""))
            return _blank(match)

        return self._pattern.sub(blank, fold), found - {""}


def rough_of(work: Work) -> Rough:
    words = words_in(folded(work.text))
    above = words_in(folded(_HEADING_LABEL.sub("", work.heading)))
    return Rough(
        work,
        " ".join(words),
        rough_phrases(words) | rough_phrases(above),
        frozenset(number for number, _ in citation_spans(work.text)),
    )


def traits_of(work: Work, names: Names) -> Traits:
    cited = dict(citation_spans(work.text))
    fold = _TIME.sub(_blank, _blanked(folded(work.text), cited.values()))
    fold, named_units = names.blanked(fold)
    heading, _ = names.blanked(folded(_HEADING_LABEL.sub("", work.heading)))
    clauses = tuple(
        phrases
        for span in clauses_in(fold)
        if (phrases := frozenset(phrase for phrase, _ in phrases_in(fold, *span)))
    )
    return Traits(
        work,
        work.units | named_units,
        clauses,
        frozenset(phrase for clause in clauses for phrase in clause),
        frozenset(phrase for phrase, _ in phrases_in(heading, 0, len(heading))),
        frozenset(cited),
        frozenset(quoted_names(work.text)),
    )


def _spaced(name: str) -> str:
    return " ".join(_WORD.findall(folded(name)))


def _blank(match: re.Match[str]) -> str:
    # Neither a space nor a line end: words on both sides are no neighbours.
    return "§" * len(match.group())


def _blanked(fold: str, spans: Iterable[Span]) -> str:
    """The text with citations blanked: shared numbers are counted by themselves."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [fold[at:start], "§" * (end - start)]
        at = max(at, end)
    return "".join([*parts, fold[at:]])
