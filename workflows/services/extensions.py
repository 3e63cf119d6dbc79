"""Gia hạn: asked for by the lead unit's head, answered by who directs the mission.

The deadline changes with the answer, not with the request: until then the mission is
as late as it was. The first deadline stays on the mission for good, and each change of
it has a row that says who, when and why.
"""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Least
from django.utils import timezone

from history.enums import HistoryKind
from organization.enums import Right
from organization.forms.days import written
from organization.models import Person
from organization.scopes import Seat
from workflows import policies
from workflows.enums import ExtensionGrounds, ExtensionOutcome
from workflows.exceptions import InvalidInput, InvalidTransition
from workflows.models import DeadlineExtension, Mission
from workflows.services.held import Held, actor, hold

LONGEST_CAUSE = 500
NO_REASON = "Chưa có lý do. Nêu vì sao cần thêm thời gian."
NO_REFUSAL = "Chưa có lý do. Nêu vì sao không gia hạn."
RESUMED = """
WITH ended AS (
  UPDATE workflows_pause
     SET outcome = %(reason)s, ended_by_id = %(by)s, ended_at = %(at)s,
         ended_title = %(title)s, ended_capacity = %(capacity)s,
         ended_on_behalf_of = %(behalf)s
   WHERE mission_id = %(mission)s AND ended_at IS NULL)
INSERT INTO workflows_deadlineextension (
       mission_id, text, from_due_on, asked_due_on, granted_due_on, outcome, grounds,
       objective_cause, answer,
       asked_by_id, asked_title, asked_capacity, asked_on_behalf_of, asked_at,
       answered_by_id, answered_title, answered_capacity, answered_on_behalf_of,
       answered_at)
VALUES (%(mission)s, %(reason)s, %(from_due_on)s, %(due_on)s, %(due_on)s, %(outcome)s,
        %(grounds)s, '', '',
        %(by)s, %(title)s, %(capacity)s, %(behalf)s, %(at)s,
        %(by)s, %(title)s, %(capacity)s, %(behalf)s, %(at)s)"""


