"""Without a mouse: a decision, a draft that is settled, a search."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.authority.visitors import client_of
from tests.cast import Cast
from tests.journey.conftest import chrome
from tests.missions import builders
from tests.missions.prepared import db
from tests.pages.browsing import DESKTOP, Browsing, Chromium, browsing, chromium_of
from tests.pages.intake import dated, item_of
from workflows.models import Mission
from workflows.services.search import index_waiting

__all__ = ["chrome", "db"]
pytestmark = pytest.mark.browser
MANY = 200  # presses of Tab after which a control is out of reach


@pytest.fixture(scope="module")
def chromium(db: None, request: pytest.FixtureRequest) -> Iterator[Chromium]:
    yield from chromium_of(request)


@pytest.fixture
def desk(chromium: Chromium) -> Iterator[Browsing]:
    with browsing(chromium, viewport=DESKTOP) as found:
        yield found


def tab_to(desk: Browsing, selector: str) -> None:
    """As a person does it: Tab, until the control has the focus, and it is seen."""
    for _ in range(MANY):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate("s => document.activeElement.matches(s)", selector):
            expect(desk.page.locator(":focus")).to_be_in_viewport()
            return
    raise AssertionError(f"Tab does not come to {selector}.")


def test_a_report_is_approved_without_a_mouse(desk: Browsing, cast: Cast) -> None:
    mission = builders.handed_in(cast, supporting_units=())
    other = builders.handed_in(cast, supporting_units=())
    desk.client = client_of(cast.ptb_hai)
    desk.open("/hop-viec/")
    keys = desk.page.keyboard

    tab_to(desk, "[data-item]")
    keys.press("j")
    keys.press("k")
    keys.press("Enter")
    desk.page.wait_for_url(re.compile(r"/hop-viec/\d+/"))
    here = int(re.findall(r"/hop-viec/(\d+)/", desk.page.url)[0])
    tab_to(desk, ".detail a, .detail button, .detail summary")
    keys.press("d")
    expect(desk.page.locator(".decide details[open]")).to_be_visible()
    focused = desk.page.locator(":focus")
    expect(focused).to_have_text(re.compile("Duyệt hoàn thành"))
    keys.press("Enter")
    desk.page.wait_for_url(lambda url: f"/hop-viec/{here}/" not in url)

    assert here in {mission.pk, other.pk}
    assert Mission.objects.get(pk=here).state == "COMPLETED"


def test_an_item_is_settled_without_a_mouse(desk: Browsing, cast: Cast) -> None:
    document = dated(cast.van_thu)
    item = item_of(document, "1.5")
    desk.client = client_of(cast.van_thu)
    desk.open(f"/van-ban/{document.pk}/")
    keys = desk.page.keyboard

    tab_to(desk, ".xcard summary")
    card = desk.page.locator(f"#v{item.pk}")
    for _ in range(20):
        if card.locator("summary").first.evaluate("n => n === document.activeElement"):
            break
        keys.press("j")
    if not card.locator("details").evaluate("d => d.open"):
        keys.press("Enter")
    expect(card.locator("details")).to_have_js_property("open", True)
    expect(card.locator("[data-answers]").first).to_be_visible()
    keys.press("1")
    expect(card.locator("[data-answers] :checked").first).to_be_attached()
    for _ in range(MANY):
        keys.press("Tab")
        if desk.page.locator(":focus").inner_text().strip().startswith("Xong, xem"):
            break
    keys.press("Enter")
    expect(card).not_to_have_class("xcard flag")

    item.refresh_from_db()
    assert item.lead_unit is not None


def test_a_search_begins_with_a_slash_and_ends_at_the_mission(
    desk: Browsing, cast: Cast
) -> None:
    mission = builders.given(cast, title="Kiểm tra kho ngoại quan Bảo Nguyên")
    index_waiting()
    desk.client = client_of(cast.tp_qldn)
    desk.open("/hop-viec/")
    keys = desk.page.keyboard
    offered = desk.page.locator("#tim-nhanh [role=option]")

    tab_to(desk, "a")
    keys.press("/")
    expect(desk.page.locator("#q")).to_be_focused()
    keys.type("kho ngoai quan")
    expect(offered.first).to_contain_text("kho ngoại quan Bảo Nguyên")
    keys.press("ArrowDown")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    desk.page.wait_for_url(f"**/nhiem-vu/{mission.pk}/")


def test_a_search_without_a_choice_leads_to_the_page_of_results(
    desk: Browsing, cast: Cast
) -> None:
    mission = builders.given(cast, title="Kiểm tra kho ngoại quan Bảo Nguyên")
    index_waiting()
    desk.client = client_of(cast.tp_qldn)
    desk.open("/hop-viec/")
    keys = desk.page.keyboard

    keys.press("/")
    keys.type("kho ngoai quan")
    keys.press("Enter")
    desk.page.wait_for_url(re.compile(r"/tim-kiem/\?.*q=kho"))
    tab_to(desk, f'main a[href^="/nhiem-vu/{mission.pk}/"]')
    keys.press("Enter")
    desk.page.wait_for_url(f"**/nhiem-vu/{mission.pk}/**")
