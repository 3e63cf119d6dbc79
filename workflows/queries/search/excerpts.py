"""Where the words stand in a text, and the piece of it that shows most of them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from organization.queries.folding import folded
from workflows.queries.search.asked import Asked, Term

AROUND: Final = 110  # letters before and after
MOST_LOOKED_AT: Final = 300_000  # letters of a text
MOST_PLACES: Final = 200
# The letters that Vietnamese and its neighbours write with marks.
LETTERS: Final = range(0x00C0, 0x1F00)


@dataclass(frozen=True)
class Piece:
    """A run of words; `marked` where they are what was looked for."""

    words: str
    marked: bool = False


@dataclass(frozen=True)
class Pattern:
    """Each thing that was looked for, as it may stand in a text."""

    terms: tuple[re.Pattern[str], ...]
    any_of_them: re.Pattern[str] | None


def pattern_of(asked: Asked, longer: Sequence[str] = ()) -> Pattern:
    """The patterns of a search; the word that is begun matches the longer ones too."""
    sources = [_source(term, longer) for term in asked.terms]
    terms = tuple(re.compile(one, re.IGNORECASE) for one in sources)
    either = re.compile("|".join(sources), re.IGNORECASE) if sources else None
    return Pattern(terms, either)


def excerpt(text: str, pattern: Pattern) -> list[Piece]:
    """The piece of the text with most of what was looked for; its beginning where
    nothing of it stands there."""
    text = unicodedata.normalize("NFC", text[:MOST_LOOKED_AT])
    start, end = _window(text, _places(text, pattern))
    shown = " ".join(text[start:end].split())
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return marked(f"{before}{shown}{after}", pattern)


def marked(text: str, pattern: Pattern) -> list[Piece]:
    """The whole text, in pieces."""
    text = unicodedata.normalize("NFC", text)
    if pattern.any_of_them is None:
        return [Piece(text)]
    pieces = []
    at = 0
    for found in pattern.any_of_them.finditer(text):
        pieces += [Piece(text[at : found.start()]), Piece(found[0], marked=True)]
        at = found.end()
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.words]


def how_many(text: str, pattern: Pattern) -> int:
    """How many of the things that were looked for stand in the text."""
    text = unicodedata.normalize("NFC", text[:MOST_LOOKED_AT])
    return sum(term.search(text) is not None for term in pattern.terms)


def _places(text: str, pattern: Pattern) -> list[tuple[int, int]]:
    """Where something stands, and which: the first ones of each."""
    places = [
        (found.start(), which)
        for which, term in enumerate(pattern.terms)
        for _, found in zip(range(MOST_PLACES), term.finditer(text), strict=False)
    ]
    return sorted(places)


def _window(text: str, places: list[tuple[int, int]]) -> tuple[int, int]:
    """From where to where: around the place with most different ones near it."""
    if not places:
        return 0, _end_of_word(text, 2 * AROUND)
    best, most = places[0][0], 0
    for number, (at, _) in enumerate(places):
        near = {which for where, which in places[number:] if where - at < AROUND}
        if len(near) > most:
            best, most = at, len(near)
    start = max(best - AROUND // 2, 0)
    if start:
        start = text.find(" ", start, best) + 1 or best
    return start, _end_of_word(text, best + 2 * AROUND)


def _end_of_word(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, at)
    return blank if blank > at - AROUND else at


def _source(term: Term, longer: Sequence[str]) -> str:
    if term.is_exact:
        words = [re.escape(word) for word in term.words]
    else:
        words = ["".join(map(_letter, word)) for word in term.words]
    if term.is_begun and longer:
        # The longer ones are found by how they begin; which ends do not matter here.
        words[-1] += r"\w*"
    return r"(?<!\w)" + r"[\W_]+".join(words) + r"(?!\w)"


def _letter(letter: str) -> str:
    """The letter with any marks: “a” is a, á, ằ, …"""
    return f"[{letter}{_with_marks().get(letter, '')}]" if letter.isalpha() else letter


@cache
def _with_marks() -> dict[str, str]:
    found: dict[str, str] = {}
    for sign in map(chr, LETTERS):
        bare = folded(sign)
        if sign.islower() and bare != sign and len(bare) == 1:
            found[bare] = found.get(bare, "") + sign
    return found
