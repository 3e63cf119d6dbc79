"""The history of a mission in words, for the timeline of its page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from history.enums import HistoryKind
from history.models import HistoryEntry

K = HistoryKind
# Kind → what was done, after the name of who did it; colour; icon.
TOLD: Final[dict[str, tuple[str, str, str]]] = {
    K.MISSION_ASSIGNED: ("giao nhiệm vụ", "giao", "assign"),
    K.MISSION_STARTED: ("nhận thực hiện", "lam", "half"),
    K.REPORT_HANDED_IN: ("nộp báo cáo", "baocao", "up"),
    K.SUBMITTED_FOR_APPROVAL: ("trình lãnh đạo duyệt", "duyet", "stamp"),
    K.REPORT_RECALLED: ("rút báo cáo", "lam", "undo"),
    K.RETURNED: ("trả lại", "tralai", "undo"),
    K.COMPLETED: ("duyệt hoàn thành", "xong", "okc"),
    K.WITHDRAWN: ("thu hồi nhiệm vụ", "huy", "xc"),
    K.CORRECTED: ("đính chính", "giahan", "pen"),
    K.OFFICER_NAMED: ("phân công chuyên viên theo dõi", "lam", "user"),
    K.PASSED_UP: ("chuyển Trưởng Ban quyết định", "duyet", "forward"),
    K.EXCEPTION_GIVEN: ("cho phép riêng", "lam", "user"),
    K.EXCEPTION_ENDED: ("chấm dứt cho phép riêng", "lam", "user"),
    K.CARRIED_OVER: ("chuyển sang bản mới của văn bản", "giahan", "forward"),
}
FACTS: Final[dict[str, str]] = {
    "title": "tên nhiệm vụ",
    "text": "nội dung",
    "lead_unit": "đơn vị chủ trì",
    "supporting_units": "đơn vị phối hợp",
    "directing_leader": "lãnh đạo chỉ đạo",
    "due_on": "thời hạn",
    "no_deadline_reason": "lý do không có thời hạn",
}


@dataclass(frozen=True)
class Told:
    """One entry: who (title with capacity, name), did what, why, when."""

    who: str
    name: str
    did: str
    details: str
    note: str
    at: datetime
    code: str
    icon: str
    number: int


def timeline(entries: list[HistoryEntry]) -> list[Told]:
    """Newest first."""
    return [told(entry) for entry in reversed(entries)]


def told(entry: HistoryEntry) -> Told:
    did, code, icon = TOLD.get(
        entry.kind, (entry.get_kind_display().lower(), "giao", "info")
    )
    return Told(
        who=entry.acting_title or entry.actor_name,
        name=entry.actor_name if entry.acting_title else "",
        did=did,
        details=_details(entry),
        note=entry.note,
        at=entry.at,
        code=code,
        icon=icon,
        number=entry.sequence,
    )


def _details(entry: HistoryEntry) -> str:
    after: dict[str, Any] = entry.after
    if entry.kind == K.CORRECTED:
        return ", ".join(
            _changed(name, entry.before.get(name), after[name])
            for name in FACTS
            if name in after
        )
    if entry.kind == K.CARRIED_OVER:
        return str(after.get("authority", ""))
    if entry.kind in {K.EXCEPTION_GIVEN, K.EXCEPTION_ENDED}:
        return str(after.get("full_name", ""))
    if entry.kind == K.OFFICER_NAMED:
        return after.get("officer") or "bỏ phân công"
    if entry.kind in {K.REPORT_HANDED_IN, K.RETURNED, K.COMPLETED, K.REPORT_RECALLED}:
        return f"lần {after['round']}" if after.get("round") else ""
    return ""


def _changed(name: str, before: Any, after: Any) -> str:
    if name != "due_on":
        return FACTS[name]
    return f"{FACTS[name]} từ {_day(before)} thành {_day(after)}"


def _day(text: str | None) -> str:
    if text is None:
        return "không có"
    day = date.fromisoformat(text)
    month = f"{day.month:02}" if day.month in {1, 2} else f"{day.month}"
    return f"{day.day:02}/{month}/{day.year}"
