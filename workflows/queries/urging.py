"""What is open of difficulties and urging, over missions; each has a partial index."""

from typing import Protocol

from django.db.models import Q, QuerySet

from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import WITH_THE_UNIT, MissionState
from workflows.models import Difficulty, FollowUp, Mission


class Urged(Protocol):
    """A mission, as far as urging on asks of it."""

    @property
    def pk(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def lead_unit_id(self) -> int: ...
    @property
    def directing_leader_id(self) -> int: ...


def with_difficulty() -> Q:
    """Missions on which a difficulty waits for its answer."""
    return Q(pk__in=open_difficulties().values("mission"))


def urged_on() -> Q:
    """Missions on which a word of urging waits for its answer."""
    return Q(pk__in=open_follow_ups().values("mission"))


def open_difficulties() -> QuerySet[Difficulty]:
    return Difficulty.objects.filter(closed_at__isnull=True).order_by()


def open_follow_ups() -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(closed_at__isnull=True).order_by()


def may_urge(scope: Scope, mission: Urged) -> bool:
    """Whether the unit may be urged on by the person now: for rows of lists, without a
    statement each. `approvals.authority.seat_to_follow_up` is the rule; a test holds
    the two together."""
    if mission.state not in WITH_THE_UNIT:
        return False
    here, unit = scope.on_mission(mission.pk), mission.lead_unit_id
    leader = mission.directing_leader_id
    return bool(
        here.on_post(Right.DECIDE_WORK, leader, unit_id=unit)
        or here.on_unit(Right.DECIDE_WORK, unit)
        or here.on_unit(Right.CHECK_WORK, unit)
    )


def urges_somebody(scope: Scope) -> bool:
    """Whether there can be missions on which the person urges at all."""
    return any(
        one.may_somewhere(Right.CHECK_WORK)
        or one.may_somewhere(Right.DECIDE_WORK)
        or bool(one.post_ids(Right.DECIDE_WORK))
        or bool(one.limited_post_grants.get(Right.DECIDE_WORK))
        for one in (scope, *scope.of_missions.values())
    )


def seems_decidable(scope: Scope, mission: Mission) -> bool:
    """Whether a report may wait for the person's decision: for rows of lists, without a
    statement each. Whether it does, and whether it may be decided unread, is told by
    the page that asks before many are approved."""
    if mission.state != MissionState.UNDER_APPROVAL:
        return False
    here, leader = scope.on_mission(mission.pk), mission.directing_leader_id
    seat = here.on_post(Right.DECIDE_WORK, leader, unit_id=mission.lead_unit_id)
    return seat is not None
