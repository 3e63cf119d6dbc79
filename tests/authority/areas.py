"""Headings of the acts of docs/permissions/, an entry an area: heading → act."""

from typing import Final

ROUTES: Final[dict[str, str]] = {
    "Chọn quy trình": "set_route",
    "Xin ý kiến": "ask_opinion",
    "Cho ý kiến": "give_opinion",
}
WORKING: Final[dict[str, str]] = {
    "Đề nghị góp": "ask_contribution",
    "Trả lời góp": "answer_contribution",
    "Ghi tiến độ": "note_progress",
    "Trao đổi": "comment",
}
TIME: Final[dict[str, str]] = {
    "Đề nghị gia hạn": "ask_extension",
    "Rút đề nghị": "take_back_extension",
    "Gia hạn": "extend_deadline",
    "Từ chối gia hạn": "refuse_extension",
    "Hạn nội bộ": "set_internal_deadline",
    "Ghi chờ": "begin_wait",
    "Hết chờ": "end_wait",
    "Tạm dừng": "pause",
    "Tiếp tục": "resume",
}
URGING: Final[dict[str, str]] = {
    "Báo vướng mắc": "raise_difficulty",
    "Rút vướng mắc": "settle_difficulty",
    "Trả lời VM": "answer_difficulty",
    "Trả lời VM đã chuyển": "answer_passed_up",
    "Chuyển VM": "pass_up_difficulty",
    "Chỉ đạo": "instruct",
    "Đôn đốc": "follow_up",
    "Đôn đốc xem xét": "follow_up_above",
    "Trả lời đôn đốc": "answer_follow_up",
    "Trả lời thay ĐVPH": "answer_support_follow_up",
    "Kiểm tra": "inspect",
}
PARTS: Final[dict[str, str]] = {
    "Tách phần": "split",
    "Việc đơn vị": "derive",
    "Gộp": "merge",
    "Thay": "replace",
    "Cơ quan ngoài": "record_outside",
}

COLUMNS: Final[dict[str, str]] = {**ROUTES, **WORKING, **TIME, **URGING, **PARTS}
