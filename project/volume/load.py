"""The way of `load_volume`: people, then missions by the batch, then open reports."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from approvals import services as approvals
from approvals.flows import VERSION
from approvals.models import Route
from organization.models import Person
from project.volume import beside, tables
from project.volume.batches import TABLES
from project.volume.delegations import lend
from project.volume.making import BATCH, making
from project.volume.people import make_places
from project.volume.progress import Progress, Tell
from project.volume.shape import (
    OPEN,
    TO_CHECK,
    TO_DECIDE,
    Acting,
    Ground,
    Place,
    course_of,
)
from workflows.models import Mission
from workflows.services.reports import HandIn
from workflows.services.search import index_all
from workflows.services.tallies import rebuild

REPORT: Final = HandIn("Đã hoàn thành các nội dung được giao, kèm số liệu.")
PEOPLE_TABLES: Final = (
    "auth_group",
    "organization_appointment",
    "organization_person",
    "organization_post",
    "organization_unit",
    "organization_unitgroupobjectpermission",
)
NUMBERED: Final = (
    "workflows_document",
    "workflows_draftitem",
    "workflows_mission",
    "workflows_report",
    "viewflow_process",
    "viewflow_task",
    "approvals_approvalrequest",
    "history_historyentry",
    *beside.OPEN,
    beside.NOTES,
    beside.COMMENTS,
)
# Their triggers look at each row for what is so by construction here (a test asks), or
# note what is counted and indexed as a whole afterwards.
QUIET: Final = ("workflows_mission", "workflows_assignment", "history_historyentry")


@transaction.atomic
def load_volume(
    missions: int,
    *,
    now: datetime,
    tell: Tell,
    opened: int = OPEN,
    searched: bool = True,
) -> None:
    """Add so many missions, of which at most so many are open; all or nothing.

    Not `searched`: the search is left to the worker, which takes long over many.
    """
    with connection.cursor() as cursor:  # it waits long for what it makes itself
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = 0")
    places, clerk = make_places(now)
    tell(f"{len(places)} đơn vị, {Person.objects.count()} cán bộ")
    lent = lend(places, now)
    ground = _ground(places, clerk, missions, opened, now)
    progress = Progress(missions, "nhiệm vụ", tell)
    with tables.bare(TABLES, tell), tables.quiet(QUIET):
        for done in _fill(ground):
            progress.at(done)
    for table in TABLES:
        tables.go_on_counting(table)
    _analyze()
    rebuild()  # the sums of finished work
    tell("nộp các báo cáo đang chờ duyệt")
    tell(f"{_hand_in(ground)} báo cáo đang chờ duyệt, {lent} ủy quyền")
    if searched:
        tell("lập chỉ mục tìm kiếm")
        index_all(tell)
    else:
        tables.note_for_search(ground.last["workflows_mission"])
    _analyze()


def _analyze() -> None:
    """Without a count of rows the plans of what follows would be those of an empty
    database."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join((*TABLES, *PEOPLE_TABLES))}")


def _ground(
    places: tuple[Place, ...],
    clerk: Acting,
    missions: int,
    opened: int,
    now: datetime,
) -> Ground:
    return Ground(
        places=places,
        clerk=clerk,
        missions=missions,
        now=now,
        opened=min(opened, missions // 2 or 1),
        flow_version=VERSION,
        last={table: tables.last_number(table) for table in NUMBERED},
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
        ground.last["workflows_mission"] + number
        for number in range(max(1, ground.missions - 2 * BATCH), ground.missions + 1)
        if course_of(number, ground.missions, ground.opened) in {TO_CHECK, TO_DECIDE}
    }
    # Nobody checks the form of these: the way of a report is that of its document,
    # unless the mission has one of its own.
    Route.objects.bulk_create(
        Route(
            mission_id=ground.last["workflows_mission"] + number,
            office_checks=False,
            set_by_id=ground.clerk.id,
            set_at=ground.now,
        )
        for number in range(max(1, ground.missions - 2 * BATCH), ground.missions + 1)
        if course_of(number, ground.missions, ground.opened) == TO_DECIDE
    )
    units = Mission.objects.filter(pk__in=waiting).values_list("pk", "lead_unit_id")
    for pk, unit_id in units.order_by("pk"):
        approvals.hand_in(mission_id=pk, report=REPORT, by=people[heads[unit_id]])
    return len(waiting)
