"""Names as they are typed in haste: without marks, in any case."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import QuerySet

from organization.models import Person
from organization.models.names import LETTER_CODES

BARE_D = str.maketrans("đĐ", "dD")
LONGEST = 100
# A letter without marks stands for those with marks too; one with a mark for itself.
MARKED = {"a": "aăâ", "d": "dđ", "e": "eê", "o": "oôơ", "u": "uư"}
TONES = "\u0300\u0309\u0303\u0301\u0323"


@lru_cache(maxsize=4096)  # titles and names of units come again and again
def folded(words: str) -> str:
    """“Phòng Quản lý hạ tầng” → “phong quan ly ha tang”."""
    bare = unicodedata.normalize("NFD", words.translate(BARE_D))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).lower()


def typed(words: str) -> list[str]:
    """The words of a search field, as many as a name could have."""
    return words.replace("\0", " ")[:LONGEST].split()[:8]


def matches(wanted: Iterable[str], *texts: str) -> bool:
    """Whether every word that is wanted stands in the texts, marks or not."""
    found = " ".join(map(folded, texts))
    return all(folded(word) in found for word in wanted)


def people_named(words: Iterable[str]) -> QuerySet[Person]:
    """People in whose name each word begins a word; tones do not count.

    Asked of ``sort_key``, which keeps letters apart from tones: no column more.
    """
    found = Person.objects.all()
    for word in words:
        if not any(sign.isalpha() for sign in word):
            return found.none()  # its code would match the tones
        found = found.filter(sort_key__regex=f"(^|/| ){_letters(word)}")
    return found


def _letters(word: str) -> str:
    """A pattern over the letter codes; what is no letter matches as it is kept."""
    level = unicodedata.normalize("NFD", word.lower())
    level = "".join(sign for sign in level if sign not in TONES)
    return "".join(
        f"[{''.join(LETTER_CODES[one] for one in MARKED.get(letter, letter))}]"
        if letter in LETTER_CODES
        else "0"
        for letter in unicodedata.normalize("NFC", level)
    )
