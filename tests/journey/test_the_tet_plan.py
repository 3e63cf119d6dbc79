"""Document 000 goes from upload to completed, by different people, live."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from history.verification import verify_database
from project.demo import loading
from tests.cast import Cast
from tests.journey.desk import Desk
from workflows.models import Mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = next((loading.HERE / "documents").glob("000*.txt"))


def test_the_tet_plan_goes_all_the_way(
    cast: Cast, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk, office = sit_down(cast.van_thu), sit_down(cast.cv_vp)
    unit, leader = sit_down(cast.gd_ttqlck), sit_down(cast.ptb_hai)

    # Văn phòng reads the plan and settles what it leaves open.
    clerk.upload(PLAN)
    clerk.sees("Một việc chỉ giao một đơn vị chủ trì.")
    clerk.settle("1.4", lead="Văn phòng", leader="Hoàng Việt Đông")
    clerk.settle("1.5", lead="Phòng Quản lý doanh nghiệp")
    clerk.number("45/KH-BQLKKTCK", "02/02/2026")
    expect(clerk.page.locator("#nut-giao")).to_contain_text("Giao 7 nhiệm vụ")
    unit.open("/nhiem-vu/")
    clerk.click("Giao 7 nhiệm vụ")
    clerk.page.locator("dialog[open]").get_by_role("button", name="Giao").first.click()
    clerk.sees("Đã giao")

    # The Centre hears of it live, and takes it up.
    expect(unit.page.locator("#bell .dot")).not_to_have_text("0")
    mission = Mission.objects.get(item__ordinal="1.6")
    leader.open(f"/nhiem-vu/{mission.pk}/")
    unit.open(f"/nhiem-vu/{mission.pk}/")
    unit.click("Nhận thực hiện")
    leader.state_is("Đang thực hiện")

    # It hands in; Văn phòng checks; the leader returns; all see it live.
    evidence = tmp_path / "Kế hoạch tổ chức Tết.txt"
    evidence.write_text("Kế hoạch tổ chức Tết cho lái xe.", encoding="utf-8")
    unit.hand_in("Đã xây dựng kế hoạch.", evidence)
    leader.state_is("Báo cáo")
    office.open(f"/hop-viec/{mission.pk}/")
    office.click("Trình lãnh đạo")
    leader.state_is("Lãnh đạo duyệt")
    unit.state_is("Lãnh đạo duyệt")
    words = "Bổ sung phương án cho từng cửa khẩu."
    leader.give_reason("Trả lại", words, "Chỉnh sửa nhỏ")
    unit.state_is("Trả lại")
    unit.sees(words)

    # The second round is approved.
    unit.hand_in("Đã bổ sung phương án cho năm cửa khẩu.")
    unit.state_is("Báo cáo")
    office.open(f"/hop-viec/{mission.pk}/")
    office.click("Trình lãnh đạo")
    leader.state_is("Lãnh đạo duyệt")
    leader.approve()
    leader.state_is("Hoàn thành")
    unit.state_is("Hoàn thành")
    assert list(verify_database()) == []
