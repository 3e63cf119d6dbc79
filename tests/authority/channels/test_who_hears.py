"""What is pushed to open pages after every act in every situation: to people who may
see the mission as it stands then, and to each what he or she may see of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, TestCase

from notifications import push
from notifications.models import Notification
from notifications.push import Reader
from organization.models import Person
from tests.authority.channels.cells import (
    RELATIONS,
    SITUATIONS,
    Ground,
    expected,
    signed_in_as,
    standing,
)
from tests.authority.channels.sending import FORMS, arranged, form
from tests.authority.table import ACTS, YES, Situation
from tests.cast import Cast
from tests.missions import matrix
from workflows.queries import missions_visible_to

Sent = list[tuple[Notification, Reader]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What would go over the sockets, row by row."""
    rows: Sent = []
    monkeypatch.setattr(push, "rows_written", lambda told, *_, **__: rows.extend(told))
    return rows


def doers(situation: Situation) -> list[tuple[str, str]]:
    """Every act that can be done there, and somebody who may do it."""
    return [
        (act, who)
        for act in ACTS.values()
        if act != "view"
        and (who := first(who for who in RELATIONS if done_by(situation, act, who)))
    ]


def first(found: Any) -> str:
    return next(found, "")


def done_by(situation: Situation, act: str, who: str) -> bool:
    return expected(situation, act, who) == YES


def ready(cast: Cast, act: str, pk: int, person: Person) -> Callable[[], None]:
    """An act of an area by its form, after what it needs; others by their service."""
    if act not in FORMS:
        return lambda: matrix.through_the_services(cast, act, pk, person)
    to, data = arranged(act, cast, pk), form(act, cast, standing(pk)[1])
    program = signed_in_as(Client(headers={"accept": "application/json"}), person)

    def send() -> None:
        answer = program.post(to, data)
        assert answer.status_code < 400, (act, answer.content.decode())

    return send


@pytest.mark.parametrize("situation", SITUATIONS)
def test_an_act_is_told_to_who_may_see_its_mission(
    ground: Ground, situation: Situation, sent: Sent
) -> None:
    wrong: dict[Any, Any] = {}
    pk = ground.number(situation)
    for act, who in doers(situation):
        sent.clear()
        with ground.seen_by(who, situation) as person:
            assert person is not None
            act_now = ready(ground.world.cast, act, pk, person)
            with TestCase.captureOnCommitCallbacks(execute=True):
                act_now()
            for row, reader in sent:
                told = Person.objects.get(pk=row.recipient_id)
                if told == ground.world.cast.quan_tri and not reader.sees:
                    continue  # asked in these tests, and hears that it was answered
                sees = missions_visible_to(told).filter(pk=row.mission_id).exists()
                if (reader.sees, sees) != (True, True) or told == person:
                    wrong[act, told.username] = (reader.sees, sees)

    assert wrong == {}


def test_every_act_of_the_table_is_done_somewhere() -> None:
    done = {act for situation in SITUATIONS for act, _ in doers(situation)}

    assert done == {*ACTS.values()} - {"view"}
