"""A clerk drops several files on the page, and changes her mind about a long one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.intake.desk import endless, plan
from tests.journey.desk import Desk
from workflows.enums import IntakeState
from workflows.models import Document, Intake

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """files => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  const zone = document.querySelector("[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const how = { dataTransfer: data, bubbles: true, cancelable: true };
    zone.dispatchEvent(new DragEvent(kind, how));
  }
}"""


def test_files_are_dropped_read_and_cancelled(
    cast: Cast, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = sit_down(cast.van_thu)

    # Three files are dropped: one is read, one is no Word file, one is a secret.
    clerk.open("/van-ban/nhap/")
    dropped = [
        ["Kế hoạch Tết.txt", plan().decode()],
        ["hỏng.docx", "không phải zip"],
        ["phuong-an-7.txt", "TỐI MẬT\n\nPhương án"],
    ]
    clerk.page.evaluate(DROP, dropped)
    clerk.click("Đọc văn bản")  # held back by the browser: nothing is declared yet
    assert not Document.objects.exists()
    clerk.page.check("[name=declared]")
    clerk.click("Đọc văn bản")
    lines = clerk.page.locator("#cac-tep > li")
    expect(lines).to_have_count(3)
    expect(lines.nth(0)).to_contain_text("Mở văn bản", timeout=60_000)
    expect(lines.nth(1)).to_contain_text("không phải tệp Word", timeout=60_000)
    expect(lines.nth(2)).to_contain_text("dấu chỉ độ mật", timeout=60_000)
    expect(lines.nth(2)).not_to_contain_text("phuong-an-7")
    assert Document.objects.count() == 1

    # A long one shows how it goes, also after a reload, and is cancelled.
    long = tmp_path / "Chương trình cả năm.txt"
    long.write_bytes(endless())
    clerk.page.set_input_files("[name=file]", str(long))
    clerk.page.check("[name=declared]")
    clerk.click("Đọc văn bản")
    clerk.page.wait_for_url("**/van-ban/luot/*/", timeout=60_000)
    clerk.page.reload()
    expect(clerk.page.locator(".intake-now")).to_contain_text("Đang")
    clerk.page.get_by_role("button", name="Hủy đọc").click()
    clerk.sees("Đã hủy")
    latest = Intake.objects.first()
    assert latest is not None
    assert latest.state == IntakeState.CANCELLED

    # The next one is let run, and leads to its document by itself.
    again = tmp_path / "Kế hoạch quý.txt"
    again.write_bytes(plan("quý II"))
    clerk.upload(again)
    assert Document.objects.count() == 2
