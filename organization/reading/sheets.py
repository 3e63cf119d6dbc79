"""The sheets of a file, their headings found wherever they stand.

openpyxl reads row by row, so memory does not grow with the sheet. A formula is kept as
one, since what Excel last made of it may be old; a cell that is merged downwards stands
for each of its rows.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

import openpyxl
from openpyxl.utils.cell import get_column_letter, range_boundaries

from organization.reading.words import folded, plain

# What a column holds → how people head it, without marks.
PEOPLE: Final[Mapping[str, tuple[str, ...]]] = {
    "full_name": ("ho va ten", "ho ten", "ten can bo", "can bo", "ho va ten can bo"),
    "username": ("ten dang nhap", "tai khoan", "username"),
    "unit": ("don vi", "phong, ban", "phong ban", "don vi cong tac"),
    "post": ("chuc vu", "chuc danh", "vi tri"),
    "post_code": ("ma chuc vu", "ma vi tri"),
    "starts_on": ("tu ngay", "ngay bo nhiem", "ngay bat dau", "bo nhiem tu ngay"),
    "ends_on": ("den ngay", "den het ngay", "ngay ket thuc", "ngay thoi giu"),
    "acting": ("quyen (q.)", "quyen", "q.", "giu quyen"),
    "paper": ("so quyet dinh", "quyet dinh", "can cu", "so, ngay quyet dinh"),
    "email": ("thu dien tu", "email", "e-mail"),
}
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("linh vuc", "ten linh vuc", "linh vuc phu trach"),
    "subjects": ("noi dung", "noi dung phu trach"),
    "units": ("don vi", "cac don vi", "don vi phu trach"),
    "post": ("chuc vu phu trach", "nguoi phu trach", "lanh dao phu trach", "chuc vu"),
    "starts_on": PEOPLE["starts_on"],
    "ends_on": PEOPLE["ends_on"],
    "paper": PEOPLE["paper"],
}
NEEDED: Final = {"people": {"full_name"}, "fields": {"name", "units"}}
LEAST_COLUMNS: Final = 2  # a page that explains the columns heads none of them
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 5_000, 40, 2_000
MAX_BLANK_ROWS, MAX_HEAD_ROWS, MAX_MERGED = 200, 30, 20_000
TOO_MANY_ROWS: Final = "có hơn 5.000 dòng. Chia thành nhiều tệp."
MAX_UNPACKED: Final = 60 * 1024 * 1024
REQUIRED: Final = {"[Content_Types].xml", "xl/workbook.xml"}
NOT_A_FILE: Final = (
    "Tệp không phải bảng Excel .xlsx hoặc đã hỏng. Mở bằng Excel, lưu lại dạng .xlsx "
    "rồi nạp lại."
)
TOO_LARGE: Final = (
    "Tệp giải nén ra quá lớn nên không mở. Bỏ ảnh, trang thừa rồi lưu lại."
)
_MERGED = re.compile(
    rb'<(?:\w{1,8}:)?mergeCell\s[^>]{0,40}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"'
)


class Unreadable(Exception):
    """The file, or a sheet of it, cannot be taken at all; carries its sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: words, or Excel's own day. `place` is C5, as Excel has it.

    `fault` says why it cannot be taken.
    """

    words: str = ""
    day: date | None = None
    place: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line below the headings: its number in the sheet, and its cells by meaning."""

    number: int
    cells: Mapping[str, Cell]

    def words(self, name: str) -> str:
        return self.cells[name].words if name in self.cells else ""

    @property
    def faults(self) -> list[str]:
        return [cell.fault for cell in self.cells.values() if cell.fault]


@dataclass
class Sheets:
    """The rows of people and of fields; `ignored` are headings that mean nothing."""

    people: list[Row] = field(default_factory=list)
    fields: list[Row] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read(data: bytes) -> Sheets:
    """All visible sheets that have known headings. Raises Unreadable."""
    _check_archive(data)
    found = Sheets()
    known = 0
    try:
        # What openpyxl skips of a sheet (rules, pictures) it tells on stderr.
        with warnings.catch_warnings(), zipfile.ZipFile(BytesIO(data)) as archive:
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), read_only=True)
            try:
                for sheet in book.worksheets:
                    if sheet.sheet_state == "visible":
                        known += _take(sheet, archive, found)
            finally:
                book.close()
    except Unreadable:
        raise
    # The parser names no errors of its own: whatever it raises, the file is damaged.
    except Exception as error:
        raise Unreadable(NOT_A_FILE) from error
    if not known:
        raise Unreadable(
            "Không tìm thấy dòng tiêu đề. Cần cột “Họ và tên” (cán bộ), hoặc “Lĩnh "
            "vực” và “Đơn vị” (lĩnh vực phụ trách). Dùng tệp mẫu để bắt đầu."
        )
    return found


