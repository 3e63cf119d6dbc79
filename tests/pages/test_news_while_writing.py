"""What others do is shown on an open page, and takes nothing from who writes there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect

from tests.authority.visitors import client_of
from tests.cast import Cast
from tests.journey.conftest import chrome
from tests.missions import builders
from tests.missions.prepared import db
from tests.pages.browsing import DESKTOP, Browsing, Chromium, browsing, chromium_of
from workflows.models import Mission

__all__ = ["chrome", "db"]
pytestmark = pytest.mark.browser
NEWS = """([mission, version]) => document.body.dispatchEvent(
  new CustomEvent("mission-changed", {detail: {mission, version}}))"""
WORDS = "Đã gọi Hải quan, chờ trả lời."


@pytest.fixture(scope="module")
def chromium(db: None, request: pytest.FixtureRequest) -> Iterator[Chromium]:
    yield from chromium_of(request)


@pytest.fixture
def desk(chromium: Chromium) -> Iterator[Browsing]:
    with browsing(chromium, viewport=DESKTOP) as found:
        yield found


@pytest.fixture
def mission(desk: Browsing, cast: Cast) -> Mission:
    """One whose page is open before the head of its unit."""
    mission = builders.given(cast)
    desk.client = client_of(cast.tp_qldn)
    desk.open(f"/nhiem-vu/{mission.pk}/")
    return mission


def asked_for_anew(desk: Browsing, mission: Mission) -> Route:
    """News come, and the page asks for itself; the answer is held back."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "x-refresh" in route.request.headers:
            held.append(route)
        else:
            route.fallback()

    desk.page.route("**/*", hold)
    desk.page.evaluate(NEWS, [mission.pk, mission.version + 1])
    while not held:
        desk.page.wait_for_timeout(20)
    return held.pop()


def test_the_page_follows_where_nobody_writes(desk: Browsing, mission: Mission) -> None:
    Mission.objects.filter(pk=mission.pk).update(title="Việc đã đổi tên")

    desk.answer(asked_for_anew(desk, mission))

    expect(desk.page.locator("main h1")).to_contain_text("Việc đã đổi tên")


def test_what_is_written_while_the_news_are_on_their_way_stays(
    desk: Browsing, mission: Mission
) -> None:
    on_its_way = asked_for_anew(desk, mission)
    box = desk.page.locator("textarea[name=text]:visible").first
    box.fill(WORDS)
    box.blur()

    desk.answer(on_its_way)

    told = desk.page.locator(".toast", has_text="Việc đang mở vừa có thay đổi.")
    expect(told).to_be_visible()
    expect(box).to_have_value(WORDS)


def test_what_was_unfolded_meanwhile_stays_so(desk: Browsing, mission: Mission) -> None:
    on_its_way = asked_for_anew(desk, mission)
    fold = desk.page.locator("main details", has_text="Quy trình duyệt").first
    assert not fold.get_attribute("id")
    fold.locator("summary").first.click()
    Mission.objects.filter(pk=mission.pk).update(title="Việc đã đổi tên")

    desk.answer(on_its_way)

    expect(desk.page.locator("main h1")).to_contain_text("Việc đã đổi tên")
    expect(fold).to_have_js_property("open", True)
