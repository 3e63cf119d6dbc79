"""Bytes of a text file to text: UTF-8, or UTF-16 as Notepad writes it.

Vietnamese texts of before Unicode (TCVN3 with the fonts .VnTime, VNI) hold other
letters at the same codes; guessing would make wrong names, so they are refused.
"""

import re

from workflows.reading.refusals import Unreadable

NOT_TEXT = (
    "Tệp không phải văn bản thuần UTF-8. "
    "Lưu lại với bảng mã UTF-8, hoặc dùng tệp .docx, .pdf."
)
OLD_LETTERS = (
    "Văn bản dùng bảng mã cũ (TCVN3 hoặc VNI), không phải Unicode. "
    "Chuyển sang Unicode bằng Unikey hoặc Word rồi tải lên lần nữa."
)
PROBE = 20_000
FEWEST_OLD = 8
# Shares of letters: every fourth or so is one of these in its own kind of text.
OLD_ONE_IN = 15
UNICODE_ONE_IN = 60
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
# TCVN3 letters as Latin-1 shows them (¸ á, µ à, ¶ ả, · ã, ¹ ạ, ® đ, …) beside letters.
_TCVN3 = re.compile(
    "[a-zA-Z][¸µ¶·¹¨©ª«¬\u00ad®¾»¼½ÆÇÈÉÊËÌÎÏÐÑ][a-zA-Z\\s,.;:]|[\\s(]®[a-z¸µÆªç«¬]"
)
# VNI puts the mark behind its vowel as a letter of its own: "Nghóa" is "Nghoùa".
_VNI = re.compile("(?:[aeouyAEOUY][øùûõïâêéëèäàáãåüú]|ñ|[aA]ê|ö)(?=[a-z\\s,.;:])")
# Words that every Vietnamese text has in its own letters.
_UNICODE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def decoded(data: bytes) -> str:
    """The text. Raises Unreadable for another encoding, saying what to do.

    A byte order mark of UTF-8 stays, since spans count the file as it is decoded.
    """
    try:
        text = data.decode(_encoding_of(data))
    except UnicodeDecodeError as error:
        # In TCVN3 and VNI nearly every accented letter is one byte above 127.
        is_old = _is_old(data[:PROBE].decode("latin-1"))
        raise Unreadable(OLD_LETTERS if is_old else NOT_TEXT) from error
    if "\x00" in text:
        raise Unreadable(NOT_TEXT)
    return text


def refuse_old_letters(text: str) -> None:
    """Raise Unreadable where Unicode letters only stand for those of an old font."""
    if _is_old(text[:PROBE]):
        raise Unreadable(OLD_LETTERS)


def _encoding_of(data: bytes) -> str:
    if data.startswith(_UTF_32):
        return "utf-32"
    return "utf-16" if data.startswith(_BOMS) else "utf-8"


def _is_old(text: str) -> bool:
    if len(_UNICODE.findall(text)) * UNICODE_ONE_IN > len(text):
        return False
    found = max(len(_TCVN3.findall(text)), len(_VNI.findall(text)))
    return found >= FEWEST_OLD and found * OLD_ONE_IN > len(text)
