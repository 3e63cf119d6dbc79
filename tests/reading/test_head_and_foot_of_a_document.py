# ruff: noqa: E501  the lines of a letterhead stay whole
from datetime import date

import pytest

from tests.reading.catalogue import BOARD
from workflows.reading import DocumentFacts, read_text

BODY = "\n\nI. NỘI DUNG\n\n1. Giao Văn phòng xây dựng kế hoạch.\n\n"
HEAD = "UBND TỈNH LẠNG SƠN\nSỞ NỘI VỤ\n\nSố: 45/KH-SNV\n\nKẾ HOẠCH\nCải cách"


def facts_of(head: str, foot: str = "Nơi nhận:\n- Lưu: VT.") -> DocumentFacts:
    return read_text(head + BODY + foot, BOARD).document


@pytest.mark.parametrize(
    ("head", "kind", "number", "body"),
    [
        (
            (
                "UBND TỈNH LẠNG SƠN\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\n-------\n"
                "Số: 45 /KH-SNNMT\tLạng Sơn, ngày 12 tháng 3 năm 2026\n\nKẾ HOẠCH\nA"
            ),
            "plan",
            "45/KH-SNNMT",
            "Sở Nông nghiệp và Môi trường",
        ),
        (
            (
                "UBND TỈNH LẠNG SƠN SỞ XÂY DỰNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
                "Độc lập - Tự do - Hạnh phúc\nSố: 881/SXD-QLHT Lạng Sơn, ngày 5 tháng 6 "
                "năm 2026\nV/v đôn đốc giải ngân\n\nKính gửi: UBND các xã."
            ),
            "letter",
            "881/SXD-QLHT",
            "Sở Xây dựng",
        ),
        (
            (
                "| UBND TỈNH LẠNG SƠN SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH | CỘNG HÒA XÃ HỘI "
                "CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc |\n| Số:      "
                "/CTr-SVHTTDL | Lạng Sơn, ngày     tháng 6 năm 2026 |\n\n"
                "CHƯƠNG TRÌNH CÔNG TÁC THÁNG 7 NĂM 2026"
            ),
            "programme",
            None,
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        (
            (
                "ĐẢNG BỘ TỈNH LẠNG SƠN\tĐẢNG CỘNG SẢN VIỆT NAM\nBAN TỔ CHỨC\n*\n"
                "Số 83-KH/BTCTU\n\nKẾ HOẠCH\nvề tổ chức"
            ),
            "plan",
            "83-KH/BTCTU",
            "Ban Tổ chức",
        ),
        (
            "SỞ Y TẾ LẠNG SƠN\nBỆNH VIỆN ĐA KHOA TỈNH\nSô: l2/TB-BVĐK\n\nTHÔNG BÁO\nA",
            "notice",
            "12/TB-BVĐK",
            "Bệnh viện Đa khoa tỉnh",
        ),
        (
            "VĂN PHÒNG UBND TỈNH\n\nLỊCH CÔNG TÁC TUẦN 23\nCủa lãnh đạo",
            "schedule",
            None,
            "Văn phòng UBND tỉnh",
        ),
        (
            "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: 02/CĐ-UBND\n\nCÔNG ĐIỆN\nVề bão",
            "dispatch",
            "02/CĐ-UBND",
            "UBND tỉnh Lạng Sơn",
        ),
        (
            (
                "KẾ HOẠCH\nTrật tự\n\n(Ban hành kèm theo Quyết định số 1875/QĐ-UBND ngày "
                "09/10/2026 của UBND tỉnh Lạng Sơn)"
            ),
            "plan",
            "1875/QĐ-UBND",
            "UBND tỉnh Lạng Sơn",
        ),
        ("UBND XÃ A\nSố: 5/CT-UBND\n\nCHỈ THỊ\nB", "other", "5/CT-UBND", "UBND xã A"),
    ],
)
def test_kind_number_and_issuing_body_are_read_from_the_head(
    head: str, kind: str, number: str | None, body: str | None
) -> None:
    facts = facts_of(head)

    assert (facts.kind, facts.reference_number) == (kind, number)
    assert facts.issuing_body == body


def test_the_board_is_known_by_the_symbol_of_its_number() -> None:
    head = "Số: 9/KH-BQLKKTCK\n\nKẾ HOẠCH\nA"

    assert facts_of(head).issuing_body == BOARD.body_names[0]


@pytest.mark.parametrize(
    ("words", "day", "month"),
    [
        ("Lạng Sơn, ngày 12 tháng 3 năm 2026", date(2026, 3, 12), 3),
        ("*Lạng Sơn, ngày 5/6/2026*", date(2026, 6, 5), 6),
        ("Lạng Sơn, ngày … tháng 6 năm 2026", None, 6),
        ("Lạng Sơn, ngày ...... tháng ..... năm 2026", None, None),
        ("Đồng Đăng, ngày     tháng 02 năm 2026", None, 2),
    ],
)
def test_what_is_blank_in_the_dated_line_stays_blank(
    words: str, day: date | None, month: int | None
) -> None:
    facts = facts_of(f"UBND XÃ A\n\nSố: …/KH-UBND\n\n{words}\n\nKẾ HOẠCH\nB")

    assert (facts.issued_on, facts.month, facts.year) == (day, month, 2026)
    assert facts.reference_number is None


def test_a_letter_says_what_it_is_about_under_its_number() -> None:
    head = "Số: 7/SNV-CCHC\n\nV/v rà soát\nhồ sơ năm 2026\n\nKính gửi: Sở Tài chính"

    assert facts_of(head).subject == "V/v rà soát hồ sơ năm 2026"


@pytest.mark.parametrize(
    ("foot", "signer", "title", "capacity"),
    [
        (
            (
                "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n\n(Đã ký)\n\n"
                "Nguyễn Văn An"
            ),
            "Nguyễn Văn An",
            "PHÓ CHÁNH VĂN PHÒNG",
            "KT.",
        ),
        (
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Bình",
            "Lê Văn Bình",
            "CHỦ TỊCH",
            "TM.",
        ),
        (
            "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nLê Văn Bình",
            "Lê Văn Bình",
            "PHÓ BÍ THƯ",
            "TM.",
        ),
        ("Q. GIÁM ĐỐC\n\nThS. Lê Văn Bình", "Lê Văn Bình", "GIÁM ĐỐC", "Q."),
        (
            "TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG HÀNH CHÍNH\nLê Bình",
            "Lê Bình",
            "TRƯỞNG PHÒNG HÀNH CHÍNH",
            "TUQ.",
        ),
        ("GIÁM ĐỐC\nLê Bình", "Lê Bình", "GIÁM ĐỐC", ""),
    ],
)
def test_the_capacity_is_that_of_the_one_who_signs(
    foot: str, signer: str, title: str, capacity: str
) -> None:
    facts = facts_of(HEAD, f"Nơi nhận:\n- Lưu: VT.\n\n{foot}")

    assert (facts.signer, facts.signer_title) == (signer, title)
    assert facts.signing_capacity == capacity
    assert facts.signing_lines == tuple(
        line for line in foot.splitlines() if line and line == line.upper()
    )


@pytest.mark.parametrize(
    "foot",
    [
        (
            "| Nơi nhận: - UBND tỉnh (b/c); - Các phòng (t/h); - Lưu: VT, HT_(LTH). "
            "| KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Trần Thị Mai |"
        ),
        (
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Thị Mai\n\nNơi nhận:\n- UBND tỉnh (b/c);\n"
            "- Các phòng (t/h);\n- Lưu: VT, HT_(LTH)."
        ),
        (
            "Nơi nhận:                        KT. GIÁM ĐỐC\n- UBND tỉnh (b/c);       PHÓ "
            "GIÁM ĐỐC\n- Các phòng (t/h);\n- Lưu: VT, HT_(LTH).        Trần Thị Mai"
        ),
        (
            "Nơi nhận: KT. GIÁM ĐỐC\n- UBND tỉnh (b/c); PHÓ GIÁM ĐỐC\n- Các phòng (t/h);\n"
            "- Lưu: VT, HT_(LTH).\n\nTrần Thị Mai"
        ),
    ],
)
def test_both_columns_of_the_foot_are_read_however_they_reach_us(foot: str) -> None:
    facts = facts_of(HEAD, foot)

    assert facts.recipients == (
        "UBND tỉnh (b/c)",
        "Các phòng (t/h)",
        "Lưu: VT, HT_(LTH)",
    )
    assert facts.recipient_codes == ("b/c", "t/h", "")
    assert (facts.drafting_units, facts.drafter) == (("VT", "HT"), "LTH")
    assert (facts.signer, facts.signing_capacity) == ("Trần Thị Mai", "KT.")


def test_a_ground_is_what_the_preamble_rests_on_and_not_what_that_cites() -> None:
    grounds = (
        "Căn cứ Luật số 117/2025/QH15; Nghị định số 09/2019/NĐ-CP ngày 24/01/2019;\n"
        "Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị và Kế hoạch 12 /KH-UBND "
        "ngày 05 tháng 01 năm 2026 thực hiện Quyết định số 534/QĐ-TTg, Sở ban hành như sau:"
    )
    facts = facts_of(f"{HEAD}\n\n{grounds}")
    basis = [c.reference_number for c in facts.cited_documents if c.is_basis]

    assert basis == ["117/2025/QH15", "09/2019/NĐ-CP", "57-NQ/TW", "12/KH-UBND"]
    days = {c.reference_number: c.issued_on for c in facts.cited_documents}
    assert days["12/KH-UBND"] == date(2026, 1, 5)
    assert days["534/QĐ-TTg"] is None


@pytest.mark.parametrize(
    ("subject", "year"),
    [
        ("Chuyển đổi số năm 2027", 2027),
        ("Quy hoạch đến năm 2045", 2026),
        ("Cao điểm cuối năm 2026 và Tết năm 2027", 2026),
    ],
)
def test_the_year_is_the_one_that_the_document_is_about(
    subject: str, year: int
) -> None:
    head = f"UBND XÃ A\n\nLạng Sơn, ngày 5 tháng 6 năm 2026\n\nKẾ HOẠCH\n{subject}"

    assert facts_of(head).year == year
