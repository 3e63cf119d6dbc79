"""Passkeys in a real Chromium: its own virtual authenticator signs."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page, expect

from organization.models import Person
from tests.cast import Cast
from tests.journey.conftest import chrome, server
from tests.sign_in.conftest import PASSWORD, ways_of

__all__ = ["chrome", "server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chrome: Browser, server: str) -> Iterator[Page]:
    """A browser with a key inside, at the product's page; it has no complaint."""
    # A passkey belongs to a name: `localhost` is one, an address in figures is not.
    base = f"http://localhost:{urlsplit(server).port}"
    context = chrome.new_context(base_url=base, locale="vi-VN")
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console",
        lambda said: errors.append(said.text) if "Policy" in said.text else None,
    )
    device = context.new_cdp_session(opened)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield opened
    context.close()
    assert errors == []


def gives_password(page: Page, person: Person) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def leaves(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def is_in(page: Page) -> None:
    expect(page.locator("#live")).to_have_attribute("data-live", "on")


def test_a_passkey_is_added_used_renamed_and_taken_away(page: Page, cast: Cast) -> None:
    person = cast.cv_qldn
    # As the server there hashes, which knows nothing of the settings of these tests.
    person.password = make_password(PASSWORD, hasher="argon2")
    person.save(update_fields=["password"])
    gives_password(page, person)
    is_in(page)

    page.goto("/tai-khoan/")
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.fill("[name=confirm_password]", PASSWORD)
    page.get_by_role("button", name="Xác nhận và tiếp tục").click()
    page.fill("[name=name]", "Máy phòng họp")
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    assert ways_of(person) == {"webauthn", "recovery_codes"}

    # At the door: as the second factor, then alone.
    leaves(page)
    gives_password(page, person)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    is_in(page)
    leaves(page)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    is_in(page)

    # Before a grave act: instead of the password.
    page.goto("/tai-khoan/")
    expect(page.locator("main")).to_contain_text("Máy phòng họp")
    page.get_by_role("link", name="Đổi tên Máy phòng họp").click()
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.fill("[name=name]", "Máy trực ban")
    page.get_by_role("button", name="Ghi tên").click()
    page.get_by_role("link", name="Gỡ Máy trực ban").click()
    page.get_by_role("button", name="Gỡ khóa truy cập").click()
    expect(page.locator("main")).to_contain_text("Chưa bật xác thực hai lớp")
    assert ways_of(person) == set()
