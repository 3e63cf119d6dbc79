"""Văn phòng keeps the working calendar: days off, days made up, and why.

A change moves reminders and hints about working days. It moves no deadline: a day
that a paper fixed stays, and a period counted from signing stays as it was counted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from history import services as history
from history.enums import HistoryKind
from organization import scopes
from organization.enums import Right
from organization.models import Person
from organization.scopes import Scope
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    MissionNotFound,
    StaleMission,
)
from workflows.models import CalendarCorrection
from workflows.queries.calendar import forget_calendar
from workflows.services.held import actor

ONLY_OFFICE = "Chỉ Văn phòng ghi ngày nghỉ, ngày làm bù vào lịch làm việc."
YEARS = range(2000, 2100)
SUBJECT = "calendar"


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What is to stand in the calendar for one day."""

    day: date
    is_working: bool
    reason: str
    source: str = ""
    is_confirmed: bool = True


def subject_id(day: date) -> int:
    """The number under which history keeps a day, through removal and return."""
    return day.year * 10000 + day.month * 100 + day.day


def may_keep_calendar(scope: Scope) -> bool:
    """Whether the person keeps the calendar: Văn phòng's seats do."""
    return Right.ISSUE_WORK in scope.everywhere


@transaction.atomic
def set_day(
    *, entry: DayEntry, by: Person, expected_version: int | None = None
) -> CalendarCorrection:
    """Write one day into the calendar, or change what stands there for it.

    ``expected_version`` is that of the row on the person's page, None where the day
    was new there. Raises ActionDenied, InvalidInput or StaleMission.
    """
    at = timezone.now()
    scope = _keeper(by, at)
    entry = _checked(entry)
    row = _locked(entry.day)
    before = _values(row) if row is not None else {}
    if (row.version if row is not None else None) != expected_version:
        raise _stale(entry.day)
    if row is None:
        row = CalendarCorrection(day=entry.day)
    else:
        row.version += 1
    row.is_working, row.is_confirmed = entry.is_working, entry.is_confirmed
    row.reason, row.source = entry.reason, entry.source
    row.changed_by, row.changed_at = by, at
    _save(row)
    kind = HistoryKind.CALENDAR_DAY_SET
    _record(kind, row.day, scope, by, before=before, after=_values(row))
    forget_calendar()
    return row


@transaction.atomic
def remove_day(*, day: date, by: Person, expected_version: int | None = None) -> None:
    """Take a day out, so that the base calendar counts again.

    Raises ActionDenied, MissionNotFound or StaleMission.
    """
    scope = _keeper(by, timezone.now())
    row = _locked(day)
    if row is None:
        raise MissionNotFound("Ngày này không còn ghi trong lịch.")
    if expected_version is not None and row.version != expected_version:
        raise _stale(day)
    before = _values(row)
    row.delete()
    kind = HistoryKind.CALENDAR_DAY_REMOVED
    _record(kind, day, scope, by, before=before, after={})
    forget_calendar()


def _keeper(by: Person, at: datetime) -> Scope:
    scope = scopes.renew(by, at)
    if not may_keep_calendar(scope):
        raise ActionDenied(ONLY_OFFICE)
    return scope


def _checked(entry: DayEntry) -> DayEntry:
    reason, source = (" ".join(words.split()) for words in (entry.reason, entry.source))
    if not reason:
        raise InvalidInput("Chưa có lý do. Ghi lý do nghỉ hoặc làm bù.")
    if entry.day.year not in YEARS:
        raise InvalidInput(f"Năm {entry.day.year} không hợp lệ.")
    return DayEntry(entry.day, entry.is_working, reason, source, entry.is_confirmed)


def _locked(day: date) -> CalendarCorrection | None:
    rows = CalendarCorrection.objects.select_for_update(of=("self",))
    return rows.filter(day=day).first()


def _save(row: CalendarCorrection) -> None:
    """Save; two who write the same new day at once are kept apart by its uniqueness."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _stale(row.day) from error


def _stale(day: date) -> StaleMission:
    return StaleMission(
        f"Ngày {day:%d/%m/%Y} vừa được người khác ghi vào lịch. Thao tác vừa bấm chưa "
        "được ghi. Xem bản mới rồi làm tiếp."
    )


def _values(row: CalendarCorrection) -> dict[str, Any]:
    return {
        "day": row.day,
        "is_working": row.is_working,
        "reason": row.reason,
        "source": row.source,
        "is_confirmed": row.is_confirmed,
    }


def _record(
    kind: HistoryKind,
    day: date,
    scope: Scope,
    by: Person,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """One entry on the day's chain; the caller holds its row, or its unique place."""
    seat = scope.everywhere[Right.ISSUE_WORK]
    history.record(
        history.EntryDraft(
            subject_type=SUBJECT,
            subject_id=subject_id(day),
            kind=kind,
            actor=actor(by, seat, scope),
            at=scope.at,
            before=before,
            after=after,
            authority=str((after or before).get("source", "")),
        )
    )
