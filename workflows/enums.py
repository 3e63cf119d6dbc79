"""Closed lists of this package. Stored values are codes; labels are what people see."""

from django.db.models import TextChoices


class MissionState(TextChoices):
    """Where a mission stands (glossary, part 1)."""

    ASSIGNED = "ASSIGNED", "Giao"
    IN_PROGRESS = "IN_PROGRESS", "Đang thực hiện"
    REPORTED = "REPORTED", "Báo cáo"
    UNDER_APPROVAL = "UNDER_APPROVAL", "Lãnh đạo duyệt"
    RETURNED = "RETURNED", "Trả lại"
    COMPLETED = "COMPLETED", "Hoàn thành"
    WITHDRAWN = "WITHDRAWN", "Thu hồi"


OPEN_STATES = (
    MissionState.ASSIGNED,
    MissionState.IN_PROGRESS,
    MissionState.REPORTED,
    MissionState.UNDER_APPROVAL,
    MissionState.RETURNED,
)
FINISHED_STATES = (MissionState.COMPLETED, MissionState.WITHDRAWN)
# The unit has the mission and its clock runs; a report handed in stops the clock.
WITH_THE_UNIT = (
    MissionState.ASSIGNED,
    MissionState.IN_PROGRESS,
    MissionState.RETURNED,
)
WAITING_ABOVE = (MissionState.REPORTED, MissionState.UNDER_APPROVAL)


class ReturnKind(TextChoices):
    """Why a report goes back. The yearly rating reads it: a small correction is not a
    serious error, and a new wish of the leader is not the unit's fault."""

    MINOR_CORRECTION = "MINOR_CORRECTION", "Chỉnh sửa nhỏ"
    SERIOUS_ERROR = "SERIOUS_ERROR", "Sai sót lớn"
    NEW_REQUIREMENT = "NEW_REQUIREMENT", "Bổ sung yêu cầu mới của lãnh đạo"
    MISSING_EVIDENCE = "MISSING_EVIDENCE", "Thiếu minh chứng"
    FORM = "FORM", "Thể thức"


# Of the content; what is wrong with the form only, Văn phòng says.
LEADERS_RETURNS = tuple(one for one in ReturnKind if one != ReturnKind.FORM)


class ExtensionOutcome(TextChoices):
    """What became of a request for a later deadline."""

    PENDING = "PENDING", "Chờ trả lời"
    GRANTED = "GRANTED", "Được gia hạn"
    REFUSED = "REFUSED", "Không được gia hạn"
    TAKEN_BACK = "TAKEN_BACK", "Đã rút đề nghị"
    LAPSED = "LAPSED", "Không còn cần trả lời"


class ExtensionGrounds(TextChoices):
    """By what act a later deadline was set."""

    ASKED = "ASKED", "Đơn vị đề nghị"
    RESUMED = "RESUMED", "Đặt lại khi tiếp tục"


class WaitKind(TextChoices):
    """For what kind of act of others the unit waits."""

    CONDITION = "CONDITION", "Chờ điều kiện"
    SUPERIOR = "SUPERIOR", "Đã trình cấp trên"
    AGENCY = "AGENCY", "Chờ cơ quan khác trả lời"


class OpinionOutcome(TextChoices):
    """What the lead unit says to a contribution (Kế hoạch 002, mục II.5: "tiếp thu,
    giải trình đầy đủ ý kiến tham gia")."""

    ACCEPTED = "ACCEPTED", "Tiếp thu"
    EXPLAINED = "EXPLAINED", "Giải trình"


class DifficultyKind(TextChoices):
    """What keeps the unit from going on."""

    DIFFICULTY = "DIFFICULTY", "Vướng mắc"
    BEYOND_AUTHORITY = "BEYOND_AUTHORITY", "Vượt thẩm quyền"


class DifficultyLevel(TextChoices):
    """Who answers; the Trưởng Ban always may."""

    LEADER = "LEADER", "Lãnh đạo chỉ đạo"
    HEAD = "HEAD", "Trưởng Ban"


class DifficultyOutcome(TextChoices):
    """How it ended; none as long as it is open."""

    ANSWERED = "ANSWERED", "Đã có ý kiến chỉ đạo"
    SETTLED = "SETTLED", "Đơn vị tự giải quyết"
    LAPSED = "LAPSED", "Nhiệm vụ đã kết thúc"


