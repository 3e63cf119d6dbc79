"""Text of a .docx: paragraphs with their automatic numbers, tables, footnotes."""

import re
import zipfile
from io import BytesIO
from typing import Any

from docx2python import docx2python

from workflows.reading.refusals import Unreadable

MAX_UNPACKED = 100 * 1024 * 1024
# Parsed XML takes many times its size in memory; 200 pages are some 5 MiB of it.
MAX_WORDS = 40 * 1024 * 1024
MAX_FILES = 5000
REQUIRED = {"[Content_Types].xml", "word/document.xml"}
# A body table has a row of headings over at least so many columns; with fewer it
# only lays out the page, as the head of a document does.
TASK_TABLE_COLUMNS = 3
NOT_WORD = (
    "Tệp .docx bị hỏng hoặc không phải tệp Word. "
    "Mở tệp gốc bằng Word, lưu lại dạng .docx rồi tải lên."
)
BOMB = (
    "Tệp .docx giải nén ra quá lớn nên không được mở. "
    "Bỏ ảnh, đối tượng nhúng rồi lưu lại."
)
_FOOTNOTE_MARK = re.compile(
    r"----(?:foot|end)note\d{1,6}----|----(?:media|image)[^-]{0,200}----"
)
_AUTO_NUMBER = re.compile(r"^\t{0,9}(\d{1,3}|[IVXLC]{1,7}|[a-z]{1,2})\)\t")
_AUTO_BULLET = re.compile(r"^\t{0,9}--\t")

Nested = list[Any]


def word_text(data: bytes) -> str:
    """The text in order. Raises Unreadable for what is damaged or a zip bomb."""
    _check_size(data)
    try:
        with docx2python(BytesIO(data), duplicate_merged_cells=False) as content:
            tables, notes = content.body, content.footnotes
    # The parser names no errors of its own: whatever it raises, the file is damaged.
    except Exception as error:
        raise Unreadable(NOT_WORD) from error
    body = "\n".join(line for table in tables for line in _table_lines(table))
    footnotes = "\n".join(line for table in notes for line in _table_lines(table))
    return f"{body}\n\n{footnotes}" if footnotes.strip() else body


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(NOT_WORD) from error
    # zipfile never yields more than the declared size, so the sum is a bound.
    unpacked = sum(member.file_size for member in members)
    words = sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels")))
    if unpacked > MAX_UNPACKED or words > MAX_WORDS or len(members) > MAX_FILES:
        raise Unreadable(BOMB)
    if REQUIRED - {member.filename for member in members}:
        raise Unreadable(NOT_WORD)


def _table_lines(table: Nested) -> list[str]:
    """A task table row by row, its cells joined; all else line by line."""
    width = max((len(row) for row in table), default=0)
    if width >= TASK_TABLE_COLUMNS:
        return [
            " | ".join(" ".join(_cell_lines(cell)).strip() for cell in row)
            for row in table
        ]
    return [line for row in table for cell in row for line in _cell_lines(cell)]


def _cell_lines(cell: Nested) -> list[str]:
    return [_paragraph(paragraph) for paragraph in cell]


def _paragraph(words: str) -> str:
    """A paragraph, with Word's automatic label written as a typist would."""
    words = _FOOTNOTE_MARK.sub("", words)
    words = _AUTO_BULLET.sub("- ", words)
    found = _AUTO_NUMBER.match(words)
    if found is None:
        return words.strip("\t")
    mark = ")" if found.group(1).islower() else "."
    return f"{found.group(1)}{mark} {words[found.end() :]}"
