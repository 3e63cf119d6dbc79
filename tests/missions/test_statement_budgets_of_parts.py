"""SQL statements of acts that make or end other missions: each has a number of its own
(ADR 0040), the same however many parts. COMMIT counted."""

from collections.abc import Callable

import pytest

from approvals import services as approvals
from approvals.services import Merging
from tests.cast import Cast
from tests.missions import builders
from tests.missions.test_statement_budgets import statements
from tests.parts.material import part, whole_with_parts
from workflows.services import parts
from workflows.services.parts import OwnWork

pytestmark = pytest.mark.django_db(transaction=True)
MOST = {
    "split": 16,
    "derive": 16,
    "merge": 15,
    "merge, with parts": 19,
    "replace": 17,
    "replace, with parts": 25,
    "withdraw": 10,
    "withdraw, with parts": 18,
}


def test_each_takes_its_own_number_however_many_parts(cast: Cast) -> None:
    """One world for all: each is done with one part and with five."""
    used: dict[str, dict[int, list[str]]] = {}

    def count(name: str, number: int, act: Callable[[], object]) -> None:
        used.setdefault(name, {})[number] = statements(act)

    for number in (1, 5):
        for name, act in making(cast, number).items():
            count(name, number, act)
        for many in ("", ", with parts"):
            for name, act in ending(cast, number if many else 0).items():
                count(name + many, number, act)

    over = {
        name: (len(found), found)
        for name, most in MOST.items()
        for found in used[name].values()
        if len(found) > most
    }
    assert over == {}
    grows = {name: [len(one) for one in by.values()] for name, by in used.items()}
    assert all(len({*found}) == 1 for found in grows.values()), grows


def making(cast: Cast, number: int) -> dict[str, Callable[[], object]]:
    """The acts that make so many parts of one mission."""
    whole = builders.started(cast).pk
    wanted = [part(cast, f"Phần {place}") for place in range(number)]
    works = [OwnWork(f"Việc {place}", "Rà.", builders.DUE) for place in range(number)]
    return {
        "split": lambda: parts.split(mission_id=whole, parts=wanted, by=cast.ptb_hai),
        "derive": lambda: parts.derive(mission_id=whole, works=works, by=cast.tp_qldn),
    }


def ending(cast: Cast, number: int) -> dict[str, Callable[[], object]]:
    """The acts that end a mission, each on one with so many open parts."""

    def made() -> int:
        if number:
            return whole_with_parts(cast, number)[0].pk
        return builders.started(cast).pk

    ended, goes_on = made(), builders.started(cast).pk
    replaced, withdrawn = made(), made()
    merging = Merging(ends=ended, goes_on=goes_on, reason="Là một.")
    leader = cast.ptb_hai
    return {
        "merge": lambda: approvals.merge(merging=merging, by=leader),
        "replace": lambda: approvals.replace_mission(
            mission_id=replaced, order=builders.order(cast), reason="Đổi.", by=leader
        ),
        "withdraw": lambda: approvals.withdraw(
            mission_id=withdrawn, reason="Thôi.", by=leader
        ),
    }