class FollowUpTo(TextChoices):
    """Who is urged on."""

    LEAD_UNIT = "LEAD_UNIT", "Đơn vị chủ trì"
    SUPPORTING_UNIT = "SUPPORTING_UNIT", "Đơn vị phối hợp"
    OFFICE = "OFFICE", "Văn phòng kiểm tra"
    LEADER = "LEADER", "Người quyết định"


# As long as the mission stands so, it is still with whom was urged on.
URGED_WHILE: dict[FollowUpTo, tuple[MissionState, ...]] = {
    FollowUpTo.LEAD_UNIT: WITH_THE_UNIT,
    FollowUpTo.SUPPORTING_UNIT: WITH_THE_UNIT,
    FollowUpTo.OFFICE: (MissionState.REPORTED,),
    FollowUpTo.LEADER: (MissionState.UNDER_APPROVAL,),
}


class ExceptionRight(TextChoices):
    """What a person may be let do on one mission; the values are guardian's codenames.

    Small on purpose: starting, handing in, checking and deciding need a seat, or one
    that is lent in writing.
    """

    VIEW = "view_mission", "Xem nhiệm vụ"
    PREPARE = "prepare_mission", "Tham gia chuẩn bị báo cáo"


class DocumentKind(TextChoices):
    PLAN = "PLAN", "Kế hoạch"
    PROGRAMME = "PROGRAMME", "Chương trình"
    NOTICE = "NOTICE", "Thông báo"
    DISPATCH = "DISPATCH", "Công điện"
    LETTER = "LETTER", "Công văn"
    SCHEDULE = "SCHEDULE", "Lịch công tác"
    OTHER = "OTHER", "Văn bản khác"


class DocumentState(TextChoices):
    """Whether the paper still counts."""

    IN_FORCE = "IN_FORCE", "Còn hiệu lực"
    SUPERSEDED = "SUPERSEDED", "Đã được thay thế"
    WITHDRAWN = "WITHDRAWN", "Đã thu hồi"


class ItemKind(TextChoices):
    TASK = "TASK", "Nhiệm vụ"
    DIRECTIVE = "DIRECTIVE", "Yêu cầu chung"
    MEETING = "MEETING", "Hội nghị, cuộc họp"
    RECURRING_REPORT = "RECURRING_REPORT", "Báo cáo định kỳ"
    TARGET = "TARGET", "Chỉ tiêu"


class ItemState(TextChoices):
    """What became of an item read from a document."""

    DRAFT = "DRAFT", "Bản nháp"
    GIVEN = "GIVEN", "Đã giao"
    SKIPPED = "SKIPPED", "Bỏ qua"
    MERGED = "MERGED", "Đã gộp"
    CARRIED = "CARRIED", "Chuyển sang bản mới"


class Fate(TextChoices):
    """What becomes of an item in a new version of its document."""

    SAME = "SAME", "Giữ nguyên"
    CHANGED = "CHANGED", "Sửa"
    NEW = "NEW", "Mới"
    DROPPED = "DROPPED", "Bỏ"
    UNMENTIONED = "UNMENTIONED", "Không nhắc đến"


class VersionAct(TextChoices):
    """What applying a new version does with one pair of items."""

    NOTHING = "NOTHING", "Không đổi gì"
    DONE = "DONE", "Đã áp dụng"
    CLARIFY = "CLARIFY", "Làm rõ trước"
    CARRY = "CARRY", "Tiếp tục theo bản mới"
    CORRECT = "CORRECT", "Đính chính"
    GIVE_ANEW = "GIVE_ANEW", "Thu hồi, giao lại"
    WITHDRAW = "WITHDRAW", "Thu hồi"
    LEAVE_OUT = "LEAVE_OUT", "Bỏ bản nháp cũ"
    ALREADY_DONE = "ALREADY_DONE", "Đã hoàn thành, không giao lại"


class LinkKind(TextChoices):
    """What an item is to the same work in an earlier document (capability 115)."""

    INHERITS = "INHERITS", "Kế thừa"
    SPECIFIES = "SPECIFIES", "Cụ thể hóa"
    REPLACES = "REPLACES", "Thay thế"
    DIFFERENT = "DIFFERENT", "Khác nhau"


