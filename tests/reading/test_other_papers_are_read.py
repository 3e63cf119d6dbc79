# ruff: noqa: E501  the sentences stay as they are written
from datetime import date

import pytest

from tests.reading.papers import their_items
from workflows.deadlines import DeadlineType
from workflows.reading import ItemKind


@pytest.mark.parametrize(
    "heading",
    [
        "a) Văn phòng Đảng ủy - đồng chí Nông Văn Thức, Phó Bí thư Thường trực phụ trách",
        "a) Văn phòng Đảng ủy (đồng chí Nông Văn Thức phụ trách)",
    ],
)
def test_a_leader_beside_the_unit_of_a_heading_leads_what_stands_below(
    heading: str,
) -> None:
    items = their_items(
        f"{heading}\n\n+ Lập chương trình kiểm tra, xong trước ngày 25/6/2026.\n\n"
        "+ Giám sát chuyên đề tại 04 chi bộ trong quý IV/2026.\n"
    )

    assert [item.lead_units for item in items] == [("van_phong_dang_uy",)] * 2
    assert [item.leaders for item in items] == [("Nông Văn Thức",)] * 2


def test_what_is_done_in_a_quarter_is_due_at_its_end() -> None:
    item = their_items("1. Phòng A2 giám sát tại 04 chi bộ trong quý IV/2026.")[0]

    assert item.deadline.type is DeadlineType.QUARTER
    assert item.deadline.due_on == date(2026, 12, 31)


@pytest.mark.parametrize(
    "when", ["trong Quý IlI/2O26", "trong quý lII/2026", "trong Quỷ III/2026"]
)
def test_slips_of_recognition_in_a_quarter_are_read(when: str) -> None:
    item = their_items(f"1. Văn phòng Sở giám sát tại 02 chi bộ {when}.")[0]

    assert item.deadline.due_on == date(2026, 9, 30)


def test_a_slip_in_the_last_month_of_a_quarter_is_read() -> None:
    words = "1. Văn phòng Sở báo cáo kết quả trước ngày 15 tháng cuôi quý."

    assert their_items(words)[0].deadline.recurrence == "quarterly:m3-15"


def test_a_meeting_and_an_order_in_one_paragraph_are_two_items() -> None:
    meeting, order = their_items(
        "1. Ban Xây dựng Đảng tổ chức hội nghị biểu dương vào 14 giờ 00 ngày 06/7/2026. "
        "Giao Văn phòng Sở gửi tài liệu trước ngày 01/7/2026."
    )

    assert meeting.kind is ItemKind.MEETING
    assert meeting.deadline.due_on == date(2026, 7, 6)
    assert order.lead_units == ("van_phong_so",)
    assert order.deadline.due_on == date(2026, 6, 30)


@pytest.mark.parametrize(
    "words",
    [
        "Đồng chí Hà Thị Loan đi công tác từ ngày 01/6 đến ngày 05/6/2026.",
        "Phó Giám đốc Lý Văn Sơn nghỉ phép từ ngày 01/6 đến ngày 05/6/2026.",
        "Kế hoạch này được phổ biến tới các phòng.",
        "Lịch này thay giấy mời họp; nếu thay đổi, Văn phòng thông báo trước 01 giờ.",
        "Trường hợp thay đổi thời gian, Văn phòng thông báo trước 01 ngày.",
    ],
)
def test_information_is_no_item(words: str) -> None:
    assert their_items(f"1. {words}") == ()


def test_targets_of_a_list_are_one_for_each_figure() -> None:
    items = their_items(
        "1. Đến hết năm 2026, phấn đấu:\n\n"
        "- Kết nạp mới ít nhất 18 đảng viên; tỷ lệ chi bộ sinh hoạt chuyên đề đạt trên 95%; "
        "giảm tối thiểu 10% số văn bản giấy.\n\n- Khen thưởng ít nhất 05 tập thể.\n"
    )

    assert [item.kpi and item.kpi.value for item in items] == [18, 95, 10, 5]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("1. Nhiệm vụ của Phòng Nội vụ", "phong_noi_vu"),
        ("1. Đối với Phòng Nội vụ", "phong_noi_vu"),
        ("1. Hoạt động của công đoàn cơ sở", "cong_doan_co_so"),
        ("1. Phòng Nội vụ – Đ/c Lò Thị Mai, Phó Giám đốc phụ trách", "phong_noi_vu"),
    ],
)
def test_a_title_says_whose_work_stands_below(heading: str, lead: str) -> None:
    work = "+ Lập danh sách đoàn viên, gửi Ban Pháp luật chậm nhất ngày 17/4/2026."

    assert their_items(f"{heading}\n\n{work}\n")[0].lead_units == (lead,)


def test_what_is_achieved_is_counted_without_a_bound_too() -> None:
    items = their_items(
        "1. Phấn đấu kết nạp 18 đảng viên mới; biểu dương 10 gương; số hóa 100% hồ sơ."
    )

    assert [item.kpi and item.kpi.value for item in items] == [18, 10, 100]


@pytest.mark.parametrize(
    "words",
    [
        "Thời gian chờ khám không quá 30 phút.",
        "Các phòng không tăng quá 02 cuộc họp mỗi tháng.",
        "Trả kết quả trong không quá 02 ngày làm việc.",
    ],
)
def test_a_limit_on_how_work_is_done_is_no_target(words: str) -> None:
    assert all(item.kind is not ItemKind.TARGET for item in their_items(f"1. {words}"))


def test_a_meeting_of_any_name_is_held_on_its_day() -> None:
    item = their_items(
        "1. Tiếp xúc, đối thoại giữa lãnh đạo Sở với thanh niên\n"
        "Đơn vị thực hiện: Phòng Nội vụ\nThời gian: Ngày 15/7/2026\n"
    )[0]

    assert item.kind is ItemKind.MEETING
    assert item.deadline.type is DeadlineType.ON
