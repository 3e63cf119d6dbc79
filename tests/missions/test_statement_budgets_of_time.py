"""SQL statements of the acts on deadlines, BEGIN, COMMIT and savepoints counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals import services as approvals
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.missions.test_statement_budgets import statements
from workflows.enums import WaitKind
from workflows.models import Mission
from workflows.services import extensions, interruptions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db(transaction=True)
LATER = builders.DUE + timedelta(days=9)
MOST = 10


def test_each_verb_on_deadlines_takes_ten_statements_at_most(cast: Cast) -> None:
    unit, leader = cast.tp_qldn, cast.ptb_hai
    mission = builders.started(cast)
    used: dict[str, list[str]] = {}

    def count(act: Callable[..., Mission], by: Person, **fields: Any) -> None:
        found = statements(lambda: act(mission_id=mission.pk, by=by, **fields))
        used[f"{len(used)} {act.__name__}"] = found

    ask = {"due_on": LATER, "reason": "Chờ."}
    wait = {"kind": WaitKind.AGENCY, "on_whom": "Sở", "reason": "Đã gửi."}
    count(extensions.ask_extension, unit, **ask)
    count(extensions.take_back_extension, unit)
    count(extensions.ask_extension, unit, **ask)
    count(extensions.refuse_extension, leader, reason="Đủ.")
    count(extensions.ask_extension, unit, **ask)
    count(extensions.extend_deadline, leader)
    count(extensions.set_internal_deadline, unit, due_on=builders.DUE)
    count(interruptions.begin_wait, unit, **wait)
    count(interruptions.end_wait, unit, outcome="Có.")
    count(interruptions.pause, leader, reason="Chờ.")
    count(interruptions.resume, leader, reason="Xong.")

    over = {act: found for act, found in used.items() if len(found) > MOST}
    assert over == {}


def test_resuming_with_a_later_deadline_is_a_verb_like_another(cast: Cast) -> None:
    mission = builders.started(cast)
    interruptions.pause(mission_id=mission.pk, reason="Chờ.", by=cast.ptb_hai)

    used = statements(
        lambda: interruptions.resume(
            mission_id=mission.pk, reason="Xong.", due_on=LATER, by=cast.ptb_hai
        )
    )

    assert len(used) <= MOST, used


def test_a_hand_in_that_ends_a_wait_stays_within_its_budget(cast: Cast) -> None:
    mission = builders.started(cast)
    interruptions.begin_wait(
        mission_id=mission.pk,
        kind=WaitKind.AGENCY,
        on_whom="Sở Tài chính",
        reason="Đã gửi.",
        expected_on=timezone.localdate(),
        by=cast.tp_qldn,
    )

    used = statements(
        lambda: approvals.hand_in(
            mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn
        )
    )

    assert len(used) <= 22, used
