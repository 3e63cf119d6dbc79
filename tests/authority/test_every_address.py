"""Every address as every member of the cast and as nobody; no address forgotten."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from history.models import HistoryEntry, ReadingRecord
from tests.authority.address import Address
from tests.authority.addresses import ADDRESSES
from tests.authority.admin_addresses import admin_addresses
from tests.authority.grounds import (
    PREAMBLE,
    Grounds,
    build_grounds,
    kept_in,
    rows_written,
    taken_back,
)
from tests.authority.visitors import client_of
from tests.authority.walking import every_address
from tests.missions.matrix import World
from tests.missions.prepared import db, world

__all__ = ["db", "world"]
FOR_BROWSERS = ("/accounts/", "/admin/")
SESSION_COOKIE = "sessionid"
NOT_TAKEN = (HTTPStatus.METHOD_NOT_ALLOWED, b"")
REFUSALS = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


@pytest.fixture(scope="module")
def grounds(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Grounds]:
    with kept_in(tmp_path_factory.mktemp("kept")):
        yield build_grounds(world)


@pytest.fixture(scope="module")
def every(grounds: Grounds) -> dict[str, Address]:
    return {**ADDRESSES, **admin_addresses()}


def url_of(name: str, address: Address, grounds: Grounds) -> str:
    args = [grounds[thing] for thing in address.args]
    query = address.query.format(**grounds.things)
    path = address.path or reverse(name, args=args)
    return f"{path}{'?' if query else ''}{query}"


def filled(address: Address, grounds: Grounds) -> dict[str, str]:
    """The form of the address, with the things that it names."""
    return {
        name: str(value).format(**grounds.things)
        for name, value in address.fields.items()
    }


def visits(grounds: Grounds) -> Iterator[tuple[str, Client]]:
    """Each visitor in turn; what breaks answers 500, as it does to a browser."""
    for visitor, person in grounds.visitors.items():
        yield visitor, client_of(person, raise_request_exception=False)


def asked(client: Client, url: str, **more: Any) -> int:
    """The status; what is done is taken back."""
    with taken_back():
        return looked_at(client, url, **more)


def looked_at(client: Client, url: str, **more: Any) -> int:
    """The status. Of our own pages a program is refused in one line: that is cheap."""
    if not url.startswith(FOR_BROWSERS) and SESSION_COOKIE in client.cookies:
        more["headers"] = {"accept": "application/json"}
    send = client.post if "data" in more else client.get
    answer = send(url, **more)
    words_of(answer)
    return int(answer.status_code)


def words_of(answer: Any) -> bytes:
    """What it says; read to its end it is closed, as the client does it."""
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(said)


def listed(wrong: dict[tuple[str, str], Any]) -> str:
    return "\n".join(f"{what}: {status}" for what, status in wrong.items())


def test_no_address_is_forgotten(every: dict[str, Address]) -> None:
    known = {name for name, _ in every_address()}

    assert known - every.keys() == set(), (
        "write these into tests/authority/addresses.py"
    )
    assert every.keys() - known == set(), "these are gone"


def test_each_page_is_answered_to_whom_it_is_for_and_writes_nothing(
    grounds: Grounds, every: dict[str, Address]
) -> None:
    wrong = {}
    for visitor, client in visits(grounds):
        with taken_back(read_only=True):
            for name, address in every.items():
                if not address.records:
                    wrong |= unlike(visitor, client, name, address, grounds)
        with taken_back():
            for name, address in every.items():
                if address.records:
                    wrong |= unlike(visitor, client, name, address, grounds)

    assert not wrong, listed(wrong)


def unlike(
    visitor: str, client: Client, name: str, address: Address, grounds: Grounds
) -> dict[tuple[str, str], Any]:
    status = looked_at(client, url_of(name, address, grounds))
    expected = address.by_get(visitor)
    return {(visitor, name): (status, expected)} if status != expected else {}


def test_a_head_answers_as_its_page_and_options_tell_nothing(
    grounds: Grounds, every: dict[str, Address]
) -> None:
    """By one visitor for each answer that an address has: a HEAD with the status of the
    page and no word of it; OPTIONS with the same at every address."""
    wrong: dict[tuple[str, str], Any] = {}
    seen = set()
    for visitor, client in visits(grounds):
        mine = {
            name: address
            for name, address in every.items()
            if (name, address.by_get(visitor)) not in seen
        }
        seen |= {(name, address.by_get(visitor)) for name, address in mine.items()}
        for name, address in mine.items():
            url = url_of(name, address, grounds)
            with taken_back(read_only=not address.records):
                head = client.head(url)
                told = head.status_code, words_of(head)
                if told != (address.by_get(visitor), b""):
                    wrong[visitor, f"HEAD {name}"] = told
            with taken_back(read_only=True):
                options = client.options(url)
                told = options.status_code, words_of(options)
                if told != NOT_TAKEN:
                    wrong[visitor, f"OPTIONS {name}"] = told

    assert not wrong, listed(wrong)


def test_a_form_of_who_may_not_is_refused_and_nothing_is_written(
    grounds: Grounds, every: dict[str, Address]
) -> None:
    wrong: dict[tuple[str, str], Any] = {}
    forms = {name: one for name, one in every.items() if one.posts is not None}
    for visitor, client in visits(grounds):
        before = rows_written()
        for name, address in forms.items():
            if visitor in (address.posts or ()):
                continue
            url, data = url_of(name, address, grounds), filled(address, grounds)
            expected = address.by_post(visitor)
            status = asked(client, url, data=data)
            if status != expected:
                wrong[visitor, name] = (status, expected)
        if rows_written() != before:
            wrong[visitor, "one of these"] = "wrote a row"

    assert not wrong, listed(wrong)


def test_a_form_of_who_may_is_looked_at(
    grounds: Grounds, every: dict[str, Address]
) -> None:
    wrong = {}
    for visitor, client in visits(grounds):
        for name, address in every.items():
            if visitor not in (address.posts or ()):
                continue
            url = url_of(name, address, grounds)
            status = asked(client, url, data=filled(address, grounds))
            if status in REFUSALS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wrong[visitor, name] = status

    assert not wrong, listed(wrong)


def test_reading_writes_no_history_but_that_it_was_read(
    grounds: Grounds, every: dict[str, Address]
) -> None:
    records = [name for name, one in every.items() if one.records]
    before = HistoryEntry.objects.count()
    last = HistoryEntry.objects.latest("pk").pk

    with taken_back():
        for name in records:
            visitor = next(iter(sorted(every[name].sees)))
            client = client_of(grounds.visitors[visitor])
            answer = client.get(url_of(name, every[name], grounds))
            if answer.streaming:
                b"".join(answer.streaming_content)  # type: ignore[arg-type]
        written = HistoryEntry.objects.filter(pk__gt=last)
        kinds = {entry.kind for entry in written}

    assert HistoryEntry.objects.count() == before
    assert all("READ" in kind for kind in kinds)


def test_whoever_is_shown_a_paper_or_given_a_file_is_on_record(
    grounds: Grounds, every: dict[str, Address]
) -> None:
    """Also what a page fetches later, and what comes by a form."""
    silent = []
    for visitor in ("van_thu", "kiem_tra", "truong_ban", "tp_qldn"):
        client = client_of(grounds.visitors[visitor], raise_request_exception=False)
        for name, address in every.items():
            url = url_of(name, address, grounds)
            data = filled(address, grounds)
            ways: list[Any] = [{"headers": {"HX-Request": "true"}}, {}]
            ways += [{"data": data}] if visitor in (address.posts or ()) else []
            for way in ways:
                with taken_back():
                    send = client.post if "data" in way else client.get
                    answer = send(url, **way)
                    if gives_away(answer) and not is_on_record(grounds, visitor):
                        silent.append(f"{visitor} {name} {way}")

    assert silent == []


def gives_away(answer: Any) -> bool:
    """Whether the answer is a file, or holds words that stand in the paper alone."""
    if answer.streaming:
        b"".join(answer.streaming_content)
        return True
    return "Content-Disposition" in answer or PREAMBLE in answer.content.decode()


def is_on_record(grounds: Grounds, visitor: str) -> bool:
    person = grounds.visitors[visitor]
    return (
        person is not None
        and ReadingRecord.objects.filter(person_id=person.pk).exists()
    )
