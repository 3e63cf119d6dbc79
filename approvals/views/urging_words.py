"""What is wrong with a mission in a sentence, to begin a word of urging with."""

from datetime import date
from typing import Final

from django.utils import timezone

from organization.forms.days import written
from workflows.enums import MissionState
from workflows.models import Mission
from workflows.queries.calendar import soon

PLEASE: Final = "Đề nghị báo cáo kết quả, nêu rõ ngày hoàn thành."
PLEASE_DECIDE: Final = "Đề nghị xem xét, cho ý kiến."
NOT_SENT: Final = "Đơn vị phối hợp chưa gửi nội dung phối hợp."


def state_of(mission: Mission, today: date) -> str:
    """“Quá hạn 12 ngày (hạn 10/11/2026), …”; "" where nothing is wrong."""
    words = []
    if mission.state == MissionState.ASSIGNED:
        given = timezone.localdate(mission.assigned_at)
        words.append(f"Giao ngày {written(given)}, đến nay đơn vị chưa nhận.")
    late = _late(mission, today)
    return " ".join([*words, late] if late else words)


def _late(mission: Mission, today: date) -> str:
    if mission.due_on is None:
        return ""
    left, day = (mission.due_on - today).days, written(mission.due_on)
    if left < 0:
        return f"Quá hạn {-left} ngày (hạn {day}), chưa có báo cáo."
    if left == 0:
        return f"Hôm nay hết hạn ({day}), chưa có báo cáo."
    return f"Còn {left} ngày đến hạn {day}." if mission.due_on <= soon(today) else ""


def waiting_above(mission: Mission, today: date) -> str:
    """How long the report has lain where it is."""
    since = timezone.localdate(mission.state_since)
    checks = mission.state == MissionState.REPORTED
    waits = "chờ kiểm tra" if checks else "chờ quyết định"
    return f"Báo cáo {waits} từ ngày {written(since)} ({(today - since).days} ngày)."


def with_state(mission: Mission, text: str, today: date) -> str:
    """The text of many, after what is wrong with this one."""
    return " ".join(part for part in (state_of(mission, today), text.strip()) if part)
