"""Opinions beside the way: asked of who sees or is let in, and not waited for."""

from typing import Any

import pytest
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.models import Opinion
from approvals.queries.answering import must_answer
from approvals.services import Chosen
from approvals.services.opinions import Asked
from history.verification import verify_database
from notifications.models import Notification
from organization import scopes
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from workflows.enums import MissionState
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
)
from workflows.models import Mission, MissionException

pytestmark = pytest.mark.django_db


def ask(mission: Mission, by: Person, **of: Any) -> list[Opinion]:
    return approvals.ask_opinion(
        mission_id=mission.pk, asked=Asked("Có vướng gì không?", **of), by=by
    )


def answer(mission: Mission, by: Person, *, agrees: bool = True) -> Mission:
    return approvals.give_opinion(
        mission_id=mission.pk, agrees=agrees, text="Nhất trí.", by=by
    )


def test_the_decision_does_not_wait_and_what_is_open_lapses(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    ask(mission, cast.ptb_hai, units=[cast.unit("tt_qlck")])
    assert list(must_answer(scopes.current(cast.gd_ttqlck))) == [mission]

    done = approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )

    assert done.state == MissionState.COMPLETED
    assert Opinion.objects.get().lapsed_at is not None
    assert not Task.objects.filter(status=STATUS.NEW).exists()
    assert not must_answer(scopes.current(cast.gd_ttqlck)).exists()
    with pytest.raises(InvalidTransition):
        answer(mission, cast.gd_ttqlck)


def test_the_unit_answers_and_who_decides_is_told(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    (row,) = ask(mission, cast.ptb_hai, units=[cast.unit("tt_qlck")])
    asked = Notification.objects.filter(kind="OPINION_ASKED")
    assert [one.recipient for one in asked] == [cast.gd_ttqlck]

    answer(mission, cast.gd_ttqlck, agrees=False)

    row.refresh_from_db()
    assert (row.answer, row.agrees) == ("Nhất trí.", False)
    told = Notification.objects.filter(kind="OPINION_GIVEN")
    assert [one.recipient for one in told] == [cast.ptb_hai]
    assert Mission.objects.get(pk=mission.pk).state == MissionState.UNDER_APPROVAL
    with pytest.raises(ActionDenied):
        answer(mission, cast.gd_ttqlck)
    assert list(verify_database()) == []


def test_who_could_not_see_is_let_in_by_who_directs_alone(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    with pytest.raises(MissionNotFound):
        answer(mission, cast.cv_qlht)

    ask(mission, cast.ptb_hai, people=[cast.cv_qlht], units=[cast.unit("phong_qlht")])

    let_in = MissionException.objects.filter(mission=mission)
    assert {one.person for one in let_in} == {cast.cv_qlht, cast.tp_qlht}
    answer(mission, cast.cv_qlht)
    answer(mission, cast.tp_qlht)
    assert Opinion.objects.filter(agrees=True).count() == 2


def test_nobody_is_asked_twice_nor_of_the_own_report(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    ask(mission, cast.ptb_hai, units=[cast.unit("tt_qlck")])

    for of in (
        {"units": [cast.unit("tt_qlck")]},
        {"units": [cast.unit("phong_qldn")]},
        {"people": [cast.tp_qldn]},
        {"people": [cast.ptb_hai]},
        {},
    ):
        with pytest.raises(InvalidInput):
            ask(mission, cast.ptb_hai, **of)
    with pytest.raises(ActionDenied):
        ask(mission, cast.tp_qldn, units=[cast.unit("tt_qlck")])


def test_a_route_asks_the_supporting_units_with_every_report(cast: Cast) -> None:
    mission = builders.started(cast)
    chosen = Chosen(asks_supporting=True, opinion_days=3)
    approvals.choose_route(mission_id=mission.pk, chosen=chosen, by=cast.ptb_hai)
    builders.approvals.hand_in(
        mission_id=mission.pk, report=builders.HandIn("Xong."), by=cast.tp_qldn
    )

    row = Opinion.objects.get()
    assert row.unit == cast.unit("tt_qlck")
    assert row.asked_by == cast.ptb_hai
    (result,) = approvals.decide_many(versions={mission.pk: None}, by=cast.ptb_hai)
    assert not result.done
    assert "đang chờ ý kiến" in result.sentence
    answer(mission, cast.gd_ttqlck)
    (result,) = approvals.decide_many(versions={mission.pk: None}, by=cast.ptb_hai)
    assert result.done
