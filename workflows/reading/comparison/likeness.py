"""How alike two pieces of work are, by rare phrases and cited papers that they share.

The same work often stands in several documents, in other words each time: a notice
orders it, a monthly programme takes it up. What is compared are clauses, since a
paragraph of a programme strings several duties together. Likeness is only ever a
reason to ask a person (capability 115: detect, link, never merge silently).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest

from workflows.deadlines import Span
from workflows.reading.comparison.phrases import Phrase, is_full, runs
from workflows.reading.comparison.works import Names, Traits, Work, rough_of, traits_of

__all__ = ["Comparison", "Likeness", "Names", "Work"]

# Weights count in phrases that three works share: such a one weighs 1, however many
# works are compared. That makes chance likeness rarer in a large pool, not commoner.
SHARED_BY = 3
FEWEST = 40  # works that a comparison counts as, at least
# A phrase that more than this share of all work uses is a phrase of the trade.
COMMONEST = 0.06
FEW = 12
ENOUGH = 2.0
# Where one unit is concerned, or a paper or name of its own is shared.
ENOUGH_WITH_MORE = 0.8
SATURATION = 2.2
HALF = 0.4
LEAST = 0.33
LEAST_WITHIN = 0.6  # one document repeats its own words
CITED = 0.25
SAME_UNIT = 0.05
# A paper or name that more works of one document speak of is that document's theme.
OF_ONE_WORK = 2
LOOKED_AT = 15  # works compared clause by clause, for each one


# A document, and in it a work or the heading of several.
Group = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """That another work is probably the same, with the evidence as both texts word it.

    ``score`` is between 0 and about 1.3; ``here`` and ``there`` are the shared phrases
    as spans of the two texts; ``cited`` are numbers of papers that both cite, ``named``
    what both call by a name in quotation marks, without its marks.
    """

    other: int
    score: float
    here: tuple[Span, ...]
    there: tuple[Span, ...]
    cited: tuple[str, ...]
    named: tuple[str, ...] = ()
    phrases: frozenset[Phrase] = frozenset()


@dataclass(frozen=True, slots=True)
class _Match:
    """Another work and what is shared; a heading stands for all work below it."""

    score: float
    overlap: float
    other: int
    shared: frozenset[Phrase]
    there: Group
    cited: tuple[str, ...]
    named: tuple[str, ...]

    def rank(self) -> tuple[float, float, int]:
        return -self.score, -self.overlap, self.other


class Comparison:
    """All work of one comparison; what is rare is judged within it.

    ``asked`` are the keys that will be asked about; without it, all. Building costs
    time in proportion to the words; a question to the works that share a rare phrase,
    of which the nearest few are compared clause by clause.
    """

    def __init__(
        self,
        works: Iterable[Work],
        *,
        asked: Iterable[int] | None = None,
        names: Names | None = None,
    ) -> None:
        self._names = names or Names()
        self._rough = {work.key: rough_of(work) for work in works}
        self._detail: dict[int, Traits] = {}
        self._weights: dict[Phrase, float] = {}
        self._uses: Counter[Phrase] = Counter()
        citing: Counter[tuple[int, str]] = Counter()
        for one in self._rough.values():
            self._uses.update(one.phrases)
            citing.update((one.work.source, number) for number in one.cited)
        self._themes = {number for (_, number), n in citing.items() if n > OF_ONE_WORK}
        self._count = max(FEWEST, len(self._rough))
        self._limit = max(FEW, COMMONEST * self._count)
        self._holders = self._held(self._rough if asked is None else asked)

    def like(self, key: int, *, at_most: int = 3) -> list[Likeness]:
        """The works most like this one, best first.

        Two of a document before the third, and of several that are alike by the
        heading above them only the best.
        """
        here = self._traits(key)
        matches = sorted(
            (
                match
                for other in self._nearest(here)
                if (match := self._compared(here, self._traits(other))) is not None
            ),
            key=_Match.rank,
        )
        best: dict[Group, _Match] = {}
        for match in matches:
            best.setdefault(match.there, match)
        seen: Counter[int] = Counter()
        ranked = []
        for place, one in enumerate(best.values()):
            source = self._rough[one.other].work.source
            ranked.append((seen[source] >= OF_ONE_WORK, place, one))
            seen[source] += 1
        ranked.sort(key=lambda rank: rank[:2])
        return [self._likeness(here, one) for *_, one in ranked[:at_most]]

    def alike(
        self, keys: Iterable[int], *, at_most: int = 3
    ) -> dict[int, list[Likeness]]:
        """The same for many works; of those below one heading that are alike to the
        same other work by that heading, only the best."""
        found = {key: self.like(key, at_most=at_most) for key in keys}
        best: dict[tuple[Group, int], tuple[float, int]] = {}
        for key, ones in found.items():
            for one in ones:
                place = (self._group(key, one.phrases), one.other)
                best[place] = max(best.get(place, (0.0, 0)), (one.score, -key))
        return {
            key: [
                one
                for one in ones
                if best[self._group(key, one.phrases), one.other][1] == -key
            ]
            for key, ones in found.items()
        }

    def _group(self, key: int, shared: frozenset[Phrase]) -> Group:
        """The work by itself, or all below its heading where that is what counts."""
        traits = self._traits(key)
        work = traits.work
        return work.source, str(key) if shared <= traits.own else work.heading

    def _held(self, asked: Iterable[int]) -> dict[Phrase, list[int]]:
        """Who else uses the phrases of those asked about, where they say something."""
        wanted = {
            phrase
            for key in asked
            for phrase in self._traits(key).wide
            if self._weight(phrase)
        }
        holders: dict[Phrase, list[int]] = {phrase: [] for phrase in wanted}
        for key, one in self._rough.items():
            for phrase in one.phrases & wanted:
                holders[phrase].append(key)
        return holders

    def _nearest(self, here: Traits) -> list[int]:
        """Which works to look at: those of much shared weight, or with one paper."""
        near: defaultdict[int, float] = defaultdict(float)
        for phrase in sorted(here.wide):
            for key in self._holders.get(phrase, ()):
                near[key] += self._weight(phrase)
        near.pop(here.work.key, None)
        own = here.cited - self._themes
        rated = []
        for key, weight in near.items():
            one = self._rough[key]
            more = bool(own & one.cited) or any(n in one.plain for n in here.named)
            if weight >= ENOUGH_WITH_MORE:
                rated.append((weight + ENOUGH * more, -key))
        return [-key for _, key in nlargest(LOOKED_AT, rated)]

    def _compared(self, here: Traits, there: Traits) -> _Match | None:
        across = here.work.source != there.work.source
        cited = tuple(sorted((here.cited & there.cited) - self._themes))
        named = tuple(sorted(self._named_in_both(here, there)))
        more = bool(cited or named)
        share, shared = max(
            self._best(here, there, more=more),
            self._best(there, here, more=more),
            key=lambda one: one[0],
        )
        least = LEAST if across else LEAST_WITHIN
        if share <= 0 or (share < least and not more):
            return None
        units = bool(here.units & there.units)
        other = there.work.key
        return _Match(
            round(share + CITED * more + SAME_UNIT * units, 3),
            round(sum(map(self._weight, sorted(here.wide & there.wide))), 3),
            other,
            shared,
            self._group(other, shared),
            cited,
            named,
        )

    def _best(
        self, one: Traits, other: Traits, *, more: bool
    ) -> tuple[float, frozenset[Phrase]]:
        """How much of the best clause of one stands in the other, and what of it."""
        across = one.work.source != other.work.source
        units = across and bool(one.units & other.units & self._names.own)
        # Neighbours of one document share their heading: there it tells nothing.
        held = other.wide if across else other.own
        best: tuple[float, frozenset[Phrase]] = (0.0, frozenset())
        for phrases in [*one.clauses, one.heading] if across else one.clauses:
            shared = phrases & held
            weight = sum(map(self._weight, sorted(shared)))
            of_heading = phrases is one.heading
            complete = units and not of_heading and _is_all(shared, phrases)
            if weight < (ENOUGH_WITH_MORE if complete or more else ENOUGH):
                continue
            # A heading alone says nothing of the one among many that stand below it.
            if not shared & one.own or not shared & other.own:
                continue
            whole = sum(map(self._weight, sorted(phrases)))
            share = weight / whole * (1 - math.exp(-weight / SATURATION))
            share = max(share, LEAST) if complete else share
            best = max(best, (share, shared), key=lambda found: found[0])
        return best

    def _likeness(self, here: Traits, match: _Match) -> Likeness:
        there = self._rough[match.other].work
        return Likeness(
            match.other,
            match.score,
            runs(here.work.text, match.shared),
            runs(there.text, match.shared),
            match.cited,
            match.named,
            match.shared,
        )

    def _named_in_both(self, here: Traits, there: Traits) -> set[str]:
        """Names in quotation marks of one that the other speaks of as well."""
        plain_here = self._rough[here.work.key].plain
        plain_there = self._rough[there.work.key].plain
        both = {n for n in here.named if n in plain_there}
        both |= {n for n in there.named if n in plain_here}
        return both

    def _weight(self, phrase: Phrase) -> float:
        weight = self._weights.get(phrase)
        if weight is None:
            uses = self._uses[phrase] or 1
            weight = 0.0
            if uses <= self._limit:
                weight = math.log(self._count / uses) / math.log(
                    self._count / SHARED_BY
                )
                weight *= 1 if is_full(phrase) else HALF
            self._weights[phrase] = weight
        return weight

    def _traits(self, key: int) -> Traits:
        if key not in self._detail:
            self._detail[key] = traits_of(self._rough[key].work, self._names)
        return self._detail[key]


def _is_all(shared: frozenset[Phrase], phrases: frozenset[Phrase]) -> bool:
    """Whether all that says something in the clause is shared."""
    return any(map(is_full, shared)) and not any(map(is_full, phrases - shared))
