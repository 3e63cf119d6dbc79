"""What Word prints and python-docx leaves to its caller."""

from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.reading.catalogue import BOARD
from tests.reading.files import saved
from workflows.reading import StateSecret, extract_text, read_file

LISTS = (
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
    ("bullet", "–"),
    ("bullet", "+"),
)


def text_of(document: Any) -> str:
    return extract_text(saved(document), "a.docx")


def numbered(*levels: tuple[str, str], overrides: str = "") -> Any:
    """A document whose list 7 has these levels, each (format, text)."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    shapes = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (fmt, text) in enumerate(levels)
    )
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="3">{shapes}'
            "</w:abstractNum>"
        )
    )
    for number, changes in ((7, ""), (8, overrides)):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="3"/>{changes}</w:num>'
            )
        )
    return document


def add(document: Any, words: str, level: int, number: int = 7) -> None:
    properties = document.add_paragraph(words)._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{number}"/></w:numPr>'
        )
    )


def test_labels_of_every_kind_and_level_are_printed_as_word_prints_them() -> None:
    document = numbered(*LISTS)
    for level, words in enumerate(("Phần", "Mục", "Việc", "Ý", "Gạch", "Cộng")):
        add(document, words, level)
    add(document, "Việc hai", 2)
    add(document, "Ý lại", 3)
    add(document, "Mục hai", 1)
    add(document, "Việc lại", 2)
    add(document, "Phần hai", 0)

    assert text_of(document).split("\n\n") == [
        "I. Phần",
        "1. Mục",
        "1.1. Việc",
        "a) Ý",
        "- Gạch",
        "+ Cộng",
        "1.2. Việc hai",
        "a) Ý lại",
        "2. Mục hai",
        "2.1. Việc lại",
        "II. Phần hai",
    ]


def test_a_list_that_starts_anew_counts_from_its_own_start() -> None:
    document = numbered(
        ("decimal", "%1."),
        overrides='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride>",
    )
    for words, number in (("một", 7), ("hai", 7), ("năm", 8), ("sáu", 8)):
        add(document, words, 0, number)

    assert text_of(document).split("\n\n") == ["1. một", "2. hai", "5. năm", "6. sáu"]


def test_a_label_that_the_style_gives_is_printed() -> None:
    document = numbered(("decimal", "Điều %1"))
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="7"/></w:numPr>'))
    document.add_paragraph("Phạm vi", style="Heading 1")

    assert "Điều 1. Phạm vi" in text_of(document)


def test_automatic_labels_are_the_ordinals_of_items() -> None:
    document = numbered(*LISTS)
    document.add_paragraph("KẾ HOẠCH")
    add(document, "NỘI DUNG", 0)
    add(document, "Nhiệm vụ trước Tết", 1)
    add(document, "Xây dựng kế hoạch kiểm tra.", 2)
    document.add_paragraph("Đơn vị thực hiện: Văn phòng.")

    (item,) = read_file(saved(document), "a.docx", BOARD).items

    assert (item.ordinal, item.section) == ("1.1", "I.1")


def add_footnote(document: Any, paragraph: Any, words: str) -> None:
    xml = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="1"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    kind = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    )
    name = PackURI("/word/footnotes.xml")
    part = Part(name, kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATION.FOOTNOTES)
    run = paragraph.add_run()
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))


def test_a_footnote_is_neither_an_item_nor_a_recipient() -> None:
    document = docx.Document()
    for line in ("KẾ HOẠCH", "I. NỘI DUNG"):
        document.add_paragraph(line)
    paragraph = document.add_paragraph("1. Giao Văn phòng lập danh mục")
    for line in ("Nơi nhận:", "- Lưu: VT.", "TRƯỞNG BAN", "Nguyễn Quốc Toàn"):
        document.add_paragraph(line)
    add_footnote(document, paragraph, "Giao Phòng KHTH báo cáo trước ngày 30/6/2026.")

    reading = read_file(saved(document), "a.docx", BOARD)

    assert reading.text.endswith("¹ Giao Phòng KHTH báo cáo trước ngày 30/6/2026.")
    assert [item.text for item in reading.items] == ["Giao Văn phòng lập danh mục"]
    assert reading.document.recipients == ("Lưu: VT",)


def test_what_was_deleted_or_is_hidden_is_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Giữ lại")
    paragraph._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="a">'
            "<w:r><w:delText>đã xóa</w:delText></w:r></w:del>"
        )
    )
    paragraph.add_run(" ẩn đi").font.hidden = True

    assert text_of(document) == "Giữ lại"


def test_words_in_a_text_box_are_read_once() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("Sau khung").add_run()._r.append(
        parse_xml(
            f'<mc:AlternateContent {nsdecls("w")} xmlns:mc="http://schemas.'
            'openxmlformats.org/markup-compatibility/2006">'
            f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
            "</mc:AlternateContent>"
        )
    )

    assert text_of(document) == "Trong khung\n\nSau khung"


@pytest.mark.parametrize("place", ["header", "footer"])
def test_a_mark_of_secrecy_in_the_running_head_refuses_the_file(place: str) -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    section = document.sections[0]
    getattr(section, place).paragraphs[0].text = "TUYỆT MẬT"

    with pytest.raises(StateSecret):
        text_of(document)


def test_a_running_head_is_no_part_of_the_text() -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.sections[0].header.paragraphs[0].text = "Trang 2"

    assert text_of(document) == "KẾ HOẠCH"


def task_table(document: Any) -> Any:
    table = document.add_table(rows=3, cols=4)
    rows = (
        ("TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"),
        ("1", "Rà soát | thủ tục", "Phòng QLDN", "30/6/2026"),
        ("2", "Soạn quy chế", "", "31/7/2026"),
    )
    for row, words in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            cell.text = said
    return table


def test_a_cell_merged_downwards_says_its_words_in_every_row() -> None:
    document = docx.Document()
    table = task_table(document)
    table.cell(1, 2).merge(table.cell(2, 2))

    assert text_of(document).splitlines()[1:] == [
        "| 1 | Rà soát / thủ tục | Phòng QLDN | 30/6/2026 |",
        "| 2 | Soạn quy chế | Phòng QLDN | 31/7/2026 |",
    ]


def test_a_cell_that_is_empty_and_not_merged_stays_empty() -> None:
    document = docx.Document()
    task_table(document)

    items = read_file(saved(document), "a.docx", BOARD).items

    assert [item.lead_units for item in items] == [("phong_qldn",), ()]


def test_a_cell_with_paragraphs_and_a_table_inside_is_one_line() -> None:
    document = docx.Document()
    table = task_table(document)
    table.cell(1, 1).add_paragraph("đợt hai")
    table.cell(1, 1).add_table(rows=1, cols=2).cell(0, 0).text = "kèm biểu"

    assert "| Rà soát / thủ tục đợt hai kèm biểu |" in text_of(document)


def test_a_letterhead_of_two_columns_stays_lines() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "BAN QUẢN LÝ"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table.cell(1, 0).text = "Số: 12/KH-BQL"
    table.cell(1, 1).text = "Lạng Sơn, ngày 05 tháng 3 năm 2026"

    assert "|" not in text_of(document)


def test_a_signature_beside_the_recipients_is_read_as_both() -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Nơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT."
    table.cell(0, 1).text = "TRƯỞNG BAN\n\nNguyễn Quốc Toàn"

    facts = read_file(saved(document), "a.docx", BOARD).document

    assert facts.recipients == ("UBND tỉnh (b/c)", "Lưu: VT")
    assert facts.signer == "Nguyễn Quốc Toàn"


def test_the_lines_of_a_centred_title_stay_together() -> None:
    document = docx.Document()
    for words in ("KẾ HOẠCH", "Cải cách hành chính"):
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Thực hiện Kế hoạch số 5")

    assert text_of(document) == (
        "KẾ HOẠCH\nCải cách hành chính\n\nThực hiện Kế hoạch số 5"
    )


def test_signs_that_a_layout_leaves_are_gone() -> None:
    document = docx.Document()
    document.add_paragraph("Rà\u00a0soát quy\u00adtrình\u200b nội\u2011bộ\ufeff")

    assert text_of(document) == "Rà soát quytrình nội\u2011bộ"


def test_a_number_of_no_list_is_no_label() -> None:
    document = docx.Document()
    properties = document.add_paragraph("Không số")._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="99"/></w:numPr>')
    )

    assert text_of(document) == "Không số"
    assert properties.find(qn("w:numPr")) is not None
