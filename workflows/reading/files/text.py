"""The text that all spans count in."""

import unicodedata

from workflows.reading.refusals import EmptyDocument

EMPTY = (
    "Tệp không có chữ nào để đọc. Kiểm tra lại tệp; "
    "nếu là bản quét, chọn bản có lớp văn bản (PDF xuất từ Word hoặc tệp .docx)."
)


def composed(text: str) -> str:
    """The NFC form, line ends as they are. Raises EmptyDocument on blank text."""
    text = unicodedata.normalize("NFC", text)
    if not any(letter.isalnum() for letter in text):
        raise EmptyDocument(EMPTY)
    return text
