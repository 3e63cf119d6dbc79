"""Every cell of `matrix.txt` through the services, and no cell forgotten."""

import pytest

from tests.missions import matrix
from tests.missions.matrix import World, rolled_back
from workflows import permissions, policies
from workflows.enums import MissionState
from workflows.exceptions import Refusal
from workflows.models import Mission
from workflows.queries import missions_visible_to

TABLE = matrix.read()
CASES = [(*situation, who) for situation in TABLE for who in matrix.RELATIONS]


@pytest.mark.parametrize(("route", "situation", "who"), CASES)
def test_the_services_allow_what_the_table_says(
    world: World, route: str, situation: str, who: str
) -> None:
    pk = world.missions[route, situation]
    expected = {act: cells[who] for act, cells in TABLE[route, situation].items()}

    with world.seen_by(who) as person:
        found = {}
        for act in expected:
            with rolled_back():
                try:
                    if act == "view":
                        permissions.check_can_view(Mission.objects.get(pk=pk), person)
                    else:
                        matrix.through_the_services(world.cast, act, pk, person)
                    found[act] = "yes"
                except Refusal as refusal:
                    found[act] = str(refusal.status)

    assert found == expected


@pytest.mark.parametrize(("route", "situation", "who"), CASES)
def test_buttons_and_lists_agree_with_the_table(
    world: World, route: str, situation: str, who: str
) -> None:
    pk = world.missions[route, situation]
    cells = TABLE[route, situation]
    mission = Mission.objects.get(pk=pk)

    with world.seen_by(who) as person:
        buttons = {
            act: permissions.can(word, mission, person)
            for act, word in matrix.ACTS.items()
            if word
        }
        listed = missions_visible_to(person).filter(pk=pk).exists()

    assert buttons == {act: cells[act][who] == "yes" for act in buttons}
    assert listed is (cells["view"][who] == "yes")


def test_no_cell_of_the_product_is_missing() -> None:
    states = {situation.split()[0] for _, situation in TABLE}
    routes = {route for route, _ in TABLE}

    assert states == set(MissionState.values)
    assert set(TABLE) == {
        (route, situation) for route in routes for situation in matrix.SITUATIONS
    } - {("direct", "REPORTED")}
    for cells in TABLE.values():
        assert list(cells) == list(matrix.ACTS)
        assert all(list(row) == list(matrix.RELATIONS) for row in cells.values())


def test_a_new_act_without_a_row_is_noticed() -> None:
    rows = {word for word in matrix.ACTS.values() if word}

    assert rows == set(permissions.PERMISSION)
    assert rows == set(permissions.WHO)
    assert rows == set(policies.SOURCES)
    assert rows == set(policies.WORDS)
