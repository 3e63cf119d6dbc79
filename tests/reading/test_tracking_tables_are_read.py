"""An .xlsx in which an agency keeps its tasks today."""

import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.reading.catalogue import BOARD
from tests.reading.test_files_are_told_by_their_content import zipped
from workflows.reading import Item, ReviewReason, Unreadable, extract_text, read_file

# A cell of Excel knows no time zone.
AT_HALF_PAST_THREE = datetime.datetime(2026, 8, 1, 15, 30)  # noqa: DTZ001
HEAD = ("TT", "Văn bản giao", "Tên nhiệm vụ", "Đơn vị chủ trì", "Hạn hoàn thành")


def workbook(*rows: tuple[object, ...]) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def file_of(book: Any) -> bytes:
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def items_of(book: Any) -> tuple[Item, ...]:
    return read_file(file_of(book), "theo-doi.xlsx", BOARD).items


def test_each_row_is_one_item_and_days_are_days() -> None:
    (item,) = items_of(
        workbook(
            ("BẢNG THEO DÕI NHIỆM VỤ NĂM 2026",),
            (),
            HEAD,
            (
                1,
                "292/TB-VP",
                "Xây dựng đề án",
                "Phòng QLHT",
                datetime.date(2026, 7, 30),
            ),
        )
    )

    assert item.text == "Xây dựng đề án"
    assert item.lead_units == ("phong_qlht",)
    assert item.deadline.due_on == datetime.date(2026, 7, 30)


def test_a_moment_keeps_its_hour() -> None:
    book = workbook(HEAD, (1, "", "Nộp hồ sơ", "Văn phòng", AT_HALF_PAST_THREE))

    assert "15 giờ 30 ngày 01/08/2026" in extract_text(file_of(book), "a.xlsx")


def test_a_merged_unit_leads_every_row_it_covers() -> None:
    book = workbook(
        HEAD,
        (1, "", "Xây dựng đề án", "Phòng QLHT", "30/7/2026"),
        (2, "", "Lập hồ sơ", None, "31/8/2026"),
        (3, "", "Soạn quy chế", None, "30/9/2026"),
    )
    book.active.merge_cells("D2:D3")

    first, second, third = items_of(book)

    assert first.lead_units == second.lead_units == ("phong_qlht",)
    assert third.lead_units == ()
    assert ReviewReason.NO_UNIT in third.review_reasons


def test_every_visible_sheet_is_read_and_no_hidden_one() -> None:
    book = workbook(HEAD, (1, "", "Xây dựng đề án", "Phòng QLHT", "30/7/2026"))
    second = book.create_sheet("Quý II")
    second.append(("Công việc", "Thời hạn", "Phòng chủ trì"))
    second.append(("Kiểm kê tài sản", datetime.date(2026, 12, 31), "Văn phòng"))
    hidden = book.create_sheet("Danh mục")
    hidden.append(("Công việc", "Thời hạn", "Phòng chủ trì"))
    hidden.append(("Không đọc", "31/12/2026", "Văn phòng"))
    hidden.sheet_state = "hidden"

    assert [item.text for item in items_of(book)] == [
        "Xây dựng đề án",
        "Kiểm kê tài sản",
    ]


def test_finished_rows_are_left_out_but_stay_in_the_text() -> None:
    head = (*HEAD, "Trạng thái")
    book = workbook(
        head,
        (1, "", "Xây dựng đề án", "Phòng QLHT", "30/7/2026", "Đã hoàn thành"),
        (2, "", "Lập hồ sơ", "Văn phòng", "31/8/2026", "Đang thực hiện"),
    )

    assert [item.text for item in items_of(book)] == ["Lập hồ sơ"]
    assert "Xây dựng đề án" in extract_text(file_of(book), "a.xlsx")


def test_figures_are_written_as_people_write_them() -> None:
    book = workbook(HEAD, (1, 0.5, "Thu ngân sách", "Văn phòng", 12.75))
    book.active["B2"].number_format = "0%"

    assert "| 1 | 50% | Thu ngân sách | Văn phòng | 12,75 |" in extract_text(
        file_of(book), "a.xlsx"
    )


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a.pdf"])
def test_a_workbook_under_another_name_is_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="không khớp"):
        extract_text(file_of(workbook(HEAD)), name)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(Unreadable):
        extract_text(zipped("xl/other.xml", 2**20), "a.xlsx")


def test_a_merge_over_the_whole_sheet_is_no_trap() -> None:
    book = workbook(HEAD, (1, "", "Xây dựng đề án", "Phòng QLHT", "30/7/2026"))
    data = file_of(book)
    hostile = _with_merge(data, "A1:XFD1048576")

    assert "Xây dựng đề án" in extract_text(hostile, "a.xlsx")


def _with_merge(data: bytes, place: str) -> bytes:
    import zipfile

    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                merge = f'<mergeCells count="1"><mergeCell ref="{place}"/></mergeCells>'
                content = content.replace(
                    b"</sheetData>", b"</sheetData>" + merge.encode()
                )
            new.writestr(name, content)
    return packed.getvalue()
