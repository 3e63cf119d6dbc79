"""What happens between giao and hoàn thành, by four people at once, each live."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from history.verification import verify_database
from tests.cast import Cast
from tests.journey.desk import Desk
from tests.missions import builders
from workflows.models import Mission, Report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LATER = builders.DUE + timedelta(days=20)
RETURNS = (
    ("Chỉnh sửa nhỏ", "Nêu số của từng cửa khẩu."),
    ("Thiếu minh chứng", "Kèm bảng số liệu đã ký."),
    ("Bổ sung yêu cầu mới của lãnh đạo", "Thêm so sánh với cùng kỳ."),
)


def test_help_time_and_three_rounds_until_it_is_done(
    cast: Cast, sit_down: Callable[..., Desk]
) -> None:
    mission = builders.given(cast)
    path = f"/nhiem-vu/{mission.pk}/"
    unit, centre = sit_down(cast.tp_qldn), sit_down(cast.gd_ttqlck)
    leader, head = sit_down(cast.ptb_hai), sit_down(cast.truong_ban)
    for desk in (unit, centre, leader, head):
        desk.open(path)
    unit.click("Nhận thực hiện")
    for desk in (unit, leader):
        desk.state_is("Đang thực hiện")

    # The supporting unit is asked, and what it sends is answered.
    unit.do("Đề nghị gửi nội dung phối hợp", text="Cho số xe hàng trong tháng.")
    unit.sees("Cho số xe hàng trong tháng.")
    expect(centre.page.locator("#bell .dot")).not_to_have_text("0")
    centre.open(f"{path}chuan-bi/")
    centre.page.fill("#ph-noi-dung", "412 xe hàng.")
    centre.click("Gửi nội dung phối hợp")
    centre.sees("412 xe hàng.")
    unit.open(f"{path}chuan-bi/")
    unit.sees("412 xe hàng.")

    # More time is asked for, and granted; the former day stays to be read.
    unit.open(path)
    unit.do("Đề nghị gia hạn", due_on=f"{LATER:%d/%m/%Y}", reason="Chờ số liệu quý.")
    unit.sees("Xin gia hạn")
    leader.open(path)
    leader.do("Gia hạn", comment="Đồng ý.")
    leader.sees("Các lần gia hạn")
    unit.open(path)
    unit.sees(f"{LATER:%d/%m/%Y}")
    row = Mission.objects.get(pk=mission.pk)
    assert (row.due_on, row.asked_due_on) == (LATER, None)

    # A difficulty goes to the leader, on to the Trưởng Ban, and comes back answered.
    unit.do("Báo vướng mắc", text="Chưa có quy chế phối hợp với Hải quan.")
    unit.sees("Chưa có quy chế phối hợp với Hải quan.")
    leader.open(path)
    leader.sees("Chưa có quy chế phối hợp với Hải quan.")
    leader.do("Chuyển Trưởng Ban", text="Cần lãnh đạo hai cơ quan thống nhất.")
    leader.sees("Chờ Trưởng Ban")
    head.open(path)
    head.do("Trả lời", text="Giao Văn phòng mời Hải quan họp trước ngày 15.")
    head.sees("Ý kiến chỉ đạo")
    for desk in (unit, centre):
        desk.open(path)
        desk.sees("Giao Văn phòng mời Hải quan họp trước ngày 15.")

    # A report is taken back before anybody decided, and handed in anew.
    leader.open(path)
    unit.hand_in("Đã tổng hợp.")
    leader.state_is("Lãnh đạo duyệt")
    unit.click("Rút báo cáo")
    leader.state_is("Đang thực hiện")

    # Three times it comes back, each time with its kind and its words.
    for number, (kind, words) in enumerate(RETURNS):
        unit.hand_in(f"Báo cáo, bản {number + 1}.")
        leader.state_is("Lãnh đạo duyệt")
        leader.give_reason("Trả lại", words, kind)
        for desk in (leader, unit):
            desk.state_is("Trả lại")
        unit.sees(words)
    unit.hand_in("Báo cáo đủ ba yêu cầu.")
    leader.state_is("Lãnh đạo duyệt")
    for _, words in RETURNS:
        leader.sees(words)
    leader.approve()
    for desk in (leader, unit, centre):
        desk.state_is("Hoàn thành")

    assert Report.objects.filter(mission=mission).count() == 5
    assert list(verify_database()) == []
