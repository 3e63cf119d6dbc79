"""An existing tracking table, .xlsx: each sheet as lines and rows between bars.

openpyxl reads row by row, so memory does not grow with the sheet. Values are those that
Excel last computed; days are written as people write them.
"""

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from workflows.reading.files.archives import names_in
from workflows.reading.files.cleaning import one_line
from workflows.reading.files.grids import printed
from workflows.reading.refusals import Unreadable
from workflows.reading.tables.table_columns import columns_of

REQUIRED = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
NOT_SHEETS = (
    "Tệp .xlsx bị hỏng hoặc không phải tệp Excel. "
    "Mở tệp gốc bằng Excel, lưu lại dạng .xlsx rồi tải lên."
)
TOO_MANY_ROWS = (
    "Bảng tính có hơn 20.000 dòng nên chưa đọc được. Tách bảng rồi tải lên lần nữa."
)
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 4_000
MAX_BLANK_ROWS = 500
MAX_MERGED = 10_000
_MERGED = re.compile(
    rb'<(?:\w{1,8}:)?mergeCell\s[^>]{0,40}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"'
)

Cells = list[str]


def sheets_text(data: bytes) -> str:
    """All visible sheets, one after another. Raises Unreadable."""
    if REQUIRED - names_in(data, NOT_SHEETS):
        raise Unreadable(NOT_SHEETS)
    try:
        # What openpyxl skips of a sheet (rules, pictures) it tells on stderr.
        with warnings.catch_warnings(), zipfile.ZipFile(BytesIO(data)) as archive:
            warnings.simplefilter("ignore")
            return "\n\n".join(_sheets(data, archive))
    except Unreadable:
        raise
    # The parser names no errors of its own: whatever it raises, the file is damaged.
    except Exception as error:
        raise Unreadable(NOT_SHEETS) from error


def _sheets(data: bytes, archive: zipfile.ZipFile) -> Iterator[str]:
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    seen = 0
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            rows = _rows(sheet, _merged(sheet, archive))
            seen += len(rows)
            if seen > MAX_ROWS:
                raise Unreadable(TOO_MANY_ROWS)
            yield _printed(rows)
    finally:
        book.close()


def _merged(sheet: Any, archive: zipfile.ZipFile) -> dict[tuple[int, int], int]:
    """(first row, column) of a cell merged downwards → its last row.

    Without them a blank cell could be a merged one. openpyxl gives merges only where it
    holds the whole sheet, each of their cells an object, which a hostile file abuses.
    """
    merged: dict[tuple[int, int], int] = {}
    # The sheet's place in the archive has no public name.
    path = sheet._worksheet_path  # noqa: SLF001
    for number, found in enumerate(_MERGED.finditer(archive.read(path))):
        if number >= MAX_MERGED:
            break
        left, top, _, bottom = range_boundaries(found.group(1).decode())
        if bottom > top and left <= MAX_COLUMNS:
            merged[top, left] = min(bottom, top + MAX_ROWS)
    return merged


def _rows(sheet: Any, merged: dict[tuple[int, int], int]) -> list[Cells]:
    rows: list[Cells] = []
    blank = 0
    carried: dict[int, tuple[int, str]] = {}
    for number, values in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        row = [_words(cell) for cell in values]
        for column, words in enumerate(row, start=1):
            if (number, column) in merged:
                carried[column] = (merged[number, column], words)
            elif not words and column in carried and carried[column][0] >= number:
                row[column - 1] = carried[column][1]
        if any(row):
            rows.append(row)
            blank = 0
        else:
            blank += 1
        if blank > MAX_BLANK_ROWS or len(rows) > MAX_ROWS:
            break
    return rows


def _words(cell: Any) -> str:
    """A value as a person would write it."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        is_share = "%" in (cell.number_format or "")
        figure = f"{value * 100:.10g}%" if is_share else f"{value:.12g}"
        return figure.replace(".", ",")
    if isinstance(value, datetime.date | datetime.time):
        return _moment(value)
    return one_line(str(value)[:MAX_CELL])


def _moment(value: datetime.date | datetime.time) -> str:
    if isinstance(value, datetime.time):
        return f"{value:%H} giờ {value:%M}"
    day = f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{value:%H} giờ {value:%M} ngày {day}"
    return day


def _printed(rows: list[Cells]) -> str:
    """The cells above the head as lines, all below it as rows between bars."""
    head = next((n for n, row in enumerate(rows) if columns_of(row)), len(rows))
    above = [cell for row in rows[:head] for cell in row if cell]
    width = max((_width(row) for row in rows[head:]), default=0)
    body = [(row + [""] * width)[:width] for row in rows[head:]]
    return "\n\n".join(part for part in [*above, printed(body)] if part)


def _width(row: Cells) -> int:
    return max((n for n, cell in enumerate(row, start=1) if cell), default=0)
