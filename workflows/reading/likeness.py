"""How alike two pieces of work are, by rare phrases and cited papers that they share.

The same work often stands in several documents, in other words each time: a notice
orders it, a monthly programme takes it up. What is compared are clauses, since a
paragraph of a programme strings several duties together. Likeness is only ever a
reason to ask a person (capability 115: detect, link, never merge silently).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.deadlines import Span
from workflows.reading.citations import citation_spans
from workflows.reading.letters import folded, words_of

# Words of the genre that say nothing about which work is meant.
COMMON = words_of(
    "a b bao bat bo cac can cao cap chat che chi cho chu chuc co cong cu cua cuong da"
    " dam dao dau day de den dinh do doc doi don dong du dua dung duoc duy giai giam"
    " gian giao gia gom hanh hieu hien hoac hoan hop khai khan khi khong ket khac kip"
    " la lai lan lien luong manh mot muc muu nam nang nay nganh ngay nghiem nhat nham"
    " nhiem nhung noi nua o phan phong phoi phu qua quan quyet ra rieng sau so soat"
    " su tac tai tang tap tat theo the thang thanh thiet thoi thong thuc thuong tien"
    " tiep tinh to toan toi tren trien tri trinh trong trung truoc tu tuc tuy va vao"
    " van ve vi viec voi vu vuc xay xuat xuyen yeu"
)
_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?")
_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)|\n[ \t]*\n")
_HEADING_LABEL = re.compile(r"^[\divxlc.đ)(a-z-]{1,8}[.)]?\s+", re.IGNORECASE)
SHORTEST_CLAUSE = 4  # words
# A phrase that more than this share of all work uses is a phrase of the trade.
COMMONEST = 0.06
FEW = 12
ENOUGH = 7.5  # weight of shared phrases; about three of those that three works share
ENOUGH_FOR_ONE_UNIT = 3.0
SATURATION = 8.0
HALF = 0.4
LEAST = 0.33
LEAST_WITHIN = 0.6  # one document repeats its own words
CITED = 0.25
SAME_UNIT = 0.05

# Two or three neighbouring words.
Phrase = tuple[str, ...]


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
class Likeness:
    """That another work is probably the same, with the evidence as both texts word it.

    ``score`` is between 0 and about 1.3; ``here`` and ``there`` are the shared phrases
    as spans of the two texts; ``cited`` are numbers of papers that both cite.
    """

    other: int
    score: float
    here: tuple[Span, ...]
    there: tuple[Span, ...]
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    span: Span
    pairs: frozenset[Phrase]


@dataclass(frozen=True, slots=True)
class _Traits:
    work: Work
    clauses: tuple[_Clause, ...]
    own: frozenset[Phrase]
    heading: frozenset[Phrase]
    cited: frozenset[str]

    @property
    def wide(self) -> frozenset[Phrase]:
        return self.own | self.heading


class Comparison:
    """All work of one comparison; what is rare is judged within it.

    ``names`` are those of units and agencies: that two works name the same ones is
    told by ``Work.units``. Building costs time in proportion to the words, a question
    to the works that share a rare phrase.
    """

    def __init__(self, works: Iterable[Work], *, names: Iterable[str] = ()) -> None:
        known = _names_pattern(names)
        self._traits = {work.key: _traits_of(work, known) for work in works}
        self._uses = Counter(p for one in self._traits.values() for p in one.wide)
        self._limit = max(FEW, COMMONEST * len(self._traits))
        self._holders: dict[Phrase, list[int]] = {}
        self._citing: dict[str, list[int]] = {}
        for key, one in self._traits.items():
            for pair in one.wide:
                if self._weight(pair):
                    self._holders.setdefault(pair, []).append(key)
            for number in one.cited:
                self._citing.setdefault(number, []).append(key)
        self._cited_in = Counter(
            (one.work.source, number)
            for one in self._traits.values()
            for number in one.cited
        )

    def like(self, key: int, *, at_most: int = 3) -> list[Likeness]:
        """The works most like this one, best first."""
        here = self._traits[key]
        near: set[int] = set()
        for pair in here.wide:
            near.update(self._holders.get(pair, ()))
        for number in here.cited:
            near.update(self._citing.get(number, ()))
        near.discard(key)
        found = [
            likeness
            for other in sorted(near)
            if (likeness := self._compared(here, self._traits[other])) is not None
        ]
        return sorted(found, key=lambda one: (-one.score, one.other))[:at_most]

    def _compared(self, here: _Traits, there: _Traits) -> Likeness | None:
        across = here.work.source != there.work.source
        units = bool(here.work.units & there.work.units)
        share, shared = max(
            self._best(here, there, across=across, units=units),
            self._best(there, here, across=across, units=units),
            key=lambda one: one[0],
        )
        cited = tuple(sorted(n for n in here.cited & there.cited if self._is_own(n)))
        score = share + CITED * bool(cited) + SAME_UNIT * units
        if share < (LEAST if across else LEAST_WITHIN) and not (cited and share > 0):
            return None
        return Likeness(
            there.work.key,
            round(score, 3),
            _runs(here.work.text, shared),
            _runs(there.work.text, shared),
            cited,
        )

    def _best(
        self, one: _Traits, other: _Traits, *, across: bool, units: bool
    ) -> tuple[float, frozenset[Phrase]]:
        """How much of the best clause of one stands in the other, and what of it."""
        best: tuple[float, frozenset[Phrase]] = (0.0, frozenset())
        clauses = [clause.pairs for clause in one.clauses]
        # Neighbours of one document share their heading: there it tells nothing.
        held = other.wide if across else other.own
        for pairs in [*clauses, one.heading] if across else clauses:
            whole = sum(map(self._weight, pairs))
            shared = pairs & held
            weight = sum(map(self._weight, shared))
            complete = (
                units
                and across
                and pairs is not one.heading
                and any(map(_is_full, shared))
                and not any(map(_is_full, pairs - shared))
            )
            if weight < (ENOUGH_FOR_ONE_UNIT if complete else ENOUGH):
                continue
            share = weight / whole * (1 - math.exp(-weight / SATURATION))
            share = max(share, LEAST) if complete else share
            best = max(best, (share, shared), key=lambda pair: pair[0])
        return best

    def _weight(self, phrase: Phrase) -> float:
        uses = self._uses[phrase]
        if uses > self._limit:
            return 0.0
        weight = math.log(len(self._traits) / uses)
        return weight if _is_full(phrase) else HALF * weight

    def _is_own(self, number: str) -> bool:
        """Whether it is cited for this work, not for the document as a whole."""
        citing = self._citing.get(number, ())
        return all(
            self._cited_in[self._traits[key].work.source, number] <= 2  # noqa: PLR2004
            for key in citing
        )


def _is_full(phrase: Phrase) -> bool:
    """Whether all its words say something; "hiện thu" says half of it."""
    return not any(word in COMMON or word.isdigit() for word in phrase)


def _is_common(phrase: Phrase) -> bool:
    return all(word in COMMON or word.isdigit() for word in phrase)


def _names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """The names, longest first, however they are spaced."""
    folds = {" ".join(_WORD.findall(folded(name))) for name in names}
    longest = sorted((one for one in folds if " " in one), key=len, reverse=True)
    spaced = (one.replace(" ", r"[\s–-]{1,4}") for one in longest)
    return re.compile(rf"\b(?:{'|'.join(spaced)})\b") if longest else None


def _traits_of(work: Work, names: re.Pattern[str] | None) -> _Traits:
    cited = dict(citation_spans(work.text))
    fold = _DATE.sub(_blank, _blanked(folded(work.text), cited.values()))
    heading = folded(_HEADING_LABEL.sub("", work.heading))
    if names is not None:
        fold, heading = (names.sub(_blank, one) for one in (fold, heading))
    clauses = tuple(
        _Clause(span, pairs)
        for span in _clauses(fold)
        if (pairs := frozenset(pair for pair, _ in _pairs(fold, *span)))
    )
    return _Traits(
        work,
        clauses,
        frozenset(pair for clause in clauses for pair in clause.pairs),
        frozenset(pair for pair, _ in _pairs(heading, 0, len(heading))),
        frozenset(number for number, _ in cited.items()),
    )


def _blank(match: re.Match[str]) -> str:
    # Neither a space nor a line end: words on both sides are no neighbours.
    return "§" * len(match.group())


def _blanked(fold: str, spans: Iterable[Span]) -> str:
    """The text with citations blanked: shared numbers are counted by themselves."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [fold[at:start], " " * (end - start)]
        at = max(at, end)
    return "".join([*parts, fold[at:]])


