"""Every address as every member of the cast and as nobody; no address forgotten."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from history.models import HistoryEntry, ReadingRecord
from tests.authority.addresses import ADDRESSES, Address
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


def asked(client: Client, url: str, *, read_only: bool = False, **more: Any) -> int:
    """The status. Of our own pages a program is refused in one line: that is cheap."""
    if not url.startswith(FOR_BROWSERS) and SESSION_COOKIE in client.cookies:
        more["headers"] = {"accept": "application/json"}
    with taken_back(read_only=read_only):
        send = client.post if "data" in more else client.get
        answer = send(url, **more)
        if answer.streaming:  # read to its end it is closed, as the client does it
            b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return int(answer.status_code)


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
        for name, address in every.items():
            url = url_of(name, address, grounds)
            status = asked(client, url, read_only=not address.records)
            if status != address.by_get(visitor):
                wrong[visitor, name] = (status, address.by_get(visitor))

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
