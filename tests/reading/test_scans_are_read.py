"""A real picture of a page, read by the real tesseract."""

import subprocess
from functools import cache

import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import one_item
from tests.reading.files import html_of, scan_of
from tests.reading.printing import printed
from workflows.reading import EmptyDocument, StateSecret, Unreadable, read_file
from workflows.reading.files import ocr
from workflows.reading.files.ocr import tesseract

pytestmark = pytest.mark.browser
needs_tesseract = pytest.mark.skipif(
    tesseract() is None, reason="no tesseract with the language vie on this machine"
)
PLAN = one_item(
    "Lãnh đạo chỉ đạo: Đ/c Vũ Việt Hải - Phó Trưởng Ban.",
    "Đơn vị thực hiện: Phòng Quản lý doanh nghiệp.",
    "Thời gian hoàn thành: Trước 30/6/2026.",
    words="Xây dựng kế hoạch kiểm tra công tác phòng cháy, chữa cháy tại cửa khẩu.",
)


@cache
def scans() -> dict[str, bytes]:
    pages = {"plan": html_of(PLAN), "secret": html_of(f"TỐI MẬT\n\n{PLAN}")}
    return {name: scan_of(pdf) for name, pdf in printed(pages).items()}


@needs_tesseract
def test_a_scanned_plan_is_read() -> None:
    (item,) = read_file(scans()["plan"], "quet.pdf", BOARD).items

    assert item.leaders == ("Vũ Việt Hải",)
    assert item.lead_units == ("phong_qldn",)
    assert str(item.deadline.due_on) == "2026-06-29"


@needs_tesseract
def test_a_mark_of_secrecy_in_a_picture_refuses_the_file() -> None:
    with pytest.raises(StateSecret):
        read_file(scans()["secret"], "quet.pdf", BOARD)


def test_without_tesseract_the_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "tesseract", lambda: None)

    with pytest.raises(EmptyDocument, match="tesseract-ocr-vie"):
        read_file(scans()["plan"], "quet.pdf", BOARD)


@pytest.mark.parametrize(
    "trouble",
    [
        subprocess.TimeoutExpired("tesseract", 60),
        subprocess.CalledProcessError(1, "tesseract"),
        OSError("no memory"),
    ],
)
def test_a_tesseract_that_fails_is_a_refusal_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(ocr, "tesseract", lambda: "tesseract")
    monkeypatch.setattr(ocr.subprocess, "run", fails)

    with pytest.raises(Unreadable, match="ảnh quét"):
        read_file(scans()["plan"], "quet.pdf", BOARD)
