"""A file's text. What a file is, is told by its first bytes, not by its name."""

from pathlib import Path, PurePath

from workflows.reading.files.archives import names_in
from workflows.reading.files.encodings import decoded, refuse_old_letters
from workflows.reading.files.pdf import pdf_text
from workflows.reading.files.sheets import sheets_text
from workflows.reading.files.text import composed
from workflows.reading.files.word import word_text
from workflows.reading.refusals import EmptyDocument, Unreadable

MAX_BYTES = 25 * 1024 * 1024
PDF_HEAD = 1024
TEXT_SUFFIXES = (".txt", ".md")
TOO_LARGE = "Tệp lớn hơn 25 MB nên chưa đọc được. Tách văn bản hoặc bỏ ảnh rồi tải lại."
NOTHING = "Tệp rỗng (0 byte). Kiểm tra lại tệp gốc rồi tải lên lần nữa."
GONE = "Không mở được tệp. Kiểm tra lại đường dẫn và quyền đọc tệp."
OLD_OFFICE = (
    "Tệp là bản Word, Excel cũ (.doc, .xls) hoặc đã đặt mật khẩu. Mở bằng Word hoặc "
    "Excel, bỏ mật khẩu, lưu lại dạng .docx hoặc .xlsx rồi tải lên."
)
NOT_DOCX = (
    "Tệp mang tên .docx nhưng không phải tệp Word. "
    "Mở tệp gốc bằng Word, lưu lại dạng .docx rồi tải lên."
)
NOT_XLSX = (
    "Tệp mang tên .xlsx nhưng không phải tệp Excel. "
    "Mở tệp gốc bằng Excel, lưu lại dạng .xlsx rồi tải lên."
)
NOT_PDF = (
    "Tệp mang tên .pdf nhưng không phải tệp PDF. Xuất lại PDF từ tệp gốc rồi tải lên."
)
KNOWN = {".docx": NOT_DOCX, ".xlsx": NOT_XLSX, ".pdf": NOT_PDF}
MISNAMED = "Tên tệp không khớp với nội dung. Đổi lại phần mở rộng cho đúng rồi tải lên."
UNKNOWN = "Chưa đọc được loại tệp này. Dùng tệp .docx, .pdf, .xlsx, .txt hoặc .md."


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
    """The NFC text of a .txt, .md, .docx, .xlsx or .pdf file.

    Raises Unreadable, EmptyDocument, or StateSecret, with a sentence that says what
    to do.
    """
    if not data:
        raise EmptyDocument(NOTHING)
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    suffix = PurePath(filename).suffix.lower()
    if b"%PDF-" in data[:PDF_HEAD]:
        _check_name(suffix, ".pdf")
        text = pdf_text(data)
    elif data.startswith(b"PK\x03\x04"):
        text = _office_text(data, suffix)
    else:
        text = _plain_text(data, suffix)
    refuse_old_letters(text)
    return composed(text)


def _office_text(data: bytes, suffix: str) -> str:
    """A zipped office file is what its members say, whatever its name."""
    names = names_in(data, NOT_XLSX if suffix == ".xlsx" else NOT_DOCX)
    if any(name.startswith("xl/") for name in names):
        _check_name(suffix, ".xlsx")
        return sheets_text(data)
    _check_name(suffix, ".docx")
    return word_text(data)


def _check_name(suffix: str, expected: str) -> None:
    """Raise Unreadable unless the name says what the content says, or nothing."""
    if suffix in {expected, ""}:
        return
    if suffix in {*KNOWN, *TEXT_SUFFIXES}:
        raise Unreadable(MISNAMED)
    raise Unreadable(UNKNOWN)


def _plain_text(data: bytes, suffix: str) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_OFFICE)
    if suffix in KNOWN:
        raise Unreadable(KNOWN[suffix])
    if suffix not in {*TEXT_SUFFIXES, ""}:
        raise Unreadable(UNKNOWN)
    return decoded(data)
