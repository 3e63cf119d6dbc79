"""One day: the Trưởng Ban urges the worst case, a deputy clears the inbox on a phone,
the unit hands in, a paper comes in, and the auditor takes away what proves it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from history.verification import verify_database
from project.demo import loading
from tests.cast import Cast
from tests.history.conftest import CHECKER
from tests.journey.conftest import PASSWORD
from tests.journey.desk import Desk
from tests.missions import builders
from workflows.models import Mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
PLAN = next((loading.HERE / "documents").glob("000*.txt"))
WORDS = "Báo cáo nguyên nhân chậm và ngày xong trước 16 giờ hôm nay."
ANSWER = "Chờ số liệu của Hải quan, xong trong hôm nay."


def test_a_day_of_the_board(
    cast: Cast, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    worst = builders.started(
        cast, title="Rà soát hàng tồn tại cửa khẩu", supporting_units=()
    )
    late = timezone.localdate() - timedelta(days=40)
    Mission.objects.filter(pk=worst.pk).update(due_on=late)  # given long ago
    waiting = [builders.handed_in(cast, supporting_units=()) for _ in range(2)]
    head, unit = sit_down(cast.truong_ban), sit_down(cast.tp_qldn)

    urge_the_worst(head, unit, worst)
    unit.open(f"/nhiem-vu/{worst.pk}/")
    unit.do("Trả lời", text=ANSWER)
    expect(unit.page.locator("#don-doc")).to_contain_text(ANSWER)
    head.open(f"/nhiem-vu/{worst.pk}/")
    head.sees(ANSWER)
    unit.open(f"/nhiem-vu/{worst.pk}/")
    unit.hand_in("Đã rà soát 412 xe hàng.")
    unit.state_is("Lãnh đạo duyệt")

    clear_the_inbox(sit_down(cast.ptb_hai, **PHONE), 1 + len(waiting))
    head.state_is("Hoàn thành")  # his page follows, though nobody sends him a notice
    import_a_paper(sit_down(cast.van_thu))
    verify_elsewhere(sit_down(cast.kiem_tra), tmp_path)
    assert list(verify_database()) == []


def urge_the_worst(head: Desk, unit: Desk, worst: Mission) -> None:
    """From the board to the mission that is late longest, and a word to its unit."""
    head.open("/ban-dieu-hanh/")
    head.page.locator(f"#qua-han-{worst.pk}").click()
    head.page.wait_for_url(f"**/nhiem-vu/{worst.pk}/")
    head.sees("Rà soát hàng tồn tại cửa khẩu")
    head.do("Đôn đốc", text=WORDS)
    expect(head.page.locator("#don-doc")).to_contain_text("Lần 1")
    expect(unit.page.locator("#bell .dot")).not_to_have_text("0")


def clear_the_inbox(phone: Desk, waiting: int) -> None:
    """One after the other, each read and approved with two taps, until none waits."""
    phone.open("/hop-viec/")
    for left in range(waiting, 0, -1):
        items = phone.page.locator(".items [data-item]")
        expect(items).to_have_count(left)
        items.first.tap()
        phone.page.wait_for_url("**/hop-viec/*/**")
        phone.sees("Đã ")
        two_taps(phone.page.locator(".decide"))
        phone.open("/hop-viec/")
    expect(phone.page.locator(".list .empty")).to_be_visible()


def two_taps(decide: Locator) -> None:
    decide.locator("summary", has_text="Duyệt").first.tap()
    button = decide.locator("details[open] button[type=submit]")
    with decide.page.expect_navigation():  # to the end: the answer leads to a page
        button.tap()


def import_a_paper(clerk: Desk) -> None:
    """From the file to what is given out, one item settled on the way."""
    clerk.upload(PLAN)
    clerk.settle("1.4", lead="Văn phòng", leader="Hoàng Việt Đông")
    clerk.settle("1.5", lead="Phòng Quản lý doanh nghiệp")
    clerk.number("45/KH-BQLKKTCK", "02/02/2026")
    clerk.click("Giao 7 nhiệm vụ")
    clerk.page.locator("dialog[open]").get_by_role("button", name="Giao").first.click()
    clerk.sees("Đã giao")


def verify_elsewhere(auditor: Desk, folder: Path) -> None:
    """Look, have it checked, take all of it away, and prove it with nothing but the
    file and the script."""
    auditor.open("/lich-su/")
    auditor.click("Kiểm lại")
    expect(auditor.page.locator("#so-nguyen-ven")).to_contain_text("Sổ nguyên vẹn")
    auditor.click("Xuất toàn bộ để kiểm tra độc lập")
    auditor.page.fill("[name=confirm_password]", PASSWORD)
    with auditor.page.expect_download() as download:
        auditor.click("Xác nhận và tiếp tục")
    elsewhere = folder / "o-noi-khac"
    elsewhere.mkdir()
    shutil.copy(CHECKER, elsewhere / "verify_history.py")
    download.value.save_as(elsewhere / "lich-su.jsonl")
    command = [sys.executable, "-I", "-X", "utf8", "verify_history.py", "lich-su.jsonl"]

    sound = subprocess.run(command, cwd=elsewhere, capture_output=True, check=False)
    text = (elsewhere / "lich-su.jsonl").read_text(encoding="utf-8")
    touched = text.replace("412 xe", "214 xe")
    (elsewhere / "lich-su.jsonl").write_text(touched, encoding="utf-8")
    found = subprocess.run(command, cwd=elsewhere, capture_output=True, check=False)

    assert touched != text
    assert sound.returncode == 0, sound.stdout.decode()
    assert found.returncode == 1
