"""Giao ban is recorded: how every mission stands is frozen in the same statement."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from history import services as history
from history.enums import HistoryKind
from organization import scopes
from organization.enums import Right
from organization.models import Person
from organization.scopes import Scope
from workflows.enums import FINISHED_STATES, OPEN_STATES, WITH_THE_UNIT
from workflows.exceptions import ActionDenied, InvalidInput
from workflows.models import Meeting
from workflows.queries.meetings import may_record
from workflows.services.held import actor

SUBJECT: Final = "meeting"
LONGEST_NAME: Final = 120
NEAR: Final = timedelta(days=7)
NOT_YOURS: Final = "Chỉ Văn phòng và Trưởng Ban chốt số liệu giao ban."
# Late as MissionQuerySet.overdue has it; a test holds them together.
FREEZE: Final = """
INSERT INTO workflows_meetingline
       (meeting_id, mission_id, lead_unit_id, directing_leader_id, state, due_on,
        is_late)
SELECT %(meeting)s, id, lead_unit_id, directing_leader_id, state, due_on,
       coalesce(state = ANY(%(with_the_unit)s) AND paused_at IS NULL
                AND due_on < %(today)s, false)
  FROM workflows_mission
 WHERE state = ANY(%(open)s)
    OR (state = ANY(%(finished)s) AND state_since > %(since)s)
"""


def check_may_record(scope: Scope) -> None:
    """Raises ActionDenied for who records no meeting."""
    if not may_record(scope):
        raise ActionDenied(NOT_YOURS)


@transaction.atomic
def record_meeting(
    *, held_on: date, name: str, by: Person, at: datetime | None = None
) -> Meeting:
    """Freeze how the work stands now, under the name and day of a meeting.

    Raises ActionDenied, or InvalidInput where the name is missing, the day is not
    near, or the meeting was recorded already.
    """
    at = at or timezone.now()
    scope = scopes.renew(by, at)
    check_may_record(scope)
    today = timezone.localdate(at)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(f"Ghi tên cuộc giao ban, không quá {LONGEST_NAME} ký tự.")
    if abs(held_on - today) > NEAR:
        raise InvalidInput(
            "Số liệu chốt là số liệu lúc này; ngày họp phải trong vòng 7 ngày."
        )
    before = Meeting.objects.order_by("-recorded_at").first()
    meeting = _meeting(held_on, name, by, scope, at)
    lines = _freeze(meeting, before.recorded_at if before else at, today)
    _record(meeting, by, scope, lines)
    return meeting


def _meeting(
    held_on: date, name: str, by: Person, scope: Scope, at: datetime
) -> Meeting:
    try:
        with transaction.atomic():
            return Meeting.objects.create(
                held_on=held_on,
                name=name,
                recorded_by=by,
                recorded_title=scope.seats[0].post_title if scope.seats else "",
                recorded_at=at,
            )
    except IntegrityError as error:
        raise InvalidInput(
            f"“{name}” ngày {held_on:%d/%m/%Y} đã được chốt. Mỗi cuộc giao ban chỉ "
            "chốt một lần."
        ) from error


def _freeze(meeting: Meeting, since: datetime, today: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            FREEZE,
            {
                "meeting": meeting.pk,
                "today": today,
                "since": since,
                "with_the_unit": [state.value for state in WITH_THE_UNIT],
                "open": [state.value for state in OPEN_STATES],
                "finished": [state.value for state in FINISHED_STATES],
            },
        )
        return int(cursor.rowcount)


def _record(meeting: Meeting, by: Person, scope: Scope, lines: int) -> None:
    seat = scope.everywhere.get(Right.CHECK_WORK) or scope.everywhere.get(
        Right.DECIDE_WORK
    )
    after: dict[str, Any] = {
        "name": meeting.name,
        "held_on": meeting.held_on,
        "missions": lines,
    }
    history.record(
        history.EntryDraft(
            subject_type=SUBJECT,
            subject_id=meeting.pk,
            kind=HistoryKind.MEETING_RECORDED,
            actor=actor(by, seat, scope),
            at=meeting.recorded_at,
            before={},
            after=after,
        )
    )
