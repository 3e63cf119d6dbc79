from datetime import date

import pytest

from tests.reading.catalogue import BOARD
from workflows.reading import Item, ItemKind, ReviewReason, read_text

HEAD = "KẾ HOẠCH\nCông tác năm 2026\n\n"


def items_of(*lines: str) -> tuple[Item, ...]:
    return read_text(HEAD + "\n\n".join(lines) + "\n", BOARD).items


def test_two_days_in_one_bullet_are_two_items() -> None:
    first, second = items_of(
        "I. NHIỆM VỤ",
        "1. Văn phòng",
        "- Lập danh sách trước ngày 05/3/2026; tổ chức kiểm tra trước ngày 20/3/2026.",
    )

    assert (first.deadline.due_on, second.deadline.due_on) == (
        date(2026, 3, 4),
        date(2026, 3, 19),
    )
    assert first.lead_units == second.lead_units == ("van_phong",)


def test_each_addressee_of_a_paragraph_has_an_item_of_its_own() -> None:
    items = items_of(
        "I. KẾT LUẬN",
        "1. Giao Văn phòng rà soát hồ sơ; giao Phòng Quản lý hạ tầng lập phương án.",
    )

    assert [item.lead_units for item in items] == [("van_phong",), ("phong_qlht",)]


def test_clauses_that_share_a_day_are_one_item_with_children() -> None:
    (item,) = items_of(
        "I. NHIỆM VỤ",
        "1. Văn phòng rà soát hồ sơ; lập danh sách; hoàn thành trước ngày 05/3/2026.",
    )

    assert [child.text.split()[0] for child in item.children] == [
        "Văn",
        "lập",
        "hoàn",
    ]


def test_following_up_and_reporting_in_cycles_are_two_items() -> None:
    work, report = items_of(
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng",
        "- Theo dõi, đôn đốc việc thực hiện Kế hoạch này; tổng hợp, báo cáo UBND tỉnh"
        " kết quả trước ngày 25 hằng tháng.",
    )

    assert (work.kind, report.kind) == (ItemKind.TASK, ItemKind.RECURRING_REPORT)
    assert report.deadline.recurrence == "monthly:25"


def test_what_was_done_is_left_out_of_the_item() -> None:
    (item,) = items_of(
        "II. NỘI DUNG",
        "a) Về biên chế: Sở Nội vụ đã phối hợp rà soát, báo cáo kết quả. Giao Sở Tài"
        " chính bố trí kinh phí trước ngày 05/3/2026.",
    )

    assert item.text.startswith("Giao Sở Tài chính")


@pytest.mark.parametrize(
    "told",
    [
        "Các kiến nghị khác đã được các sở giải đáp tại cuộc họp.",
        "Trên đây là Kế hoạch của Ban Quản lý, yêu cầu các phòng thực hiện.",
        "Văn phòng thông báo để các đơn vị biết, thực hiện./.",
        "¹ Tổng kim ngạch đạt 35,5 tỷ USD, tăng 39% so với cùng kỳ năm 2025.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
    ],
)
def test_telling_footnotes_and_formulas_are_no_items(told: str) -> None:
    assert items_of("II. NỘI DUNG", f"1. {told}") == ()


def test_a_lead_in_names_whom_the_points_below_address() -> None:
    items = items_of(
        "II. NHIỆM VỤ",
        "Yêu cầu Phòng Quản lý hạ tầng thực hiện một số nhiệm vụ sau:",
        "1. Lập phương án sửa chữa trước ngày 05/3/2026.",
    )

    assert [item.lead_units for item in items] == [("phong_qlht",)]


def test_a_heading_without_a_number_hands_its_unit_down() -> None:
    items = items_of(
        "II. NHIỆM VỤ",
        "**Văn phòng**",
        "- Lập danh sách trước ngày 05/3/2026.",
        "**Phòng Quản lý hạ tầng**",
        "- Lập phương án trước ngày 06/3/2026.",
    )

    assert [item.lead_units for item in items] == [("van_phong",), ("phong_qlht",)]


def test_a_leader_named_in_a_heading_leads_its_bullets() -> None:
    (item,) = items_of(
        "II. NHIỆM VỤ",
        "1. Văn phòng (đồng chí Vũ Việt Hải chỉ đạo)",
        "- Lập danh sách trước ngày 05/3/2026.",
    )

    assert item.leaders == ("Vũ Việt Hải",)


def test_the_time_and_preparation_of_a_meeting_are_not_its_words() -> None:
    (item,) = items_of(
        "II. CÁC CUỘC HỌP, HỘI NGHỊ",
        "1. Hội nghị giao ban tháng 6.",
        "Dự kiến ngày 08/6/2026.",
        "- Địa điểm: Trụ sở Ban Quản lý.",
        "- Văn phòng chủ trì, chuẩn bị.",
    )

    assert item.text == "Hội nghị giao ban tháng 6."
    assert item.kind is ItemKind.MEETING
    assert item.lead_units == ("van_phong",)
    assert item.deadline.due_on == date(2026, 6, 8)


def test_a_day_of_a_schedule_is_the_time_of_what_stands_below() -> None:
    (item,) = items_of(
        "Thứ Hai, ngày 06/7/2026",
        "Sáng:\n- 08 giờ 00: Giao ban Lãnh đạo Ban.\nChuẩn bị: Văn phòng.",
    )

    assert item.text == "Giao ban Lãnh đạo Ban."
    assert item.deadline.due_on == date(2026, 7, 6)
    assert item.lead_units == ("van_phong",)


def test_an_annex_behind_the_recipients_is_read() -> None:
    items = items_of(
        "I. NHIỆM VỤ",
        "1. Văn phòng lập danh sách trước ngày 05/3/2026.",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
        "PHỤ LỤC",
        "1. Phòng Quản lý hạ tầng lập phương án trước ngày 06/3/2026.",
    )

    assert [item.lead_units for item in items] == [("van_phong",), ("phong_qlht",)]


def test_an_order_in_a_letter_without_points_is_read() -> None:
    (item,) = read_text(
        "BAN QUẢN LÝ\n\nKính gửi:\n- Văn phòng;\n- Phòng Quản lý hạ tầng.\n\n"
        "Thực hiện Công văn số 12/UBND-KT của UBND tỉnh, Ban Quản lý yêu cầu Phòng Quản"
        " lý hạ tầng lập phương án sửa chữa, hoàn thành trước ngày 05/3/2026.\n\n"
        "Nơi nhận:\n- Như trên.\n",
        BOARD,
    ).items

    assert item.lead_units == ("phong_qlht",)
    assert item.deadline.due_on == date(2026, 3, 4)


def test_work_that_waits_for_a_paper_nobody_must_write_is_a_question() -> None:
    (item,) = items_of(
        "I. KẾT LUẬN",
        "1. Giao Văn phòng xem xét việc điều chuyển sau khi có báo cáo của Phòng Quản"
        " lý hạ tầng.",
    )

    assert ReviewReason.IMPLIED_OBLIGATION in item.review_reasons
