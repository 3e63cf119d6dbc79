"""The table of docs/permissions.md through the addresses, as a program sends it."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from organization.models import Person
from tests.authority import table
from tests.authority.table import Situation
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

TABLE = table.read()
MEANS = {200: table.YES, 302: table.YES}
# Through the addresses, a few who stand for the others: the services were asked about
# each relation. Who is not let in at all is asked of every address elsewhere.
ASKED = (
    "lead head",
    "lead officer",
    "supporting head",
    "directing leader",
    "head of the Board",
    "deputy with the field",
    "officer of the office",
    "delegate of this mission",
    "delegate, handed in",
    "delegate after the end",
    "excepted to view",
    "auditor",
    "administrator",
)


@pytest.fixture(scope="module")
def client(world: World) -> Client:
    """One for all: the middleware is loaded once."""
    return Client(headers={"accept": "application/json"})


@pytest.mark.parametrize("situation", TABLE)
def test_the_addresses_answer_what_the_table_says(
    world: World, client: Client, situation: Situation
) -> None:
    pk = world.missions[situation]
    version = version_of(pk)
    wrong = {}

    for relation in ASKED:
        asked = {act: TABLE[situation][act][relation] for act in (*ADDRESS, "view")}
        with world.seen_by(relation, pk) as person:
            assert person is not None
            found = answers(world, client, person, pk, version)
        if found != asked:
            wrong[relation] = (found, asked)

    assert wrong == {}


def answers(
    world: World, client: Client, person: Person, pk: int, version: int
) -> dict[str, str]:
    client.force_login(person, backend=SIGNED_IN_BY)
    found = {}
    for act in ADDRESS:
        with rolled_back():
            answer = client.post(address(act, pk), form(act, world.cast, version))
        found[act] = MEANS.get(answer.status_code, str(answer.status_code))
    page = client.get(reverse("approvals:mission", args=[pk]))
    found["view"] = MEANS.get(page.status_code, str(page.status_code))
    return found


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
