"""Short papers of our Board and of another agency, made for a single behaviour."""

from tests.reading.catalogue import BOARD
from workflows.reading import Catalogue, Item, read_text

OURS = (
    "UBND TỈNH LẠNG SƠN\nBAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN\n\n"
    "Số: 12/KH-BQLKKTCK\n\nLạng Sơn, ngày 5 tháng 3 năm 2026\n\n"
)
THEIRS = (
    "UBND TỈNH LẠNG SƠN\nSỞ NỘI VỤ\n\nSố: 12/KH-SNV\n\n"
    "Lạng Sơn, ngày 5 tháng 3 năm 2026\n\n"
)
BODY = "KẾ HOẠCH\nCông tác năm 2026\n\n{preamble}\n\nI. NHIỆM VỤ\n\n{words}\n\n"
FOOT = "Nơi nhận:\n- Lưu: VT.\n\n{title}\n\n{signer}\n"


def our_items(
    words: str,
    *,
    preamble: str = "Kế hoạch như sau:",
    catalogue: Catalogue = BOARD,
) -> tuple[Item, ...]:
    """The items of a plan of the Board, signed by its head."""
    foot = FOOT.format(title="TRƯỞNG BAN", signer="Nguyễn Quốc Toàn")
    text = OURS + BODY.format(preamble=preamble, words=words) + foot
    return read_text(text, catalogue).items


def their_items(words: str, *, preamble: str = "Kế hoạch như sau:") -> tuple[Item, ...]:
    """The items of a plan of the department of home affairs, signed by its head."""
    foot = FOOT.format(title="GIÁM ĐỐC", signer="Lý Thị Hoa")
    text = THEIRS + BODY.format(preamble=preamble, words=words) + foot
    return read_text(text, BOARD).items
