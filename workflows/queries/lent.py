"""The missions that a delegation concerns: counted on its pages, opened in the list."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from django.db.models import Q
from django.utils import timezone

from organization import scopes
from organization.enums import Right
from organization.models import Delegation
from organization.scopes import Scope
from workflows.queries.visible import directed, lent_alone, missions_in
from workflows.querysets import MissionQuerySet

# Rights that are counted on missions, as an address names them; others are lent or not.
COUNTABLE: Final = {
    "duyet": Right.DECIDE_WORK,
    "kiem-tra": Right.CHECK_WORK,
    "giao": Right.GIVE_WORK,
    "thuc-hien": Right.START_WORK,
    "bao-cao": Right.REPORT_WORK,
    "chuan-bi": Right.PREPARE_WORK,
    "xem": Right.VIEW_WORK,
}


@dataclass(frozen=True)
class Lent:
    """What one delegation gives at a moment, and the paper that says so."""

    scope: Scope
    paper: str


def may_know_work(scope: Scope, row: Delegation) -> bool:
    """Whether the person may know which missions a delegation concerns: who sees all
    work, gives it or receives it. An administrator knows that it is there, no more."""
    own = {seat.post_id for seat in scope.seats if seat.delegation_id is None}
    return (
        scope.sees_everything
        or row.delegate_id == scope.person_id
        or row.delegator_id in own
    )


def lent_by(
    scope: Scope, delegation_id: int, at: datetime | None = None
) -> Lent | None:
    """What a delegation gives now; None for one that the reader may know nothing of.
    Two statements; none for number 0, which none has."""
    if not delegation_id:
        return None
    row = Delegation.objects.filter(pk=delegation_id).first()
    if row is None or not may_know_work(scope, row):
        return None
    found = scopes.lent({row.pk: row.delegate_id}, at or timezone.now())
    return Lent(found[row.pk], row.paper)


def with_right(scope: Scope, right: Right) -> MissionQuerySet:
    """Missions on which the scope gives the right: on the unit that leads them, on the
    post that directs them; to see, supporting units count too."""
    seen = missions_in(scope)
    if right == Right.VIEW_WORK:
        return seen
    rule = partial(_where, right)
    return seen.filter(rule(scope) | lent_alone(scope, rule))


def _where(right: Right, scope: Scope) -> Q:
    if right in scope.everywhere:
        return Q(pk__isnull=False)
    return directed(scope, right) | Q(lead_unit__in=scope.unit_ids(right))
