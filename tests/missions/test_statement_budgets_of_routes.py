"""SQL statements of the acts on routes, BEGIN, COMMIT and savepoints counted."""

import pytest

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.services import Chosen
from approvals.services.opinions import Asked
from tests.cast import Cast
from tests.missions import builders
from tests.missions.test_statement_budgets import statements
from workflows.models import Mission
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db(transaction=True)
# A verb is ten; what begins or ends a step of the way has a number of its own.
MOST = {
    "choose a route": 10,
    "choose another": 10,
    "back to the usual one": 10,
    "give an opinion": 10,
    "hand in, others are asked": 29,
    "agree, the Trưởng Ban decides": 24,
    "ask who sees it": 15,
    "ask one outside": 24,
    "ask three outside": 24,
}


def routed(cast: Cast, chosen: Chosen) -> Mission:
    mission = builders.started(cast)
    approvals.choose_route(mission_id=mission.pk, chosen=chosen, by=cast.ptb_hai)
    return mission


def hand_in(mission: Mission, cast: Cast) -> object:
    return approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn
    )


def test_what_each_act_takes(cast: Cast) -> None:
    mission, leader = builders.started(cast), cast.ptb_hai
    asking = routed(cast, Chosen(asks_supporting=True))
    onward = routed(cast, Chosen(head_decides=True))
    one, three = builders.handed_in(cast), builders.handed_in(cast)
    hand_in(onward, cast)
    used: dict[str, list[str]] = {}

    def choose(name: str, chosen: Chosen | None) -> None:
        used[name] = statements(
            lambda: approvals.choose_route(
                mission_id=mission.pk, chosen=chosen, by=leader
            )
        )

    def ask(name: str, pk: int, asked: Asked) -> None:
        used[name] = statements(
            lambda: approvals.ask_opinion(mission_id=pk, asked=asked, by=leader)
        )

    choose("choose a route", Chosen(head_decides=True))
    choose("choose another", Chosen())
    choose("back to the usual one", None)
    used["hand in, others are asked"] = statements(lambda: hand_in(asking, cast))
    used["agree, the Trưởng Ban decides"] = statements(
        lambda: approvals.decide(
            mission_id=onward.pk, outcome=DecisionOutcome.APPROVE, by=leader
        )
    )
    ask("ask who sees it", one.pk, Asked("Có vướng?", units=[cast.unit("tt_qlck")]))
    ask("ask one outside", one.pk, Asked("Có vướng?", people=[cast.tp_khth]))
    outside = [cast.tp_khth, cast.tp_qlht, cast.bt_chidoan]
    ask("ask three outside", three.pk, Asked("Có vướng?", people=outside))
    used["give an opinion"] = statements(
        lambda: approvals.give_opinion(
            mission_id=asking.pk, agrees=True, text="Nhất trí.", by=cast.gd_ttqlck
        )
    )

    over = {
        act: (len(used[act]), most, used[act])
        for act, most in MOST.items()
        if len(used[act]) > most
    }
    assert over == {}
    assert len(used["ask one outside"]) == len(used["ask three outside"])
