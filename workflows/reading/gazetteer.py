"""Names in a text: the longest known name at each place, by whole words.

Commas belong to names ("Văn hóa, Thể thao và Du lịch") and hyphens do not ("Kế
hoạch - Tổng hợp"). Work is proportional to the text, whatever the catalogue.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from workflows.deadlines import Span
from workflows.reading.agencies import AGENCIES
from workflows.reading.catalogue import Catalogue, UnitName
from workflows.reading.letters import folded

Words = tuple[str, ...]
# One slip of spelling for each so many letters, and none in a short name.
LETTERS_PER_SLIP = 12
SHORTEST_INEXACT = 10
SHORTEST_BARE_NAME = 3
_TOKEN = re.compile(r"[^\W_]+|[.,;:()/&+\n-]")
_NO_WORD = {"-", "\n", "&"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a mark between words, with where it stands in the text."""

    fold: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KnownName:
    """What a name stands for; an alias may stand for several units."""

    codes: tuple[str, ...]
    is_outside: bool = False


def tokens_of(folded_text: str, start: int, end: int) -> list[Token]:
    """The words and marks between two offsets; hyphens and line ends left out."""
    return [
        Token(found.group(), found.start(), found.end())
        for found in _TOKEN.finditer(folded_text, start, end)
        if found.group() not in _NO_WORD
    ]


class Gazetteer:
    """The names of one catalogue and of the agencies that everybody knows."""

    def __init__(self, catalogue: Catalogue) -> None:
        own = (*catalogue.units, *catalogue.collectives)
        self.exact = _index(own, outside=False) | {}
        for words, known in _index(AGENCIES, outside=True).items():
            self.exact.setdefault(words, known)
        self.bare = _bare_names(own, self.exact)
        self.bodies = frozenset(_words(name) for name in catalogue.body_names)
        self._longest = max(
            map(len, (*self.exact, *self.bare, *self.bodies)), default=0
        )
        self._first = {words[0] for words in (*self.exact, *self.bare)}
        self._spelled = {
            " ".join(words): known for words, known in (self.exact | self.bare).items()
        }

    def at(
        self, tokens: list[Token], index: int, *, bare: bool
    ) -> tuple[KnownName, int] | None:
        """The longest name that begins at a token, and how many tokens it takes.

        ``bare`` also finds "Kế hoạch tổng hợp" without its "Phòng": only safe where
        nothing but units is expected.
        """
        if tokens[index].fold not in self._first:
            return None
        words = tuple(token.fold for token in tokens[index : index + self._longest])
        for length in range(len(words), 0, -1):
            known = self.exact.get(words[:length])
            if known is None and bare:
                known = self.bare.get(words[:length])
            if known is not None:
                return known, length + self._body_after(tokens, index + length)
        return None

    def nearly(self, name: str) -> KnownName | None:
        """The one known name within a slip of the pen or two; None if two compete."""
        wanted = " ".join(_words(name))
        slips = len(wanted) // LETTERS_PER_SLIP
        if len(wanted) < SHORTEST_INEXACT or not slips:
            return None
        near = {
            known
            for spelled, known in self._spelled.items()
            if Levenshtein.distance(wanted, spelled, score_cutoff=slips) <= slips
        }
        return near.pop() if len(near) == 1 else None

    def _body_after(self, tokens: list[Token], index: int) -> int:
        """Tokens of the agency's own name behind a unit: "Văn phòng Ban Quản lý"."""
        words = tuple(token.fold for token in tokens[index : index + self._longest])
        lengths = (n for n in range(len(words), 0, -1) if words[:n] in self.bodies)
        return next(lengths, 0)


@lru_cache(maxsize=8)
def gazetteer_of(catalogue: Catalogue) -> Gazetteer:
    """The gazetteer of a catalogue, built once."""
    return Gazetteer(catalogue)


def span_of(tokens: list[Token]) -> Span:
    """From the first to the last of some tokens."""
    return tokens[0].start, tokens[-1].end


def _words(name: str) -> Words:
    fold = folded(name)
    return tuple(token.fold for token in tokens_of(fold, 0, len(fold)))


def _index(units: Iterable[UnitName], *, outside: bool) -> dict[Words, KnownName]:
    codes: dict[Words, list[str]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            words = _words(name)
            if words and unit.code not in codes.setdefault(words, []):
                codes[words].append(unit.code)
    return {words: KnownName(tuple(found), outside) for words, found in codes.items()}


def _bare_names(
    units: Iterable[UnitName], taken: dict[Words, KnownName]
) -> dict[Words, KnownName]:
    """Names without their first word "Phòng", where that leaves enough to tell."""
    bare: dict[Words, KnownName] = {}
    for unit in units:
        head, *rest = _words(unit.name)
        words = tuple(rest)
        if head == "phong" and len(words) >= SHORTEST_BARE_NAME and words not in taken:
            bare[words] = KnownName((unit.code,))
    return bare
