"""The real server on the test database, and people at their own browsers."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect, sync_playwright

from organization.models import Person
from project.bootstrap import browser as chromium
from tests.benchmarks import databases
from tests.benchmarks.sockets import wait_for
from tests.cast import Cast
from tests.journey.desk import Desk

# What is waited for comes in a moment, unless the machine is busy with others.
expect.set_options(timeout=20_000)
PASSWORD = "Hồ sơ mẫu 2026 để thử"
# Chromium looks for its maker's services unless told not to; there is no network here.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium, as long as the block lasts."""
    # Playwright keeps an event loop on this thread; the ORM of the tests beside it is
    # used between its calls, never inside one.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium.find(), args=QUIET)
        yield found
        found.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """For a module elsewhere: beside it there may be tests with a loop of their own."""
    with launched() as found:
        yield found


@pytest.fixture(scope="package")
def chrome_of_the_journeys() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture
def server(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of `manage.py serve` on the database of this test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    from django.db import connection

    environment = {
        **os.environ,
        "DATABASE_URL": databases.url(connection.settings_dict["NAME"]),
        "VAR_DIR": str(tmp_path),
        "LOG_LEVEL": "ERROR",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "manage.py", "serve", "--port", str(port)],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def sit_down(
    chrome_of_the_journeys: Browser, server: str, cast: Cast
) -> Iterator[Callable[..., Desk]]:
    """Sign a person in at a browser of his or her own."""
    desks: list[Desk] = []

    def sit(person: Person, **context: Any) -> Desk:
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
        context = {"base_url": server, "locale": "vi-VN", **context}
        opened = chrome_of_the_journeys.new_context(**context)
        desk = Desk(opened)
        desk.sign_in(person.username, PASSWORD)
        desks.append(desk)
        return desk

    yield sit
    for desk in desks:
        desk.context.close()
    assert [error for desk in desks for error in desk.errors] == []
