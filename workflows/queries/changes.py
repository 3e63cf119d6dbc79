"""What changed since a giao ban, or between two: each kind is a list of missions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.db.models import Q, QuerySet, Subquery

from history.enums import HistoryKind
from history.models import HistoryEntry
from workflows.enums import (
    OPEN_STATES,
    WAITING_ABOVE,
    WITH_THE_UNIT,
    MissionState,
)
from workflows.models import Meeting, MeetingLine


class Change(StrEnum):
    """Values are what stands in an address (`doi=`)."""

    GIVEN = "moi-giao"
    COMPLETED = "hoan-thanh"
    LATE = "moi-qua-han"
    WITHDRAWN = "thu-hoi"
    RETURNED = "tra-lai"
    EXTENDED = "gia-han"
    DIFFICULT = "vuong-mac"
    ANSWERED = "tra-loi-vuong-mac"
    # How it stood at the meeting itself.
    OPEN_THEN = "luc-do-chua-xong"
    LATE_THEN = "luc-do-qua-han"
    WAITING_THEN = "luc-do-cho-duyet"
    COMPLETED_THEN = "luc-do-hoan-thanh"
    WITHDRAWN_THEN = "luc-do-thu-hoi"


WORDS: Final[dict[Change, str]] = {
    Change.GIVEN: "Mới giao",
    Change.COMPLETED: "Hoàn thành",
    Change.LATE: "Mới quá hạn",
    Change.WITHDRAWN: "Thu hồi",
    Change.RETURNED: "Bị trả lại",
    Change.EXTENDED: "Được gia hạn",
    Change.DIFFICULT: "Mới báo vướng mắc",
    Change.ANSWERED: "Vướng mắc được trả lời",
    Change.OPEN_THEN: "Chưa xong lúc giao ban",
    Change.LATE_THEN: "Quá hạn lúc giao ban",
    Change.WAITING_THEN: "Chờ duyệt lúc giao ban",
    Change.COMPLETED_THEN: "Hoàn thành trước giao ban",
    Change.WITHDRAWN_THEN: "Thu hồi trước giao ban",
}
FROZEN: Final[dict[Change, dict[str, Any]]] = {
    Change.OPEN_THEN: {"state__in": OPEN_STATES},
    Change.LATE_THEN: {"is_late": True},
    Change.WAITING_THEN: {"state__in": WAITING_ABOVE},
    Change.COMPLETED_THEN: {"state": MissionState.COMPLETED},
    Change.WITHDRAWN_THEN: {"state": MissionState.WITHDRAWN},
}
CHANGES: Final = tuple(change for change in Change if change not in FROZEN)
TOLD_BY: Final = {
    Change.RETURNED: HistoryKind.RETURNED,
    Change.EXTENDED: HistoryKind.DEADLINE_EXTENDED,
    Change.DIFFICULT: HistoryKind.DIFFICULTY_RAISED,
    Change.ANSWERED: HistoryKind.DIFFICULTY_ANSWERED,
}
ENDED_AS: Final = {
    Change.COMPLETED: MissionState.COMPLETED,
    Change.WITHDRAWN: MissionState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Since:
    """From the moment of one meeting to that of another, or to now; of how it stood at
    the one, what a unit led then, where `unit_id` names one."""

    meeting_id: int
    until_id: int | None = None
    unit_id: int | None = None

    def within(self, column: str) -> Q:
        """Rows whose moment lies in it; none where there is no such meeting."""
        found = Q(**{f"{column}__gt": _moment(self.meeting_id)})
        if self.until_id is not None:
            found &= Q(**{f"{column}__lte": _moment(self.until_id)})
        return found


def changed(change: Change, since: Since, *, on: date) -> Q:
    """The missions to which it happened, each once; as of a day, what is late."""
    if change == Change.GIVEN:
        return since.within("assigned_at")
    if change in ENDED_AS:
        return Q(since.within("state_since"), state=ENDED_AS[change])
    if change in TOLD_BY:
        entries = HistoryEntry.objects.filter(
            since.within("at"), subject_type="mission", kind=TOLD_BY[change]
        )
        return Q(pk__in=entries.order_by().values("subject_id"))
    if change == Change.LATE:
        was_late = Q(pk__in=_lines(since.meeting_id, is_late=True))
        return _late(since, on) & ~was_late
    of_unit = {"lead_unit": since.unit_id} if since.unit_id else {}
    return Q(pk__in=_lines(since.meeting_id, **FROZEN[change], **of_unit))


def _late(since: Since, on: date) -> Q:
    if since.until_id is not None:
        return Q(pk__in=_lines(since.until_id, is_late=True))
    # As MissionQuerySet.overdue says; a test holds them together.
    return Q(state__in=WITH_THE_UNIT, due_on__lt=on, paused_at__isnull=True)


def _lines(meeting_id: int, **conditions: Any) -> QuerySet[MeetingLine, Any]:
    rows = MeetingLine.objects.filter(meeting=meeting_id, **conditions)
    return rows.order_by().values("mission")


def _moment(meeting_id: int) -> Subquery:
    """Asked for in the same statement; nothing is later than what does not exist."""
    return Subquery(Meeting.objects.filter(pk=meeting_id).values("recorded_at"))
