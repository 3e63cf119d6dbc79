"""Words of a cell as they are compared: one form of letters, blanks made single."""

import re
import unicodedata
from datetime import date, datetime

BARE_D = str.maketrans("đĐ", "dD")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0{1,2}:00(?::00)?)?")
FIRST, LAST = date(1970, 1, 1), date(2099, 12, 31)


def plain(words: str) -> str:
    """NFC, without invisible signs, one blank between words, none around."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", words)).split())


def folded(words: str) -> str:
    """Without marks and capitals, for headings and for names that look alike."""
    bare = unicodedata.normalize("NFD", plain(words).translate(BARE_D))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).lower()


def day_of(value: object) -> date | None:
    """The day that a cell holds, as Excel's own date or as people write it.

    None where it is none: 31/6, a year without a century, a bare number. Days and
    months are never turned round: 02/03 is the second of March.
    """
    if isinstance(value, datetime):
        found: date | None = value.date()
    elif isinstance(value, date):
        found = value
    else:
        found = _written(plain(str(value)))
    return found if found is not None and FIRST <= found <= LAST else None


def _written(words: str) -> date | None:
    if parts := DAY.fullmatch(words):
        day, month, year = map(int, parts.groups())
    elif parts := ISO_DAY.fullmatch(words):
        year, month, day = map(int, parts.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
