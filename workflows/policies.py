"""What state and facts allow; no person, no database.

Each rule in two voices: `check_can_…` raises with a sentence, `can_…` asks.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
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
    "ask_contribution": (S.IN_PROGRESS, S.RETURNED),
    "answer_contribution": (S.IN_PROGRESS, S.RETURNED),
    "note_progress": (S.IN_PROGRESS, S.RETURNED),
    "comment": OPEN_STATES,
    "set_route": OPEN_STATES,
    "ask_opinion": WAITING_ABOVE,
    "give_opinion": WAITING_ABOVE,
    "split": WITH_THE_UNIT,
    "derive": (S.IN_PROGRESS, S.RETURNED),
    "merge": OPEN_STATES,
    "replace": OPEN_STATES,
    "record_outside": OPEN_STATES,
    "ask_extension": WITH_THE_UNIT,
    "take_back_extension": OPEN_STATES,
    "extend_deadline": OPEN_STATES,
    "refuse_extension": OPEN_STATES,
    "set_internal_deadline": WITH_THE_UNIT,
    "begin_wait": WITH_THE_UNIT,
    "end_wait": WITH_THE_UNIT,
    "pause": WITH_THE_UNIT,
    "resume": WITH_THE_UNIT,
    "raise_difficulty": WITH_THE_UNIT,
    "settle_difficulty": OPEN_STATES,
    "answer_difficulty": OPEN_STATES,
    "answer_passed_up": OPEN_STATES,
    "pass_up_difficulty": OPEN_STATES,
    "instruct": OPEN_STATES,
    "follow_up": WITH_THE_UNIT,
    "follow_up_above": WAITING_ABOVE,
    "answer_follow_up": WITH_THE_UNIT,
    "answer_support_follow_up": WITH_THE_UNIT,
    "inspect": OPEN_STATES,
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
    "ask_contribution": "đề nghị đơn vị phối hợp gửi nội dung",
    "answer_contribution": "tiếp thu, giải trình nội dung phối hợp",
    "note_progress": "cập nhật tiến độ",
    "comment": "trao đổi",
    "set_route": "chọn quy trình duyệt",
    "ask_opinion": "xin ý kiến",
    "give_opinion": "cho ý kiến",
    "split": "tách thành phần",
    "derive": "lập việc của đơn vị",
    "merge": "gộp nhiệm vụ",
    "replace": "thay bằng nhiệm vụ mới",
    "record_outside": "ghi việc với cơ quan ngoài",
    "ask_extension": "đề nghị gia hạn",
    "take_back_extension": "rút đề nghị gia hạn",
    "extend_deadline": "gia hạn",
    "refuse_extension": "từ chối gia hạn",
    "set_internal_deadline": "đặt hạn nội bộ",
    "begin_wait": "ghi việc đang chờ",
    "end_wait": "ghi đã hết chờ",
    "pause": "tạm dừng",
    "resume": "cho tiếp tục",
    "raise_difficulty": "báo vướng mắc",
    "settle_difficulty": "rút vướng mắc",
    "answer_difficulty": "trả lời vướng mắc",
    "answer_passed_up": "trả lời vướng mắc đã chuyển Trưởng Ban",
    "pass_up_difficulty": "chuyển vướng mắc lên Trưởng Ban",
    "instruct": "cho ý kiến chỉ đạo",
    "follow_up": "đôn đốc đơn vị",
    "follow_up_above": "đôn đốc việc xem xét báo cáo",
    "answer_follow_up": "trả lời đôn đốc",
    "answer_support_follow_up": "trả lời đôn đốc đơn vị phối hợp",
    "inspect": "ghi kiểm tra",
}


class MissionFacts(Protocol):
    """What the rules below look at."""

    state: str
    version: int
    rounds: int
    due_on: date | None
    asked_due_on: date | None
    paused_at: datetime | None
    wait_began_at: datetime | None

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
    if sentence := obstacle(act, mission):
        raise InvalidTransition(sentence)


def _is_paused(mission: MissionFacts) -> bool:
    return mission.paused_at is not None


def _waits(mission: MissionFacts) -> bool:
    return mission.wait_began_at is not None


def _asks(mission: MissionFacts) -> bool:
    return mission.asked_due_on is not None


# What is open beside the state: acts, what stops them, and the words after the code.
OBSTACLES: Final[
    tuple[tuple[frozenset[str], Callable[[MissionFacts], bool], str], ...]
] = (
    (
        frozenset({"report", "ask_extension", "begin_wait", "pause"}),
        _is_paused,
        "đang tạm dừng, chưa {act} được. Chờ lãnh đạo cho tiếp tục.",
    ),
    (
        frozenset({"ask_extension", "set_internal_deadline"}),
        lambda mission: mission.due_on is None,
        "không có thời hạn nên không {act}.",
    ),
    (
        frozenset({"ask_extension"}),
        _asks,
        "đã có đề nghị gia hạn đang chờ trả lời.",
    ),
    (
        frozenset({"take_back_extension", "extend_deadline", "refuse_extension"}),
        lambda mission: not _asks(mission),
        "không có đề nghị gia hạn nào đang chờ.",
    ),
    (
        frozenset({"begin_wait"}),
        _waits,
        "đã ghi đang chờ. Ghi đã hết chờ rồi mới ghi việc chờ khác.",
    ),
    (
        frozenset({"end_wait"}),
        lambda mission: not _waits(mission),
        "không có việc nào đang chờ.",
    ),
    (
        frozenset({"resume"}),
        lambda mission: not _is_paused(mission),
        "không tạm dừng.",
    ),
)


def obstacle(act: str, mission: MissionFacts) -> str:
    """Why what is open on the mission does not allow the act, in a sentence; "" where
    it does."""
    for acts, stops, words in OBSTACLES:
        if act in acts and stops(mission):
            return f"{mission.code} {words.format(act=WORDS[act])}"
    return ""


def can(act: str, mission: MissionFacts) -> bool:
    """Whether `check_can` would pass."""
    if act == "correct" and mission.rounds > 0:
        return False
    return mission.state in SOURCES[act] and not obstacle(act, mission)


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
