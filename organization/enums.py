"""Closed lists of the organisation: kinds, ranks, capacities and rights."""

from enum import StrEnum

from django.db.models import TextChoices


class UnitKind(TextChoices):
    COMMISSION = "COMMISSION", "Ban"
    OFFICE = "OFFICE", "Văn phòng"
    DIVISION = "DIVISION", "Phòng"
    CENTRE = "CENTRE", "Trung tâm"
    YOUTH_UNION = "YOUTH_UNION", "Chi đoàn"
    EXTERNAL = "EXTERNAL", "Cơ quan ngoài"


class Rank(TextChoices):
    """From the head downwards: the order is the order of the protocol."""

    HEAD = "HEAD", "Trưởng Ban"
    DEPUTY_HEAD = "DEPUTY_HEAD", "Phó Trưởng Ban"
    CHIEF_OF_OFFICE = "CHIEF_OF_OFFICE", "Chánh Văn phòng"
    DEPUTY_CHIEF_OF_OFFICE = "DEPUTY_CHIEF_OF_OFFICE", "Phó Chánh Văn phòng"
    DIVISION_HEAD = "DIVISION_HEAD", "Trưởng phòng và tương đương"
    DEPUTY_DIVISION_HEAD = "DEPUTY_DIVISION_HEAD", "Phó Trưởng phòng và tương đương"
    CENTRE_HEAD = "CENTRE_HEAD", "Giám đốc Trung tâm"
    OFFICER = "OFFICER", "Chuyên viên"
    CLERK = "CLERK", "Văn thư"
    AUDITOR = "AUDITOR", "Kiểm tra nội bộ"
    ADMINISTRATOR = "ADMINISTRATOR", "Quản trị hệ thống"

    @property
    def seniority(self) -> int:
        """0 for the head; the greater, the lower."""
        return list(type(self)).index(self)

    @property
    def senior(self) -> "Rank | None":
        """The rank for which a deputy signs KT.; None for who is no deputy."""
        return {
            Rank.DEPUTY_HEAD: Rank.HEAD,
            Rank.DEPUTY_CHIEF_OF_OFFICE: Rank.CHIEF_OF_OFFICE,
            Rank.DEPUTY_DIVISION_HEAD: Rank.DIVISION_HEAD,
        }.get(self)


# Of these a unit has one seat each; the others may be many.
SINGLE_RANKS = (
    Rank.HEAD,
    Rank.CHIEF_OF_OFFICE,
    Rank.DIVISION_HEAD,
    Rank.CENTRE_HEAD,
)


# Who stands at the head of a unit, and so may sign TL. by order of the Trưởng Ban.
UNIT_HEADS = (Rank.CHIEF_OF_OFFICE, Rank.DIVISION_HEAD, Rank.CENTRE_HEAD)


class SigningCapacity(TextChoices):
    """What stands before the signature (Nghị định 30/2020/NĐ-CP, article 13)."""

    OWN = "", "Chính danh"
    FOR_HEAD = "KT.", "Ký thay"
    BY_ORDER = "TL.", "Thừa lệnh"
    BY_DELEGATION = "TUQ.", "Thừa ủy quyền"
    ON_BEHALF = "TM.", "Thay mặt"
    ACTING = "Q.", "Quyền"


# In what capacity a lent seat signs: in writing for one case, or by standing order.
LENT_CAPACITIES = (SigningCapacity.BY_DELEGATION, SigningCapacity.BY_ORDER)


class Right(StrEnum):
    """What a seat may do, on a unit or on a post: guardian's codenames."""

    VIEW_WORK = "view_work"
    GIVE_WORK = "give_work"
    ISSUE_WORK = "issue_work"
    PREPARE_WORK = "prepare_work"
    START_WORK = "start_work"
    REPORT_WORK = "report_work"
    CHECK_WORK = "check_work"
    DECIDE_WORK = "decide_work"
    AUDIT_WORK = "audit_work"


RIGHT_LABELS: dict[Right, str] = {
    Right.VIEW_WORK: "Xem nhiệm vụ",
    Right.GIVE_WORK: "Giao nhiệm vụ trong lĩnh vực",
    Right.ISSUE_WORK: "Giao theo văn bản đã ký",
    Right.PREPARE_WORK: "Chuẩn bị báo cáo, góp nội dung phối hợp",
    Right.START_WORK: "Bắt đầu thực hiện",
    Right.REPORT_WORK: "Báo cáo kết quả",
    Right.CHECK_WORK: "Kiểm tra báo cáo",
    Right.DECIDE_WORK: "Duyệt hoặc trả lại",
    Right.AUDIT_WORK: "Xem nhật ký, kiểm tra",
}
POST_RIGHTS = (Right.VIEW_WORK, Right.DECIDE_WORK)


class DelegationScope(TextChoices):
    ALL = "ALL", "Toàn bộ công việc của chức vụ"
    PORTFOLIO = "PORTFOLIO", "Một lĩnh vực"
    UNIT = "UNIT", "Một đơn vị"
    MISSION = "MISSION", "Một nhiệm vụ"


class AuthorityFault(TextChoices):
    """What the nightly look at authority finds; it mends nothing."""

    ORPHAN_GRANTS = "ORPHAN_GRANTS", "Quyền không thuộc chức vụ, lĩnh vực nào"
    DRIFTED_POST = "DRIFTED_POST", "Quyền của chức vụ khác điều đã ghi"
    DRIFTED_PORTFOLIO = "DRIFTED_PORTFOLIO", "Quyền của lĩnh vực khác các đơn vị của nó"
    PERSONAL_GRANT = "PERSONAL_GRANT", "Quyền riêng không có quyết định cho phép"
    DIRECT_PERMISSION = "DIRECT_PERMISSION", "Tài khoản có nhóm, quyền gắn trực tiếp"
    SUPERUSER = "SUPERUSER", "Tài khoản quản trị cao nhất không giữ chức vụ nào"
    LOCKED_HOLDER = "LOCKED_HOLDER", "Tài khoản đã khóa còn giữ chức vụ"
    VACANT_PORTFOLIO = "VACANT_PORTFOLIO", "Lĩnh vực không ai phụ trách"
    VOID_DELEGATION = "VOID_DELEGATION", "Ủy quyền còn hạn nhưng không còn giá trị"
    VACANT_LEADER = "VACANT_LEADER", "Lãnh đạo chỉ đạo khuyết, còn nhiệm vụ đang mở"
    HEADLESS_UNIT = "HEADLESS_UNIT", "Đơn vị chủ trì không có người nộp báo cáo"
    CLOSED_UNIT = "CLOSED_UNIT", "Đơn vị đã giải thể còn nhiệm vụ đang mở"
