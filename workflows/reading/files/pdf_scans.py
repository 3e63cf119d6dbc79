"""Pages that are pictures: told by what they hold, read through tesseract."""

from collections.abc import Sequence
from time import monotonic
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from workflows.reading.files.ocr import (
    DOTS_AN_INCH,
    LONGEST_SIDE,
    POINTS_AN_INCH,
    TOO_SLOW,
    words_of_picture,
)
from workflows.reading.files.pdf_objects import bounds_of
from workflows.reading.files.pdf_words import Word
from workflows.reading.refusals import Unreadable

FEWEST_WORDS = 5
LEAST_SHARE = 0.4  # of the page, for its pictures to be a scan
MAX_PICTURES = 200
SECONDS_A_DOCUMENT = 900
MAX_SCANNED = 200
TOO_MANY = (
    "Tệp PDF có hơn 200 trang ảnh quét nên chưa đọc được. Tách văn bản rồi tải lại."
)


class Scans:
    """Reads the scanned pages of one document, within a time for all of them."""

    def __init__(self) -> None:
        self.pages = 0
        self._spent = 0.0

    def is_scan(self, page: pdfium.PdfPage, words: Sequence[Word]) -> bool:
        """Whether the page says next to nothing and pictures cover much of it."""
        if len(words) >= FEWEST_WORDS:
            return False
        width, height = page.get_size()
        return bool(_covered(page) >= LEAST_SHARE * width * height)

    def read(self, page: pdfium.PdfPage) -> list[Word]:
        """The words of the page's picture. Raises EmptyDocument or Unreadable."""
        self.pages += 1
        if self.pages > MAX_SCANNED:
            raise Unreadable(TOO_MANY)
        if self._spent > SECONDS_A_DOCUMENT:
            raise Unreadable(TOO_SLOW)
        begin = monotonic()
        width, height = page.get_size()
        scale = min(DOTS_AN_INCH / POINTS_AN_INCH, LONGEST_SIDE / max(width, height, 1))
        words = words_of_picture(_picture(page, scale), 1 / scale, height)
        self._spent += monotonic() - begin
        return words


def _covered(page: pdfium.PdfPage) -> float:
    """The area of the page's pictures, in square points."""
    area = 0.0
    pictures = bounds_of(page, pdfium_c.FPDF_PAGEOBJ_IMAGE, MAX_PICTURES)
    for left, low, right, high in pictures:
        area += max(0.0, right - left) * max(0.0, high - low)
    return area


def _picture(page: pdfium.PdfPage, scale: float) -> bytes:
    """The page as a grey picture in PGM, the plainest form that tesseract reads."""
    bitmap: Any = page.render(scale=scale, grayscale=True, draw_annots=False)
    try:
        rows = bytes(bitmap.buffer)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    finally:
        bitmap.close()
    if stride != width:
        rows = b"".join(
            rows[line * stride : line * stride + width] for line in range(height)
        )
    return b"P5 %d %d 255\n" % (width, height) + rows
