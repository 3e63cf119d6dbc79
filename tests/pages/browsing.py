"""A real browser whose every request is answered in this process, in the transaction
of the test: pages of a prepared world without a server, and without commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, Protocol

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from playwright.sync_api import Browser, Page, Route

HOST: Final = "http://localhost"  # a secure context, as in the agency
DESKTOP: Final = {"width": 1440, "height": 900}
PHONE: Final = {"width": 390, "height": 844}
# A desktop of 1440 × 900 at 200 %: half of it in CSS pixels, each drawn as four.
ZOOMED: Final = {"width": 720, "height": 450}


class Chromium(NamedTuple):
    """A browser, and the connection of the tests that look through it."""

    browser: Browser
    connection: BaseDatabaseWrapper


def chromium_of(request: pytest.FixtureRequest) -> Iterator[Chromium]:
    """For a fixture of a module that has its `db` and the journeys' `chrome`.

    Playwright runs a loop on this thread; there Django looks for a connection in the
    context of the task, finds none, and would open another one. So the connection is
    taken before there is a browser, and handed to whoever works beside it.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    browser: Browser = request.getfixturevalue("chrome")
    connections[DEFAULT_DB_ALIAS] = connection
    yield Chromium(browser, connection)


class Asked(Protocol):
    """Who answers a browser: the tests' client, or one that has an answer kept."""

    def generic(self, method: str, path: str, *args: Any, **more: Any) -> Any: ...


class Browsing:
    """One page of a browser; `client` is who is signed in at it."""

    def __init__(self, page: Page, connection: BaseDatabaseWrapper) -> None:
        self.page = page
        self.client: Asked = Client()
        self.connection = connection

    def open(self, url: str, viewport: Any = None) -> None:
        if viewport is not None:
            self.page.set_viewport_size(viewport)
        self.page.goto(f"{HOST}{url}", wait_until="load")

    def answer(self, route: Route) -> None:
        connections[DEFAULT_DB_ALIAS] = self.connection
        path = route.request.url.removeprefix(HOST)
        if path.startswith(settings.STATIC_URL):
            name = path.removeprefix(settings.STATIC_URL).split("?")[0]
            found = finders.find(name)
            if found:
                route.fulfill(path=str(found))
            else:
                route.abort()
            return
        asked = route.request
        headers = {
            name: value
            for name, value in asked.headers.items()
            if name.startswith(("hx-", "accept"))
        }
        answer: Any = self.client.generic(
            asked.method,
            path,
            asked.post_data_buffer or b"",
            content_type=asked.headers.get("content-type", ""),
            headers=headers,
        )
        body = answer.getvalue() if answer.streaming else answer.content
        sent = {name: value for name, value in answer.items() if name != "Set-Cookie"}
        route.fulfill(status=answer.status_code, headers=sent, body=body)


@contextmanager
def browsing(chromium: Chromium, **options: Any) -> Iterator[Browsing]:
    """`options` are those of a browser's context."""
    context = chromium.browser.new_context(locale="vi-VN", **options)
    # The line to the server is there, and nobody says anything on it.
    context.route_web_socket("**/*", lambda _line: None)
    found = Browsing(context.new_page(), chromium.connection)
    found.page.set_default_timeout(30_000)
    context.route("**/*", found.answer)
    yield found
    context.close()
