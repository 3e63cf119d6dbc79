"""A large database is as acts leave one: chains verify, and people see their work."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from approvals.queries import waiting_for
from history.models import HistoryEntry
from history.verification import verify_database
from organization.enums import Right
from organization.models import Person, Unit
from organization.scopes import current
from organization.scopes.statements import DIRECTORY, moment
from tests.cast import Cast
from tests.missions import builders
from workflows.enums import OPEN_STATES, MissionState
from workflows.models import Document, Mission
from workflows.queries import missions_visible_to

pytestmark = pytest.mark.django_db
MISSIONS = 120


def load(count: int = MISSIONS, **options: Any) -> str:
    told = StringIO()
    call_command("load_volume", str(count), stdout=StringIO(), stderr=told, **options)
    return told.getvalue()


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
            " SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
        )
        return {row[0] for row in cursor.fetchall()}


def seats_looked_at(mission: Mission) -> int:
    """How many rows “seated” has where a unit's people are asked for."""
    values = {
        **moment(timezone.now()),
        "units": [mission.lead_unit_id],
        "posts": [mission.directing_leader_id],
        "missions": [mission.pk],
        "people": [],
        "right": Right.REPORT_WORK.value,
        "view": Right.VIEW_WORK.value,
        "other": "",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {DIRECTORY}", values)
        plans = [cursor.fetchone()[0][0]["Plan"]]
    while plans:
        plan = plans.pop()
        if plan.get("Subplan Name") == "CTE seated":
            return int(plan["Actual Rows"])
        plans += plan.get("Plans", [])
    raise AssertionError("no such part in the plan")


def test_what_it_loads_is_what_acts_would_have_left(cast: Cast) -> None:
    before = indexes()

    told = load()

    assert f"{MISSIONS} nhiệm vụ" in told
    assert [str(problem) for problem in verify_database()] == []
    assert indexes() == before
    assert Mission.objects.count() == MISSIONS
    assert Unit.objects.exclude(kind="EXTERNAL").count() == 200
    assert Person.objects.count() == 5000
    entries = HistoryEntry.objects.filter(subject_type="mission")
    assert entries.count() == 10 * MISSIONS
    states = set(Mission.objects.values_list("state", flat=True))
    assert states == set(MissionState)
    assert Mission.objects.filter(state__in=OPEN_STATES).count() == MISSIONS // 2
    # A head sees the work of the unit, and acts on what waits there.
    busy = Mission.objects.filter(state="ASSIGNED").select_related("lead_unit")[0]
    head = Person.objects.get(appointments__post__code=f"{busy.lead_unit.code}_0")
    assert busy in missions_visible_to(head)
    assert busy in waiting_for(current(head))
    # Whom an act concerns is asked of its unit, not of five thousand seats.
    assert seats_looked_at(busy) < 200
    # The next row of each table gets a number that is free.
    assert builders.returned(cast).pk == MISSIONS + 1
    document = Document.objects.latest("pk")
    item = document.items.latest("position")
    assert document.text[item.span_start : item.span_end] == item.text


def test_where_there_is_work_it_asks_for_a_word(cast: Cast) -> None:
    builders.given(cast)

    with pytest.raises(CommandError, match="chưa nạp gì"):
        load()

    assert Mission.objects.count() == 1


def test_a_system_at_work_is_left_alone(cast: Cast, settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="--word"):
        load(word="another")

    assert not Mission.objects.exists()
