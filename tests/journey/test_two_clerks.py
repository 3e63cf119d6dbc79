"""Two clerks at one document, and one who works it through with keys alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from project.demo import loading
from tests.cast import Cast
from tests.journey.desk import Desk
from workflows.models import Document, DraftItem, Mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = next((loading.HERE / "documents").glob("000*.txt"))
CONCLUSION = next((loading.HERE / "documents").glob("003*.txt"))


def card_of(desk: Desk, ordinal: str) -> Locator:
    words = desk.page.locator("summary .t", has_text=re.compile(rf"^{ordinal}\. "))
    return desk.page.locator("#ds-viec .xcard").filter(has=words).first


def summary(desk: Desk, ordinal: str) -> Locator:
    return card_of(desk, ordinal).locator("summary")


def opened(desk: Desk, ordinal: str) -> Locator:
    """The card of an item, opened, its fields there."""
    card = card_of(desk, ordinal)
    if not card.locator("details").evaluate("d => d.open"):
        card.locator("summary").click()
    expect(card.locator("[name=title]")).to_be_visible()
    return card


def settle_down(desk: Desk) -> None:
    """Until no answer is on its way and nothing is put in its place any more."""
    desk.page.wait_for_timeout(200)
    expect(desk.page.locator(".htmx-request")).to_have_count(0)
    desk.page.wait_for_timeout(200)


def focused(desk: Desk) -> str:
    return str(desk.page.evaluate("document.activeElement.closest('.xcard')?.id ?? ''"))


def test_two_clerks_see_each_other_and_overwrite_nothing(
    cast: Cast, sit_down: Callable[..., Desk]
) -> None:
    first, second = sit_down(cast.van_thu), sit_down(cast.cv_vp)
    first.upload(PLAN)
    document = Document.objects.get()
    second.open(f"/van-ban/{document.pk}/")
    card = opened(first, "1.3")

    # Who is where.
    expect(second.page.locator("#cung-mo")).to_contain_text(cast.van_thu.full_name)
    other = card_of(second, "1.3")
    expect(other.locator(".here")).to_have_text(
        f"{cast.van_thu.full_name} đang mở việc này."
    )

    # What one saves, the other sees without a reload.
    card.locator("[name=title]").fill("Trang trí trụ sở đón Xuân")
    card.locator("[name=title]").blur()
    expect(summary(second, "1.3")).to_contain_text("Trang trí trụ sở đón Xuân")
    expect(card.get_by_role("status")).to_contain_text("Đã lưu.")

    # What one is typing stays, whatever the other saves.
    typing = opened(second, "1.3").locator("[name=text]")
    typing.click()
    typing.press("End")
    typing.type(" Xong trước giờ nghỉ.")
    card.locator("[name=title]").fill("Trang trí trụ sở")
    card.locator("[name=title]").blur()
    own = card_of(second, "1.3")
    expect(own).to_contain_text("Người khác vừa sửa việc 1.3.")
    expect(typing).to_have_value(re.compile("Xong trước giờ nghỉ"))
    typing.blur()
    expect(own).to_contain_text(f"{cast.van_thu.full_name} đã sửa việc 1.3")
    own.get_by_role("button", name="Ghi nội dung đang nhập").click()
    expect(summary(first, "1.3")).to_contain_text("Trang trí trụ sở")
    settle_down(second)
    item = DraftItem.objects.get(ordinal="1.3", section__startswith="II")
    assert item.title == "Trang trí trụ sở"
    assert "Xong trước giờ nghỉ." in item.text

    # Cards that one makes come up at the other, and go again.
    before = second.page.locator("#ds-viec .xcard").count()
    first.page.keyboard.press("Escape")
    opened(first, "1.4").get_by_role("button", name="Tách việc").click()
    first.page.get_by_role("button", name="Tách thành 2 việc cùng nội dung").click()
    expect(second.page.locator("#ds-viec .xcard")).to_have_count(before + 1)
    first.page.locator("#nut-hoan-tac").click()
    expect(second.page.locator("#ds-viec .xcard")).to_have_count(before)

    second.page.close()
    expect(first.page.locator("#cung-mo")).to_be_hidden()


def test_a_document_is_worked_through_with_keys_alone(
    cast: Cast, sit_down: Callable[..., Desk]
) -> None:
    desk = sit_down(cast.van_thu)
    desk.upload(PLAN)
    keys = desk.page.keyboard
    places = DraftItem.objects.in_bulk()
    by_number = {
        item.ordinal: item for item in places.values() if item.section.startswith("II")
    }

    # Find a card by words, go to it, open it.
    keys.press("/")
    keys.type("trang tri khanh tiet")
    expect(desk.page.locator("#ds-viec .xcard:visible")).to_have_count(1)
    keys.press("Enter")
    assert focused(desk) == f"v{by_number['1.3'].pk}"
    keys.press("/")
    keys.press("Escape")
    keys.press("Enter")
    keys.press("j")
    keys.press("j")
    keys.press("k")

    # 1.4 asks for unit and leader: two figures answer.
    summary(desk, "1.4").focus()
    if desk.page.locator(f"#v{by_number['1.4'].pk} details[open]").count() == 0:
        keys.press("Enter")
    card = desk.page.locator(f"#v{by_number['1.4'].pk}")
    expect(card.locator("[data-answers]")).to_be_visible()
    keys.press("1")
    expect(card).to_contain_text("Cần xem lại 1 điểm")
    settle_down(desk)
    summary(desk, "1.4").focus()
    assert DraftItem.objects.get(pk=by_number["1.4"].pk).lead_unit_id is not None

    # Undo with one key, also after a reload.
    desk.page.reload()
    expect(desk.page.locator("#nut-hoan-tac")).to_have_attribute(
        "title", "Hoàn tác: sửa việc 1.4"
    )
    keys.press("Control+z")
    desk.page.wait_for_selector("text=Đã hoàn tác: sửa việc 1.4.")
    assert DraftItem.objects.get(pk=by_number["1.4"].pk).lead_unit_id is None

    # Pick three, leave them out together, take that back.
    summary(desk, "1.5").focus()
    for key in ("x", "j", "x", "j", "x"):
        keys.press(key)
    expect(desk.page.locator("[data-picked]")).to_have_text("3")
    keys.press("c")
    desk.page.wait_for_selector("#hop-thoai[open] #dc-bo-qua")
    desk.page.locator("#dc-bo-qua").press("Enter")
    desk.page.wait_for_selector("text=Đã bỏ qua 3 việc.")
    expect(desk.page.locator("#dem-bo-qua")).to_have_text("3")
    assert focused(desk), "the focus stays on a card"
    keys.press("u")
    expect(desk.page.locator("#dem-bo-qua")).to_have_text("0")

    # Merge two.
    keys.press("Escape")
    summary(desk, "2.2").focus()
    for key in ("x", "j", "x", "m"):
        keys.press(key)
    desk.page.wait_for_selector("#hop-thoai[open] #gop-ghi")
    desk.page.locator("#gop-ghi").press("Enter")
    desk.page.wait_for_selector("text=Đã gộp 2 việc thành một.")
    assert focused(desk) == f"v{by_number['2.2'].pk}"
    keys.press("u")
    desk.page.wait_for_selector("text=Đã hoàn tác: gộp các việc 2.2, 2.3.")

    # The table of keys.
    keys.press("Escape")
    keys.press("?")
    expect(desk.page.locator("#phim-tat")).to_contain_text("Trang nhập văn bản")


def test_a_conclusion_is_split_and_completed_from_its_own_words(
    cast: Cast, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = sit_down(cast.van_thu)
    desk.upload(CONCLUSION)
    document = Document.objects.get()
    before = document.items.count()

    # Words of the paper become an item.
    desk.page.evaluate(
        """() => {
          const line = [...document.querySelectorAll('.doc > [data-s]')]
            .find((one) => one.textContent.length > 80);
          const range = document.createRange();
          range.selectNodeContents(line);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    desk.page.get_by_role("button", name="Thêm việc từ đoạn này").click()
    desk.page.wait_for_selector("text=Đã thêm việc từ văn bản.")
    assert document.items.count() == before + 1
    added = document.items.order_by("-position").first()
    assert added is not None
    assert focused(desk) == f"v{added.pk}"

    # A clause of it becomes one of its own, and the paper shows which.
    desk.page.keyboard.press("s")
    desk.page.wait_for_selector("#hop-thoai[open]")
    sheet = desk.page.locator("#hop-thoai details")
    if not sheet.evaluate("d => d.open"):
        sheet.locator("summary").click()
    area = desk.page.locator("#hop-thoai textarea").first
    area.click()
    desk.page.evaluate(
        """() => {
          const area = document.querySelector('#hop-thoai textarea');
          const at = area.value.indexOf(' ', 30) + 1;
          area.setSelectionRange(at, at);
          area.dispatchEvent(new Event('keyup', {bubbles: true}));
        }"""
    )
    desk.page.get_by_role("button", name="Tách tại con trỏ").first.click()
    desk.page.wait_for_selector("text=thành 2 việc.")
    part = document.items.get(position=added.position, part=1)
    own = desk.page.locator(f".doc .sg[data-of~='v{part.pk}']").first
    expect(own).to_have_class(re.compile(r"\bon\b"))
    assert document.text[part.span_start : part.span_end].startswith(
        own.inner_text()[:20].strip()
    )
    assert Mission.objects.count() == 0
