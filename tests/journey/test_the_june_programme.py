"""Document 003 comes in as .docx and is given out; then 001 takes its work up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Word
from playwright.sync_api import Locator, expect

from history.verification import verify_database
from project.demo import loading
from tests.cast import Cast
from tests.journey.desk import Desk
from workflows.models import Document, DraftItem, ItemLink, Mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPERS = loading.HERE / "documents"


def paper(number: str) -> Path:
    return next(PAPERS.glob(f"{number}_*.txt"))


def as_word(number: str, folder: Path) -> Path:
    """The paper as Văn phòng gets it: a Word file, a paragraph a line."""
    word = Word()
    for line in paper(number).read_text(encoding="utf-8").splitlines():
        if line.strip():
            word.add_paragraph(line.replace("*", ""))
    path = folder / f"Thông báo kết luận {number}.docx"
    word.save(str(path))
    return path


def item_of(document: Document, words: str) -> DraftItem:
    return document.items.get(text__contains=words)


def opened(desk: Desk, item: DraftItem) -> Locator:
    """The page of the document at this item, its card open."""
    desk.open(f"/van-ban/{item.document_id}/?viec={item.pk}#v{item.pk}")
    card = desk.page.locator(f"#v{item.pk}")
    expect(card.locator("details").first).to_have_js_property("open", True)
    return card


def test_the_work_of_the_notice_is_found_again_in_the_programme(
    cast: Cast, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = sit_down(cast.van_thu)

    # The notice comes in as a Word file; its half-year review is settled and given out.
    clerk.upload(as_word("003", tmp_path))
    notice = Document.objects.get()
    review = item_of(notice, "đánh giá tình hình, kết quả thực hiện")
    card = opened(clerk, review)
    card.locator("[data-leads] label").filter(has_text="Kế hoạch tổng hợp").click()
    leader = card.locator("[name=directing_leader]")
    name = leader.locator("option", has_text="Nguyễn Quốc Toàn").inner_text()
    leader.select_option(label=name)
    card.get_by_role("button", name="Xong, xem việc kế tiếp").click()
    expect(card).not_to_have_class("xcard flag")
    clerk.number("292/TB-VP", "07/05/2026")
    clerk.click("Giao 1 nhiệm vụ")
    clerk.page.locator("dialog[open]").get_by_role("button", name="Giao").first.click()
    clerk.sees("Đã giao 1 nhiệm vụ")
    mission = Mission.objects.get()

    # The unit that was named leads it, and takes it up.
    unit = sit_down(cast.tp_khth)
    unit.open(f"/nhiem-vu/{mission.pk}/")
    unit.sees("292/TB-VP")
    unit.click("Nhận thực hiện")
    unit.state_is("Đang thực hiện")

    # The June programme cites the notice by number: a fact, linked by itself.
    clerk.upload(paper("001"))
    programme = Document.objects.exclude(pk=notice.pk).get()
    clerk.page.locator("#vien-dan summary", has_text="Viện dẫn").click()
    cited = clerk.page.locator("#vien-dan").get_by_role("link", name="292/TB-VP")
    expect(cited).to_have_attribute("href", f"/van-ban/{notice.pk}/")

    # Its own half-year review is undated: the same work, and the notice has the day.
    clerk.page.locator("#loc-co-the-trung").click()
    again = ItemLink.objects.get(item__document=programme, earlier=review).item
    assert "6 tháng đầu năm" in again.text
    expect(clerk.page.locator(f"#v{again.pk}")).to_contain_text("Có thể trùng")
    card = opened(clerk, again)
    twin = card.locator(".twin").filter(has_text="2.c, Thông báo 292/TB-VP")
    expect(twin).to_contain_text(f"Đã giao {mission.code}")
    expect(twin.locator("mark").first).to_be_visible()
    twin.get_by_label("Lấy thời hạn 30/6/2026 của văn bản trước").check()
    twin.get_by_role("button", name="Cụ thể hóa").click()
    said = card.locator(".twin-said", has_text="Cụ thể hóa việc")
    expect(said).to_contain_text("lấy thời hạn của việc đó")
    expect(card.locator("[name=due_on]")).to_have_value("30/6/2026")

    # The word is taken back and given anew: the same, not to be given out twice.
    said.get_by_role("button", name="Sửa").click()
    expect(card.locator("[name=due_on]")).to_have_value("")
    twin.get_by_label("Không giao lần thứ hai").check()
    twin.get_by_role("button", name="Kế thừa").click()
    said = card.locator(".twin-said", has_text="Kế thừa việc")
    expect(said).to_contain_text("không giao lần thứ hai")
    link = ItemLink.objects.get(item=again, earlier=review)
    assert (link.kind, link.decided_by) == ("INHERITS", cast.van_thu)

    # The mission of the notice says where its work is taken up.
    clerk.open(f"/nhiem-vu/{mission.pk}/")
    related = clerk.page.locator("#viec-lien-quan")
    expect(related).to_contain_text("Được nhắc lại ở")
    related.get_by_role("link", name="5.2").click()
    clerk.page.wait_for_url(f"**/van-ban/{programme.pk}/**")
    assert list(verify_database()) == []
