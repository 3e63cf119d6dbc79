# ruff: noqa: E501  the sentences stay as they are written
from datetime import date, time

import pytest

from tests.reading.catalogue import BOARD
from workflows.deadlines import DeadlineType
from workflows.reading import Item, ItemKind, ReviewReason, read_text

HEAD = "BỆNH VIỆN ĐA KHOA TỈNH HÒA BÌNH\n\nSố: 55/LCT-BV\nHòa Bình, ngày 03 tháng 9 năm 2026\n\nLỊCH CÔNG TÁC TUẦN\n\n"
FOOT = "\n\nNơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nĐỗ Thị Mai\n"
TIME_FIRST = (
    "Thời gian\nNội dung\nĐịa điểm\nThành phần\nLãnh đạo chủ trì\nĐơn vị chuẩn bị\n"
)
WEEK = (
    "Thứ Hai\n07/9/2026\n7 giờ 30\nGiao ban toàn viện\nHội trường A\nCác khoa, phòng\n"
    "TS. Đỗ Thị Mai\nPhòng Điều dưỡng\n"
    "14 giờ 00\nHọp Hội đồng thuốc\nPhòng họp 2\nThành viên Hội đồng\n"
    "Phó Giám đốc Cao Minh Tú\nKhoa Dược, Phòng Điều dưỡng\n- 1 -\n"
    "Thứ Ba\n08/9/2026\nLãnh đạo Bệnh viện làm việc tại cơ quan\n"
    "Thứ Tư, ngày 09/9/2026\n8 giờ 00\nĐón đoàn của Sở Y tế về phòng, chống dịch\n"
    "Hội trường A\nTrưởng các khoa, phòng\nTS. Đỗ Thị Mai\nPhó Giám đốc Cao Minh Tú\n"
    "Phòng Điều dưỡng chủ trì, Khoa Dược phối hợp"
)


def held(body: str) -> tuple[Item, ...]:
    return read_text(f"{HEAD}{body}{FOOT}", BOARD).items


def test_a_day_holds_for_the_hours_under_it() -> None:
    first, second, third = held(TIME_FIRST + WEEK)

    assert [item.deadline.due_on for item in (first, second, third)] == [
        date(2026, 9, 7),
        date(2026, 9, 7),
        date(2026, 9, 9),
    ]
    assert [item.deadline.at for item in (first, second, third)] == [
        time(7, 30),
        time(14),
        time(8),
    ]
    assert {item.deadline.type for item in (first, second, third)} == {DeadlineType.ON}
    assert {item.kind for item in (first, second, third)} == {ItemKind.MEETING}


def test_leaders_are_read_by_title_or_degree_two_in_a_cell_too() -> None:
    assert [item.leaders for item in held(TIME_FIRST + WEEK)] == [
        ("Đỗ Thị Mai",),
        ("Cao Minh Tú",),
        ("Đỗ Thị Mai", "Cao Minh Tú"),
    ]


def test_two_units_that_prepare_are_a_question_unless_one_leads() -> None:
    _, second, third = held(TIME_FIRST + WEEK)

    assert second.lead_units == ("khoa_duoc", "phong_dieu_duong")
    assert ReviewReason.MULTIPLE_UNITS_NO_LEAD in second.review_reasons
    assert third.lead_units == ("phong_dieu_duong",)
    assert third.supporting_units == ("khoa_duoc",)


def test_a_day_on_which_nothing_is_held_is_no_item() -> None:
    assert not any("cơ quan" in item.text for item in held(TIME_FIRST + WEEK))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_columns_stand_in_any_order(gap: str) -> None:
    items = held(
        "Nội dung công việc\nThời gian\nĐịa điểm\nChủ trì\nChuẩn bị\n\n"
        "Họp thường kỳ tháng 10\n8 giờ 00 ngày 05/10/2026\nPhòng họp 1\n"
        f"Phó Giám đốc Cao Minh Tú\nPhòng Điều dưỡng{gap}"
        "Làm việc với Sở Giáo dục và Đào tạo\n14 giờ 30 ngày 06/10/2026\nPhòng họp 2\n"
        "Giám đốc Đỗ Thị Mai\nKhoa Dược"
    )

    assert [item.deadline.due_on for item in items] == [
        date(2026, 10, 5),
        date(2026, 10, 6),
    ]
    assert [item.leaders for item in items] == [("Cao Minh Tú",), ("Đỗ Thị Mai",)]
    assert [item.lead_units for item in items] == [
        ("phong_dieu_duong",),
        ("khoa_duoc",),
    ]
    assert {item.kind for item in items} == {ItemKind.MEETING}


def test_cells_may_be_parted_by_blank_lines() -> None:
    body = (TIME_FIRST + WEEK).replace("\n", "\n\n")

    assert [item.text for item in held(body)] == [
        "Giao ban toàn viện",
        "Họp Hội đồng thuốc",
        "Đón đoàn của Sở Y tế về phòng, chống dịch",
    ]


def test_what_follows_a_schedule_is_no_row_of_it() -> None:
    items = held(
        f"{TIME_FIRST}{WEEK}\nLịch này thay giấy mời họp. Trường hợp thay đổi, Phòng "
        "Điều dưỡng báo trước.\n\nI. CÔNG VIỆC\n\n1. Khoa Dược rà soát tủ thuốc trước ngày 20/9/2026."
    )

    assert len(items) == 4
    assert items[-1].lead_units == ("khoa_duoc",)


def test_a_bound_in_a_table_with_places_stays_a_bound() -> None:
    items = held(
        "| Thời gian | Nội dung | Địa điểm | Chủ trì |\n| --- | --- | --- | --- |\n"
        "| Trước ngày 15/9/2026 | Rà soát tủ thuốc | Khoa Dược | Phòng Điều dưỡng |\n"
        "| Từ 01/10 đến 03/10/2026 | Kiểm tra tủ thuốc | Khoa Dược | Phòng Điều dưỡng |"
    )

    assert items[0].deadline.type is DeadlineType.BEFORE
    assert items[0].deadline.due_on == date(2026, 9, 14)
    assert items[1].deadline.starts_on == date(2026, 10, 1)
