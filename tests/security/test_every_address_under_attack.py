"""Every address of the list, asked for by whom it is none of the business."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.authority.addresses import ADDRESSES
from tests.authority.grounds import Grounds, build_grounds, kept_in, taken_back
from tests.authority.visitors import STRANGER, client_of
from tests.authority.walking import every_address
from tests.missions.matrix import World
from tests.missions.prepared import db, world

__all__ = ["db", "world"]
NO_ID = 2_000_000_000


@pytest.fixture(scope="module")
def grounds(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Grounds]:
    with kept_in(tmp_path_factory.mktemp("kept")):
        yield build_grounds(world)


def url_with(name: str, ids: list[Any], query: str = "") -> str:
    return f"{reverse(name, args=ids)}{'?' if query else ''}{query}"


def told(client: Client, url: str, ids: list[Any], kind: str) -> tuple[int, str]:
    """The answer without what is another each time: the token, and the id itself."""
    with taken_back():
        answer = client.get(url, headers={"accept": kind})
        body = "" if answer.streaming else answer.content.decode(errors="replace")
    for part in sorted({str(one) for one in ids}, key=len, reverse=True):
        body = body.replace(f"/{part}/", "/…/")
    return answer.status_code, re.sub(r"[A-Za-z0-9]{64}", "…", body)


def test_what_may_not_be_seen_is_answered_as_if_it_never_was(grounds: Grounds) -> None:
    """Every id of every address, by everybody to whom it is none of their business."""
    different = {}
    tried = 0
    for name, address in ADDRESSES.items():
        if not address.args or address.answer == 405:
            continue
        ids = [grounds[thing] for thing in address.args]
        absent: list[Any] = [NO_ID for _ in ids]
        query = address.query.format(**grounds.things)
        try:
            real, none = url_with(name, ids, query), url_with(name, absent, query)
        except NoReverseMatch:
            continue
        kind = "text/html"
        for visitor, person in grounds.visitors.items():
            if visitor == STRANGER or visitor in address.sees:
                continue
            if address.by_get(visitor) != 404:
                continue
            client = client_of(person)
            tried += 1
            if told(client, real, ids, kind) != told(client, none, absent, kind):
                different[name, visitor] = real
            kind = "application/json"  # the page was compared once; a line is cheaper
    assert tried > 100
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
