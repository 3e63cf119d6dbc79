"""What a PDF page draws, by kind, asked of PDFium directly.

pypdfium2 wraps every object, text too, in an object of its own; on a page of two
thousand words that takes longer than all the rest of reading it.
"""

from collections.abc import Iterator
from ctypes import byref, c_float
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MAX_OBJECTS = 60_000
MAX_DEPTH = 3

Bounds = tuple[float, float, float, float]


def bounds_of(page: pdfium.PdfPage, kind: int, most: int) -> Iterator[Bounds]:
    """(left, low, right, high) in points of the first objects of a kind."""
    given = 0
    for handle in _objects(page.raw, 0):
        if pdfium_c.FPDFPageObj_GetType(handle) != kind:
            continue
        left, low, right, high = c_float(), c_float(), c_float(), c_float()
        if pdfium_c.FPDFPageObj_GetBounds(
            handle, byref(left), byref(low), byref(right), byref(high)
        ):
            yield left.value, low.value, right.value, high.value
            given += 1
        if given >= most:
            return


def _objects(raw: Any, depth: int) -> Iterator[Any]:
    """Handles of the objects, those of forms too."""
    count, get = (
        (pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject)
        if depth == 0
        else (pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject)
    )
    for number in range(min(count(raw), MAX_OBJECTS)):
        handle = get(raw, number)
        yield handle
        if depth < MAX_DEPTH and (
            pdfium_c.FPDFPageObj_GetType(handle) == pdfium_c.FPDF_PAGEOBJ_FORM
        ):
            yield from _objects(handle, depth + 1)
