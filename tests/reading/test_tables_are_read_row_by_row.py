import pytest

from tests.reading.catalogue import BOARD
from tests.reading.tables import HEAD, ROWS, flattened, plan
from workflows.reading import Item, ReviewReason, read_text


def rows_of(text: str) -> list[Item]:
    """The items of the table: all but the one that is prose behind it."""
    return [item for item in read_text(text, BOARD).items if "Giao" not in item.text]


def read_as(item: Item) -> tuple[object, ...]:
    due = item.deadline.due_on
    return (
        item.text,
        item.lead_units,
        item.supporting_units,
        due.isoformat() if due else None,
        item.product,
    )


WHOLE = [
    (
        "Rà soát thủ tục hành chính",
        ("phong_qldn",),
        ("van_phong",),
        "2026-06-30",
        "Báo cáo",
    ),
    ("Cập nhật cổng dịch vụ công", ("van_phong",), (), "2026-07-14", None),
    (
        "Báo cáo chi tiêu nội bộ",
        ("phong_khth",),
        ("van_phong",),
        "2026-09-30",
        "Báo cáo",
    ),
]


def test_each_row_is_one_item_with_the_fields_of_its_cells() -> None:
    assert [read_as(item) for item in rows_of(plan(*HEAD, *ROWS))] == WHOLE


def test_a_table_whose_cells_stand_on_lines_of_their_own_reads_the_same() -> None:
    assert [read_as(item) for item in rows_of(flattened(*HEAD, *ROWS))] == WHOLE


def test_the_span_of_a_row_is_its_content_cell_and_no_more() -> None:
    text = plan(*HEAD, *ROWS)

    for item in rows_of(text):
        assert text[slice(*item.span)] == item.text


def test_a_group_row_is_the_heading_of_the_rows_below() -> None:
    titles = [item.section_title for item in rows_of(plan(*HEAD, *ROWS))]

    assert titles == [
        "I. Thủ tục hành chính",
        "I. Thủ tục hành chính",
        "II. Tài chính công",
    ]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (
            "| Thời gian hoàn thành | Phòng chủ trì | Nhiệm vụ | Số TT |",
            "| 30/6/2026 | Phòng QLDN | Rà soát thủ tục | 1 |",
        ),
        (
            "| STT | Tên nhiệm vụ | Cơ quan, đơn vị thực hiện | Tiến độ |",
            "| 1 | Rà soát thủ tục | Phòng QLDN | 30/6/2026 |",
        ),
        (
            "| **Công việc** | **Đơn vị thực hiện** | **Hoàn thành trước** |",
            "| Rà soát thủ tục | Phòng QLDN | 30/6/2026 |",
        ),
    ],
)
def test_columns_are_told_by_their_heads_in_any_order(head: str, row: str) -> None:
    (item,) = rows_of(plan(head, row))

    assert item.text == "Rà soát thủ tục"
    assert item.lead_units == ("phong_qldn",)
    assert str(item.deadline.due_on) == "2026-06-30"


def test_a_leader_named_in_a_cell_is_the_leader() -> None:
    (item,) = rows_of(
        plan(
            "| TT | Nội dung công việc | Lãnh đạo phụ trách | Đơn vị chủ trì |",
            "| 1 | Rà soát thủ tục | Đ/c Vũ Việt Hải | Phòng QLDN |",
        )
    )

    assert item.leaders == ("Vũ Việt Hải",)


def test_two_units_in_the_cell_of_the_lead_are_a_question() -> None:
    (item,) = rows_of(
        plan(*HEAD, "| 1 | Rà soát quy chế | Văn phòng; Phòng KHTH | | 30/6/2026 | |")
    )

    assert item.lead_units == ("van_phong", "phong_khth")
    assert ReviewReason.MULTIPLE_UNITS_NO_LEAD in item.review_reasons


