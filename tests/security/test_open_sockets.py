"""A socket keeps no privilege: what ends, ends on the open page as well."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from asgiref.sync import sync_to_async
from channels.layers import channel_layers
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from notifications import push
from organization import services
from organization.models import Appointment, Delegation, Person
from tests.cast import Cast
from tests.missions import builders
from tests.organization.acts import PAPER
from tests.security.doors import CHOSEN, PASSWORD, change_password, has_password
from tests.sockets import client
from workflows.services import missions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

on_thread = sync_to_async(thread_sensitive=True)
QUIET = 0.4


@pytest.fixture(autouse=True)
def layer(settings: Any) -> Iterator[None]:
    backend = "channels.layers.InMemoryChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend}}
    channel_layers.backends.clear()
    yield
    channel_layers.backends.clear()


async def opened(person: Person, **hello: Any) -> client.Socket:
    session = await on_thread(client.session_of)(person)
    socket = client.socket(session)
    assert (await socket.connect())[0]
    await socket.send_json_to({"type": "hello", "cursor": 0, **hello})
    await client.next_of(socket, "rows")
    return socket


async def is_closed(socket: client.Socket) -> bool:
    while True:
        message = await socket.receive_output(timeout=15)
        if message["type"] == "websocket.close":
            return True


def deactivate(cast: Cast) -> None:
    services.deactivate_person(person=cast.ptb_hai, by=None, note="Nghỉ việc.")


def reset(cast: Cast) -> None:
    services.reset_password(person=cast.ptb_hai, by=cast.quan_tri)


def lose_the_post(cast: Cast) -> None:
    held = Appointment.objects.select_related("post", "person").get(person=cast.ptb_hai)
    services.end_appointment(
        appointment=held, last_day=timezone.localdate(), by=cast.quan_tri
    )


def lose_the_second_factor(cast: Cast) -> None:
    authenticator_removed.send(
        sender=Authenticator,
        request=SimpleNamespace(session={}),
        user=cast.ptb_hai,
        authenticator=Authenticator(type=Authenticator.Type.TOTP),
    )


@pytest.mark.parametrize(
    "act", [deactivate, reset, lose_the_post, lose_the_second_factor]
)
async def test_what_is_taken_away_closes_the_open_page(
    cast: Cast, act: Callable[[Cast], None]
) -> None:
    socket, another = await opened(cast.ptb_hai), await opened(cast.ptb_hai)
    stranger = await opened(cast.tp_qlht)

    await on_thread(act)(cast)

    assert await is_closed(socket)
    assert await is_closed(another)
    assert await stranger.receive_nothing(timeout=QUIET)
    await stranger.disconnect()


async def test_a_password_changed_elsewhere_closes_the_open_page(cast: Cast) -> None:
    await on_thread(has_password)(cast.ptb_hai)
    socket = await opened(cast.ptb_hai)

    def change_it() -> None:
        browser = Client()
        browser.force_login(
            cast.ptb_hai, backend="django.contrib.auth.backends.ModelBackend"
        )
        assert change_password(browser, PASSWORD, CHOSEN).status_code == 302

    await on_thread(change_it)()

    assert await is_closed(socket)


async def test_an_ended_session_closes_its_own_pages_and_no_other(cast: Cast) -> None:
    first = await on_thread(client.session_of)(cast.ptb_hai)
    socket, other = client.socket(first), await opened(cast.ptb_hai)
    await socket.connect()

    await on_thread(push.close_session)(cast.ptb_hai.pk, first)

    assert await is_closed(socket)
    assert await other.receive_nothing(timeout=QUIET)
    await other.disconnect()


async def test_a_session_that_runs_out_closes_its_pages(cast: Cast) -> None:
    session = await on_thread(client.session_of)(cast.ptb_hai)
    soon = timezone.now() + timedelta(seconds=1.5)
    await on_thread(Session.objects.filter(pk=session).update)(expire_date=soon)

    socket = client.socket(session)
    assert (await socket.connect())[0]

    assert await is_closed(socket)


async def test_a_session_that_ended_opens_no_socket(cast: Cast) -> None:
    session = await on_thread(client.session_of)(cast.ptb_hai)
    await on_thread(deactivate)(cast)

    assert await client.socket(session).connect() == (False, 4401)


async def test_who_must_change_the_password_first_opens_no_socket(cast: Cast) -> None:
    await on_thread(reset)(cast)
    session = await on_thread(client.session_of)(
        await on_thread(Person.objects.get)(pk=cast.ptb_hai.pk)
    )

    assert await client.socket(session).connect() == (False, 4401)


def lend_all(cast: Cast) -> Delegation:
    now = timezone.now()
    return services.delegate(
        delegator=cast.post("truong_ban"),
        delegate=cast.tp_khth,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=1),
        paper=PAPER,
        by=cast.quan_tri,
    )


async def test_an_ended_delegation_closes_the_open_page(cast: Cast) -> None:
    lent = await on_thread(lend_all)(cast)
    socket = await opened(cast.tp_khth, board=timezone.now().isoformat())

    await on_thread(services.end_delegation)(delegation=lent, by=cast.quan_tri)

    assert await is_closed(socket)


async def test_a_delegation_that_runs_out_hears_nothing_more_of_the_whole(
    cast: Cast,
) -> None:
    """No job runs and nobody is told: the socket asks before it says a word."""
    mission = await on_thread(builders.given)(cast)
    lent = await on_thread(lend_all)(cast)
    later = (timezone.now() + timedelta(hours=1)).isoformat()
    socket = await opened(cast.tp_khth, board=later)
    head = await opened(cast.truong_ban, board=later)

    def run_out_and_act() -> None:
        Delegation.objects.filter(pk=lent.pk).update(ends_at=timezone.now())
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    await on_thread(run_out_and_act)()

    await client.next_of(head, "board")
    assert await socket.receive_nothing(timeout=QUIET)
    await head.disconnect()
    await socket.disconnect()
