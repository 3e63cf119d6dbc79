"""A file's text. What a file is, is told by its first bytes, not by its name."""

from pathlib import Path, PurePath

from workflows.reading.pdf import pdf_text
from workflows.reading.refusals import EmptyDocument, Unreadable
from workflows.reading.text import composed
from workflows.reading.word import word_text

MAX_BYTES = 25 * 1024 * 1024
PDF_HEAD = 1024
TEXT_SUFFIXES = (".txt", ".md")
TOO_LARGE = "Tệp lớn hơn 25 MB nên chưa đọc được. Tách văn bản hoặc bỏ ảnh rồi tải lại."
NOTHING = "Tệp rỗng (0 byte). Kiểm tra lại tệp gốc rồi tải lên lần nữa."
GONE = "Không mở được tệp. Kiểm tra lại đường dẫn và quyền đọc tệp."
OLD_WORD = (
    "Tệp là bản Word cũ (.doc) hoặc đã đặt mật khẩu. "
    "Mở bằng Word, bỏ mật khẩu, lưu lại dạng .docx rồi tải lên."
)
NOT_DOCX = (
    "Tệp mang tên .docx nhưng không phải tệp Word. "
    "Mở tệp gốc bằng Word, lưu lại dạng .docx rồi tải lên."
)
NOT_PDF = (
    "Tệp mang tên .pdf nhưng không phải tệp PDF. Xuất lại PDF từ tệp gốc rồi tải lên."
)
MISNAMED = "Tên tệp không khớp với nội dung. Đổi lại phần mở rộng cho đúng rồi tải lên."
UNKNOWN = "Chưa đọc được loại tệp này. Dùng tệp .docx, .pdf, .txt hoặc .md."
NOT_TEXT = (
    "Tệp không phải văn bản thuần UTF-8. "
    "Lưu lại với bảng mã UTF-8, hoặc dùng tệp .docx, .pdf."
)


def load(source: Path | str | bytes) -> bytes:
    """The bytes of a file given as a path, or as they are. Raises Unreadable."""
    if isinstance(source, bytes):
        return source
    try:
        with Path(source).open("rb") as file:
            # One byte more than allowed: a larger file is never held in memory.
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(GONE) from error


def extract_text(data: bytes, filename: str) -> str:
    """The NFC text of a .txt, .md, .docx or .pdf file.

    Raises Unreadable or EmptyDocument with a sentence that says what to do.
    """
    if not data:
        raise EmptyDocument(NOTHING)
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    suffix = PurePath(filename).suffix.lower()
    if b"%PDF-" in data[:PDF_HEAD]:
        _check_name(suffix, ".pdf")
        return composed(pdf_text(data))
    if data.startswith(b"PK\x03\x04"):
        _check_name(suffix, ".docx")
        return composed(word_text(data))
    return composed(_plain_text(data, suffix))


def _check_name(suffix: str, expected: str) -> None:
    """Raise Unreadable unless the name says what the first bytes say, or nothing."""
    if suffix in {expected, ""}:
        return
    if suffix in {".pdf", ".docx", *TEXT_SUFFIXES}:
        raise Unreadable(MISNAMED)
    raise Unreadable(UNKNOWN)


def _plain_text(data: bytes, suffix: str) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_WORD)
    if suffix in {".docx", ".pdf"}:
        raise Unreadable(NOT_DOCX if suffix == ".docx" else NOT_PDF)
    if suffix not in {*TEXT_SUFFIXES, ""}:
        raise Unreadable(UNKNOWN)
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_TEXT) from error
    if "\x00" in text:
        raise Unreadable(NOT_TEXT)
    return text
