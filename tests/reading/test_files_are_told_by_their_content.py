import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import one_item
from workflows.reading import (
    MAX_BYTES,
    EmptyDocument,
    ReadingRefused,
    Unreadable,
    extract_text,
    read_file,
)
from workflows.reading.files.archives import MAX_UNPACKED


def blank_pdf() -> bytes:
    document = pdfium.PdfDocument.new()
    document.new_page(200, 200)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def zipped(name: str, size: int) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(name, "w", force_zip64=True) as member:
            for _ in range(size // 2**20):
                member.write(bytes(2**20))
        archive.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


def word_plan() -> bytes:
    document = docx.Document()
    for line in one_item("Lãnh đạo chỉ đạo: Đ/c Vũ Việt Hải").splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Đơn vị thực hiện: Văn phòng."
    table.cell(0, 1).text = "Thời hạn: 30/6/2026"
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "refusal"),
    [
        (b"", "a.txt", EmptyDocument),
        (b"  \n ", "a.txt", EmptyDocument),
        (b"\xff\xd8\xff\xe0\x00\x01", "a.txt", Unreadable),
        (b"abc\x00def", "a.txt", Unreadable),
        (b"not a zip", "a.docx", Unreadable),
        (b"PK\x03\x04 cut short", "a.docx", Unreadable),
        (zipped("a.xml", 2**20), "a.docx", Unreadable),
        (zipped("a.xml", 2**20), "a.txt", Unreadable),
        (b"not a pdf", "a.pdf", Unreadable),
        (b"%PDF-1.7 cut short", "a.pdf", Unreadable),
        (blank_pdf(), "a.pdf", EmptyDocument),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", Unreadable),
        (b"text", "a.exe", Unreadable),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    data: bytes, name: str, refusal: type[ReadingRefused]
) -> None:
    with pytest.raises(refusal) as raised:
        extract_text(data, name)

    assert str(raised.value).endswith(".")


def test_a_file_above_the_limit_is_refused() -> None:
    with pytest.raises(Unreadable, match="25 MB"):
        extract_text(b"a" * (MAX_BYTES + 1), "a.txt")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped("word/media/a.bin", MAX_UNPACKED + 2**20)

    assert len(bomb) < 2**20
    with pytest.raises(Unreadable, match="giải nén"):
        extract_text(bomb, "a.docx")


def test_a_word_file_is_read_with_its_tables() -> None:
    item = read_file(word_plan(), "a.docx", BOARD).items[0]

    assert item.leaders == ("Vũ Việt Hải",)
    assert item.lead_units == ("van_phong",)
    assert item.deadline.words == "30/6/2026"


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Không mở được"):
        read_file(tmp_path / "none.txt", "none.txt", BOARD)


def test_utf_16_as_notepad_writes_it_is_read() -> None:
    data = one_item("Đơn vị thực hiện: Văn phòng.").encode("utf-16")

    assert read_file(data, "a.txt", BOARD).items
