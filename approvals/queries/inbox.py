"""The inbox: what waits for a person, by what is asked."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Value

from approvals.enums import Step
from approvals.models import ApprovalRequest, waits_at
from approvals.queries.answering import AWAITED, must_answer, with_awaited
from approvals.queries.clean import with_apart
from approvals.queries.waiting import deciding, waiting_for
from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import WITH_THE_UNIT, MissionState
from workflows.queries.keyset import Order, page
from workflows.querysets import MissionQuerySet


class Ask(StrEnum):
    """What is asked of the person; values are what stands in an address (`viec=`)."""

    DECIDE = "quyet-dinh"
    CHECK = "kiem-tra"
    DO = "thuc-hien"
    ANSWER = "tra-loi"


# What is to be answered stands on a mission in any open state: no state tells of it.
STATES: Final[dict[Ask, tuple[MissionState, ...]]] = {
    Ask.DECIDE: (MissionState.UNDER_APPROVAL,),
    Ask.CHECK: (MissionState.REPORTED,),
    Ask.DO: WITH_THE_UNIT,
}
# Reports by how long they have waited, work by when it is due.
ORDERS: Final[dict[Ask, Order]] = {
    Ask.DECIDE: Order("state_since", read=datetime.fromisoformat),
    Ask.CHECK: Order("state_since", read=datetime.fromisoformat),
    Ask.DO: Order("due_on", nullable=True, read=date.fromisoformat),
    Ask.ANSWER: Order("due_on", nullable=True, read=date.fromisoformat),
}


def ask_of(state: str) -> Ask | None:
    """What a mission in this state asks of whom it waits for."""
    return next((ask for ask, states in STATES.items() if state in states), None)


def asks_of(scope: Scope) -> list[Ask]:
    """What may ever be asked of the person, in the order of the tabs."""
    scopes = (scope, *scope.of_missions.values())
    return [ask for ask in Ask if any(_may_be_asked(ask, one) for one in scopes)]


def _may_be_asked(ask: Ask, scope: Scope) -> bool:
    if ask == Ask.DECIDE:
        decides = scope.post_ids(Right.DECIDE_WORK)
        return bool(decides) or Right.DECIDE_WORK in scope.everywhere
    if ask == Ask.ANSWER:
        return bool(AWAITED) and bool(scope.seats)
    if ask == Ask.CHECK:
        return Right.CHECK_WORK in scope.everywhere
    return bool(scope.unit_ids(Right.REPORT_WORK))


def counts(scope: Scope) -> dict[Ask, int]:
    """How many wait, by what is asked; one statement."""
    waiting = waiting_for(scope).order_by().annotate(of=F("state"))
    answers = must_answer(scope).order_by().annotate(of=Value(Ask.ANSWER.value))
    rows, more = (
        found.values_list("of").annotate(Count("pk")) for found in (waiting, answers)
    )
    numbers: dict[str, int] = dict(rows.union(more, all=True))
    found = {
        ask: sum(numbers.get(state, 0) for state in states)
        for ask, states in STATES.items()
    }
    return {**found, Ask.ANSWER: numbers.get(Ask.ANSWER, 0)}


def waiting_page(scope: Scope, ask: Ask, cursor: str) -> tuple[list[Any], str]:
    """Missions of one tab, and the cursor of the next page; one statement."""
    if ask == Ask.ANSWER:
        rows = with_awaited(must_answer(scope), scope)
    else:
        rows = waiting_for(scope).filter(state__in=STATES[ask])
    if ask == Ask.DECIDE:
        rows = with_apart(rows)
    return page(_with_way(rows), ORDERS[ask], cursor)


def chosen_for_decision(scope: Scope, pks: list[int]) -> list[Any]:
    """Of the missions chosen, those that still wait for the person's decision."""
    rows = deciding(scope).filter(pk__in=pks).select_related("lead_unit")
    return list(rows.defer("text").order_by("state_since", "pk"))


def waiting_for_decision(scope: Scope, most: int) -> tuple[list[Any], bool]:
    """The first `most` that wait for the person's decision, longest first, and whether
    there are more; one statement."""
    rows = with_apart(deciding(scope)).select_related("lead_unit")
    rows = rows.defer("text", "deadline")
    found = list(rows.order_by("state_since", "pk")[: most + 1])
    return found[:most], len(found) > most


def _with_way(rows: MissionQuerySet) -> MissionQuerySet:
    """The unit, and whether the decision was passed up to the Trưởng Ban."""
    request = ApprovalRequest.objects.filter(
        waits_at(Step.HEAD_DECIDES), mission=OuterRef("pk"), closed_at__isnull=True
    )
    return (
        rows.select_related("lead_unit")
        .defer("text", "deadline")
        .annotate(passed_up=Exists(request))
    )
