"""Text of a PDF, page by page, through pypdfium2."""

from collections.abc import Iterator

import pypdfium2 as pdfium

from workflows.reading.refusals import EmptyDocument, Unreadable

MAX_PAGES = 2000
MAX_CHARACTERS = 20_000_000
LOCKED = "Tệp PDF đã đặt mật khẩu. Bỏ mật khẩu rồi tải lại."
DAMAGED = "Tệp PDF bị hỏng hoặc chưa tải về đủ. Xuất lại PDF từ tệp gốc rồi tải lên."
TOO_LONG = "Tệp PDF dài hơn 2.000 trang nên chưa đọc được. Tách văn bản rồi tải lại."
SCANNED = (
    "Tệp PDF chỉ có ảnh quét, không có lớp chữ. "
    "Dùng tệp .docx gốc, hoặc PDF xuất từ Word."
)


def pdf_text(data: bytes) -> str:
    """The text of all pages. Raises Unreadable, or EmptyDocument for a scan."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable(LOCKED if locked else DAMAGED) from error
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(TOO_LONG)
        text = "\n\n".join(_pages(document))
    except pdfium.PdfiumError as error:
        raise Unreadable(DAMAGED) from error
    finally:
        document.close()
    if not text.strip():
        raise EmptyDocument(SCANNED)
    return text


def _pages(document: pdfium.PdfDocument) -> Iterator[str]:
    """One page at a time, closed as soon as read, so memory stays bounded."""
    seen = 0
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        text = words.get_text_range().replace("\r\n", "\n").replace("\x00", "")
        words.close()
        page.close()
        seen += len(text)
        if seen > MAX_CHARACTERS:
            raise Unreadable(TOO_LONG)
        # PDFium marks a hyphen at the end of a line with this non-character.
        yield text.replace("\ufffe", "-")
