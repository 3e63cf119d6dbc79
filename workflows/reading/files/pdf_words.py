"""Words of a PDF page with their places, in the order in which they were drawn.

Lengths are points, y counts upwards. PDFium is asked for places at the ends of words
only, which keeps 200 pages under a few seconds.
"""

import re
from collections.abc import Iterator
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium_c

from workflows.reading.files.cleaning import cleaned

MAX_CHARACTERS_OF_PAGE = 200_000
LONGEST_NAME = 120
RAISED = 0.8  # a figure so much smaller than its word is the mark of a footnote
# Letters beyond the first plane come in two halves; alone they are no letter.
FIRST_HALF, LAST_HALF, END_OF_FIRST_PLANE = 0xD800, 0xDFFF, 0x10000
NO_LETTER = "\u200b"
# What PDFium gives for a hyphen at the end of a line.
HYPHENS = {0xFFFE: "-", 0x02: "-"}
_WORD = re.compile(r"[^\s\x00]+")
_LINE_END = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word; ``y`` is its base line. ``starts_line`` as PDFium saw a new line."""

    text: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool
    starts_line: bool
    breaks: bool = False  # ends with a hyphen that is there for the line's end only


class WordReader:
    """The words of one page."""

    def __init__(self, text_page: Any) -> None:
        # Held, since PDFium frees the page with it.
        self._owner = text_page
        self._page = text_page.raw
        self._box = (c_double(), c_double(), c_double(), c_double())
        self._matrix = pdfium_c.FS_MATRIX()
        self._name = create_string_buffer(LONGEST_NAME)
        self._flags = c_int()
        self._count = min(text_page.count_chars(), MAX_CHARACTERS_OF_PAGE)

    def words(self) -> Iterator[Word]:
        """The words in order; PDFium puts line ends between them where it saw some."""
        text = self._text()
        before = 0
        for found in _WORD.finditer(text):
            starts = before == 0 or _LINE_END.search(text, before, found.start())
            before = found.end()
            yield from self._word(found.group(), found.start(), starts=bool(starts))

    def _text(self) -> str:
        """One letter for each that PDFium counts, so that places are offsets in it."""
        text = str(self._owner.get_text_range(0, self._count)) if self._count else ""
        if len(text) == self._count:
            return text
        # Letters without a meaning, or in two halves, shift what is given as a whole.
        unicode_of = pdfium_c.FPDFText_GetUnicode
        codes = (unicode_of(self._page, number) for number in range(self._count))
        return "".join(_letter(code) for code in codes)

    def _word(self, letters: str, first: int, *, starts: bool) -> Iterator[Word]:
        size = self._size(first)
        kept = len(letters)
        while kept > 1 and letters[kept - 1].isdigit():
            if self._size(first + kept - 1) > RAISED * size:
                break
            kept -= 1
        text = letters[:kept].translate(HYPHENS)
        words = cleaned(text).strip()
        left, base = self._origin(first)
        right = self._right(first + kept - 1)
        if words and right > left - 1:
            is_bold = self._is_bold(first)
            breaks = text.endswith("\u00ad")
            yield Word(words, left, right, base, size, is_bold, starts, breaks)

    def _size(self, number: int) -> float:
        """Size of the letters as drawn: a font's own size is scaled by its matrix."""
        matrix = self._matrix
        size = float(pdfium_c.FPDFText_GetFontSize(self._page, number))
        pdfium_c.FPDFText_GetMatrix(self._page, number, byref(matrix))
        return max(1.0, size * hypot(matrix.c, matrix.d))

    def _right(self, number: int) -> float:
        left, right, low, high = self._box
        pdfium_c.FPDFText_GetCharBox(
            self._page, number, byref(left), byref(right), byref(low), byref(high)
        )
        return right.value

    def _origin(self, number: int) -> tuple[float, float]:
        x, y, *_ = self._box
        pdfium_c.FPDFText_GetCharOrigin(self._page, number, byref(x), byref(y))
        return x.value, y.value

    def _is_bold(self, number: int) -> bool:
        """By the name of the font; the weight that PDFium gives is a guess."""
        pdfium_c.FPDFText_GetFontInfo(
            self._page, number, self._name, LONGEST_NAME, byref(self._flags)
        )
        return b"bold" in self._name.value.lower()


def _letter(code: int) -> str:
    is_letter = 0 < code < FIRST_HALF or LAST_HALF < code < END_OF_FIRST_PLANE
    return chr(code) if is_letter else NO_LETTER
