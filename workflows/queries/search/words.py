"""Words as the index of the search keeps them.

A word is a run of letters and digits. It is kept twice at the same place: without
marks (“giai”), and as it is written behind a "=" (“=giải”), which a quoted search asks
for. Two neighbours of which one has a digit are kept as one word, too (“45 kh”): so the
number of a document is a rare word, though each of its parts is common. What begins
with ":" is no word but says where the row belongs: whose it is, of what kind, and in
which stretches of the missions it lies. Pure, apart from the folding.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from organization.queries.folding import folded
from workflows.enums import SearchKind

# Letters and digits with the marks that NFC leaves beside them.
WORD: Final = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
# Letters of other scripts, whose marks `folded` takes off, too.
FOREIGN: Final = re.compile("[^\u0000-\u036f\u1e00-\u1eff\u2000-\u206f]")
LONGEST_WORD: Final = 40  # letters; what is longer is found by its beginning
MOST_WORDS: Final = 60_000  # of one text; about 200 pages
LAST_PLACE: Final = 16_383  # PostgreSQL counts no further
PLACES: Final = [str(number) for number in range(LAST_PLACE + 1)]
APART: Final = 5  # between two texts of one row, so that no phrase spans them
LONGEST_VECTOR: Final = 1_040_000  # bytes; PostgreSQL takes no more than 2**20
HAS_DIGIT: Final = re.compile(r"\d")
# 2**8 missions are one stretch, eight of these a larger one, and so on: the newest
# missions are asked for by the small stretches, old ones by the large.
STRETCH_BITS: Final = (8, 11, 14, 17)


@lru_cache(maxsize=100_000)
def forms(word: str) -> tuple[str, str]:
    """“Giải” → ("giai", "giải"); ("", "") for marks without a letter."""
    bare = folded(word)[:LONGEST_WORD]
    return (bare, word.lower()[:LONGEST_WORD]) if bare else ("", "")


def words_of(text: str) -> list[tuple[str, str]]:
    """Each word without and with its marks, in order; alike for NFC and NFD."""
    text = unicodedata.normalize("NFC", text)
    if FOREIGN.search(text):
        text = _without_foreign_marks(text)
    found = map(forms, WORD.findall(text))
    return [both for both in found if both[0]]


def _without_foreign_marks(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    kept = (
        sign
        for sign in apart
        if "\u0300" <= sign <= "\u036f" or not unicodedata.combining(sign)
    )
    return unicodedata.normalize("NFC", "".join(kept))


class Vector(NamedTuple):
    """`stored` is what PostgreSQL reads as a tsvector; `words` stand in it, without
    marks, each once."""

    stored: str
    words: list[str]


def vector(heading: str, texts: Iterable[str], belongs: Iterable[str]) -> Vector:
    """What is stored of a row; words of the heading weigh more. Of more than PostgreSQL
    takes, like a sheet of nothing but different numbers, the beginning is kept."""
    told = [words_of(text) for text in (heading, *texts)]
    marks = [f"'{one}'" for one in belongs]
    most = MOST_WORDS
    while True:
        made = _vector(told, marks, most)
        if len(made.stored.encode()) <= LONGEST_VECTOR:
            return made
        most //= 2


def _vector(
    told: Sequence[list[tuple[str, str]]], marks: Iterable[str], most: int
) -> Vector:
    places: dict[tuple[str, str], str] = {}
    pairs: dict[str, None] = {}
    at = 0
    for weight, words in zip(("A", *[""] * len(told)), told, strict=False):
        found = words[: max(most - at, 0)]
        pairs |= dict.fromkeys(pairs_of([bare for bare, _ in found]))
        for at, both in enumerate(found, start=at + 1):  # noqa: B020
            known = places.get(both)
            if known is None:
                places[both] = PLACES[min(at, LAST_PLACE)] + weight
            elif at <= LAST_PLACE:
                places[both] = f"{known},{PLACES[at]}{weight}"
        at += APART
    bare: dict[str, str] = {}
    for (word, _), where in places.items():
        known = bare.get(word)
        bare[word] = where if known is None else f"{known},{where}"
    stored = [f"'{word}':{where}" for word, where in bare.items()]
    stored += [f"'={word}':{where}" for (_, word), where in places.items()]
    stored += [f"'{pair}'" for pair in pairs]
    return Vector(" ".join([*stored, *marks]), list(bare))


def pairs_of(words: Sequence[str]) -> list[str]:
    """Neighbours that are kept as one word, too: those with a digit in either."""
    has = [HAS_DIGIT.search(word) is not None for word in words]
    if True not in has:
        return []
    return [
        f"{one} {next_one}"
        for (one, next_one), (first, second) in zip(
            pairwise(words), pairwise(has), strict=True
        )
        if first or second
    ]


def can_be_completed(word: str) -> bool:
    """Whether a word is kept to be completed from its beginning: numbers are too many
    for that."""
    return word.isalpha()


def kind_mark(kind: SearchKind) -> str:
    return f":k{kind.lower()}"


def unit_mark(pk: int) -> str:
    """A unit leads or supports the mission."""
    return f":u{pk}"


def post_mark(pk: int) -> str:
    """The post directs the mission."""
    return f":p{pk}"


def mission_mark(pk: int) -> str:
    return f":m{pk}"


def stretch_marks(place: int) -> tuple[str, ...]:
    """The stretches in which a place lies, the small one first."""
    return tuple(f":{bits}n{place >> bits}" for bits in STRETCH_BITS)
