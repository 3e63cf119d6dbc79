"""What lists read reason by reason is what may be seen, for whoever looks."""

from datetime import date

import pytest
from django.utils import timezone

from organization import scopes
from tests.missions.matrix import ROLES, World
from tests.missions.prepared import db, world
from workflows.models import Mission
from workflows.queries import mission_list, missions_in
from workflows.queries.keyset import Order
from workflows.queries.seen import Seen

__all__ = ["db", "world"]
MANY = 10_000


def test_each_relation_finds_in_lists_what_may_be_seen(world: World) -> None:
    wrong = {}
    pk = world.missions["document", "UNDER_APPROVAL"]
    for relation in ROLES:
        with world.seen_by(relation, pk) as person:
            if person is None:
                continue
            scope = scopes.in_force(person, timezone.now())
            seen = set(Seen(scope).first(MANY).values_list("pk", flat=True))
            may_be_seen = set(missions_in(scope).values_list("pk", flat=True))
            today = timezone.localdate()
            counted = mission_list.counts(Seen(scope), mission_list.Part, on=today)
            expected = {
                part: mission_list.in_part(missions_in(scope), part, on=today).count()
                for part in mission_list.Part
            }
            if seen != may_be_seen or counted != expected:
                wrong[relation] = (seen ^ may_be_seen, counted, expected)

    assert wrong == {}


@pytest.mark.parametrize("part", [mission_list.Part.OPEN, mission_list.Part.ALL])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_each_other_without_gap_or_repetition(
    world: World,
    descending: bool,
    part: mission_list.Part,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("workflows.queries.keyset.PAGE", 2)
    scope = scopes.in_force(world.cast.gd_ttqlck, timezone.now())
    order = Order("due_on", descending, nullable=True, read=date.fromisoformat)
    shown: list[Mission] = []
    cursor = ""
    while True:
        rows, cursor = mission_list.page(
            Seen(scope), part, order, cursor, on=timezone.localdate()
        )
        shown += rows
        if not cursor:
            break

    may_be_seen = mission_list.in_part(
        missions_in(scope), part, on=timezone.localdate()
    )
    expected = list(order.sort(may_be_seen).values_list("pk", flat=True))
    assert [mission.pk for mission in shown] == expected