def ask_extension(
    *,
    mission_id: int,
    due_on: date,
    reason: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The lead unit's head asks for a later day, also when the deadline is over.

    Raises InvalidInput without a reason or for a day that is not later.
    """
    reason = policies.check_reason(reason, sentence=NO_REASON)
    with hold(mission_id, by=by, at=at) as held:
        held.check("ask_extension", expected_version)
        deadline = deadline_of(held)
        _check_later(due_on, deadline, held, what="Ngày đề nghị")
        seat = held.seat(Right.REPORT_WORK)
        who = actor(by, seat, held.scope)
        DeadlineExtension.objects.create(
            mission=held.mission,
            text=reason,
            asked_by=by,
            asked_title=who.title,
            asked_capacity=who.capacity,
            asked_on_behalf_of=who.on_behalf_of,
            asked_at=held.at,
            from_due_on=deadline,
            asked_due_on=due_on,
        )
        held.set(asked_due_on=due_on, extension_asked_by=by)
        held.enter(
            HistoryKind.EXTENSION_ASKED,
            seat=seat,
            before={"due_on": deadline.isoformat()},
            after={
                "asked_due_on": due_on.isoformat(),
                "days_late": max((timezone.localdate(held.at) - deadline).days, 0),
            },
            note=reason,
        )
    return held.mission


def take_back_extension(
    *,
    mission_id: int,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The lead unit takes its request back before it is answered."""
    with hold(mission_id, by=by, at=at) as held:
        held.check("take_back_extension", expected_version)
        asked = asked_day_of(held)
        seat = held.seat(Right.REPORT_WORK)
        _close(held, ExtensionOutcome.TAKEN_BACK, seat)
        held.enter(
            HistoryKind.EXTENSION_TAKEN_BACK,
            seat=seat,
            before={"asked_due_on": asked.isoformat()},
            after={"asked_due_on": None},
        )
    return held.mission


def extend_deadline(
    *,
    mission_id: int,
    by: Person,
    due_on: date | None = None,
    comment: str = "",
    objective_cause: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Who directs the mission grants what was asked for, or another later day.

    `objective_cause` confirms in words a cause that was nobody's fault (Nghị định
    335/2025/NĐ-CP). Raises ActionDenied, also for who asked; InvalidInput for a day
    that is not later.
    """
    comment = policies.check_text(comment.strip(), label="Ý kiến")
    cause = policies.check_text(
        objective_cause.strip(),
        label="Nguyên nhân khách quan",
        longest=LONGEST_CAUSE,
    )
    with hold(mission_id, by=by, at=at) as held:
        held.check("extend_deadline", expected_version)
        asked, deadline = asked_day_of(held), deadline_of(held)
        granted = due_on or asked
        _check_later(granted, deadline, held, what="Ngày gia hạn")
        seat = directing_seat(held)
        _close(
            held,
            ExtensionOutcome.GRANTED,
            seat,
            answer=comment,
            granted_due_on=granted,
            objective_cause=cause,
            # A correction may have moved the deadline since.
            from_due_on=Least(F("from_due_on"), Value(deadline)),
        )
        move_deadline(held, granted)
        held.enter(
            HistoryKind.DEADLINE_EXTENDED,
            seat=seat,
            before={"due_on": deadline.isoformat()},
            after={
                "due_on": granted.isoformat(),
                "asked_due_on": asked.isoformat(),
                "objective_cause": cause or None,
            },
            note=comment,
        )
    return held.mission


def refuse_extension(
    *,
    mission_id: int,
    reason: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Who directs the mission refuses, with a reason; the deadline stays."""
    reason = policies.check_reason(reason, sentence=NO_REFUSAL)
    with hold(mission_id, by=by, at=at) as held:
        held.check("refuse_extension", expected_version)
        asked = asked_day_of(held)
        seat = directing_seat(held)
        _close(held, ExtensionOutcome.REFUSED, seat, answer=reason)
        held.enter(
            HistoryKind.EXTENSION_REFUSED,
            seat=seat,
            before={"asked_due_on": asked.isoformat()},
            after={"asked_due_on": None},
            note=reason,
        )
    return held.mission


def set_internal_deadline(
    *,
    mission_id: int,
    due_on: date | None,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The lead unit's head, or who directs it, sets a day before the one outside, or
    takes it away with None. Raises InvalidInput for a day that is later, or over."""
    with hold(mission_id, by=by, at=at) as held:
        held.check("set_internal_deadline", expected_version)
        before = held.mission.internal_due_on
        _check_internal(held, due_on)
        held.set(internal_due_on=due_on)
        held.enter(
            HistoryKind.INTERNAL_DEADLINE_SET,
            seat=held.seat(Right.REPORT_WORK) or directing_seat(held),
            before={"internal_due_on": before.isoformat() if before else None},
            after={"internal_due_on": due_on.isoformat() if due_on else None},
        )
    return held.mission


def extended_by_resuming(
    held: Held, due_on: date, *, reason: str, seat: Seat | None
) -> None:
    """End the pause of a mission with a later deadline, kept like an extension: one
    statement for both rows."""
    deadline = deadline_of(held)
    _check_later(due_on, deadline, held, what="Thời hạn mới")
    who = actor(held.by, seat, held.scope)
    values: dict[str, Any] = {
        "mission": held.mission.pk,
        "reason": reason,
        "by": held.by.pk,
        "title": who.title,
        "capacity": who.capacity,
        "behalf": who.on_behalf_of,
        "at": held.at,
        "from_due_on": deadline,
        "due_on": due_on,
        "outcome": ExtensionOutcome.GRANTED.value,
        "grounds": ExtensionGrounds.RESUMED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(RESUMED, values)
    move_deadline(held, due_on)


def lapse(held: Held) -> None:
    """The mission ends: a request that is open needs no answer any more."""
    if held.mission.asked_due_on is not None:
        _close(held, ExtensionOutcome.LAPSED, None)


def move_deadline(held: Held, due_on: date) -> None:
    """Set another deadline; the first one stays on the mission."""
    mission = held.mission
    if mission.original_due_on is None:
        held.set(original_due_on=mission.due_on)
    held.set(due_on=due_on)


def directing_seat(held: Held) -> Seat | None:
    """The seat from which somebody directs the mission, or the Trưởng Ban's."""
    mission = held.mission
    return held.scope.on_post(
        Right.DECIDE_WORK, mission.directing_leader_id, unit_id=mission.lead_unit_id
    ) or held.scope.on_unit(Right.DECIDE_WORK, mission.lead_unit_id)


def deadline_of(held: Held) -> date:
    """The deadline; the policies have refused what has none."""
    due_on: date | None = held.mission.due_on
    if due_on is None:
        raise InvalidTransition(f"{held.mission.code} không có thời hạn.")
    return due_on


def asked_day_of(held: Held) -> date:
    """The later day that is asked for; the policies have refused what asks none."""
    asked: date | None = held.mission.asked_due_on
    if asked is None:
        raise InvalidTransition(
            f"{held.mission.code} không có đề nghị gia hạn nào đang chờ."
        )
    return asked


def _close(
    held: Held,
    outcome: ExtensionOutcome,
    seat: Seat | None,
    *,
    answer: str = "",
    **more: Any,
) -> None:
    """Answer the open request in one statement; at most one is open."""
    who = actor(held.by, seat, held.scope)
    DeadlineExtension.objects.filter(
        mission=held.mission, outcome=ExtensionOutcome.PENDING
    ).update(
        outcome=outcome,
        answer=answer,
        answered_by=held.by,
        answered_at=held.at,
        answered_title=who.title,
        answered_capacity=who.capacity,
        answered_on_behalf_of=who.on_behalf_of,
        **more,
    )
    held.set(asked_due_on=None, extension_asked_by=None)


def _check_later(day: date, deadline: date, held: Held, *, what: str) -> None:
    if day <= deadline:
        raise InvalidInput(
            f"{what} phải sau thời hạn hiện nay ({written(deadline)}). Nhập ngày khác."
        )
    if day < timezone.localdate(held.at):
        raise InvalidInput(f"{what} {written(day)} đã qua. Nhập ngày khác.")


def _check_internal(held: Held, due_on: date | None) -> None:
    if due_on == held.mission.internal_due_on:
        raise InvalidInput("Hạn nội bộ không thay đổi.")
    if due_on is None:
        return
    deadline = deadline_of(held)
    if due_on > deadline:
        raise InvalidInput(
            f"Hạn nội bộ không sau thời hạn {written(deadline)}. Nhập ngày khác."
        )
    if due_on < timezone.localdate(held.at):
        raise InvalidInput(f"Ngày {written(due_on)} đã qua. Nhập ngày khác.")
