# ruff: noqa: E501, ISC004  the sentences stay as they are written
from dataclasses import replace
from datetime import date

import pytest

from tests.reading.catalogue import BOARD
from tests.reading.papers import our_items, their_items
from workflows.reading import ALL_LEADERS, Catalogue, LeaderName, ReviewReason

DAY = "trước ngày 20/6/2026"


@pytest.mark.parametrize(
    ("words", "leader", "lead"),
    [
        ("Giao đồng chí Vũ Việt Hải – Phó Trưởng Ban chỉ đạo Trung tâm Quản lý cửa khẩu"
         " xây dựng phương án", "Vũ Việt Hải", ["tt_qlck"]),
        ("Đ/c Vũ Việt Hải trực tiếp chỉ đạo Phòng QLDN hoàn thành đề án",
         "Vũ Việt Hải", ["phong_qldn"]),
        ("Sửa chữa nhà kiểm soát dưới sự chỉ đạo của đồng chí Vũ Quang Khánh, Phó Trưởng"
         " Ban; giao Phòng QLHT thực hiện", "Vũ Quang Khánh", ["phong_qlht"]),
        ("Văn phòng lập dự toán, báo cáo đồng chí Hoàng Việt Đông", "Hoàng Việt Đông",
         ["van_phong"]),
        ("Văn phòng lập dự toán, báo cáo đồng chí Nguyễn Cảnh Toàn, Chủ tịch UBND tỉnh",
         "Nguyễn Cảnh Toàn", ["van_phong"]),
    ],
)  # fmt: skip
def test_a_leader_is_found_who_leads_or_is_told_by_name(
    words: str, leader: str, lead: list[str]
) -> None:
    item = our_items(f"1. {words} {DAY}.")[0]

    assert item.leaders == (leader,)
    assert list(item.lead_units) == lead
    assert not item.review_reasons


def test_a_title_that_only_receives_is_no_leader() -> None:
    item = our_items(f"1. Văn phòng lập quy chế, trình Trưởng Ban ký {DAY}.")[0]

    assert item.leaders == ()


@pytest.mark.parametrize(
    "words",
    [
        "thực hiện Kết luận của đồng chí Nguyễn Cảnh Toàn",
        "theo ý kiến chỉ đạo của đồng chí Nguyễn Cảnh Toàn",
    ],
)
def test_who_said_what_is_carried_out_does_not_lead_it(words: str) -> None:
    item = our_items(f"1. Văn phòng lập kế hoạch {words} {DAY}.")[0]

    assert item.leaders == ()


def test_all_leaders_are_addressed_together() -> None:
    words = "Các đồng chí Lãnh đạo Ban theo lĩnh vực được phân công chỉ đạo thực hiện."

    assert our_items(f"1. {words}")[0].leaders == (ALL_LEADERS,)


def test_a_leader_in_the_heading_of_a_unit_is_handed_down() -> None:
    items = our_items(
        f"1. Văn phòng (đồng chí Hoàng Việt Đông trực tiếp chỉ đạo)\n\n"
        f"- Sửa quy chế {DAY}.\n\n- Mua sắm thiết bị {DAY}.\n\n"
        f"2. Phòng QLDN\n\n- Lập danh sách doanh nghiệp {DAY}."
    )

    assert [item.leaders for item in items] == [
        ("Hoàng Việt Đông",),
        ("Hoàng Việt Đông",),
        (),
    ]


def test_a_title_means_its_one_holder_in_our_paper() -> None:
    item = our_items("1. Trưởng Ban chủ trì họp giao ban hằng tháng.")[0]

    assert item.leaders == ("Nguyễn Quốc Toàn",)
    assert item.lead_units == ()


def test_a_title_means_who_signs_in_the_paper_of_another_agency() -> None:
    item = their_items("1. Giám đốc Sở chủ trì họp giao ban hằng tháng.")[0]

    assert item.leaders == ("Lý Thị Hoa",)


def test_a_title_means_whom_the_document_presents() -> None:
    item = their_items(
        f"1. Giao đồng chí Phó Chủ tịch Thường trực UBND tỉnh chủ trì họp {DAY}.",
        preamble=(
            "Tham dự có đồng chí Đinh Hữu Học, Phó Chủ tịch Thường trực UBND tỉnh; "
            "Thủ trưởng các sở, ngành. Kế hoạch như sau:"
        ),
    )[0]

    assert item.leaders == ("Đinh Hữu Học",)


def test_a_title_that_several_hold_is_a_question() -> None:
    words = "Giao đồng chí Phó Trưởng Ban chỉ đạo Văn phòng hoàn thành quy chế"

    item = our_items(f"1. {words} {DAY}.")[0]

    assert item.leaders == ()
    assert ReviewReason.ROLE_AMBIGUOUS in item.review_reasons


def test_our_titles_are_held_by_others_in_the_paper_of_another_agency() -> None:
    item = their_items(f"1. Giao đồng chí Trưởng Ban chủ trì rà soát {DAY}.")[0]

    assert item.leaders == ()


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Đ/c Khánh", "Vũ Quang Khánh"),
        ("PTB Vũ Quang Khánh", "Vũ Quang Khánh"),
        ("PGS.TS. Lê Văn Hùng", "Lê Văn Hùng"),
        ("Chủ tịch UBND xã Lò Văn Hặc", "Lò Văn Hặc"),
    ],
)
def test_a_name_is_found_behind_a_title_or_by_the_given_name(
    value: str, name: str
) -> None:
    item = our_items(
        f"1. Sửa nhà kiểm soát.\n\nLãnh đạo chỉ đạo: {value}\n\n"
        "Đơn vị thực hiện: Phòng QLHT"
    )[0]

    assert item.leaders == (name,)


def test_who_chairs_a_meeting_leads_it_and_is_no_unit() -> None:
    item = our_items(
        "1. Làm việc với Chi cục Hải quan khu vực VI.\n\nChủ trì: Đ/c Vũ Việt Hải, Phó "
        "Trưởng Ban.\n\nĐơn vị chuẩn bị: Trung tâm Quản lý cửa khẩu."
    )[0]

    assert item.leaders == ("Vũ Việt Hải",)
    assert item.lead_units == ("tt_qlck",)


def then_and_now() -> Catalogue:
    now = LeaderName("Lê Văn Mới", "Trưởng Ban", since=date(2026, 4, 1))
    then = LeaderName(
        "Nguyễn Quốc Toàn",
        "Trưởng Ban",
        since=date(2025, 1, 1),
        until=date(2026, 3, 31),
    )
    return replace(BOARD, leaders=(now,), former_leaders=(then,))


def test_a_title_means_its_holder_on_the_day_of_the_document() -> None:
    words = "1. Trưởng Ban chủ trì họp giao ban hằng tháng."

    assert our_items(words, catalogue=then_and_now())[0].leaders == (
        "Nguyễn Quốc Toàn",
    )
