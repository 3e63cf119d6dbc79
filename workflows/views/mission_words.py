"""What the pages of the list call its parts, orders and filters."""

from typing import Final

from workflows.queries.choices import Choices
from workflows.queries.lists.filters import Filters, Has, Lateness, Period, Waits
from workflows.queries.lists.wanted import IDS, KINDS, PERIODS
from workflows.queries.mission_list import Part, Sort

WORDS: Final[dict[Part, str]] = {
    Part.OPEN: "Chưa xong",
    Part.OVERDUE: "Quá hạn",
    Part.SOON: "Sắp đến hạn",
    Part.WAITING: "Chờ duyệt",
    Part.COMPLETED: "Hoàn thành",
    Part.WITHDRAWN: "Thu hồi",
    Part.ALL: "Tất cả",
    Part.ASSIGNED: "Mới giao",
    Part.IN_PROGRESS: "Đang thực hiện",
    Part.REPORTED: "Báo cáo",
    Part.UNDER_APPROVAL: "Lãnh đạo duyệt",
    Part.RETURNED: "Trả lại",
    Part.DIFFICULT: "Vướng mắc",
    Part.FOLLOWED_UP: "Đôn đốc chưa trả lời",
    Part.PAUSED: "Tạm dừng",
}
ICONS: Final[dict[Part, str]] = {
    Part.OVERDUE: "alert",
    Part.SOON: "clock",
    Part.WAITING: "stamp",
    Part.COMPLETED: "okc",
    Part.WITHDRAWN: "xc",
    Part.ASSIGNED: "assign",
    Part.IN_PROGRESS: "half",
    Part.REPORTED: "up",
    Part.UNDER_APPROVAL: "stamp",
    Part.RETURNED: "undo",
    Part.DIFFICULT: "flag",
    Part.FOLLOWED_UP: "horn",
    Part.PAUSED: "pause",
}
SORT_WORDS: Final[dict[Sort, str]] = {
    Sort.DEADLINE: "thời hạn",
    Sort.NUMBER: "số",
    Sort.CHANGED: "thay đổi gần nhất",
    Sort.GIVEN: "ngày giao",
    Sort.SINCE: "thời gian ở trạng thái hiện tại",
}
STATE_WORDS: Final = {
    "giao": "Mới giao",
    "dang-thuc-hien": "Đang thực hiện",
    "bao-cao": "Báo cáo",
    "lanh-dao-duyet": "Lãnh đạo duyệt",
    "tra-lai": "Trả lại",
}
LATENESS_WORDS: Final = {
    Lateness.OVERDUE: "Quá hạn",
    Lateness.SOON: "Sắp đến hạn",
    Lateness.NONE: "Không có thời hạn",
}
WAITS_WORDS: Final = {
    Waits.UNIT: "Đơn vị chủ trì",
    Waits.SUPPORTING: "Đơn vị phối hợp",
    Waits.OFFICE: "Văn phòng kiểm tra",
    Waits.LEADER: "Lãnh đạo chỉ đạo",
    Waits.HEAD: "Trưởng Ban",
    Waits.OUTSIDE: "Chờ việc khác, cơ quan khác",
}
HAS_WORDS: Final = {
    Has.DIFFICULTY: "Vướng mắc chưa giải quyết",
    Has.FOLLOW_UP: "Đôn đốc chưa trả lời",
    Has.PAUSE: "Tạm dừng",
    Has.EXTENSION: "Đề nghị gia hạn",
}
KIND_WORDS: Final[dict[str, dict[str, str]]] = {
    "state": STATE_WORDS,
    "lateness": {str(value): words for value, words in LATENESS_WORDS.items()},
    "waits": {str(value): words for value, words in WAITS_WORDS.items()},
    "has": {str(value): words for value, words in HAS_WORDS.items()},
}
ID_LABELS: Final = {
    "unit_id": "Chủ trì",
    "support_id": "Phối hợp",
    "leader_id": "Chỉ đạo",
    "document_id": "Văn bản",
    "field_id": "Lĩnh vực",
}
KIND_LABELS: Final = {
    "state": "Trạng thái",
    "lateness": "Thời hạn",
    "waits": "Đang ở",
    "has": "Đang có",
}
PERIOD_LABELS: Final = {"due": "Hạn", "given": "Giao"}
NOT_OFFERED: Final = "không có trong danh mục"


def said(filters: Filters, offered: Choices) -> dict[str, str]:
    """Name of each filter that is set → what it says, in the order of the form."""
    named = {
        "unit_id": offered.units,
        "support_id": offered.units,
        "leader_id": offered.leaders,
        "document_id": offered.documents,
        "field_id": offered.fields,
    }
    words = {"words": f"“{filters.words}”"} if filters.words else {}
    numbers = {
        name: f"{ID_LABELS[name]}: {named[name].get(number, NOT_OFFERED)}"
        for name in IDS
        if (number := getattr(filters, name)) is not None
    }
    kinds = {
        name: f"{KIND_LABELS[name]}: {KIND_WORDS[name][value].lower()}"
        for name in KINDS
        if (value := getattr(filters, name))
    }
    periods = {
        name: f"{PERIOD_LABELS[name]} {_days(period)}"
        for name in PERIODS
        if (period := getattr(filters, name))
    }
    narrowed = filters.narrowing.words()
    narrowing = {"narrowing": ", ".join(narrowed)} if narrowed else {}
    return words | numbers | kinds | periods | narrowing


def _days(period: Period) -> str:
    if period.since and period.since == period.until:
        return f"ngày {period.since:%d/%m/%Y}"
    since = f"từ {period.since:%d/%m/%Y}" if period.since else ""
    until = f"đến {period.until:%d/%m/%Y}" if period.until else ""
    return f"{since} {until}".strip()
