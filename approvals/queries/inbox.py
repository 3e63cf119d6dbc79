"""The inbox: what waits for a person, by what is asked."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef

from approvals.enums import Step
from approvals.models import ApprovalRequest, waits_at
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
    if ask == Ask.CHECK:
        return Right.CHECK_WORK in scope.everywhere
    return bool(scope.unit_ids(Right.REPORT_WORK))


def counts(scope: Scope) -> dict[Ask, int]:
    """How many wait, by what is asked; one statement."""
    by_state = dict(
        waiting_for(scope).order_by().values_list("state").annotate(Count("pk"))
    )
    return {
        ask: sum(by_state.get(state, 0) for state in states)
        for ask, states in STATES.items()
    }


def waiting_page(scope: Scope, ask: Ask, cursor: str) -> tuple[list[Any], str]:
    """Missions of one tab, and the cursor of the next page; one statement."""
    rows = waiting_for(scope).filter(state__in=STATES[ask])
    return page(_with_way(rows), ORDERS[ask], cursor)


def chosen_for_decision(scope: Scope, pks: list[int]) -> list[Any]:
    """Of the missions chosen, those that still wait for the person's decision."""
    rows = deciding(scope).filter(pk__in=pks).select_related("lead_unit")
    return list(rows.defer("text").order_by("state_since", "pk"))


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
