"""The file that is filled in: headings, one example, and how each column is meant."""

from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

PEOPLE: Final = (
    ("Họ và tên", 28, "Đủ họ, tên đệm và tên."),
    ("Tên đăng nhập", 16, "Bắt buộc khi có người trùng hoặc gần trùng tên."),
    ("Đơn vị", 32, "Tên, tên ngắn hoặc tên gọi khác đã khai báo."),
    ("Chức vụ", 34, "Tên chức vụ ở đơn vị đó."),
    ("Mã chức vụ", 16, "Chỉ cần khi một đơn vị có nhiều chức vụ cùng tên."),
    ("Từ ngày", 13, "Ngày đầu giữ chức vụ, ví dụ 01/7/2026."),
    ("Đến ngày", 13, "Ngày cuối; để trống nếu chưa định."),
    ("Quyền (Q.)", 11, "Ghi x nếu giữ quyền."),
    ("Số quyết định", 34, "Số và ngày quyết định bổ nhiệm của người này."),
)
FIELDS: Final = (
    ("Lĩnh vực", 34, "Tên lĩnh vực phụ trách."),
    ("Nội dung", 44, "Các nội dung, cách nhau bằng dấu chấm phẩy."),
    ("Đơn vị", 44, "Các đơn vị, cách nhau bằng dấu chấm phẩy."),
    ("Chức vụ phụ trách", 34, "Mã chức vụ, hoặc chức vụ kèm họ tên người giữ."),
    ("Từ ngày", 13, "Ngày bắt đầu phụ trách."),
    ("Đến ngày", 13, "Ngày cuối; để trống nếu chưa định."),
    ("Số quyết định", 34, "Số và ngày thông báo phân công."),
)
DAY_COLUMNS: Final = ("Từ ngày", "Đến ngày")
ROWS_WITH_FORMAT: Final = 200


def template() -> bytes:
    """The two sheets with their headings, and a third one that says how to fill in."""
    book = Workbook()
    first = book.active
    _sheet(first, "Cán bộ", PEOPLE)
    _sheet(book.create_sheet(), "Lĩnh vực", FIELDS)
    help_sheet = book.create_sheet("Hướng dẫn")
    help_sheet.column_dimensions["A"].width = 22
    help_sheet.column_dimensions["B"].width = 80
    for title, columns in (("Cán bộ", PEOPLE), ("Lĩnh vực", FIELDS)):
        help_sheet.append([f"Trang “{title}”"])
        help_sheet.cell(help_sheet.max_row, 1).font = Font(bold=True)
        for name, _, words in columns:
            help_sheet.append([name, words])
        help_sheet.append([])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet(sheet: Any, title: str, columns: tuple[tuple[str, int, str], ...]) -> None:
    sheet.title = title
    sheet.freeze_panes = "A2"
    for number, (name, width, _) in enumerate(columns, start=1):
        cell = sheet.cell(1, number, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7ECF8")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = width
        if name in DAY_COLUMNS:
            for row in range(2, ROWS_WITH_FORMAT):
                sheet.cell(row, number).number_format = "DD/MM/YYYY"
