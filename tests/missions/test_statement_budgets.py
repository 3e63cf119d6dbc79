"""SQL statements of each act, BEGIN, COMMIT and savepoints counted."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from tests.cast import Cast
from tests.missions import builders
from workflows.services import held, missions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db(transaction=True)


def statements(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return [query["sql"] for query in captured.captured_queries]


def test_taking_up_takes_ten_statements_at_most(cast: Cast) -> None:
    mission = builders.given(cast)

    used = statements(lambda: missions.start(mission_id=mission.pk, by=cast.tp_qldn))

    assert len(used) <= 10, used


def test_handing_in_takes_22_statements_at_most(cast: Cast) -> None:
    mission = builders.started(cast)

    used = statements(
        lambda: approvals.hand_in(
            mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn
        )
    )

    assert len(used) <= 22, used


def test_a_decision_takes_28_statements_at_most(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    used = statements(
        lambda: approvals.decide(
            mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
        )
    )

    assert len(used) <= 28, used


def test_an_act_plans_once_a_connection_and_pages_for_what_they_ask(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ADR 0006: in the transaction of an act, and not a moment longer."""
    product = held.LOCK.replace("force_generic_plan", "auto")
    monkeypatch.setattr(held, "LOCK", product)
    mission = builders.given(cast)

    def mode() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW plan_cache_mode")
            (found,) = cursor.fetchone() or ("",)
        return str(found)

    before = mode()
    with transaction.atomic():
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)
        assert mode() == "auto" != before

    assert mode() == before
