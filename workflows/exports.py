"""A list of missions as a table for a spreadsheet: exactly what the list shows.

Both forms are written page by page, so memory does not grow with the list. A cell that
a spreadsheet would run is made harmless (OWASP, CSV injection): in CSV by an
apostrophe, in Excel by saying that the cell is text.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO, Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from history.exports import harmless
from workflows.enums import WITH_THE_UNIT, MissionState
from workflows.exceptions import InvalidInput
from workflows.queries.lists.columns import USUAL, Column

Value = str | int | date
Cell = tuple[str, int, Callable[[Any, date], Value]]  # heading, width in Excel, value
MOST_IN_EXCEL: Final = 50_000
TOO_MANY: Final = (
    f"Danh sách có hơn {MOST_IN_EXCEL:,} việc, quá lớn cho một tệp Excel. Chọn CSV, "
    "hoặc lọc bớt."
).replace(",000", ".000")
# What a file of Excel cannot hold; a text of ours may come from anywhere.
UNHOLDABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def beside_the_deadline(mission: Any, today: date) -> str:
    """What the list says beside the deadline, in words; "" once the clock stops."""
    said = ["Gia hạn, chờ duyệt"] if mission.asked_due_on else []
    if mission.state in WITH_THE_UNIT:
        if mission.paused_at:
            said.append("Tạm dừng")
        elif mission.due_on:
            left = (mission.due_on - today).days
            late, now = f"Quá hạn {-left} ngày", "Hết hạn hôm nay"
            said.append(late if left < 0 else now if not left else f"Còn {left} ngày")
    return "; ".join(said)


def _citation(mission: Any, _: date) -> str:
    document = mission.document
    if not document:
        return ""
    return f"{document.get_kind_display()} {document.reference_number}".strip()


def _local_day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _percent(mission: Any, _: date) -> Value:
    return "" if mission.percent is None else mission.percent


# The name stands after the number, as on the page, with where it comes from.
NAME: Final[tuple[Cell, ...]] = (
    ("Nhiệm vụ", 60, lambda one, _: one.title),
    ("Văn bản", 28, _citation),
    ("Mục", 10, lambda one, _: one.item.address if one.item else ""),
)
CELLS: Final[dict[Column, tuple[Cell, ...]]] = {
    Column.NUMBER: (("Số", 10, lambda one, _: one.code.replace("\u00a0", " ")),),
    Column.UNIT: (
        ("Đơn vị chủ trì", 30, lambda one, _: one.lead_unit.name),
        (
            "Cơ quan ngoài chủ trì",
            24,
            lambda one, _: one.led_outside.name if one.led_outside else "",
        ),
    ),
    Column.SUPPORTING: (
        ("Đơn vị phối hợp", 30, lambda one, _: one.supporting_names or ""),
    ),
    Column.FIELD: (("Lĩnh vực", 30, lambda one, _: one.field_names or ""),),
    Column.LEADER: (
        (
            "Lãnh đạo chỉ đạo",
            26,
            lambda one, _: one.leader_name or "chưa có người giữ",
        ),
        ("Chức vụ", 20, lambda one, _: one.directing_leader.title),
    ),
    Column.DOCUMENT: (("Số văn bản", 28, _citation),),
    Column.PRODUCT: (("Sản phẩm", 30, lambda one, _: one.product),),
    Column.STATE: (("Trạng thái", 16, lambda one, _: MissionState(one.state).label),),
    Column.PROGRESS: (("Tiến độ, %", 10, _percent),),
    Column.DEADLINE: (
        ("Thời hạn", 12, lambda one, _: one.due_on or ""),
        ("So với thời hạn", 24, beside_the_deadline),
    ),
    Column.GIVEN: (("Ngày giao", 12, lambda one, _: _local_day(one.assigned_at)),),
    Column.CHANGED: (("Thay đổi", 12, lambda one, _: _local_day(one.changed_at)),),
    Column.SINCE: (
        ("Ở trạng thái từ", 12, lambda one, _: _local_day(one.state_since)),
    ),
}


def cells_of(columns: Sequence[Column]) -> list[Cell]:
    """What stands in a row, in the order of the page."""
    first = [cell for cell in CELLS[Column.NUMBER] if Column.NUMBER in columns]
    rest = [cell for one in columns if one != Column.NUMBER for cell in CELLS[one]]
    return [*first, *NAME, *rest]


def csv_of(
    pages: Iterable[list[Any]], today: date, columns: Sequence[Column] = USUAL
) -> Iterator[bytes]:
    """The table in pieces, a page of rows each; the mark at its beginning tells a
    spreadsheet that it is UTF-8."""
    cells = cells_of(columns)
    yield codecs.BOM_UTF8 + _lines([[heading for heading, *_ in cells]])
    for page in pages:
        yield _lines(
            [[_text(value(one, today)) for *_, value in cells] for one in page]
        )


def write_excel(
    target: BinaryIO,
    pages: Iterable[list[Any]],
    today: date,
    columns: Sequence[Column] = USUAL,
) -> None:
    """The table as .xlsx. Raises InvalidInput for more than MOST_IN_EXCEL rows."""
    cells = cells_of(columns)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Nhiệm vụ")
    sheet.freeze_panes = "C2"
    for place, (_, width, _) in enumerate(cells, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    bold = Font(bold=True)
    sheet.append([_cell(sheet, heading, font=bold) for heading, *_ in cells])
    count = 0
    for page in pages:
        count += len(page)
        if count > MOST_IN_EXCEL:
            break
        for one in page:
            sheet.append([_cell(sheet, value(one, today)) for *_, value in cells])
    book.save(target)  # also what is not sent: a table that is begun must be ended
    if count > MOST_IN_EXCEL:
        raise InvalidInput(TOO_MANY)


def _lines(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue().encode()


def _text(value: Value) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _cell(sheet: Any, value: Value, font: Font | None = None) -> Any:
    if isinstance(value, str):
        value = UNHOLDABLE.sub(" ", value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # also where it begins with "="
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    if font is not None:
        cell.font = font
    return cell
