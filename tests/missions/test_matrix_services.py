"""Every cell of docs/permissions.md as the rules answer it, and no cell forgotten.

Buttons, lists and the one question of authority are asked here; the acts themselves
are done, or refused, through their addresses in tests/authority/channels.
"""

import pytest

from approvals.authority import SEAT_FOR
from approvals.queries.opinions import know_asked, unanswered_opinions
from organization.models import Person
from tests.authority import table
from tests.authority.channels.acts import Form
from tests.authority.channels.sending import FORMS
from tests.authority.table import Situation
from tests.missions import matrix, ways
from tests.missions.matrix import World, rolled_back
from tests.missions.prepared import db, world
from workflows import permissions, policies
from workflows.enums import MissionState
from workflows.exceptions import Refusal
from workflows.models import Mission
from workflows.queries import missions_visible_to

__all__ = ["db", "world"]

TABLE = table.read()


@pytest.mark.parametrize("situation", TABLE)
def test_services_buttons_and_lists_do_what_the_table_says(
    world: World, situation: Situation
) -> None:
    pk = world.missions[situation]
    wrong = {}

    for relation in table.RELATIONS.values():
        expected = {act: cells[relation] for act, cells in TABLE[situation].items()}
        with world.seen_by(relation, pk) as person:
            if person is None:
                continue
            if not person.is_active:  # no page lets them come so far
                expected = dict.fromkeys(expected, table.UNSEEN)
            found = answers(world, pk, person)
        if found != expected:
            wrong[relation] = {
                act: (found[act], expected[act])
                for act in expected
                if found[act] != expected[act]
            }

    assert wrong == {}


def answers(world: World, pk: int, person: Person) -> dict[str, str]:
    """Act → what the rules answer; buttons and lists must agree."""
    mission = Mission.objects.get(pk=pk)
    found = {
        act: answer(world, act, word, mission, person)
        for act, word in matrix.ACTS.items()
    }
    listed = missions_visible_to(person).filter(pk=pk).exists()
    assert listed is (found["view"] == table.YES)
    return found


def answer(world: World, act: str, word: str, mission: Mission, person: Person) -> str:
    """What the rules answer, once what the act needs is there."""
    found = asked(word, mission, person)
    if act not in FORMS or found not in _before(FORMS[act]):
        return found
    with rolled_back():
        FORMS[act].arrange(world.cast, mission.pk)
        arranged = Mission.objects.get(pk=mission.pk)
        know_asked(arranged, unanswered_opinions(arranged))  # as the service begins
        return asked(word, arranged, person)


def _before(form: Form) -> tuple[str, ...]:
    """Answers that may be others once it is arranged."""
    return (table.NOT_NOW, table.DENIED) if form.names_who else (table.NOT_NOW,)


def asked(word: str, mission: Mission, person: Person) -> str:
    try:
        if word:
            permissions.check_can(word, mission, person)
        else:
            permissions.check_can_view(mission, person)
    except Refusal as refusal:
        found = str(refusal.status)
    else:
        found = table.YES
    if word:
        assert permissions.can(word, mission, person) is (found == table.YES)
    return found


def test_no_cell_of_the_product_is_missing() -> None:
    states = {situation.split()[0] for _, situation in TABLE}

    assert states == set(MissionState.values)
    assert set(TABLE) == {
        (route, situation) for route in table.ROUTES for situation in matrix.SITUATIONS
    } - set(table.NOT_THERE)
    for cells in TABLE.values():
        assert sorted(cells) == sorted(table.ACTS.values())
        for row in cells.values():
            assert list(row) == list(table.RELATIONS.values())


def test_a_new_act_without_a_column_is_noticed() -> None:
    columns = {word for word in matrix.ACTS.values() if word}

    assert columns == set(permissions.PERMISSION)
    assert columns == set(permissions.WHO)
    assert columns == set(policies.SOURCES)
    assert columns == set(policies.WORDS)
    seats = {*permissions.PERMISSION.values(), "workflows.view_mission"}
    assert seats == set(SEAT_FOR)


def test_every_act_of_the_table_has_its_way_through_a_service() -> None:
    assert {*ways.WAYS} == {*table.ACTS.values()} - {"view"}


def test_every_relation_is_somebody() -> None:
    made = {*matrix.ROLES, "lead deputy", "lead deputy, delegated"}

    assert {*made, "deputy chief of office", "nobody"} == set(table.RELATIONS.values())