def _check_archive(data: bytes) -> None:
    """Raise Unreadable before anything is unpacked that must not be."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            # zipfile never yields more than the declared size: the sum is a bound.
            unpacked = sum(member.file_size for member in members)
            for member in members:
                _check_head(archive, member)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(NOT_A_FILE) from error
    if unpacked > MAX_UNPACKED:
        raise Unreadable(TOO_LARGE)
    if not names >= REQUIRED:
        raise Unreadable(NOT_A_FILE)


def _check_head(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Office programs write no DTD; what brings one brings entities that grow."""
    if member.flag_bits & 1:
        raise Unreadable("Tệp đã đặt mật khẩu. Bỏ mật khẩu, lưu lại rồi nạp lại.")
    if not member.filename.endswith((".xml", ".rels")):
        return
    with archive.open(member) as file:
        head = file.read(1024).replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unreadable(NOT_A_FILE)


def _take(sheet: Any, archive: zipfile.ZipFile, found: Sheets) -> int:
    """Add the sheet's rows to what was found; 1 where its headings are known."""
    merged = _merged(sheet, archive)
    rows = _rows(sheet, merged)
    for _, cells in zip(range(MAX_HEAD_ROWS), rows, strict=False):
        head = [folded(cell.words) for cell in cells]
        for kind, names, into in (
            ("fields", FIELDS, found.fields),
            ("people", PEOPLE, found.people),
        ):
            columns = _columns(head, names)
            if NEEDED[kind] <= set(columns) and len(columns) >= LEAST_COLUMNS:
                used = set(columns.values())
                found.ignored += [
                    cell.words
                    for place, cell in enumerate(cells)
                    if cell.words and place not in used
                ]
                _add(into, rows, columns, sheet.title)
                return 1
    return 0


def _columns(head: list[str], names: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Meaning → place; the first column that is headed so."""
    found: dict[str, int] = {}
    for place, words in enumerate(head):
        for meaning, headings in names.items():
            if words in headings and meaning not in found:
                found[meaning] = place
    return found


def _add(
    into: list[Row],
    rows: Iterator[list[Cell]],
    columns: dict[str, int],
    title: str,
) -> None:
    for cells in rows:
        mine = {
            name: cells[place] for name, place in columns.items() if place < len(cells)
        }
        if any(cell.words or cell.day or cell.fault for cell in mine.values()):
            number = int(re.sub(r"\D", "", next(iter(mine.values())).place))
            into.append(Row(number, mine))
        if len(into) > MAX_ROWS:
            raise Unreadable(f"Trang “{title}” {TOO_MANY_ROWS}")


def _rows(sheet: Any, merged: dict[tuple[int, int], int]) -> Iterator[list[Cell]]:
    """Rows of cells, up to a long stretch of blank ones."""
    carried: dict[int, tuple[int, Cell]] = {}
    blank = 0
    for number, values in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        cells = []
        for column, raw in enumerate(values, start=1):
            cell = _cell(raw, f"{get_column_letter(column)}{number}")
            if (number, column) in merged:
                carried[column] = (merged[number, column], cell)
            elif column in carried and number <= carried[column][0]:
                above = carried[column][1]
                cell = Cell(above.words, above.day, cell.place, above.fault)
            cells.append(cell)
        is_blank = not any(cell.words or cell.day for cell in cells)
        blank = blank + 1 if is_blank else 0
        if blank > MAX_BLANK_ROWS:
            return
        yield cells


def _cell(raw: Any, place: str) -> Cell:
    value = raw.value
    if value is None:
        return Cell(place=place)
    if raw.data_type == "f":
        fault = f"Ô {place} là công thức. Chép ô rồi dán lại dạng giá trị."
        return Cell(place=place, fault=fault)
    if raw.data_type == "e":
        return Cell(place=place, fault=f"Ô {place} báo lỗi {value}. Sửa trong Excel.")
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(f"{day:%d/%m/%Y}", day, place)
    return Cell(_said(value), place=place)


def _said(value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(str(value)[:MAX_CELL])


def _merged(sheet: Any, archive: zipfile.ZipFile) -> dict[tuple[int, int], int]:
    """(first row, column) of a cell merged downwards → its last row.

    openpyxl gives merges only where it holds the whole sheet in memory.
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
