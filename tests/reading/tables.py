"""Tables of work as agencies make them, for the tests of every format."""

PLAN = """UBND TỈNH LẠNG SƠN
BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN

Số: 12/KH-BQLKKTCK

Lạng Sơn, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2026

**I. NỘI DUNG**

Các nhiệm vụ cụ thể tại bảng sau:

{table}

**II. TỔ CHỨC THỰC HIỆN**

1. Giao Văn phòng theo dõi, tổng hợp, báo cáo Trưởng Ban trước ngày 20/12/2026.

Nơi nhận:

- UBND tỉnh (b/c);

- Lưu: VT.

TRƯỞNG BAN

Nguyễn Quốc Toàn
"""
HEAD = (
    "| TT | Nội dung | Đơn vị chủ trì | Phối hợp | Thời hạn | Sản phẩm |",
    "|---|---|---|---|---|---|",
)
ROWS = (
    "| I | Thủ tục hành chính | | | | |",
    "| 1 | Rà soát thủ tục hành chính | Phòng QLDN | Văn phòng | 30/6/2026 | Báo cáo |",
    "| 2 | Cập nhật cổng dịch vụ công | Văn phòng | - | Trước 15/7/2026 | - |",
    "| II | Tài chính công | | | | |",
    "| 3 | Báo cáo chi tiêu nội bộ | Phòng KHTH | Văn phòng | Quý III/2026 | Báo cáo |",
)


def plan(*rows: str) -> str:
    """A plan around a table of these rows."""
    return PLAN.format(table="\n".join(rows))


def flattened(*rows: str) -> str:
    """The same plan, each cell of the table on a line of its own."""
    cells = [
        cell.strip()
        for row in rows
        if not set(row) <= set("|- ")
        for cell in row.strip("|").split("|")
        if cell.strip()
    ]
    return PLAN.format(table="\n".join(cells))
