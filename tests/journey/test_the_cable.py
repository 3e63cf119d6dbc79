"""Pulling the network and putting it back loses nothing and doubles nothing."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.journey.cable import Cable
from tests.journey.desk import Desk
from tests.missions import builders

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # The mission is made in this process, where no browser is connected.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def cable(server: str) -> Iterator[Cable]:
    made = Cable(urlsplit(server).port or 80)
    yield made
    made.pull()


def test_what_happened_meanwhile_is_shown_once(
    cast: Cast, sit_down: Callable[..., Desk], cable: Cable
) -> None:
    unit = sit_down(cast.tp_qldn)
    leader = sit_down(cast.ptb_hai, base_url=cable.address)
    mission = builders.given(cast)
    unit.open(f"/nhiem-vu/{mission.pk}/")
    leader.open("/thong-bao/?tab=all")
    leader.open(f"/nhiem-vu/{mission.pk}/")

    cable.pull()
    expect(leader.page.locator("#offline")).to_be_visible()
    unit.click("Nhận thực hiện")
    unit.state_is("Đang thực hiện")
    unit.hand_in("Đã tổng hợp đủ số liệu.")
    unit.state_is("Lãnh đạo duyệt")
    cable.put_back()
    leader.page.locator("[data-retry]").click()

    leader.state_is("Lãnh đạo duyệt")
    expect(leader.page.locator("#offline")).to_be_hidden()
    expect(leader.page.locator("#bell .dot")).to_have_text("3")
    leader.open("/thong-bao/")
    rows = leader.page.locator("main .nt", has_text="nhận thực hiện")
    expect(rows).to_have_count(1)
