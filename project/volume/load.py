"""The way of `load_volume`: people, then missions by the batch, then open reports."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from approvals import services as approvals
from organization.models import Person
from project.volume import tables
from project.volume.batches import TABLES
from project.volume.making import BATCH, making
from project.volume.people import make_places
from project.volume.shape import (
    TO_CHECK,
    TO_DECIDE,
    Acting,
    Ground,
    Place,
    course_of,
)
from workflows.models import Mission
from workflows.services.reports import HandIn

REPORT: Final = HandIn("Đã hoàn thành các nội dung được giao, kèm số liệu.")
PEOPLE_TABLES: Final = (
    "auth_group",
    "organization_appointment",
    "organization_person",
    "organization_post",
    "organization_unit",
    "organization_unitgroupobjectpermission",
)
Tell = Callable[[str], None]


@transaction.atomic
def load_volume(missions: int, *, now: datetime, tell: Tell) -> None:
    """Add so many missions, of which at most two thousand are open; all or nothing."""
    with connection.cursor() as cursor:  # it waits long for what it makes itself
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = 0")
    places, clerk = make_places(now)
    tell(f"{len(places)} đơn vị, {Person.objects.count()} cán bộ")
    ground = _ground(places, clerk, missions, now)
    with tables.bare(TABLES):
        for done in _fill(ground):
            tell(f"{done} nhiệm vụ")
        tell("dựng chỉ mục, kiểm tra khóa ngoại")
    for table in TABLES:
        tables.go_on_counting(table)
    _analyze()
    tell(f"{_hand_in(ground)} báo cáo đang chờ duyệt")
    _analyze()


def _analyze() -> None:
    """Without a count of rows the plans of what follows would be those of an empty
    database."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join((*TABLES, *PEOPLE_TABLES))}")


def _ground(
    places: tuple[Place, ...], clerk: Acting, missions: int, now: datetime
) -> Ground:
    return Ground(
        places=places,
        clerk=clerk,
        missions=missions,
        now=now,
        last_document=tables.last_number("workflows_document"),
        last_item=tables.last_number("workflows_draftitem"),
        last_mission=tables.last_number("workflows_mission"),
        last_entry=tables.last_number("history_historyentry"),
    )


def _fill(ground: Ground) -> Iterator[int]:
    """Copy batch by batch; yields how many missions are in."""
    firsts = range(1, ground.missions + 1, BATCH)
    with making(ground, len(firsts)) as made:
        for first, texts in zip(firsts, made, strict=True):
            for table, columns in TABLES.items():
                tables.copy(table, columns, texts[table])
            yield min(first + BATCH - 1, ground.missions)


def _hand_in(ground: Ground) -> int:
    """The reports that wait above their unit, through the real service."""
    heads = {place.unit_id: place.head.id for place in ground.places}
    people = Person.objects.in_bulk(heads.values())
    waiting = {
        ground.last_mission + number
        for number in range(max(1, ground.missions - 2 * BATCH), ground.missions + 1)
        if course_of(number, ground.missions) in {TO_CHECK, TO_DECIDE}
    }
    units = Mission.objects.filter(pk__in=waiting).values_list("pk", "lead_unit_id")
    for pk, unit_id in units.order_by("pk"):
        approvals.hand_in(mission_id=pk, report=REPORT, by=people[heads[unit_id]])
    return len(waiting)
