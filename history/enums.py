"""The closed lists of history: kinds of entry, and kinds of fault."""

from django.db.models import TextChoices


class HistoryKind(TextChoices):
    """What an entry tells. A new act needs a new kind here first."""

    # Mission
    MISSION_ASSIGNED = "MISSION_ASSIGNED", "Giao nhiệm vụ"
    MISSION_STARTED = "MISSION_STARTED", "Bắt đầu thực hiện"
    REPORT_HANDED_IN = "REPORT_HANDED_IN", "Nộp báo cáo"
    SUBMITTED_FOR_APPROVAL = "SUBMITTED_FOR_APPROVAL", "Trình lãnh đạo duyệt"
    REPORT_RECALLED = "REPORT_RECALLED", "Rút báo cáo"
    RETURNED = "RETURNED", "Trả lại"
    COMPLETED = "COMPLETED", "Duyệt hoàn thành"
    WITHDRAWN = "WITHDRAWN", "Thu hồi"
    CORRECTED = "CORRECTED", "Đính chính"
    OFFICER_NAMED = "OFFICER_NAMED", "Cử chuyên viên theo dõi"
    PASSED_UP = "PASSED_UP", "Chuyển Trưởng Ban"
    CARRIED_OVER = "CARRIED_OVER", "Tiếp tục theo bản mới"
    EXCEPTION_GIVEN = "EXCEPTION_GIVEN", "Cho phép riêng"
    EXCEPTION_ENDED = "EXCEPTION_ENDED", "Chấm dứt cho phép riêng"
    CONTRIBUTED = "CONTRIBUTED", "Gửi nội dung phối hợp"
    MISSION_MOVED = "MISSION_MOVED", "Chuyển đơn vị do sắp xếp tổ chức"
    OFFICER_LEFT = "OFFICER_LEFT", "Chuyên viên theo dõi rời đơn vị"
    # Document
    DOCUMENT_REGISTERED = "DOCUMENT_REGISTERED", "Đăng ký văn bản"
    DOCUMENT_DATED = "DOCUMENT_DATED", "Ghi số và ngày ban hành"
    ITEM_SETTLED = "ITEM_SETTLED", "Làm rõ nội dung"
    ITEM_SKIPPED = "ITEM_SKIPPED", "Bỏ qua nội dung"
    ITEM_RESTORED = "ITEM_RESTORED", "Khôi phục nội dung"
    ITEM_SPLIT = "ITEM_SPLIT", "Tách nội dung"
    ITEM_MERGED = "ITEM_MERGED", "Gộp nội dung"
    ITEM_ADDED = "ITEM_ADDED", "Thêm nội dung từ văn bản"
    ITEM_UNDONE = "ITEM_UNDONE", "Hoàn tác"
    ITEM_LINKED = "ITEM_LINKED", "Xác nhận việc trùng giữa các văn bản"
    CITATION_RESOLVED = "CITATION_RESOLVED", "Nối văn bản viện dẫn"
    ITEM_MOVED = "ITEM_MOVED", "Chuyển đơn vị của nội dung do sắp xếp tổ chức"
    ITEM_GIVEN_OUT = "ITEM_GIVEN_OUT", "Giao từ văn bản"
    VERSION_CONFIRMED = "VERSION_CONFIRMED", "Xác nhận là bản sửa đổi"
    VERSION_DROPPED = "VERSION_DROPPED", "Bỏ bản sửa đổi"
    VERSION_PAIRED = "VERSION_PAIRED", "Ghép việc của hai bản"
    VERSION_APPLIED = "VERSION_APPLIED", "Áp dụng bản sửa đổi"
    DOCUMENT_SUPERSEDED = "DOCUMENT_SUPERSEDED", "Được thay bằng bản mới"
    DOCUMENT_WITHDRAWN = "DOCUMENT_WITHDRAWN", "Thu hồi văn bản"
    # Working calendar
    CALENDAR_DAY_SET = "CALENDAR_DAY_SET", "Ghi ngày nghỉ, ngày làm bù"
    CALENDAR_DAY_REMOVED = "CALENDAR_DAY_REMOVED", "Bỏ ngày đã ghi trong lịch"
    # Organisation
    UNIT_CHANGED = "UNIT_CHANGED", "Thay đổi đơn vị"
    POST_CHANGED = "POST_CHANGED", "Thay đổi chức vụ"
    PERSON_CHANGED = "PERSON_CHANGED", "Thay đổi cán bộ"
    PASSWORD_GIVEN = "PASSWORD_GIVEN", "Cấp mật khẩu dùng một lần"
    PASSWORD_CHANGED = "PASSWORD_CHANGED", "Đổi mật khẩu"
    SECOND_FACTOR_CHANGED = "SECOND_FACTOR_CHANGED", "Thay đổi xác thực hai lớp"
    SESSIONS_ENDED = "SESSIONS_ENDED", "Đăng xuất khỏi mọi nơi"
    PERSON_APPOINTED = "PERSON_APPOINTED", "Bổ nhiệm"
    APPOINTMENT_ENDED = "APPOINTMENT_ENDED", "Thôi giữ chức vụ"
    APPOINTMENT_WITHDRAWN = "APPOINTMENT_WITHDRAWN", "Hủy bổ nhiệm chưa hiệu lực"
    PORTFOLIO_CHANGED = "PORTFOLIO_CHANGED", "Thay đổi lĩnh vực phụ trách"
    PORTFOLIO_HELD = "PORTFOLIO_HELD", "Nhận lĩnh vực phụ trách"
    PORTFOLIO_RELEASED = "PORTFOLIO_RELEASED", "Thôi lĩnh vực phụ trách"
    HOLDING_WITHDRAWN = "HOLDING_WITHDRAWN", "Hủy phân công chưa hiệu lực"
    DELEGATION_GIVEN = "DELEGATION_GIVEN", "Ủy quyền"
    DELEGATION_ENDED = "DELEGATION_ENDED", "Chấm dứt ủy quyền"
    GRANT_CHANGED = "GRANT_CHANGED", "Thay đổi quyền"
    REORGANISATION_DRAWN_UP = "REORGANISATION_DRAWN_UP", "Lập phương án sắp xếp"
    REORGANISATION_DROPPED = "REORGANISATION_DROPPED", "Bỏ phương án sắp xếp"
    REORGANISED = "REORGANISED", "Sắp xếp tổ chức"
    # The reading of history itself
    HISTORY_READ = "HISTORY_READ", "Xem nhật ký"
    HISTORY_EXPORTED = "HISTORY_EXPORTED", "Kết xuất nhật ký"


class ReadingKind(TextChoices):
    """How somebody came to read something."""

    OPENED = "OPENED", "Mở trang"
    FILE = "FILE", "Tải tệp"
    PRINTED = "PRINTED", "In"
    EXPORTED = "EXPORTED", "Kết xuất"


class Fault(TextChoices):
    """What a verification finds."""

    EDITED = "EDITED", "nội dung đã bị sửa sau khi ghi"
    DELETED = "DELETED", "mục đã bị xóa"
    REORDERED = "REORDERED", "sai thứ tự"
    DUPLICATED = "DUPLICATED", "trùng số thứ tự"
    UNLINKED = "UNLINKED", "không nối với mục liền trước"
    TRUNCATED = "TRUNCATED", "mất phần cuối so với bản kết xuất trước"
    REWRITTEN = "REWRITTEN", "khác với bản kết xuất trước"
    UNTOLD = "UNTOLD", "trạng thái không có mục nhật ký tương ứng"
