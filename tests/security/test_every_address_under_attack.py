"""Every address of the list, asked for by whom it is none of the business."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.authority.address import Address
from tests.authority.addresses import ADDRESSES
from tests.authority.grounds import Grounds, build_grounds, kept_in, taken_back
from tests.authority.visitors import STRANGER, client_of
from tests.authority.walking import every_address
from tests.missions.matrix import World
from tests.missions.prepared import db, world

__all__ = ["db", "world"]
NO_ID = 2_000_000_000
STRANGERS = 4


@pytest.fixture(scope="module")
def grounds(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Grounds]:
    with kept_in(tmp_path_factory.mktemp("kept")):
        yield build_grounds(world)


def url_with(name: str, ids: list[Any], query: str = "") -> str:
    return f"{reverse(name, args=ids)}{'?' if query else ''}{query}"


def told(client: Client, url: str, kind: str) -> tuple[int, str]:
    """The answer without what is another each time: the token, and the address."""
    with taken_back():
        answer = client.get(url, headers={"accept": kind})
        body = "" if answer.streaming else answer.content.decode(errors="replace")
    body = body.replace(url.split("?", maxsplit=1)[0], "…")
    return answer.status_code, re.sub(r"[A-Za-z0-9]{64}", "…", body)


def strangers_to(address: Address, grounds: Grounds) -> list[str]:
    """Some of those to whom it is none of their business; that it is 404 for each of
    them is tested elsewhere."""
    found = [
        visitor
        for visitor in grounds.visitors
        if visitor not in {STRANGER, *address.sees} and address.by_get(visitor) == 404
    ]
    return found[:: max(1, len(found) // STRANGERS)][:STRANGERS]


def test_what_may_not_be_seen_is_answered_as_if_it_never_was(grounds: Grounds) -> None:
    """Every id of every address: the page is compared once, the line for programs by
    each of the others."""
    different = {}
    tried = 0
    for name, address in ADDRESSES.items():
        if not address.args or address.answer == 405:
            continue
        query = address.query.format(**grounds.things)
        real = url_with(name, [grounds[thing] for thing in address.args], query)
        none = url_with(name, [NO_ID for _ in address.args], query)
        kind = "text/html"
        for visitor in strangers_to(address, grounds):
            client = client_of(grounds.visitors[visitor])
            tried += 1
            if told(client, real, kind) != told(client, none, kind):
                different[name, visitor] = real
            kind = "application/json"
    assert tried > 60
    assert different == {}


def test_every_page_forbids_frames_and_foreign_scripts(grounds: Grounds) -> None:
    client = client_of(grounds.visitors["van_thu"])
    wrong = {}
    for name, route in every_address():
        address = ADDRESSES.get(name)
        if address is None or route.startswith("admin/"):
            continue
        ids = [grounds[thing] for thing in address.args]
        with taken_back():
            answer = client.get(
                url_with(name, ids, address.query.format(**grounds.things))
            )
            if answer.streaming:  # read to its end it is closed
                b"".join(answer.streaming_content)  # type: ignore[arg-type]
        headers = (
            answer.headers.get("X-Frame-Options"),
            "frame-ancestors 'none'"
            in answer.headers.get("Content-Security-Policy", ""),
            answer.headers.get("X-Content-Type-Options"),
            answer.headers.get("Referrer-Policy"),
        )
        if headers != ("DENY", True, "nosniff", "same-origin"):
            wrong[name] = headers
    assert wrong == {}
