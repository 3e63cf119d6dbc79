"""Thay bằng nhiệm vụ mới: withdrawn and given anew in one act; each names the other."""

from dataclasses import replace as changed
from datetime import datetime

from approvals import authority
from approvals.queries import facts_of
from approvals.services.taking_back import take_back
from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person
from workflows import policies
from workflows.exceptions import ActionDenied
from workflows.models import Mission
from workflows.services.held import Held, hold
from workflows.services.missions import Order, give

NO_REASON = "Chưa có lý do. Nêu vì sao thay bằng nhiệm vụ mới."


def replace_mission(
    *,
    mission_id: int,
    order: Order,
    reason: str,
    by: Person,
    parts_stay: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Who directs a mission that was given wrongly, or outlived, gives another for it.

    The new one begins anew, with the same document and the same place in it. Raises
    ActionDenied for a unit outside the leader's field that has no share in the old one.
    """
    reason = policies.check_reason(reason, sentence=NO_REASON)
    with hold(mission_id, by=by, at=at) as held:
        held.check("replace", expected_version)
        _check_field(held, order)
        old = held.mission
        seat = authority.seat_to_split(held.scope, facts_of(old))
        item = old.item
        if item is not None:
            # One item, one mission that carries it out: the new one, from now on.
            old.item = None
            old.save(update_fields=["item"])
        anew = changed(
            order,
            item=item,
            deadline=order.deadline or old.deadline,
            parent=old.parent,
            is_own=old.is_own,
            given_by_agency=order.given_by_agency or old.given_by_agency,
            replaces=old,
            note=reason,
        )
        new = give(
            [anew],
            by=by,
            at=held.at,
            scope=held.scope,
            seat=seat,
            authority=old.authority,
            document=old.document,
        )[0]
        take_back(
            [held],
            reason=reason,
            seats={mission_id: seat},
            parts_stay=parts_stay,
            kind=HistoryKind.MISSION_REPLACED,
            after={"replaced_by": new.pk},
        )
    return new


def _check_field(held: Held, order: Order) -> None:
    unit = order.lead_unit
    sharing = {held.mission.lead_unit_id, *held.supporting}
    if unit.pk not in sharing and not held.scope.on_unit(Right.GIVE_WORK, unit.pk):
        raise ActionDenied(
            f"{unit.name} không thuộc lĩnh vực được phân công phụ trách."
        )
