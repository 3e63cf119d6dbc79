"""The days of an extension, a wait or a pause in words, for the timeline."""

from collections.abc import Callable
from datetime import date
from typing import Final

from history.enums import HistoryKind
from history.models import HistoryEntry
from organization.forms.days import written

K = HistoryKind


def days_told(entry: HistoryEntry) -> str:
    """What an entry about days says beside its kind; "" for any other."""
    tell = DAYS_TOLD.get(HistoryKind(entry.kind))
    return tell(entry) if tell else ""


def written_day(text: str | None) -> str:
    """A day of the history as papers write it."""
    return written(date.fromisoformat(text)) if text else "không có"


def _asked_day(entry: HistoryEntry) -> str:
    words = f"đến {written_day(entry.after.get('asked_due_on'))}"
    late = entry.after.get("days_late", 0)
    return f"{words}, khi đã quá hạn {late} ngày" if late else words


def _new_day(entry: HistoryEntry) -> str:
    """From which deadline to which, and a cause that was confirmed."""
    if "due_on" not in entry.after:
        return ""
    before, after = entry.before.get("due_on"), entry.after["due_on"]
    words = f"từ {written_day(before)} đến {written_day(after)}"
    cause = entry.after.get("objective_cause")
    return f"{words}, xác nhận nguyên nhân khách quan: {cause}" if cause else words


def _internal_day(entry: HistoryEntry) -> str:
    day = entry.after.get("internal_due_on")
    return f"ngày {written_day(day)}" if day else "bỏ hạn nội bộ"


def _waited_for(entry: HistoryEntry) -> str:
    facts = entry.after if entry.after.get("on_whom") else entry.before
    words = str(facts.get("on_whom", ""))
    expected = facts.get("expected_on")
    return f"{words}, dự kiến {written_day(expected)}" if expected else words


# Kinds whose facts are days, told in their own words.
DAYS_TOLD: Final[dict[HistoryKind, Callable[[HistoryEntry], str]]] = {
    K.EXTENSION_ASKED: _asked_day,
    K.DEADLINE_EXTENDED: _new_day,
    K.RESUMED: _new_day,
    K.INTERNAL_DEADLINE_SET: _internal_day,
    K.WAIT_BEGAN: _waited_for,
    K.WAIT_ENDED: _waited_for,
}
