"""Every cell of `matrix.txt` through the addresses, as a program sends it."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.missions import matrix
from tests.missions.addresses import (
    ADDRESS,
    SIGNED_IN_BY,
    address,
    form,
    version_of,
)
from tests.missions.matrix import World, rolled_back
from tests.missions.prepared import db, world

__all__ = ["db", "world"]

TABLE = matrix.read()
CASES = [(*situation, who) for situation in TABLE for who in matrix.RELATIONS]
MEANS = {200: "yes", 302: "yes"}


@pytest.fixture(scope="module")
def client(world: World) -> Client:
    """One for all: the middleware is loaded once."""
    return Client(headers={"accept": "application/json"})


@pytest.mark.parametrize(("route", "situation", "who"), CASES)
def test_the_addresses_answer_what_the_table_says(
    world: World, client: Client, route: str, situation: str, who: str
) -> None:
    pk = world.missions[route, situation]
    version = version_of(pk)
    expected = {act: cells[who] for act, cells in TABLE[route, situation].items()}

    with world.seen_by(who) as person:
        client.force_login(person, backend=SIGNED_IN_BY)
        found = {}
        for act in ADDRESS:
            with rolled_back():
                answer = client.post(address(act, pk), form(act, world.cast, version))
            found[act] = MEANS.get(answer.status_code, str(answer.status_code))
        page = client.get(reverse("approvals:mission", args=[pk]))
        found["view"] = MEANS.get(page.status_code, str(page.status_code))

    assert found == expected


def test_every_act_that_has_an_address_is_in_the_table() -> None:
    (approvals,) = (
        found
        for found in get_resolver().url_patterns
        if getattr(found, "app_name", "") == "approvals"
    )
    acts = {
        pattern.name
        for pattern in approvals.url_patterns
        if getattr(pattern.callback, "__module__", "") == "approvals.views.acts"
    }

    assert acts == {*ADDRESS.values(), "approve_many"}