def test_an_empty_deadline_cell_is_asked_for() -> None:
    items = rows_of(
        plan(
            *HEAD,
            "| 1 | Rà soát thủ tục | Phòng QLDN | | 30/6/2026 | |",
            "| 2 | Soạn quy chế | Văn phòng | | | |",
        )
    )

    assert ReviewReason.DEADLINE_MISSING not in items[0].review_reasons
    assert ReviewReason.DEADLINE_MISSING in items[1].review_reasons


def test_a_unit_merged_over_several_rows_leads_them_all() -> None:
    items = rows_of(
        plan(
            *HEAD,
            "| 1 | Rà soát thủ tục | Phòng QLDN | | 30/6/2026 | |",
            "| 2 | Soạn quy chế | | | 31/7/2026 | |",
            "| 3 | Lập danh mục | Văn phòng | | 31/8/2026 | |",
        )
    )

    assert [item.lead_units for item in items] == [
        ("phong_qldn",),
        ("phong_qldn",),
        ("van_phong",),
    ]


def test_where_units_are_said_again_row_by_row_an_empty_cell_is_empty() -> None:
    items = rows_of(
        plan(
            *HEAD,
            "| 1 | Rà soát thủ tục | Phòng QLDN | | 30/6/2026 | |",
            "| 2 | Soạn quy chế | Phòng QLDN | | 31/7/2026 | |",
            "| 3 | Lập danh mục | | | 31/8/2026 | |",
        )
    )

    assert items[2].lead_units == ()
    assert ReviewReason.NO_UNIT in items[2].review_reasons


def test_a_head_repeated_on_the_next_page_is_no_item() -> None:
    rows = (ROWS[1], "", "2", "", HEAD[0], HEAD[1], ROWS[2], ROWS[4])

    assert [read_as(item) for item in rows_of(plan(*HEAD, *rows))] == WHOLE


def test_a_flattened_head_repeated_on_the_next_page_is_no_item() -> None:
    rows = (ROWS[1], HEAD[0], ROWS[2], ROWS[4])

    assert [read_as(item) for item in rows_of(flattened(*HEAD, *rows))] == WHOLE


def test_a_row_broken_over_lines_is_one_row() -> None:
    (item,) = rows_of(
        plan(
            *HEAD,
            "| 1 | Rà soát thủ tục\nhành chính | Phòng QLDN | Văn phòng |",
            "30/6/2026 | Báo cáo |",
        )
    )

    assert " ".join(item.text.split()) == "Rà soát thủ tục hành chính"
    assert str(item.deadline.due_on) == "2026-06-30"


def test_flattened_cells_may_be_empty_or_broken() -> None:
    text = flattened(
        *HEAD,
        "| 1 | Rà soát thủ tục",
        "hành chính toàn ngành | Phòng QLDN | 30/6/2026 | Báo cáo |",
        "| 2 | Cập nhật cổng dịch vụ công | Văn phòng | Trước 15/7/2026 |",
    )

    first, second = rows_of(text)

    assert " ".join(first.text.split()) == "Rà soát thủ tục hành chính toàn ngành"
    assert first.lead_units == ("phong_qldn",)
    assert second.lead_units == ("van_phong",)
    assert str(second.deadline.due_on) == "2026-07-14"


def test_heads_of_two_lines_name_the_lower_columns() -> None:
    (item,) = rows_of(
        plan(
            "| TT | Nội dung | Đơn vị | | Thời gian |",
            "| | | Chủ trì | Phối hợp | |",
            "| 1 | Rà soát thủ tục | Phòng QLDN | Văn phòng | 30/6/2026 |",
        )
    )

    assert item.lead_units == ("phong_qldn",)
    assert item.supporting_units == ("van_phong",)


def test_a_title_that_names_a_unit_leads_the_rows_below_it() -> None:
    items = rows_of(
        plan(
            "| TT | Nhiệm vụ | Thời hạn |",
            "| I | Văn phòng | |",
            "| 1 | Lập danh mục hồ sơ | 30/6/2026 |",
            "| II | Phòng Quản lý hạ tầng | |",
            "| 1 | Kiểm tra công trình | 31/7/2026 |",
        )
    )

    assert [item.lead_units for item in items] == [("van_phong",), ("phong_qlht",)]


