"""The history of a mission in words, for the timeline of its page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from approvals.views.timeline_days import days_told, written_day
from approvals.views.timeline_ties import tie_of
from history.enums import HistoryKind
from history.models import HistoryEntry
from workflows.enums import ReturnKind

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
    K.EXTENSION_ASKED: ("đề nghị gia hạn", "giahan", "calplus"),
    K.EXTENSION_TAKEN_BACK: ("rút đề nghị gia hạn", "giahan", "undo"),
    K.DEADLINE_EXTENDED: ("gia hạn", "giahan", "calplus"),
    K.EXTENSION_REFUSED: ("không đồng ý gia hạn", "tralai", "calplus"),
    K.INTERNAL_DEADLINE_SET: ("đặt hạn nội bộ", "giahan", "clock"),
    K.WAIT_BEGAN: ("ghi việc đang chờ", "giahan", "clock"),
    K.WAIT_ENDED: ("ghi đã hết chờ", "lam", "half"),
    K.PAUSED: ("tạm dừng", "giao", "pause"),
    K.RESUMED: ("cho tiếp tục", "lam", "half"),
    K.DIFFICULTY_RAISED: ("báo vướng mắc", "tralai", "flag"),
    K.DIFFICULTY_PASSED_UP: ("chuyển vướng mắc lên Trưởng Ban", "tralai", "forward"),
    K.DIFFICULTY_ANSWERED: ("cho ý kiến chỉ đạo về vướng mắc", "duyet", "pen"),
    K.DIFFICULTY_SETTLED: ("rút vướng mắc", "xong", "okc"),
    K.INSTRUCTED: ("cho ý kiến chỉ đạo", "duyet", "pen"),
    K.FOLLOWED_UP: ("đôn đốc", "saphan", "horn"),
    K.FOLLOW_UP_ANSWERED: ("trả lời đôn đốc", "lam", "horn"),
    K.CHECKED: ("kiểm tra thực hiện", "saphan", "eye"),
    K.EXCEPTION_GIVEN: ("cho phép riêng", "lam", "user"),
    K.EXCEPTION_ENDED: ("chấm dứt cho phép riêng", "lam", "user"),
    K.ROUTE_CHOSEN: ("chọn quy trình duyệt", "lam", "forward"),
    K.OPINION_ASKED: ("xin ý kiến", "lam", "user"),
    K.OPINION_GIVEN: ("cho ý kiến", "lam", "user"),
    K.CONTRIBUTED: ("gửi nội dung phối hợp", "lam", "up"),
    K.CONTRIBUTION_ASKED: ("đề nghị gửi nội dung phối hợp", "lam", "horn"),
    K.CONTRIBUTION_ACCEPTED: ("tiếp thu nội dung phối hợp", "xong", "okc"),
    K.CONTRIBUTION_EXPLAINED: ("giải trình nội dung phối hợp", "lam", "info"),
    K.PROGRESS_NOTED: ("cập nhật tiến độ", "lam", "half"),
    K.COMMENTED: ("trao đổi", "giao", "info"),
    K.COMMENT_WITHDRAWN: ("rút ý kiến trao đổi", "giao", "undo"),
    K.MISSION_SPLIT: ("tách thành phần", "lam", "plus"),
    K.OWN_WORK_MADE: ("lập việc của đơn vị", "lam", "plus"),
    K.PART_MOVED: ("đổi nhiệm vụ cấp trên", "giahan", "forward"),
    K.MERGED_WITH: ("gộp thêm nhiệm vụ trùng", "giahan", "plus"),
    K.MERGED_INTO: ("gộp vào nhiệm vụ khác", "huy", "forward"),
    K.MISSION_REPLACED: ("thay bằng nhiệm vụ mới", "huy", "forward"),
    K.OUTSIDE_ASKED: ("ghi đề nghị gửi cơ quan ngoài", "lam", "forward"),
    K.OUTSIDE_ANSWERED: ("ghi trả lời của cơ quan ngoài", "lam", "okc"),
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
    "led_outside": "cơ quan ngoài chủ trì",
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
    if entry.kind == K.PASSED_UP and entry.after.get("agreed"):
        did = "đồng ý, trình Trưởng Ban quyết định"
    return Told(
        who=entry.acting_title or entry.actor_name,
        name=entry.actor_name if entry.acting_title else "",
        did=did,
        details=tie_of(entry) or days_told(entry) or _details(entry),
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
    if entry.kind in {K.REPORT_HANDED_IN, K.RETURNED, K.COMPLETED, K.REPORT_RECALLED}:
        return _round(after)
    words = DETAILS.get(entry.kind)
    return words(after) if words else ""


DETAILS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    K.CARRIED_OVER: lambda after: str(after.get("authority", "")),
    K.OPINION_ASKED: lambda after: ", ".join(after.get("asked", ())),
    K.OPINION_GIVEN: lambda after: (
        "đồng ý" if after.get("agrees") else "có ý kiến khác"
    ),
    K.EXCEPTION_GIVEN: lambda after: str(after.get("full_name", "")),
    K.EXCEPTION_ENDED: lambda after: str(after.get("full_name", "")),
    K.OFFICER_NAMED: lambda after: after.get("officer") or "bỏ phân công",
}


def _round(after: dict[str, Any]) -> str:
    """Which round, and of what kind a return is."""
    words = f"lần {after['round']}" if after.get("round") else ""
    if after.get("return_kind") in ReturnKind:
        words += f", {ReturnKind(after['return_kind']).label.lower()}"
    return words


def _changed(name: str, before: Any, after: Any) -> str:
    if name != "due_on":
        return FACTS[name]
    return f"{FACTS[name]} từ {written_day(before)} thành {written_day(after)}"
