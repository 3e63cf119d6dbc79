"""Which item of a new version is which of the former one; pure.

A clerk numbers anew, mends a word, moves a deadline: the item stays the same work.
Words count most; place, deadline and units decide between items that sound alike. A
pair that is not clear is returned as such, and a person is asked.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workflows.reading.comparison.likeness import Comparison, Work
from workflows.reading.letters import folded

_WORD: Final = re.compile(r"[^\W_]+")
LABEL: Final = re.compile(
    r"^\s*(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[a-zđ][.)]|[-–+•])\s+"
)

# What makes two items one; together 1.0.
OF_WORDS: Final = 0.8
OF_ADDRESS: Final = 0.08
OF_DEADLINE: Final = 0.06
OF_UNITS: Final = 0.06
LEAST: Final = 0.4  # below it the words alone say nothing
SURE: Final = 0.6
MARGIN: Final = 0.07  # as much nearer than the next must be what nobody is asked about
ELSEWHERE: Final = 0.2  # a rival that fits so much better elsewhere is none
SAME_PLACE: Final = 0.2  # share of words that one place in both papers must have

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionItem:
    """One item to compare; `key` is the caller's, unique within its version."""

    key: int
    text: str
    address: str = ""
    deadline: str = ""
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of both versions, of the new alone (`old` None) or of the old alone.

    `score` is between 0 and 1; what is not `is_sure` a person must confirm. An item of
    the old alone is not sure where the new one has its words, under another item.
    """

    old: int | None
    new: int | None
    score: float = 0.0
    is_sure: bool = True


def match_versions(
    old: Sequence[VersionItem],
    new: Sequence[VersionItem],
    *,
    said: Mapping[int, int | None] | None = None,
) -> list[Pair]:
    """Every item of both exactly once: in the order of the new paper, what was left
    out behind the neighbour that it had.

    `said` is a person's word, new to old (None: a new one); it counts before anything
    else, as far as both still exist and the old one is not taken by an earlier word.
    """
    found = _said(old, new, said or {})
    settled_old = {pair.old for pair in found.values()}
    free_old = [one for one in old if one.key not in settled_old]
    free_new = [one for one in new if one.key not in found]
    found |= _by_words(free_old, free_new)
    taken = {pair.old for pair in found.values()}
    left_old = [one for one in free_old if one.key not in taken]
    left_new = [one for one in free_new if one.key not in found]
    found |= _by_place(left_old, left_new)
    taken = {pair.old for pair in found.values()}
    found |= _by_likeness(
        [one for one in left_old if one.key not in taken],
        [one for one in left_new if one.key not in found],
    )
    return _in_order(old, new, found)


def _said(
    old: Sequence[VersionItem],
    new: Sequence[VersionItem],
    said: Mapping[int, int | None],
) -> dict[int, Pair]:
    known = {one.key for one in old}
    found: dict[int, Pair] = {}
    taken: set[int] = set()
    for one in new:
        if one.key not in said:
            continue
        former = said[one.key]
        if former is None:
            found[one.key] = Pair(None, one.key)
        elif former in known and former not in taken:
            taken.add(former)
            found[one.key] = Pair(former, one.key, 1.0)
    return found


def _by_words(
    old: Sequence[VersionItem], new: Sequence[VersionItem]
) -> dict[int, Pair]:
    """The nearest first; each is taken once."""
    scores = _scores(old, new)
    places = {one.key: place for place, one in enumerate(old)}
    nearest = sorted(
        scores,
        key=lambda pair: (-scores[pair], abs(places[pair[0]] - pair[2]), pair),
    )
    matched_old: dict[int, float] = {}
    matched_new: dict[int, float] = {}
    chosen: list[tuple[int, int, int]] = []
    for pair in nearest:
        former, later, _ = pair
        if former not in matched_old and later not in matched_new:
            matched_old[former] = matched_new[later] = scores[pair]
            chosen.append(pair)
    doubtful = _doubtful(scores, chosen, matched_old, matched_new)
    return {
        later: Pair(
            former,
            later,
            round(scores[former, later, place], 3),
            scores[former, later, place] >= SURE
            and (former, later, place) not in doubtful,
        )
        for former, later, place in chosen
    }


def _doubtful(
    scores: Mapping[tuple[int, int, int], float],
    chosen: Iterable[tuple[int, int, int]],
    matched_old: Mapping[int, float],
    matched_new: Mapping[int, float],
) -> set[tuple[int, int, int]]:
    """Pairs of which one half might as well belong to another item."""
    by_old = {pair[0]: pair for pair in chosen}
    by_new = {pair[1]: pair for pair in chosen}
    found = set()
    for (former, later, place), score in scores.items():
        if (former, later, place) == by_old.get(former):
            continue
        # Each half of this rival pair may be the rival of what the other half has.
        for here, elsewhere in (
            (by_old.get(former), matched_new.get(later, 0.0)),
            (by_new.get(later), matched_old.get(former, 0.0)),
        ):
            if here is None or elsewhere > score + ELSEWHERE:
                continue
            if scores[here] - score < MARGIN:
                found.add(here)
    return found


def _scores(
    old: Sequence[VersionItem], new: Sequence[VersionItem]
) -> dict[tuple[int, int, int], float]:
    """How near each pair is that shares words at all: (old, new, place of new)."""
    old_grams = {one.key: grams(one.text) for one in old}
    holders: dict[Gram, list[VersionItem]] = defaultdict(list)
    for one in old:
        for gram in old_grams[one.key]:
            holders[gram].append(one)
    known = {one.key: one for one in old}
    found: dict[tuple[int, int, int], float] = {}
    for place, later in enumerate(new):
        own = grams(later.text)
        shared = Counter(one.key for gram in own for one in holders.get(gram, ()))
        for former, count in shared.items():
            words = 2 * count / (len(own) + len(old_grams[former]))
            score = _score(words, known[former], later)
            if score >= LEAST:
                found[former, later.key, place] = score
    return found


def _score(words: float, old: VersionItem, new: VersionItem) -> float:
    return (
        OF_WORDS * words
        + OF_ADDRESS * (old.address == new.address)
        + OF_DEADLINE * (old.deadline == new.deadline)
        + OF_UNITS * (old.units == new.units)
    )


def grams(text: str) -> frozenset[Gram]:
    """Its words and pairs of neighbours, without marks and without its number."""
    words = _WORD.findall(folded(LABEL.sub("", text)))
    return frozenset([*((word,) for word in words), *pairwise(words)])


def _share(one: VersionItem, other: VersionItem) -> float:
    """How much of their words both have, 0 to 1."""
    own, others = grams(one.text), grams(other.text)
    return round(2 * len(own & others) / max(1, len(own) + len(others)), 3)


def _by_place(
    old: Sequence[VersionItem], new: Sequence[VersionItem]
) -> dict[int, Pair]:
    """What stands at the same place in both and shares some words: worth a question."""
    at = Counter(one.address for one in [*old, *new] if one.address)
    by_address = {one.address: one for one in old if at[one.address] == 2}  # noqa: PLR2004
    found: dict[int, Pair] = {}
    for later in new:
        former = by_address.get(later.address)
        if former is None:
            continue
        words = _share(former, later)
        if words >= SAME_PLACE:
            found[later.key] = Pair(former.key, later.key, words, False)  # noqa: FBT003
    return found


def _by_likeness(
    old: Sequence[VersionItem], new: Sequence[VersionItem]
) -> dict[int, Pair]:
    """The same work in other words, as two different papers would be compared."""
    if not old or not new:
        return {}
    # One numbering for both: keys of the two versions may overlap.
    works = [
        Work(place, int(place >= len(old)), one.text, units=one.units)
        for place, one in enumerate([*old, *new])
    ]
    comparison = Comparison(works)
    found: dict[int, Pair] = {}
    taken: set[int] = set()
    for place, later in enumerate(new, start=len(old)):
        for like in comparison.like(place):
            if like.other < len(old) and like.other not in taken:
                taken.add(like.other)
                former = old[like.other].key
                score = min(1.0, like.score)
                found[later.key] = Pair(former, later.key, score, False)  # noqa: FBT003
                break
    return found


def _in_order(
    old: Sequence[VersionItem],
    new: Sequence[VersionItem],
    found: Mapping[int, Pair],
) -> list[Pair]:
    pairs = [found.get(one.key, Pair(None, one.key)) for one in new]
    taken = {pair.old for pair in pairs}
    behind: dict[int | None, list[Pair]] = defaultdict(list)
    neighbour: int | None = None
    for one in old:
        if one.key in taken:
            neighbour = one.key
        else:
            score = max((_share(one, other) for other in new), default=0.0)
            behind[neighbour].append(Pair(one.key, None, score, score < SURE))
    ordered = behind[None][:]
    for pair in pairs:
        ordered.append(pair)
        if pair.old is not None:
            ordered += behind[pair.old]
    return ordered
