"""Views of a text for matching. Each has exactly the length of its source.

So an offset found in a view is an offset in the text. What is stored or shown is
always the text itself.
"""

import unicodedata
from functools import lru_cache

MARKUP = "*_#`"
BLANKS = "\u00a0\u2007\u202f\u200b\ufeff\u00ad"
# Bounded runs of white space keep every pattern linear on hostile input.
GAP = r"[\s|]{1,9}"
MAYBE = r"[\s|]{0,9}"


class _Lowered(dict[int, str]):
    """One lower-case letter for each letter; markup and odd blanks become spaces."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        small = " " if letter in MARKUP + BLANKS else letter.lower()
        # Some capitals (İ) become two letters, which would shift every offset.
        self[code] = small if len(small) == 1 else letter
        return self[code]


class _Folded(dict[int, str]):
    """As lowered, and without marks: "Đồng" and "ĐỒNG" become "dong"."""

    def __missing__(self, code: int) -> str:
        small = _LOWERED[code]
        bare = unicodedata.normalize("NFD", small)[0]
        self[code] = {"đ": "d", "–": "-", "—": "-"}.get(bare, bare)
        return self[code]


_LOWERED = _Lowered()
_FOLDED = _Folded()


def lowered(text: str) -> str:
    """Lower case with marks kept, markup blanked."""
    return text.translate(_LOWERED)


def folded(text: str) -> str:
    """Lower case without marks, markup blanked: for names and labels."""
    return text.translate(_FOLDED)


def tidy(text: str) -> str:
    """One line for a person to read: no markup at the ends, single spaces."""
    return " ".join(text.split()).strip(MARKUP + BLANKS + " ")


def words_of(words: str) -> frozenset[str]:
    """A set of words, written as one line of them."""
    return frozenset(words.split())


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """A code for a name that is in no catalogue: "Sở Nội vụ" → ``so_noi_vu``."""
    letters = (c if c.isalnum() else " " for c in folded(name))
    return "_".join("".join(letters).split())
