"""The Board as the five documents show it."""

from workflows.reading import Catalogue, LeaderName, UnitName

UNITS = (
    UnitName("van_phong", "Văn phòng", ("VP",)),
    UnitName("phong_khth", "Phòng Kế hoạch tổng hợp", ("Phòng KHTH", "KHTH")),
    UnitName("phong_qlht", "Phòng Quản lý hạ tầng", ("Phòng QLHT", "QLHT")),
    UnitName("phong_qldn", "Phòng Quản lý doanh nghiệp", ("Phòng QLDN", "QLDN")),
    UnitName(
        "tt_qlck",
        "Trung tâm Quản lý cửa khẩu",
        (
            "TTQLCK",
            "TT QLCK",
            "Trung tâm QLCK",
            "TTQLKC",
            "các phòng, đơn vị",
        ),
    ),
    UnitName("chi_doan", "Chi đoàn", ("Chi đoàn Thanh niên",)),
    UnitName(
        "ban_quan_ly",
        "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
        (
            "Ban Quản lý Khu KTCK Đồng Đăng - Lạng Sơn",
            "Ban Quản lý Khu KTCK",
            "Ban Quản lý",
        ),
    ),
)
COLLECTIVES = (
    UnitName(
        "all_departments",
        "Các phòng chuyên môn",
        (
            "Phòng chuyên môn",
            "Các phòng",
            "Các PCM",
            "Các phòng CM",
            "PCM",
            "các phòng, đơn vị",
        ),
    ),
)
LEADERS = (
    LeaderName("Nguyễn Quốc Toàn", "Trưởng Ban", "truong_ban", "HEAD"),
    LeaderName("Hoàng Việt Đông", "Phó Trưởng Ban", "ptb_1", "DEPUTY_HEAD"),
    LeaderName("Vũ Việt Hải", "Phó Trưởng Ban", "ptb_2", "DEPUTY_HEAD"),
    LeaderName("Vũ Quang Khánh", "Phó Trưởng Ban", "ptb_3", "DEPUTY_HEAD"),
)
BODY_NAMES = (
    "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
    "Ban Quản lý Khu KTCK Đồng Đăng - Lạng Sơn",
    "Ban Quản lý Khu KTCK",
    "Ban Quản lý",
)
BOARD = Catalogue(UNITS, COLLECTIVES, LEADERS, BODY_NAMES)
