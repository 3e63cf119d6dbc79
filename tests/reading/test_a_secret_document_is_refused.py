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
    ],
)
def test_the_word_in_running_text_is_no_mark(words: str) -> None:
    assert read_text(f"{words}\n{BLOCK}", BOARD).items


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_no_real_document_is_taken_for_a_secret(number: str) -> None:
    assert read_text(source(number), BOARD).items


@pytest.mark.parametrize(
    "name", ["KH tối mật.txt", "ke_hoach_TOI_MAT.txt", "(MẬT) kế hoạch.txt"]
)
def test_a_file_name_refuses_before_anything_is_read(name: str) -> None:
    with pytest.raises(StateSecret):
        read_file(b"", name, BOARD)


@pytest.mark.parametrize(
    "name", ["bảo vệ bí mật nhà nước.txt", "mật độ.txt", "giai phong mat bang.txt"]
)
def test_a_harmless_file_name_passes(name: str) -> None:
    assert read_file(BLOCK.encode(), name, BOARD).items
