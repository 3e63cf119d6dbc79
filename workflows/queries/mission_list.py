"""The list of missions: its parts, its filters, its order, and how many there are.

What is counted and what is listed come from the same conditions, so a number and the
list behind it cannot differ.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, Final

from django.db import connection
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL

from workflows.enums import OPEN_STATES, WAITING_ABOVE, WITH_THE_UNIT, MissionState
from workflows.models import Mission
from workflows.queries import keyset
from workflows.queries.calendar import soon
from workflows.queries.keyset import Order
from workflows.queries.leaders import holder_of
from workflows.queries.seen import Seen, compiled
from workflows.querysets import MissionQuerySet

# Counted one by one up to here; beyond, a page says "hơn 1.000". Open work never
# grows that far, finished work does, and a page must not take longer for it.
COUNTED: Final = 1000
AMONG_OPEN = RawSQL("SELECT id FROM seen_open", ())
S = MissionState


class Part(StrEnum):
    """The parts of the list; values are what stands in an address (`loc=`)."""

    OPEN = "chua-xong"
    OVERDUE = "qua-han"
    SOON = "sap-den-han"
    WAITING = "cho-duyet"
    COMPLETED = "hoan-thanh"
    WITHDRAWN = "thu-hoi"
    ALL = "tat-ca"
    # One state alone: where the board's figures lead.
    ASSIGNED = "giao"
    IN_PROGRESS = "dang-thuc-hien"
    REPORTED = "bao-cao"
    UNDER_APPROVAL = "lanh-dao-duyet"
    RETURNED = "tra-lai"


ALWAYS_SHOWN: Final = tuple(Part)[:7]
FINISHED: Final = (Part.COMPLETED, Part.WITHDRAWN, Part.ALL)
STATES: Final[dict[Part, tuple[MissionState, ...]]] = {
    Part.OPEN: OPEN_STATES,
    Part.OVERDUE: WITH_THE_UNIT,
    Part.SOON: WITH_THE_UNIT,
    Part.WAITING: WAITING_ABOVE,
    Part.COMPLETED: (S.COMPLETED,),
    Part.WITHDRAWN: (S.WITHDRAWN,),
    Part.ASSIGNED: (S.ASSIGNED,),
    Part.IN_PROGRESS: (S.IN_PROGRESS,),
    Part.REPORTED: (S.REPORTED,),
    Part.UNDER_APPROVAL: (S.UNDER_APPROVAL,),
    Part.RETURNED: (S.RETURNED,),
}


def is_open(part: Part) -> bool:
    """Whether it holds open missions alone, which do not grow with the rest."""
    return part in STATES and set(STATES[part]) <= set(OPEN_STATES)


def in_part(rows: MissionQuerySet, part: Part, *, on: date) -> MissionQuerySet:
    """The missions of one part, as of a day."""
    if part == Part.ALL:
        return rows
    rows = rows.filter(state__in=STATES[part])
    if part == Part.OVERDUE:
        return rows.overdue(on=on)
    if part == Part.SOON:
        return rows.due_soon(on=on, until=soon(on))
    return rows


@dataclass(frozen=True)
class Filters:
    """What a person looks for, apart from the part; None and "" do not filter."""

    unit_id: int | None = None
    leader_id: int | None = None
    document_id: int | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return self != Filters()

    def applied(self, rows: MissionQuerySet) -> MissionQuerySet:
        wanted = {
            "lead_unit": self.unit_id,
            "directing_leader": self.leader_id,
            "document": self.document_id,
        }
        rows = rows.filter(
            **{name: pk for name, pk in wanted.items() if pk is not None}
        )
        return rows.filter(_says(self.words)) if self.words else rows


NUMBER = re.compile(r"(?:nv\s{0,3})?0{0,9}(\d{1,9})", re.IGNORECASE)


def _says(words: str) -> Q:
    found = (
        Q(title__icontains=words)
        | Q(text__icontains=words)
        | Q(document__reference_number__icontains=words)
        | Q(lead_unit__name__icontains=words)
    )
    number = NUMBER.fullmatch(words)
    return found | Q(pk=int(number.group(1))) if number else found


class Sort(StrEnum):
    """By what the list can be sorted; a "-" before it turns it round."""

    DEADLINE = "han"
    NUMBER = "so"
    UNIT = "don-vi"
    LEADER = "lanh-dao"
    STATE = "trang-thai"


def order(sort: Sort, *, descending: bool) -> Order:
    """The order of rows; without a deadline, last in both directions."""
    if sort == Sort.DEADLINE:
        return Order("due_on", descending, nullable=True, read=date.fromisoformat)
    keys = {
        Sort.NUMBER: "pk",
        Sort.UNIT: "lead_unit__position",
        Sort.LEADER: "directing_leader__position",
        Sort.STATE: "stage",
    }
    return Order(keys[sort], descending)


def usual_sort(part: Part) -> tuple[Sort, bool]:
    """Open work by deadline; what is finished, and grows for ever, newest first."""
    return (Sort.NUMBER, True) if part in FINISHED else (Sort.DEADLINE, False)


def staged(missions: MissionQuerySet) -> MissionQuerySet:
    """With the place of the state, by which the list can be sorted."""
    stages = [When(state=state, then=Value(place)) for place, state in enumerate(S)]
    stage = Case(*stages, default=Value(0), output_field=IntegerField())
    return missions.annotate(stage=stage)


def page(
    seen: Seen, part: Part, order: Order, cursor: str, *, on: date
) -> tuple[list[Any], str]:
    """One page of a part of what is seen, and the cursor of the next; one statement."""
    of_part = seen.shaped(partial(in_part, part=part, on=on))
    if is_open(part):
        return keyset.page(rows(of_part.open(), on=on), order, cursor)
    first = of_part.shaped(lambda missions: order.first(staged(missions), cursor))
    return keyset.page(rows(first.first(keyset.PAGE + 1), on=on), order, cursor)


def rows(missions: MissionQuerySet, *, on: date) -> MissionQuerySet:
    """What a row shows, without the long texts that it does not."""
    return staged(
        missions.select_related("lead_unit", "directing_leader", "document", "item")
        .defer(
            "text",
            "deadline",
            "document__text",
            "document__recipients",
            "document__cited_documents",
            "item__text",
            "item__reading",
            "item__deadline",
        )
        .annotate(leader_name=holder_of("directing_leader", on=on))
    )


def counts(seen: Seen, parts: Iterable[Part], *, on: date) -> dict[Part, int]:
    """How many each part holds, up to COUNTED and one more; one statement for all.

    Each part is counted on its own index and only so far, which one aggregate over
    all rows could not do. What is open is found once for all parts of it.
    """
    wanted = list(dict.fromkeys(parts))
    opened, parameters = compiled(seen.open().values("pk"))
    values: list[Any] = [*parameters]
    sums: list[str] = []
    for part in wanted:
        if is_open(part):
            among = Mission.objects.filter(pk__in=AMONG_OPEN)
            found = in_part(among, part, on=on).values("pk")[: COUNTED + 1]
            statement, parameters = compiled(found)
        else:
            of_part = seen.shaped(partial(in_part, part=part, on=on))
            statement, parameters = of_part.ids(COUNTED + 1)
        sums.append(
            f"(SELECT count(*) FROM (SELECT id FROM ({statement}) AS seen (id)"  # noqa: S608
            f" LIMIT {COUNTED + 1}) AS part)"
        )
        values.extend(parameters)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH seen_open (id) AS MATERIALIZED ({opened}) SELECT {', '.join(sums)}",
            values,
        )
        found_counts = cursor.fetchone()
    return dict(zip(wanted, found_counts, strict=True))
