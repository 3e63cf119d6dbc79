import unicodedata

import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import one_item, source
from workflows.reading import StateSecret, read_file, read_text

BLOCK = one_item("Đơn vị thực hiện: Văn phòng.")


@pytest.mark.parametrize(
    "mark",
    [
        "MẬT",
        "**TỐI MẬT**",
        "TUYỆT  MẬT",
        "[MẬT]",
        "Độ mật: Tối mật",
        "UBND TỈNH\tMẬT",
        "Số: 12/KH-BQL-M",
        "Số: 12/BC-UBND(TM)",
        "M Ậ T",
        "T U Y Ệ T  M Ậ T",
        "ĐỘ MẬT: MẬT",
        "| UBND TỈNH | MẬT |",
        "MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ NỘI VỤ TỐI MẬT",
        "| Số: 12/KH-UBND-M | Lạng Sơn, ngày 5 tháng 6 năm 2026 |",
        "Số: /BC-UBND-TM",
        "TUYET MAT",
    ],
)
def test_a_mark_refuses_and_the_refusal_tells_nothing(mark: str) -> None:
    with pytest.raises(StateSecret) as refusal:
        read_text(f"{mark}\n{BLOCK}", BOARD)

    assert "độ mật" in str(refusal.value)
    assert "Xây dựng" not in str(refusal.value)


@pytest.mark.parametrize(
    "words",
    [
        "Mật độ xây dựng",
        "trừ văn bản thuộc danh mục bí mật nhà nước",
        "MẬT ĐỘ DÂN CƯ",
        "Số: 12/KH-BQLKKTCK",
        "Bí mật nhà nước",
        "BẢO VỆ BÍ MẬT",
        "QUY CHẾ BẢO MẬT",
        "MẬT ONG",
        "GIẢI PHÓNG MẶT BẰNG",
        "Số: 12/KH-PTM",
    ],
)
def test_the_word_in_running_text_is_no_mark(words: str) -> None:
    assert read_text(f"{words}\n{BLOCK}", BOARD).items


def test_a_mark_is_found_however_its_letters_are_composed() -> None:
    with pytest.raises(StateSecret):
        read_text(unicodedata.normalize("NFD", f"TỐI MẬT\n{BLOCK}"), BOARD)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_no_real_document_is_taken_for_a_secret(number: str) -> None:
    assert read_text(source(number), BOARD).items


@pytest.mark.parametrize(
    "name",
    [
        "KH tối mật.txt",
        "ke_hoach_TOI_MAT.txt",
        "(MẬT) kế hoạch.txt",
        "KH-12-MAT.docx",
        "kh 12 mat.docx",
        "tuyet mat.pdf",
        unicodedata.normalize("NFD", "Báo cáo mật.docx"),
    ],
)
def test_a_file_name_refuses_before_anything_is_read(name: str) -> None:
    with pytest.raises(StateSecret):
        read_file(b"", name, BOARD)


@pytest.mark.parametrize(
    "name",
    [
        "bảo vệ bí mật nhà nước.txt",
        "mật độ.txt",
        "MAT DO XAY DUNG.txt",
        "giai phong mat bang.txt",
        "gap mat dau xuan.txt",
        "hop-mat.txt",
        "format.txt",
    ],
)
def test_a_harmless_file_name_passes(name: str) -> None:
    assert read_file(BLOCK.encode(), name, BOARD).items
