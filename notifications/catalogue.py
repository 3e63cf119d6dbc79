"""The one table of what is told: a row for every kind of change; a test counts."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from history.enums import HistoryKind
from notifications.enums import Group

K = HistoryKind


class Audience(Enum):
    """Whom a change may concern; `recipients` turns these into people."""

    LEAD_UNIT = auto()  # the head of the lead unit alone
    UNITS = auto()  # heads of the lead and supporting units, former ones too
    LEADER = auto()  # who holds the directing post, the former one too
    OFFICER = auto()  # the officer in charge
    MONITOR = auto()  # Văn phòng's monitor of the document
    CHECKERS = auto()  # who checks the form, while the report waits there
    BOARD_HEAD = auto()  # the Trưởng Ban, where the decision was passed up to him
    HEAD = auto()  # the Trưởng Ban, to whom the act itself goes
    ADDRESSED = auto()  # heads of the units to which the act itself goes
    NAMED = auto()  # people whom the act names, as far as they see the mission
    EXCEPTED = auto()  # people let in by exception, and the one whom the entry is about


CONCERNED: Final = (
    Audience.UNITS,
    Audience.LEADER,
    Audience.OFFICER,
    Audience.MONITOR,
    Audience.EXCEPTED,
)
FOLLOWING: Final = (Audience.LEADER, Audience.OFFICER, Audience.MONITOR)
WAITING: Final = (*CONCERNED, Audience.CHECKERS, Audience.BOARD_HEAD)
NOBODY: Final[tuple[Audience, ...]] = ()


@dataclass(frozen=True)
class Telling:
    """Who hears of a kind, what was done (after the actor's name), and its tone.

    `to_whom_it_waits` is what it is to people for whom the mission waits afterwards,
    and to those of `asks`, whom the act itself asks for something; to all others it is
    news. What is asked for is mailed at once, news once a day (`policies.ways`).
    """

    audience: tuple[Audience, ...]
    did: str = ""
    tone: str = "giao"
    to_whom_it_waits: Group = Group.ASKED
    asks: tuple[Audience, ...] = ()


CATALOGUE: Final[dict[HistoryKind, Telling]] = {
    K.MISSION_ASSIGNED: Telling(CONCERNED, "giao", "giao"),
    K.MISSION_STARTED: Telling(CONCERNED, "nhận thực hiện", "lam"),
    K.REPORT_HANDED_IN: Telling(WAITING, "nộp báo cáo", "baocao"),
    K.SUBMITTED_FOR_APPROVAL: Telling(WAITING, "trình lãnh đạo duyệt", "duyet"),
    K.REPORT_RECALLED: Telling(WAITING, "rút báo cáo", "lam"),
    K.RETURNED: Telling(WAITING, "trả lại", "tralai", Group.RETURNED),
    K.COMPLETED: Telling(WAITING, "duyệt hoàn thành", "xong"),
    K.WITHDRAWN: Telling(WAITING, "thu hồi", "huy"),
    K.CORRECTED: Telling(CONCERNED, "đính chính", "giahan"),
    K.OFFICER_NAMED: Telling(
        (Audience.OFFICER,), "phân công chuyên viên", "lam", asks=(Audience.OFFICER,)
    ),
    K.PASSED_UP: Telling(WAITING, "chuyển Trưởng Ban quyết định", "duyet"),
    K.CONTRIBUTED: Telling(
        (Audience.UNITS, Audience.OFFICER), "gửi nội dung phối hợp", "lam", Group.NEWS
    ),
    K.CONTRIBUTION_ASKED: Telling(
        (Audience.ADDRESSED,),
        "đề nghị gửi nội dung phối hợp cho",
        "saphan",
        asks=(Audience.ADDRESSED,),
    ),
    K.CONTRIBUTION_ACCEPTED: Telling(
        (Audience.ADDRESSED, Audience.NAMED),
        "tiếp thu nội dung phối hợp",
        "xong",
        Group.NEWS,
    ),
    K.CONTRIBUTION_EXPLAINED: Telling(
        (Audience.ADDRESSED, Audience.NAMED),
        "giải trình nội dung phối hợp",
        "lam",
        Group.NEWS,
    ),
    K.PROGRESS_NOTED: Telling(
        (Audience.LEAD_UNIT, Audience.OFFICER), "cập nhật tiến độ", "lam", Group.NEWS
    ),
    # A word is news to whom it is addressed; the others find it on the page.
    K.COMMENTED: Telling(
        (Audience.NAMED,),
        "nhắc tên anh, chị khi trao đổi về",
        "giao",
        asks=(Audience.NAMED,),
    ),
    K.COMMENT_WITHDRAWN: Telling(NOBODY, "rút ý kiến trao đổi", "giao"),
    # A later day is asked of who directs; what comes of it, everybody hears.
    K.EXTENSION_ASKED: Telling(
        FOLLOWING, "đề nghị gia hạn", "giahan", asks=(Audience.LEADER,)
    ),
    K.EXTENSION_TAKEN_BACK: Telling(
        FOLLOWING, "rút đề nghị gia hạn", "giahan", Group.NEWS
    ),
    K.DEADLINE_EXTENDED: Telling(CONCERNED, "gia hạn", "giahan"),
    K.EXTENSION_REFUSED: Telling(CONCERNED, "không đồng ý gia hạn", "giahan"),
    K.INTERNAL_DEADLINE_SET: Telling(
        (Audience.LEAD_UNIT, Audience.LEADER, Audience.OFFICER),
        "đặt hạn nội bộ",
        "giahan",
        Group.NEWS,
    ),
    K.WAIT_BEGAN: Telling(FOLLOWING, "ghi việc đang chờ", "giahan", Group.NEWS),
    K.WAIT_ENDED: Telling(FOLLOWING, "ghi đã hết chờ", "lam", Group.NEWS),
    K.PAUSED: Telling(CONCERNED, "tạm dừng", "giao"),
    K.RESUMED: Telling(CONCERNED, "cho tiếp tục", "lam"),
    # What a leader says to the work, everybody on the mission hears.
    K.DIFFICULTY_RAISED: Telling(
        CONCERNED, "báo vướng mắc", "tralai", asks=(Audience.LEADER,)
    ),
    K.DIFFICULTY_PASSED_UP: Telling(
        (*CONCERNED, Audience.HEAD),
        "chuyển vướng mắc lên Trưởng Ban",
        "tralai",
        asks=(Audience.HEAD,),
    ),
    K.DIFFICULTY_ANSWERED: Telling(
        CONCERNED, "cho ý kiến chỉ đạo về vướng mắc", "duyet"
    ),
    K.DIFFICULTY_SETTLED: Telling(CONCERNED, "rút vướng mắc", "xong", Group.NEWS),
    K.INSTRUCTED: Telling(CONCERNED, "cho ý kiến chỉ đạo", "duyet"),
    K.FOLLOWED_UP: Telling(
        (*FOLLOWING, Audience.ADDRESSED, Audience.CHECKERS, Audience.BOARD_HEAD),
        "đôn đốc",
        "saphan",
        asks=(Audience.ADDRESSED,),
    ),
    K.FOLLOW_UP_ANSWERED: Telling(
        (*FOLLOWING, Audience.EXCEPTED), "trả lời đôn đốc", "lam", Group.NEWS
    ),
    K.CHECKED: Telling(CONCERNED, "kiểm tra thực hiện", "saphan", Group.NEWS),
    # The parts tell of themselves to those who get one.
    K.MISSION_SPLIT: Telling(CONCERNED, "tách thành phần", "lam", Group.NEWS),
    K.OWN_WORK_MADE: Telling(NOBODY, "lập việc của đơn vị từ", "lam"),
    K.PART_MOVED: Telling(CONCERNED, "đổi nhiệm vụ cấp trên của", "giahan", Group.NEWS),
    K.MERGED_WITH: Telling(CONCERNED, "gộp thêm việc trùng vào", "giahan"),
    K.MERGED_INTO: Telling(WAITING, "gộp vào nhiệm vụ khác", "huy"),
    K.MISSION_REPLACED: Telling(WAITING, "thay bằng nhiệm vụ mới", "huy"),
    K.OUTSIDE_ASKED: Telling(
        (Audience.UNITS, Audience.OFFICER, Audience.MONITOR),
        "ghi đề nghị gửi cơ quan ngoài ở",
        "lam",
        Group.NEWS,
    ),
    K.OUTSIDE_ANSWERED: Telling(
        CONCERNED, "ghi trả lời của cơ quan ngoài ở", "lam", Group.NEWS
    ),
    K.EXCEPTION_GIVEN: Telling(
        CONCERNED, "cho phép riêng một người", "lam", Group.NEWS
    ),
    K.EXCEPTION_ENDED: Telling(CONCERNED, "chấm dứt cho phép riêng", "lam", Group.NEWS),
    K.MISSION_MOVED: Telling(
        CONCERNED, "sắp xếp tổ chức, chuyển đơn vị hoặc lãnh đạo của", "giahan"
    ),
    K.OFFICER_LEFT: Telling(
        CONCERNED, "sắp xếp tổ chức, cần phân công lại chuyên viên của", "giahan"
    ),
    K.ROUTE_CHOSEN: Telling(
        (Audience.UNITS, Audience.MONITOR), "chọn quy trình duyệt", "lam", Group.NEWS
    ),
    # To who is asked, and to those let in; the answer to who decides or checks.
    K.OPINION_ASKED: Telling(
        (Audience.EXCEPTED,),
        "xin ý kiến",
        "baocao",
        Group.NEWS,
        asks=(Audience.EXCEPTED,),
    ),
    K.OPINION_GIVEN: Telling(
        (Audience.LEADER, Audience.CHECKERS, Audience.BOARD_HEAD),
        "cho ý kiến",
        "lam",
        Group.NEWS,
    ),
    # Nothing of the work changes: the mission's page tells by which paper it goes on.
    K.CARRIED_OVER: Telling(NOBODY, "tiếp tục theo bản mới", "giahan"),
    # What happens to a document before its missions exist is the clerks' own work.
    K.DOCUMENT_REGISTERED: Telling(NOBODY),
    K.DOCUMENT_DATED: Telling(NOBODY),
    K.ITEM_SETTLED: Telling(NOBODY),
    K.ITEM_SKIPPED: Telling(NOBODY),
    K.ITEM_RESTORED: Telling(NOBODY),
    K.ITEM_SPLIT: Telling(NOBODY),
    K.ITEM_MERGED: Telling(NOBODY),
    K.ITEM_ADDED: Telling(NOBODY),
    K.ITEM_UNDONE: Telling(NOBODY),
    K.ITEM_LINKED: Telling(NOBODY),
    K.CITATION_RESOLVED: Telling(NOBODY),
    K.ITEM_MOVED: Telling(NOBODY),
    K.ITEM_GIVEN_OUT: Telling(NOBODY),  # each mission tells of itself
    # Of a version, those missions tell that it changes or takes back.
    K.VERSION_CONFIRMED: Telling(NOBODY),
    K.VERSION_DROPPED: Telling(NOBODY),
    K.VERSION_PAIRED: Telling(NOBODY),
    K.VERSION_APPLIED: Telling(NOBODY),
    K.DOCUMENT_SUPERSEDED: Telling(NOBODY),
    K.DOCUMENT_WITHDRAWN: Telling(NOBODY),
    K.ROUTE_OF_DOCUMENT_CHOSEN: Telling(NOBODY),
    # The calendar is one page, the same for all.
    K.CALENDAR_DAY_SET: Telling(NOBODY),
    K.CALENDAR_DAY_REMOVED: Telling(NOBODY),
    # A giao ban is on the board of everyone who has one.
    K.MEETING_RECORDED: Telling(NOBODY),
    # The organisation's changes are seen on its pages and in the ledger.
    K.UNIT_CHANGED: Telling(NOBODY),
    K.POST_CHANGED: Telling(NOBODY),
    K.PERSON_CHANGED: Telling(NOBODY),
    K.PASSWORD_GIVEN: Telling(NOBODY),
    K.PASSWORD_CHANGED: Telling(NOBODY),
    K.SECOND_FACTOR_CHANGED: Telling(NOBODY),
    K.SESSIONS_ENDED: Telling(NOBODY),
    K.PERSON_APPOINTED: Telling(NOBODY),
    K.APPOINTMENT_ENDED: Telling(NOBODY),
    K.APPOINTMENT_WITHDRAWN: Telling(NOBODY),
    K.PORTFOLIO_CHANGED: Telling(NOBODY),
    K.PORTFOLIO_HELD: Telling(NOBODY),
    K.PORTFOLIO_RELEASED: Telling(NOBODY),
    K.HOLDING_WITHDRAWN: Telling(NOBODY),
    K.DELEGATION_GIVEN: Telling(NOBODY),
    K.DELEGATION_ENDED: Telling(NOBODY),
    K.GRANT_CHANGED: Telling(NOBODY),
    # Of a reorganisation, each mission that moves tells of itself.
    K.REORGANISATION_DRAWN_UP: Telling(NOBODY),
    K.REORGANISATION_DROPPED: Telling(NOBODY),
    K.REORGANISED: Telling(NOBODY),
    K.HISTORY_READ: Telling(NOBODY),
    K.HISTORY_EXPORTED: Telling(NOBODY),
}

# A reminder goes to who must act; once the day is over, to who answers for it too.
REMINDED_BEFORE: Final = (Audience.LEAD_UNIT, Audience.OFFICER)
REMINDED_AFTER: Final = (*REMINDED_BEFORE, Audience.LEADER, Audience.MONITOR)


def group_of(kind: HistoryKind, *, asked: bool) -> Group:
    """What a notice of this kind is to somebody of whom something is asked, or not."""
    return CATALOGUE[kind].to_whom_it_waits if asked else Group.NEWS
