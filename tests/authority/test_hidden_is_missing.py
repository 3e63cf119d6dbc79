"""What one may not see is not there: the same answer as for a number that nobody has;
and all that counts missions counts those that one may see."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organization.scopes import in_force
from tests.authority.address import NOT_BY_GET, Address
from tests.authority.addresses import ADDRESSES
from tests.authority.channels.cells import signed_in_as
from tests.authority.channels.sending import ADDRESS, PARTS, form
from tests.authority.grounds import Grounds, build_grounds, kept_in, taken_back
from tests.authority.visitors import EVERYONE, SEE_THE_MISSION
from tests.missions.matrix import World
from tests.missions.prepared import db, world
from tests.pages.visits import chips, rows
from workflows.queries import missions_visible_to

__all__ = ["db", "world"]
# Numbers that nobody has given out.
NOBODYS: Final = 987654
TOKEN: Final = re.compile(r"\b[A-Za-z0-9]{64}\b")  # drawn anew for each page
OF_A_MISSION: Final = (
    "mission",
    "mission_at_work",
    "attachment",
    "draft_file",
    "contribution_file",
)
MANNERS: Final[dict[str, dict[str, str]]] = {
    "page": {},
    "script": {"hx-request": "true"},
    "program": {"accept": "application/json"},
}
ON_THE_BOARD: Final = re.compile(r"(\d+) nhiệm vụ: \d+ chưa xong")
# A deputy's board counts what his field leads, not what it only supports (ADR 0043).
IN_CHARGE: Final = {"loc": "tat-ca", "pham-vi": "phu-trach"}
WITHOUT_SIGHT: Final = ("tp_khth", "ptb_khanh", "quan_tri")


@pytest.fixture(scope="module")
def grounds(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Grounds]:
    with kept_in(tmp_path_factory.mktemp("kept")):
        yield build_grounds(world)


def of_a_mission() -> dict[str, Address]:
    return {
        name: address
        for name, address in ADDRESSES.items()
        if address.args and address.args[0] in OF_A_MISSION
    }


def looked_at(answer: HttpResponse) -> tuple[Any, ...]:
    """All that can be told from an answer, but its own token and number."""
    kept = {
        name: value
        for name, value in answer.headers.items()
        if name not in {"Content-Security-Policy", "Content-Length"}
    }
    words = TOKEN.sub("", answer.content.decode())
    return answer.status_code, sorted(kept.items()), words


@pytest.mark.parametrize("visitor", WITHOUT_SIGHT)
def test_a_hidden_mission_answers_as_one_that_never_was(
    grounds: Grounds, visitor: str
) -> None:
    wrong: list[Any] = []
    assert visitor in EVERYONE - SEE_THE_MISSION
    client = signed_in_as(Client(), grounds.visitors[visitor])
    forms = {f"approvals:{name}": act for act, name in ADDRESS.items()}
    forms |= {f"approvals:{name}": act for name, act in PARTS.items()}
    for name, address in of_a_mission().items():
        hidden = [grounds[thing] for thing in address.args]
        missing = [NOBODYS + place for place, _ in enumerate(address.args)]
        for manner, headers in MANNERS.items():
            method, data = "get", {}
            if address.by_get(visitor) == NOT_BY_GET:
                method, data = "post", form(forms[name], grounds.world.cast, 1)
            with taken_back():
                send = getattr(client, method)
                first, second = (
                    send(reverse(name, args=args), data, headers=headers)
                    for args in (hidden, missing)
                )
            if looked_at(first) != looked_at(second):
                wrong.append((name, manner, first.status_code, second.status_code))

    assert wrong == []


def test_everybody_is_shown_and_counted_what_they_may_see(grounds: Grounds) -> None:
    """Each as the one query says, and the board where there is one."""
    wrong: dict[Any, Any] = {}
    client = Client()
    for visitor, person in grounds.visitors.items():
        if person is None:
            continue
        signed_in_as(client, person)
        every = client.get(reverse("workflows:mission_list"), {"loc": "tat-ca"})
        board = client.get(reverse("workflows:board"))
        visible = set(missions_visible_to(person).values_list("pk", flat=True))
        told = set(rows(client.get(reverse("workflows:mission_list"), IN_CHARGE)))
        if in_force(person, timezone.now()).sees_everything:
            told = visible
        counted = ON_THE_BOARD.findall(board.content.decode()) == [str(len(told))]
        if set(rows(every)) != visible or chips(every)["tat-ca"] != len(visible):
            wrong[visitor, "list"] = (rows(every), visible)
        if board.status_code == 200 and not counted:
            wrong[visitor, "board"] = len(told)

    assert wrong == {}
