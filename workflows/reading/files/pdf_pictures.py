"""One page of a PDF as a picture to be looked at: PNG, of a bounded size."""

import struct
import zlib
from typing import Any, Final

import pypdfium2 as pdfium

LONGEST_SIDE: Final = 1400  # pixels; an A4 page is read well on any screen
POINTS_PER_INCH: Final = 72
MOST_DOTS_PER_INCH: Final = 144
CHANNELS: Final = 3


def picture_of(content: bytes, number: int) -> tuple[int, bytes]:
    """How many pages there are, and the page of that number (from 1) as PNG.

    Raises PdfiumError for what is no PDF, IndexError for a page that is not there.
    """
    document = pdfium.PdfDocument(content)
    try:
        count = len(document)
        if not 1 <= number <= count:
            raise IndexError(number)
        page = document[number - 1]
        try:
            return count, _png_of(page)
        finally:
            page.close()
    finally:
        document.close()


def _png_of(page: pdfium.PdfPage) -> bytes:
    longest = max(*page.get_size(), 1.0)
    scale = min(LONGEST_SIDE / longest, MOST_DOTS_PER_INCH / POINTS_PER_INCH)
    bitmap: Any = page.render(
        scale=scale, rev_byteorder=True, force_bitmap_format=pdfium.raw.FPDFBitmap_BGR
    )
    try:
        return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    finally:
        bitmap.close()


def png(data: bytes, width: int, height: int, stride: int) -> bytes:
    """Rows of red, green and blue, each `stride` bytes long, as a PNG file."""
    wide = width * CHANNELS
    rows = b"".join(
        b"\0" + data[at : at + wide] for at in range(0, height * stride, stride)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows, 6))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
