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
