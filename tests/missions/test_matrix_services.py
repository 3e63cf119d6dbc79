"""Every cell of `matrix.txt` through the services, and no cell forgotten."""

import pytest

from organization.models import Person
from tests.missions import matrix
from tests.missions.matrix import World, rolled_back
from tests.missions.prepared import db, world
from workflows import permissions, policies
from workflows.enums import MissionState
from workflows.exceptions import Refusal
from workflows.models import Mission
from workflows.queries import missions_visible_to

__all__ = ["db", "world"]

TABLE = matrix.read()
CASES = [(*situation, who) for situation in TABLE for who in matrix.RELATIONS]


@pytest.mark.parametrize(("route", "situation", "who"), CASES)
def test_services_buttons_and_lists_do_what_the_table_says(
    world: World, route: str, situation: str, who: str
) -> None:
    pk = world.missions[route, situation]
    expected = {act: cells[who] for act, cells in TABLE[route, situation].items()}

    with world.seen_by(who) as person:
        mission = Mission.objects.get(pk=pk)
        buttons = {
            act: permissions.can(word, mission, person)
            for act, word in matrix.ACTS.items()
            if word
        }
        listed = missions_visible_to(person).filter(pk=pk).exists()
        found = {act: tried(world, act, mission, person) for act in expected}

    assert found == expected
    assert buttons == {act: expected[act] == "yes" for act in buttons}
    assert listed is (expected["view"] == "yes")


def tried(world: World, act: str, mission: Mission, person: Person) -> str:
    with rolled_back():
        try:
            if act == "view":
                permissions.check_can_view(mission, person)
            else:
                matrix.through_the_services(world.cast, act, mission.pk, person)
        except Refusal as refusal:
            return str(refusal.status)
    return "yes"


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
