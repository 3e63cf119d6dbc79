"""The one table of what is told: a row for every kind of change; a test counts."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from history.enums import HistoryKind

K = HistoryKind


class Audience(Enum):
    """Whom a change may concern; `recipients` turns these into people."""

    UNITS = auto()  # heads of the lead and supporting units, former ones too
    LEADER = auto()  # who holds the directing post, the former one too
    OFFICER = auto()  # the officer in charge
    MONITOR = auto()  # Văn phòng's monitor of the document
    CHECKERS = auto()  # who checks the form, while the report waits there
    BOARD_HEAD = auto()  # the Trưởng Ban, where the decision was passed up to him
    EXCEPTED = auto()  # people let in by exception, and the one whom the entry is about


CONCERNED: Final = (
    Audience.UNITS,
    Audience.LEADER,
    Audience.OFFICER,
    Audience.MONITOR,
    Audience.EXCEPTED,
)
WAITING: Final = (*CONCERNED, Audience.CHECKERS, Audience.BOARD_HEAD)
NOBODY: Final[tuple[Audience, ...]] = ()


@dataclass(frozen=True)
class Telling:
    """Who hears of a kind, what was done (after the actor's name), and its tone."""

    audience: tuple[Audience, ...]
    did: str = ""
    tone: str = "giao"


CATALOGUE: Final[dict[HistoryKind, Telling]] = {
    K.MISSION_ASSIGNED: Telling(CONCERNED, "giao", "giao"),
    K.MISSION_STARTED: Telling(CONCERNED, "nhận thực hiện", "lam"),
    K.REPORT_HANDED_IN: Telling(WAITING, "nộp báo cáo", "baocao"),
    K.SUBMITTED_FOR_APPROVAL: Telling(WAITING, "trình lãnh đạo duyệt", "duyet"),
    K.REPORT_RECALLED: Telling(WAITING, "rút báo cáo", "lam"),
    K.RETURNED: Telling(WAITING, "trả lại", "tralai"),
    K.COMPLETED: Telling(WAITING, "duyệt hoàn thành", "xong"),
    K.WITHDRAWN: Telling(WAITING, "thu hồi", "huy"),
    K.CORRECTED: Telling(CONCERNED, "đính chính", "giahan"),
    K.OFFICER_NAMED: Telling((Audience.OFFICER,), "phân công chuyên viên", "lam"),
    K.PASSED_UP: Telling(WAITING, "chuyển Trưởng Ban quyết định", "duyet"),
    K.CONTRIBUTED: Telling(
        (Audience.UNITS, Audience.OFFICER), "gửi nội dung phối hợp", "lam"
    ),
    K.EXCEPTION_GIVEN: Telling(CONCERNED, "cho phép riêng một người", "lam"),
    K.EXCEPTION_ENDED: Telling(CONCERNED, "chấm dứt cho phép riêng", "lam"),
    K.MISSION_MOVED: Telling(
        CONCERNED, "sắp xếp tổ chức, chuyển đơn vị hoặc lãnh đạo của", "giahan"
    ),
    K.OFFICER_LEFT: Telling(
        CONCERNED, "sắp xếp tổ chức, cần phân công lại chuyên viên của", "giahan"
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
    # The calendar is one page, the same for all.
    K.CALENDAR_DAY_SET: Telling(NOBODY),
    K.CALENDAR_DAY_REMOVED: Telling(NOBODY),
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
