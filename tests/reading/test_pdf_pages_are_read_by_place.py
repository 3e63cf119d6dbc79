"""What a page shows by place alone, printed by a real browser."""

from functools import cache

import pytest

from tests.reading.files import STYLE
from tests.reading.printing import printed
from workflows.reading import StateSecret, extract_text

pytestmark = pytest.mark.browser

LONG = (
    "Tổ chức kiểm tra công tác phòng cháy, chữa cháy tại các toà nhà, khu chợ và khu "
    "vực cửa khẩu do Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn được giao "
    "quản lý, bảo đảm an toàn tuyệt đối trước, trong và sau Tết Nguyên đán."
)
WORDS = ("Kiểm tra công trình.", "Lập danh mục hồ sơ.", "Soạn quy chế chi tiêu.")
LETTERHEAD = """
<div style="display:flex; justify-content:space-between; text-align:center">
<div>UBND TỈNH LẠNG SƠN<br><b>BAN QUẢN LÝ</b></div>
<div>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</div></div>
"""
BREAK = "<div style='break-after:page'></div>"
HEAD = "<p style='text-indent:0'>Kế hoạch năm 2026 của Ban</p>"
PAGES = {
    "long": f"<p>1. {LONG}</p><p>2. Lập danh mục.</p>",
    "letterhead": LETTERHEAD + "<p>Kính gửi: Văn phòng</p>",
    "running": BREAK.join(f"{HEAD}<p>{words}</p>" for words in WORDS),
    "marked": BREAK.join(f"<p>MẬT</p><p>{n}. {LONG}</p>" for n in range(1, 4)),
    "note": f"<p>1. {LONG}<sup style='font-size:7pt'>1</sup></p>"
    "<p style='font-size:9pt; margin-top:15cm; text-indent:0'>"
    "<sup style='font-size:6pt'>1</sup> Theo Kế hoạch số 5.</p>",
    "merged": "<table><tr><td>TT</td><td>Nội dung</td><td>Đơn vị chủ trì</td></tr>"
    "<tr><td>1</td><td>Lập danh mục</td><td rowspan=2>Văn phòng</td></tr>"
    "<tr><td>2</td><td>Soạn quy chế</td></tr></table>",
    "two lines": "<p style='text-align:center; text-indent:0; margin:0'>KẾ HOẠCH</p>"
    "<p style='text-align:center; text-indent:0'>Kiểm tra năm 2026</p>"
    f"<p>{LONG}</p>",
}


@cache
def pdfs() -> dict[str, bytes]:
    style = f"<meta charset='utf-8'><style>{STYLE}</style>"
    return printed({name: style + html for name, html in PAGES.items()})


def text_of(name: str) -> str:
    return extract_text(pdfs()[name], "a.pdf")


def test_lines_broken_at_the_margin_are_one_paragraph() -> None:
    assert text_of("long") == f"1. {LONG}\n\n2. Lập danh mục."


def test_columns_of_the_letterhead_are_read_one_after_the_other() -> None:
    text = " ".join(text_of("letterhead").replace("*", "").split())

    assert text.startswith("UBND TỈNH LẠNG SƠN BAN QUẢN LÝ CỘNG HÒA")


def test_page_numbers_and_running_heads_are_left_out() -> None:
    assert text_of("running").split("\n\n") == list(WORDS)


def test_a_mark_of_secrecy_in_a_running_head_refuses_the_file() -> None:
    with pytest.raises(StateSecret):
        text_of("marked")


def test_a_footnote_stands_behind_the_text_and_its_figure_is_gone() -> None:
    assert text_of("note") == f"1. {LONG}\n\n¹ Theo Kế hoạch số 5."


def test_a_ruled_table_is_read_by_its_cells() -> None:
    assert text_of("merged").splitlines() == [
        "| TT | Nội dung | Đơn vị chủ trì |",
        "| 1 | Lập danh mục | Văn phòng |",
        "| 2 | Soạn quy chế | Văn phòng |",
    ]


def test_the_lines_of_a_centred_title_stay_together() -> None:
    assert text_of("two lines").startswith("KẾ HOẠCH\nKiểm tra năm 2026\n\nTổ chức")