@pytest.mark.parametrize("status", ["Đã hoàn thành", "Hoàn thành", "100%"])
def test_work_that_its_status_calls_done_is_left_out(status: str) -> None:
    items = rows_of(
        plan(
            "| TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn | Trạng thái |",
            f"| 1 | Rà soát thủ tục | Phòng QLDN | 30/6/2026 | {status} |",
            "| 2 | Soạn quy chế | Văn phòng | 31/7/2026 | Chưa hoàn thành |",
        )
    )

    assert [item.text for item in items] == ["Soạn quy chế"]


def test_a_table_of_figures_is_no_list_of_work() -> None:
    items = rows_of(
        plan(
            "| TT | Cửa khẩu | Số xe | Kim ngạch (triệu USD) |",
            "| 1 | Hữu Nghị | 1.200 | 350 |",
            "| 2 | Tân Thanh | 900 | 210 |",
        )
    )

    assert not [item for item in items if "Hữu Nghị" in item.text]


def test_a_table_without_a_head_is_read_by_what_its_cells_look_like() -> None:
    items = rows_of(
        plan(
            "| 1 | Rà soát thủ tục hành chính nội bộ | Phòng QLDN | 30/6/2026 |",
            "| 2 | Soạn quy chế chi tiêu nội bộ mới | Văn phòng | Quý III/2026 |",
        )
    )

    assert [item.lead_units for item in items] == [("phong_qldn",), ("van_phong",)]


def test_what_follows_a_table_is_read_as_before() -> None:
    last = read_text(plan(*HEAD, *ROWS), BOARD).items[-1]

    assert last.text.startswith("Giao Văn phòng")
    assert str(last.deadline.due_on) == "2026-12-19"


SCHEDULE = """LỊCH CÔNG TÁC
Tuần 30 (từ 20/7 đến 24/7/2026)

Ngày, giờ
Nội dung công việc
Địa điểm
Chủ trì
Chuẩn bị

Thứ Hai
20/7/2026
8 giờ 00
Họp giao ban Ban Quản lý
Phòng họp tầng 2
Phó Trưởng Ban Vũ Việt Hải
Văn phòng

14 giờ 00
Làm việc với nhà đầu tư hạ tầng khu công nghiệp
Phòng họp tầng 3
Phó Trưởng Ban Vũ Việt Hải
Phòng Quản lý hạ tầng

Thứ Ba
21/7/2026
Lãnh đạo Ban làm việc tại cơ quan

- 1 -

Nơi nhận:
- Lưu: VT.
"""


def test_a_schedule_whose_rows_are_blocks_of_lines_is_read() -> None:
    items = read_text(SCHEDULE, BOARD).items

    assert [item.text for item in items] == [
        "Họp giao ban Ban Quản lý",
        "Làm việc với nhà đầu tư hạ tầng khu công nghiệp",
    ]
    assert [item.lead_units for item in items] == [("van_phong",), ("phong_qlht",)]
    assert {item.leaders for item in items} == {("Vũ Việt Hải",)}


def test_a_day_said_once_holds_for_the_hours_below_it() -> None:
    days = [item.deadline.due_on for item in read_text(SCHEDULE, BOARD).items]

    assert [str(day) for day in days] == ["2026-07-20", "2026-07-20"]


def test_lines_broken_by_a_tag_in_a_cell_are_values_of_their_own() -> None:
    (item,) = rows_of(
        plan(
            "| TT | Nội dung | Đơn vị chủ trì | Phối hợp |",
            "| 1 | Rà soát thủ tục | Phòng QLDN | Văn phòng<br>Phòng KHTH |",
        )
    )

    assert item.supporting_units == ("van_phong", "phong_khth")
