"""Who takes the same document in sees where the others are, and nobody else does."""

from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from organization.models import Appointment
from tests.cast import Cast
from tests.pages import intake
from tests.sockets import client
from workflows.models import Document
from workflows.services import items

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

on_thread = sync_to_async(thread_sensitive=True)


@pytest.fixture(autouse=True)
def files_of_their_own(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "files"
    return


async def connected(person: Any) -> client.Socket:
    connection = client.socket(await on_thread(client.session_of)(person))
    accepted, _ = await connection.connect()
    assert accepted
    return connection


# What a socket was told while one waited for something else.
heard_before: dict[client.Socket, list[dict[str, Any]]] = {}


async def told(connection: client.Socket, kind: str) -> dict[str, Any]:
    """The next message of this kind."""
    for message in heard_before.pop(connection, []):
        if message["type"] == kind:
            return message
    return await client.next_of(connection, kind)


async def at(connection: client.Socket, document: Any, item: Any = None) -> None:
    """Say where one is, and wait until the server has taken it in."""
    await connection.send_json_to({"type": "at", "document": document, "item": item})
    await connection.send_json_to({"type": "hello", "cursor": 0})
    while (message := await connection.receive_json_from())["type"] != "rows":
        heard_before.setdefault(connection, []).append(message)


async def test_each_hears_where_the_other_is(cast: Cast) -> None:
    document = await on_thread(intake.taken_in)(cast.van_thu)
    first, second = await connected(cast.van_thu), await connected(cast.cv_vp)
    await at(first, document.pk, 7)

    await at(second, document.pk, 9)

    heard = await told(first, "at")
    assert (heard["who"], heard["item"]) == (cast.cv_vp.full_name, 9)
    # The newcomer is told of who was there before.
    heard = await told(second, "at")
    assert (heard["who"], heard["item"]) == (cast.van_thu.full_name, 7)
    assert heard.keys() == {"type", "document", "item", "who", "seat"}


async def test_who_leaves_is_seen_no_more(cast: Cast) -> None:
    document = await on_thread(intake.taken_in)(cast.van_thu)
    first, second = await connected(cast.van_thu), await connected(cast.cv_vp)
    await at(first, document.pk)
    await at(second, document.pk, 9)
    seat = (await told(first, "at"))["seat"]

    await second.disconnect()

    heard = await told(first, "at")
    assert (heard["seat"], heard["left"]) == (seat, True)


async def test_one_does_not_hear_of_oneself(cast: Cast) -> None:
    document = await on_thread(intake.taken_in)(cast.van_thu)
    first, second = await connected(cast.van_thu), await connected(cast.van_thu)
    await at(first, document.pk, 7)

    await at(second, document.pk, 9)

    assert await first.receive_nothing(timeout=0.5)


@pytest.mark.parametrize("name", ["truong_ban", "tp_qldn", "kiem_tra", "quan_tri"])
async def test_who_does_not_take_documents_in_neither_hears_nor_is_seen(
    cast: Cast, name: str
) -> None:
    document = await on_thread(intake.taken_in)(cast.van_thu)
    clerk, stranger = (
        await connected(cast.van_thu),
        await connected(getattr(cast, name)),
    )
    await at(clerk, document.pk)
    await at(stranger, document.pk)

    await at(clerk, document.pk, 7)

    assert await stranger.receive_nothing(timeout=0.5)
    assert await clerk.receive_nothing(timeout=0.1)


async def test_who_lost_the_post_hears_nothing_from_then_on(cast: Cast) -> None:
    document = await on_thread(intake.taken_in)(cast.van_thu)
    clerk, other = await connected(cast.van_thu), await connected(cast.cv_vp)
    await at(clerk, document.pk)
    await at(other, document.pk)
    await told(clerk, "at")
    await told(other, "at")
    # Past the services, so that nothing closes the socket.
    gone = Appointment.objects.filter(person=cast.cv_vp)
    await on_thread(gone.delete)()

    await at(clerk, document.pk, 7)

    assert await other.receive_nothing(timeout=0.5)


async def test_a_change_is_told_to_who_has_the_document_open(cast: Cast) -> None:
    document = await on_thread(intake.taken_in)(cast.van_thu)
    other = await on_thread(Document.objects.count)()
    assert other == 1
    first, elsewhere = await connected(cast.van_thu), await connected(cast.cv_vp)
    await at(first, document.pk)
    item = await on_thread(document.items.first)()

    await on_thread(items.skip_item)(item_id=item.pk, by=cast.cv_vp)

    message = await told(first, "document")
    assert message == {"type": "document", "document": document.pk}
    assert await elsewhere.receive_nothing(timeout=0.3)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "at"},
        {"type": "at", "document": "1"},
        {"type": "at", "document": -1, "item": True},
        {"type": "at", "document": 2**80},
        {"type": "at", "document": 999999, "item": []},
        {"type": ["at"]},
        {"type": "document", "document": 1},
    ],
)
async def test_whatever_else_a_page_says_is_let_pass(
    cast: Cast, message: dict[str, Any]
) -> None:
    connection = await connected(cast.van_thu)

    await connection.send_json_to(message)

    assert (await client.hello(connection))["type"] == "rows"
