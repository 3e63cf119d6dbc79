"""A name after "@": found without its marks, chosen by key, by mouse and by touch; the
people come when they are first asked for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.authority.visitors import client_of
from tests.cast import Cast
from tests.journey.conftest import chrome
from tests.missions import builders
from tests.missions.prepared import db
from tests.pages.browsing import PHONE, Browsing, Chromium, browsing, chromium_of
from workflows.models import Comment, Mission

__all__ = ["chrome", "db"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium(db: None, request: pytest.FixtureRequest) -> Iterator[Chromium]:
    yield from chromium_of(request)


@pytest.fixture
def phone(chromium: Chromium) -> Iterator[Browsing]:
    with browsing(chromium, viewport=PHONE, has_touch=True) as found:
        yield found


@pytest.fixture
def writing(phone: Browsing, cast: Cast) -> Mission:
    """The head of Phòng QLDN has its mission before him, the field in focus."""
    mission = builders.started(cast)
    phone.client = client_of(cast.tp_qldn)
    phone.open(f"/nhiem-vu/{mission.pk}/")
    phone.page.locator("[data-mention]").tap()
    return mission


def test_names_are_fetched_at_the_first_at_sign_and_walked_by_arrows(
    phone: Browsing, writing: Mission, cast: Cast
) -> None:
    keys, names = phone.page.keyboard, phone.page.locator("#goi-y-ten")
    chosen = names.locator("[aria-selected=true]")

    keys.type("Gửi @")
    expect(chosen).to_be_visible()
    first = chosen.inner_text()
    keys.press("ArrowDown")
    expect(chosen).not_to_have_text(first)
    keys.press("ArrowUp")
    expect(chosen).to_have_text(first)
    keys.type("hai")
    expect(chosen).to_have_text(cast.ptb_hai.full_name)
    keys.press("Escape")

    expect(names).to_be_hidden()
    expect(phone.page.locator("[data-mention]")).to_be_focused()
    expect(phone.page.locator("[name=mentioned]:checked")).to_have_count(0)


def test_names_chosen_by_key_and_by_touch_are_written_and_their_people_told(
    phone: Browsing, writing: Mission, cast: Cast
) -> None:
    hai, anh = cast.ptb_hai.full_name, cast.chanh_vp.full_name
    keys, names = phone.page.keyboard, phone.page.locator("#goi-y-ten")
    text = phone.page.locator("[data-mention]")

    keys.type("Gửi a@b.vn, @HẢI")
    expect(names.locator("[aria-selected=true]")).to_have_text(hai)
    keys.press("Enter")
    expect(names).to_be_hidden()
    keys.type(f"và @{anh.split()[-1]}")
    names.get_by_text(anh, exact=True).tap()
    expect(text).to_be_focused()
    keys.type("xem.")
    keys.press("Enter")  # the list is closed: a new line, as ever
    expect(text).to_have_value(f"Gửi a@b.vn, @{hai} và @{anh} xem.\n")
    phone.page.get_by_role("button", name="Gửi trao đổi").tap()
    expect(phone.page.get_by_text("Đã gửi ý kiến trao đổi.").first).to_be_visible()

    said = Comment.objects.get(mission=writing)
    assert {one["id"] for one in said.mentioned} == {cast.ptb_hai.pk, cast.chanh_vp.pk}
