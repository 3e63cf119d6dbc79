"""The people and acts of the history tests."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from history.enums import HistoryKind
from history.models import HistoryEntry
from history.services import Actor, EntryDraft, append

HEAD = Actor(1, "Nguyễn Quốc Toàn", "Trưởng Ban")
DEPUTY = Actor(2, "Hoàng Văn Đức", "Phó Trưởng Ban", "KT.", "Trưởng Ban")
OFFICER = Actor(7, "Lê Thị Hạnh", "Chuyên viên")
MONDAY = datetime(2026, 1, 26, 1, 30, 0, 123456, tzinfo=UTC)
MISSION = ("mission", 18)


def draft(
    kind: HistoryKind = HistoryKind.MISSION_STARTED,
    *,
    subject: tuple[str, int] = MISSION,
    by: Actor = OFFICER,
    at: datetime = MONDAY,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
) -> EntryDraft:
    return EntryDraft(
        *subject,
        kind=kind,
        actor=by,
        at=at,
        before=before or {},
        after=after or {},
        note=note,
    )


def tell(*drafts: EntryDraft) -> list[HistoryEntry]:
    with transaction.atomic():
        return append(*drafts)


def tell_a_mission(subject: tuple[str, int] = MISSION) -> list[HistoryEntry]:
    """Given, started, handed in, returned, handed in again: five entries."""
    return tell(
        draft(
            HistoryKind.MISSION_ASSIGNED,
            subject=subject,
            by=HEAD,
            after={"state": "ASSIGNED", "due_on": "2026-02-06"},
        ),
        draft(
            HistoryKind.MISSION_STARTED,
            subject=subject,
            before={"state": "ASSIGNED"},
            after={"state": "IN_PROGRESS"},
        ),
        draft(
            HistoryKind.REPORT_HANDED_IN,
            subject=subject,
            before={"state": "IN_PROGRESS"},
            after={"state": "REPORTED"},
            note="Đã rà soát xong.",
        ),
        draft(
            HistoryKind.RETURNED,
            subject=subject,
            by=DEPUTY,
            before={"state": "REPORTED"},
            after={"state": "RETURNED"},
            note="Bổ sung số liệu quý I.",
        ),
        draft(
            HistoryKind.REPORT_HANDED_IN,
            subject=subject,
            before={"state": "RETURNED"},
            after={"state": "REPORTED"},
        ),
    )