class CitationState(TextChoices):
    """Whether a cited paper was found among the registered ones."""

    OPEN = "OPEN", "Chưa đăng ký trong hệ thống"
    PROPOSED = "PROPOSED", "Có thể là"
    LINKED = "LINKED", "Đã nối"
    REFUSED = "REFUSED", "Không phải"


class IntakeState(TextChoices):
    """How far a long file has come."""

    LOOKING = "LOOKING", "Đang tìm dấu mật"  # a scan, in memory only
    WAITING = "WAITING", "Đang chờ"
    READING = "READING", "Đang đọc"
    DONE = "DONE", "Đã đọc xong"
    FAILED = "FAILED", "Chưa đọc được"
    CANCELLED = "CANCELLED", "Đã hủy"
    REFUSED = "REFUSED", "Bị từ chối"


QUEUED_INTAKES = (IntakeState.WAITING, IntakeState.READING)
RUNNING_INTAKES = (IntakeState.LOOKING, *QUEUED_INTAKES)


class IntakeStep(TextChoices):
    """What the reading does just now; the values are those of reading.progress.Step."""

    TEXT = "TEXT", "Lấy chữ trong tệp"
    OCR = "OCR", "Nhận dạng chữ trên ảnh quét"
    ITEMS = "ITEMS", "Tìm các việc trong văn bản"


class MissingFact(TextChoices):
    """What keeps an item from being given out; the value is asked of a person."""

    LEAD_UNIT = "LEAD_UNIT", "Chưa có đơn vị chủ trì"
    LEADER = "LEADER", "Chưa có lãnh đạo chỉ đạo"
    DEADLINE = "DEADLINE", "Chưa có thời hạn hoặc lý do không có thời hạn"
    TITLE = "TITLE", "Chưa có nội dung"


class Doubt(TextChoices):
    """What the reading doubts; the values are those of reading.ReviewReason."""

    MULTIPLE_UNITS_NO_LEAD = "multiple_units_no_lead", "Nhiều đơn vị, không ghi chủ trì"
    NO_UNIT = "no_unit", "Không nêu đơn vị thực hiện"
    DEADLINE_MISSING = "deadline_missing", "Không nêu thời hạn"
    CONFLICTING_VALUES = "conflicting_values", "Các giá trị mâu thuẫn nhau"
    IMPLIED_OBLIGATION = "implied_obligation", "Việc được hiểu ngầm, không giao rõ"
    PERIOD_UNSPECIFIED = "period_unspecified", "Chưa rõ kỳ hoặc ngày"
    ROLE_AMBIGUOUS = "role_ambiguous", "Chưa rõ vai trò"
    MULTIPLE_MILESTONES = "multiple_milestones", "Nhiều mốc thời gian"
    LEADER_MISSING = "leader_missing", "Không nêu lãnh đạo chỉ đạo"


class ViewSharing(TextChoices):
    """Who finds a saved view among his or her own."""

    OWN = "OWN", "Riêng tôi"
    UNIT = "UNIT", "Đơn vị"
    ALL = "ALL", "Toàn Ban"


class ExportForm(TextChoices):
    """What a list is written as; values are what stands in an address (`dang=`)."""

    CSV = "csv", "CSV"
    EXCEL = "xlsx", "Excel"


class ExportState(TextChoices):
    """How far a long list is on its way to being a file."""

    WAITING = "WAITING", "Đang chờ"
    WRITING = "WRITING", "Đang lập tệp"
    DONE = "DONE", "Đã xong"
    FAILED = "FAILED", "Không lập được"


class SearchKind(TextChoices):
    """What a row of the search stands for; one letter, there are millions of rows."""

    MISSION = "M", "Nhiệm vụ"
    DOCUMENT = "D", "Văn bản"
    REPORT = "R", "Báo cáo"
    ATTACHMENT = "A", "Tệp đính kèm"
    HISTORY = "H", "Lịch sử"


class FileTextState(TextChoices):
    """Whether the words of a stored file are known to the search."""

    WAITING = "WAITING", "Chờ đọc"
    READ = "READ", "Đã đọc"
    FAILED = "FAILED", "Không đọc được"
    REFUSED = "REFUSED", "Có dấu mật, không đưa vào tìm kiếm"
