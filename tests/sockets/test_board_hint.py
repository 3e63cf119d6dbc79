"""Whoever has a board is told that what it counts changed, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from organization.scopes import current
from tests.cast import Cast
from tests.missions import builders
from tests.sockets import client
from workflows.queries.overseeing import counts
from workflows.services import missions

pytestmark = pytest.mark.django_db(transaction=True)

on_thread = sync_to_async(thread_sensitive=True)


async def at_the_board(person: Any, made_at: Any = None) -> client.Socket:
    connection = client.socket(await on_thread(client.session_of)(person))
    accepted, _ = await connection.connect()
    assert accepted
    moment = (made_at or timezone.now() + timedelta(hours=1)).isoformat()
    await connection.send_json_to({"type": "hello", "cursor": 0, "board": moment})
    await client.next_of(connection, "rows")
    return connection


@pytest.mark.asyncio
async def test_the_head_of_the_board_is_told_of_what_he_does_not_direct(
    cast: Cast,
) -> None:
    mission = await on_thread(builders.given)(cast)
    head = await at_the_board(cast.truong_ban)

    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    assert await client.next_of(head, "board") == {"type": "board"}
    assert await head.receive_nothing(timeout=0.5)
    await head.disconnect()


@pytest.mark.asyncio
async def test_a_deputy_is_told_of_what_his_board_counts_and_of_nothing_else(
    cast: Cast,
) -> None:
    mission = await on_thread(builders.given)(cast)
    own = await at_the_board(cast.ptb_hai)
    other = await at_the_board(cast.ptb_khanh)
    none = await at_the_board(cast.tp_qldn)

    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    assert await client.next_of(own, "board") == {"type": "board"}
    assert await other.receive_nothing(timeout=0.5)
    assert await none.receive_nothing(timeout=0.1)
    for one in (own, other, none):
        await one.disconnect()


def test_a_board_counts_what_it_held_until_a_unit_lost_its_part(cast: Cast) -> None:
    mission = builders.given(cast)
    lost = cast.unit("phong_qlht").pk
    khanh, whole, unit = map(current, (cast.ptb_khanh, cast.kiem_tra, cast.tp_qldn))

    assert counts(khanh, [mission.pk]) is False
    assert counts(khanh, [mission.pk], [lost]) is True
    assert counts(khanh, None) is counts(whole, [mission.pk]) is True
    assert counts(unit, [mission.pk]) is None


@pytest.mark.asyncio
async def test_what_changed_before_the_line_was_there_is_told_at_once(
    cast: Cast,
) -> None:
    made_at = timezone.now()
    await on_thread(builders.given)(cast)

    head = await at_the_board(cast.truong_ban, made_at)

    assert await client.next_of(head, "board") == {"type": "board"}
    await head.disconnect()


@pytest.mark.parametrize("word", [True, "hôm qua", "2026-13-45T00:00", 7, None, []])
@pytest.mark.asyncio
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
