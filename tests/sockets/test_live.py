"""Every change of state reaches each entitled person exactly once, live or replayed."""

import threading
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connections, transaction

from approvals import services as approvals
from notifications import queries
from notifications.models import Notification
from organization.services import deactivate_person
from tests.cast import Cast
from tests.missions import builders
from tests.sockets import client
from workflows.services import missions
from workflows.services.reports import HandIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

on_thread = sync_to_async(thread_sensitive=True)


async def connected(cast: Cast, person: Any) -> client.Socket:
    session = await on_thread(client.session_of)(person)
    connection = client.socket(session)
    accepted, _ = await connection.connect()
    assert accepted
    return connection


async def test_a_change_reaches_the_entitled_and_nobody_else(cast: Cast) -> None:
    leader = await connected(cast, cast.ptb_hai)
    stranger = await connected(cast, cast.tp_qlht)
    await client.hello(leader)
    await client.hello(stranger)

    mission = await on_thread(builders.given)(cast)
    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    told = (await client.next_of(leader, "row"))["row"]
    assert (told["mission"], told["state"]) == (mission.pk, "IN_PROGRESS")
    assert mission.title in told["title"]
    assert await stranger.receive_nothing(timeout=0.5)
    await leader.disconnect()
    await stranger.disconnect()


async def test_who_must_act_next_is_told_so(cast: Cast) -> None:
    mission = await on_thread(builders.started)(cast)
    leader = await connected(cast, cast.ptb_hai)
    support = await connected(cast, cast.gd_ttqlck)
    await client.hello(leader)
    await client.hello(support)

    await on_thread(approvals.hand_in)(
        mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn
    )

    assert (await client.next_of(leader, "row"))["row"]["needs_action"]
    assert not (await client.next_of(support, "row"))["row"]["needs_action"]
    await leader.disconnect()
    await support.disconnect()


async def test_the_one_who_acted_is_not_told(cast: Cast) -> None:
    head = await connected(cast, cast.tp_qldn)
    await client.hello(head)
    mission = await on_thread(builders.given)(cast)
    await client.next_of(head, "row")

    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    assert await head.receive_nothing(timeout=0.5)
    await head.disconnect()


async def test_a_rolled_back_act_tells_nobody(cast: Cast) -> None:
    leader = await connected(cast, cast.ptb_hai)
    mission = await on_thread(builders.given)(cast)
    await client.hello(leader)

    def start_and_fail() -> None:
        with transaction.atomic():
            missions.start(mission_id=mission.pk, by=cast.tp_qldn)
            transaction.set_rollback(True)

    await on_thread(start_and_fail)()

    assert await leader.receive_nothing(timeout=0.5)
    await leader.disconnect()


async def test_what_was_missed_while_offline_is_replayed_once(cast: Cast) -> None:
    """A transaction anywhere on the server holds the horizon back, so that a row may
    come again; its number tells the page, which shows each once."""
    mission = await on_thread(builders.started)(cast)
    cursor = await on_thread(queries.cursor)()
    shown = await on_thread(
        lambda: set(Notification.objects.values_list("id", flat=True))
    )()
    await on_thread(approvals.hand_in)(
        mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn
    )

    leader = await connected(cast, cast.ptb_hai)
    first = await client.hello(leader, cursor)
    again = await client.hello(leader, first["cursor"])

    new = [row for row in first["rows"] if row["id"] not in shown]
    assert [row["kind"] for row in new] == [
        "REPORT_HANDED_IN",
        "SUBMITTED_FOR_APPROVAL",
    ]
    assert {row["id"] for row in again["rows"]} <= shown | {row["id"] for row in new}
    assert first["inbox"] == 1
    await leader.disconnect()


async def test_a_row_that_commits_late_is_not_missed(cast: Cast) -> None:
    """Its number is lower than that of a row seen before: a cursor over row numbers
    would lose it."""
    early = await on_thread(builders.given)(cast, title="Việc ghi trước, xong sau")
    late = await on_thread(builders.given)(cast, title="Việc ghi sau, xong trước")
    written, may_commit = threading.Event(), threading.Event()

    def start_slowly() -> None:
        with transaction.atomic():
            missions.start(mission_id=early.pk, by=cast.tp_qldn)
            written.set()
            may_commit.wait(15)
        connections.close_all()

    slow = threading.Thread(target=start_slowly)
    slow.start()
    await on_thread(written.wait)(15)
    await on_thread(missions.start)(mission_id=late.pk, by=cast.tp_qldn)
    leader = await connected(cast, cast.ptb_hai)
    seen = await client.hello(leader)
    may_commit.set()
    await on_thread(slow.join)(15)
    await leader.disconnect()

    again = await connected(cast, cast.ptb_hai)
    missed = await client.hello(again, seen["cursor"])

    def kinds(answer: dict[str, Any], mission: Any) -> list[str]:
        return [r["kind"] for r in answer["rows"] if r["mission"] == mission.pk]

    assert "MISSION_STARTED" not in kinds(seen, early)
    assert kinds(missed, early) == ["MISSION_STARTED"]
    await again.disconnect()


async def test_a_socket_ends_with_its_session(cast: Cast) -> None:
    def sign_in_and_out() -> tuple[str, Any]:
        browser = client.Client()
        browser.force_login(
            cast.ptb_hai, backend="django.contrib.auth.backends.ModelBackend"
        )
        key = browser.cookies[client.settings.SESSION_COOKIE_NAME].value
        return key, browser

    session, browser = await on_thread(sign_in_and_out)()
    connection = client.socket(session)
    await connection.connect()
    await client.hello(connection)

    await on_thread(browser.post)("/accounts/logout/")

    message = await connection.receive_output(timeout=15)
    assert message["type"] == "websocket.close"


async def test_a_socket_ends_with_its_account(cast: Cast) -> None:
    connection = await connected(cast, cast.ptb_hai)
    await client.hello(connection)

    await on_thread(deactivate_person)(person=cast.ptb_hai, by=None, note="Nghỉ việc.")

    message = await connection.receive_output(timeout=15)
    assert message["type"] == "websocket.close"


async def test_without_signing_in_there_is_no_socket(cast: Cast) -> None:
    accepted, code = await client.socket(None).connect()

    assert (accepted, code) == (False, 4401)


async def test_a_foreign_page_gets_no_socket(cast: Cast) -> None:
    session = await on_thread(client.session_of)(cast.ptb_hai)

    accepted, _ = await client.socket(session, b"https://evil.example").connect()

    assert not accepted


@pytest.mark.parametrize(
    "message",
    [
        {"type": "hello"},
        {"type": "hello", "cursor": "1; DROP TABLE"},
        {"type": "hello", "cursor": -1},
        {"type": "hello", "cursor": 2**70},
        {"type": "approve", "mission": 1},
        ["hello"],
    ],
)
async def test_nonsense_is_answered_with_nothing(cast: Cast, message: Any) -> None:
    connection = await connected(cast, cast.ptb_hai)
    await connection.send_json_to(message)

    assert await connection.receive_nothing(timeout=0.3)
    assert await on_thread(Notification.objects.count)() == 0
    await on_thread(close_old_connections)()
    await connection.disconnect()
