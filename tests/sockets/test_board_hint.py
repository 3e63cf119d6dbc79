"""Who sees the whole is told that something changed, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from tests.cast import Cast
from tests.missions import builders
from tests.sockets import client
from workflows.services import missions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

on_thread = sync_to_async(thread_sensitive=True)


async def at_the_board(person: Any, made_at: Any = None) -> client.Socket:
    connection = client.socket(await on_thread(client.session_of)(person))
    accepted, _ = await connection.connect()
    assert accepted
    moment = (made_at or timezone.now() + timedelta(hours=1)).isoformat()
    await connection.send_json_to({"type": "hello", "cursor": 0, "board": moment})
    await client.next_of(connection, "rows")
    return connection


async def test_the_head_of_the_board_is_told_of_what_he_does_not_direct(
    cast: Cast,
) -> None:
    mission = await on_thread(builders.given)(cast)
    head = await at_the_board(cast.truong_ban)

    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    assert await client.next_of(head, "board") == {"type": "board"}
    assert await head.receive_nothing(timeout=0.5)
    await head.disconnect()


async def test_who_does_not_see_the_whole_is_not_told(cast: Cast) -> None:
    mission = await on_thread(builders.given)(cast)
    other = await at_the_board(cast.ptb_khanh)

    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    assert await other.receive_nothing(timeout=0.5)
    await other.disconnect()


async def test_what_changed_before_the_line_was_there_is_told_at_once(
    cast: Cast,
) -> None:
    made_at = timezone.now()
    await on_thread(builders.given)(cast)

    head = await at_the_board(cast.truong_ban, made_at)

    assert await client.next_of(head, "board") == {"type": "board"}
    await head.disconnect()


@pytest.mark.parametrize("word", [True, "hôm qua", "2026-13-45T00:00", 7, None, []])
async def test_nonsense_in_place_of_the_moment_joins_nothing(
    cast: Cast, word: Any
) -> None:
    mission = await on_thread(builders.given)(cast)
    connection = client.socket(await on_thread(client.session_of)(cast.truong_ban))
    await connection.connect()
    await connection.send_json_to({"type": "hello", "cursor": 0, "board": word})
    await client.next_of(connection, "rows")

    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    assert await connection.receive_nothing(timeout=0.5)
    await connection.disconnect()
