"""A page that shows a mission follows it, also for who only looks and gets no row."""

from datetime import date
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from approvals import services as approvals
from organization.models import Appointment
from tests.cast import Cast
from tests.missions import builders
from tests.sockets import client
from workflows.models import Mission
from workflows.services import missions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

PAST = date(2020, 1, 1)
on_thread = sync_to_async(thread_sensitive=True)


async def at_the_page(person: Any, mission: Mission) -> client.Socket:
    connection = client.socket(await on_thread(client.session_of)(person))
    accepted, _ = await connection.connect()
    assert accepted
    await connection.send_json_to({"type": "watch", "mission": mission.pk})
    return connection


async def test_who_only_looks_is_told_of_every_change(cast: Cast) -> None:
    mission = await on_thread(builders.given)(cast)
    auditor = await at_the_page(cast.kiem_tra, mission)
    began = await client.next_of(auditor, "mission")

    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    told = await client.next_of(auditor, "mission")
    assert told == {**began, "version": began["version"] + 1}
    await auditor.disconnect()


async def test_what_one_may_not_see_is_answered_with_nothing(cast: Cast) -> None:
    mission = await on_thread(builders.given)(cast)
    stranger = await at_the_page(cast.tp_qlht, mission)

    await on_thread(missions.start)(mission_id=mission.pk, by=cast.tp_qldn)

    assert await stranger.receive_nothing(timeout=0.5)
    await stranger.disconnect()


async def test_who_may_no_longer_see_it_hears_no_more(cast: Cast) -> None:
    mission = await on_thread(builders.started)(cast)
    officer = await at_the_page(cast.cv_qldn, mission)
    await client.next_of(officer, "mission")
    seats = Appointment.objects.filter(person=cast.cv_qldn)
    # Past the services, which would close the socket: rights are read anew anyway.
    await on_thread(seats.update)(starts_on=PAST, ends_on=PAST)

    await on_thread(approvals.withdraw)(
        mission_id=mission.pk, reason="Không còn cần.", by=cast.ptb_hai
    )

    assert await officer.receive_nothing(timeout=0.5)
    await officer.disconnect()


@pytest.mark.parametrize("number", [0, -1, 2**63, "18", None, True, [18]])
async def test_nonsense_is_watched_by_nobody(cast: Cast, number: Any) -> None:
    connection = client.socket(await on_thread(client.session_of)(cast.kiem_tra))
    await connection.connect()

    await connection.send_json_to({"type": "watch", "mission": number})

    assert await connection.receive_nothing(timeout=0.1)
    await connection.disconnect()
