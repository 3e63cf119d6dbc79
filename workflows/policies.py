"""What state and facts allow; no person, no database.

Each rule in two voices: `check_can_…` raises with a sentence, `can_…` asks.
"""

import re
from typing import Final, Protocol

from workflows.enums import OPEN_STATES, WAITING_ABOVE, WITH_THE_UNIT, MissionState
from workflows.exceptions import InvalidInput, InvalidTransition, StaleMission

S = MissionState
# U+0000 and halves of a pair: typed by nobody, kept by no database.
UNKEEPABLE: Final = re.compile("[\x00\ud800-\udfff]")

# Act → states that it may begin from. The same table is drawn by `draw_states`.
SOURCES: Final[dict[str, tuple[MissionState, ...]]] = {
    "start": (S.ASSIGNED,),
    "report": (S.IN_PROGRESS, S.RETURNED),
    "submit_for_approval": (S.REPORTED,),
    "recall_report": WAITING_ABOVE,
    "return_for_form": (S.REPORTED,),
    "decide": (S.UNDER_APPROVAL,),
    "pass_up": (S.UNDER_APPROVAL,),
    "withdraw": OPEN_STATES,
    "correct": (S.ASSIGNED, S.IN_PROGRESS),
    "name_officer": OPEN_STATES,
    "except": tuple(S),
    "prepare": (S.IN_PROGRESS, S.RETURNED),
    "contribute": WITH_THE_UNIT,
}

WORDS: Final[dict[str, str]] = {
    "start": "nhận thực hiện",
    "report": "nộp báo cáo",
    "submit_for_approval": "trình lãnh đạo",
    "recall_report": "rút báo cáo",
    "return_for_form": "trả lại về thể thức",
    "decide": "duyệt hoặc trả lại",
    "pass_up": "chuyển Trưởng Ban",
    "withdraw": "thu hồi",
    "correct": "đính chính",
    "name_officer": "phân công chuyên viên",
    "except": "cho phép riêng",
    "prepare": "chuẩn bị báo cáo",
    "contribute": "góp nội dung phối hợp",
}


class MissionFacts(Protocol):
    """What the rules below look at."""

    state: str
    version: int
    rounds: int

    @property
    def code(self) -> str: ...


def check_can(act: str, mission: MissionFacts) -> None:
    """Raise InvalidTransition unless the mission's state allows the act."""
    if mission.state not in SOURCES[act]:
        label = MissionState(mission.state).label
        raise InvalidTransition(
            f"{mission.code} đang ở trạng thái {label}, không thể {WORDS[act]}. "
            "Tải lại trang để xem bản mới."
        )
    if act == "correct" and mission.rounds > 0:
        raise InvalidTransition(
            f"{mission.code} đã có báo cáo nộp, không đính chính được nữa. "
            "Thu hồi rồi giao lại nếu nội dung giao đã sai."
        )


def can(act: str, mission: MissionFacts) -> bool:
    """Whether `check_can` would pass."""
    return mission.state in SOURCES[act] and not (
        act == "correct" and mission.rounds > 0
    )


def check_version(mission: MissionFacts, expected: int | None) -> None:
    """Raise StaleMission when the page that the person saw is older than the row.

    None means that no page was seen: an import or a job acts on the row as it is.
    """
    if expected is not None and expected != mission.version:
        raise StaleMission(
            f"{mission.code} vừa được người khác cập nhật, hiện ở trạng thái "
            f"{MissionState(mission.state).label}. Thao tác vừa bấm chưa được ghi. "
            "Xem bản mới rồi quyết định tiếp."
        )


def check_reason(text: str, *, sentence: str) -> str:
    """The reason without surrounding blanks; raise InvalidInput when there is none, or
    when it cannot be kept as it was typed."""
    reason = text.strip()
    if not reason:
        raise InvalidInput(sentence)
    return check_text(reason, label="Nội dung nhập")


def check_text(text: str, *, label: str, longest: int | None = None) -> str:
    """The text itself; raise InvalidInput for signs that no database can keep, and for
    more than `longest` characters."""
    if UNKEEPABLE.search(text):
        raise InvalidInput(f"{label} có ký tự không hợp lệ. Xóa ký tự đó rồi gửi lại.")
    if longest is not None and len(text.strip()) > longest:
        raise InvalidInput(f"{label} dài quá {longest} ký tự. Rút gọn rồi gửi lại.")
    return text