def _clauses(fold: str) -> Iterator[Span]:
    start = 0
    for end in [*(m.end() for m in _CLAUSE_END.finditer(fold)), len(fold)]:
        if len(fold[start:end].split()) >= SHORTEST_CLAUSE:
            yield start, end
            start = end


def _pairs(fold: str, start: int, end: int) -> Iterator[tuple[Phrase, Span]]:
    """Neighbouring words of which at least one says something, with their place."""
    first: re.Match[str] | None = None
    before: re.Match[str] | None = None
    for word in _WORD.finditer(fold, start, end):
        if before is not None and word.start() - before.end() <= 2:  # noqa: PLR2004
            pair = _said(before), _said(word)
            if not _is_common(pair):
                yield pair, (before.start(), word.end())
            elif first is not None:
                triple = _said(first), *pair
                if _is_common(triple):
                    yield triple, (first.start(), word.end())
        first, before = before, word


def _said(word: re.Match[str]) -> str:
    """The word; 06 and 6 are one number."""
    said = word.group()
    return said.lstrip("0") if said.isdigit() else said


def _runs(text: str, shared: frozenset[Phrase]) -> tuple[Span, ...]:
    """The shared phrases in the text, neighbouring pairs joined to one run."""
    runs: list[Span] = []
    fold = folded(text)
    for pair, (start, end) in _pairs(fold, 0, len(fold)):
        if pair not in shared:
            continue
        if runs and start <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return tuple(runs)
