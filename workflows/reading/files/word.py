"""Text of a .docx: paragraphs with their labels, tables as rows, footnotes behind.

python-docx opens the package; what it leaves to the caller (labels, merged cells,
footnotes, text boxes) is read from its elements.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from workflows.reading.files.archives import names_in
from workflows.reading.files.cleaning import as_note, cleaned, one_line
from workflows.reading.files.word_paragraphs import Block, Paragraphs, paragraphs_in
from workflows.reading.files.word_tables import lines_of_table
from workflows.reading.refusals import ReadingRefused, Unreadable
from workflows.reading.secrecy import refuse_secret_text

REQUIRED = frozenset({"[Content_Types].xml", "word/document.xml"})
NOT_WORD = (
    "Tệp .docx bị hỏng hoặc không phải tệp Word. "
    "Mở tệp gốc bằng Word, lưu lại dạng .docx rồi tải lên."
)
MAX_DEPTH = 40
_PARAGRAPH = qn("w:p")
_TABLE = qn("w:tbl")
# Frames around paragraphs and tables that are not seen on paper.
_FRAMES = {
    qn("w:sdt"),
    qn("w:sdtContent"),
    qn("w:customXml"),
    qn("w:ins"),
    qn("w:smartTag"),
}


def word_text(data: bytes) -> str:
    """The text in order. Raises Unreadable, or StateSecret for a marked header."""
    if REQUIRED - names_in(data, NOT_WORD):
        raise Unreadable(NOT_WORD)
    try:
        return _text(docx.Document(BytesIO(data)))
    except ReadingRefused:
        raise
    # The parser names no errors of its own: whatever it raises, the file is damaged.
    except Exception as error:
        raise Unreadable(NOT_WORD) from error


def _text(document: Any) -> str:
    part = document.part
    for header in _blobs(part, RELATION.HEADER, RELATION.FOOTER):
        # Running heads are no part of the text, but a stamp may stand there.
        refuse_secret_text("\n".join(_plain(header)))
    paragraphs = Paragraphs(
        next(_blobs(part, RELATION.STYLES), None),
        next(_blobs(part, RELATION.NUMBERING), None),
    )
    body = _joined(_blocks(document.element.body, paragraphs))
    notes = _blobs(part, RELATION.FOOTNOTES, RELATION.ENDNOTES)
    return "\n\n".join([body, *_footnotes(notes)])


def _joined(blocks: Iterator[Block]) -> str:
    """Blocks with a blank line between; the lines of a centred title stay together."""
    parts: list[str] = []
    was_centred = False
    for text, is_centred in blocks:
        parts += ["\n" if is_centred and was_centred else "\n\n", text]
        was_centred = is_centred
    return "".join(parts[1:])


def _blobs(part: Any, *kinds: str) -> Iterator[Any]:
    """The parsed parts of these kinds that belong to the document."""
    for relation in part.rels.values():
        if relation.reltype in kinds and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _blocks(container: Any, paragraphs: Paragraphs, depth: int = 0) -> Iterator[Block]:
    """Paragraphs and tables in order; boxes stand before what they are anchored in."""
    if depth > MAX_DEPTH:
        return
    for child in container:
        if child.tag == _PARAGRAPH:
            yield from _paragraph(child, paragraphs, depth)
        elif child.tag == _TABLE:
            yield from lines_of_table(
                child, paragraphs, lambda cell: _blocks(cell, paragraphs, depth + 1)
            )
        elif child.tag in _FRAMES:
            yield from _blocks(child, paragraphs, depth + 1)


def _paragraph(paragraph: Any, paragraphs: Paragraphs, depth: int) -> Iterator[Block]:
    words = paragraphs.words(paragraph)
    for box in words.boxes:
        yield from _blocks(box, paragraphs, depth + 1)
    label = paragraphs.label(paragraph)
    text = words.text.strip()
    if not text:
        return
    text = f"{label} {text}" if label else text
    is_marked = words.is_bold and "\n" not in text
    yield f"**{text}**" if is_marked else text, paragraphs.is_centred(paragraph)


def _footnotes(parts: Iterator[Any]) -> Iterator[str]:
    """Notes in one line each, behind a raised figure, so that none reads as an item."""
    number = 0
    for part in parts:
        for note in part:
            words = one_line(" ".join(_plain(note)))
            if words and note.get(qn("w:type"), "normal") == "normal":
                number += 1
                yield as_note(number, words)


def _plain(element: Any) -> Iterator[str]:
    reader = Paragraphs(None, None)
    for paragraph in paragraphs_in(element):
        yield cleaned(reader.words(paragraph).text)
