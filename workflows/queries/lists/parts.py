"""The parts of the list: where a number on any page leads."""

from datetime import date
from enum import StrEnum
from typing import Final

from workflows.enums import OPEN_STATES, WAITING_ABOVE, WITH_THE_UNIT, MissionState
from workflows.queries.calendar import soon
from workflows.queries.urging import urged_on, with_difficulty
from workflows.querysets import MissionQuerySet

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
    # What waits for somebody's word; shown where there is some.
    DIFFICULT = "vuong-mac"
    FOLLOWED_UP = "don-doc"
    PAUSED = "tam-dung"


ALWAYS_SHOWN: Final = tuple(Part)[:7]
SHOWN_IF_ANY: Final = (Part.DIFFICULT, Part.FOLLOWED_UP)
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
    Part.DIFFICULT: OPEN_STATES,
    Part.FOLLOWED_UP: OPEN_STATES,
    Part.PAUSED: WITH_THE_UNIT,
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
    if part == Part.PAUSED:
        return rows.paused()
    waits = {Part.DIFFICULT: with_difficulty, Part.FOLLOWED_UP: urged_on}
    return rows.filter(waits[part]()) if part in waits else rows
