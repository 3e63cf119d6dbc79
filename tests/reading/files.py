"""The same words as a Word file, a PDF from a real browser, and a scan of it."""

import re
from html import escape
from io import BytesIO
from itertools import groupby
from typing import Any

import docx
import pypdfium2 as pdfium

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ROW = re.compile(r"\|.*\|\s*$")
_RULE = re.compile(r"[\s|:\-]+$")
STYLE = """
body { font: 13pt "Noto Serif", "DejaVu Serif", serif; line-height: 1.35 }
p { margin: 0 0 6pt; text-indent: 1cm; text-align: justify }
h1, h2, h3, h4 { font-size: 13pt; margin: 6pt 0 }
table { border-collapse: collapse; width: 100% }
td { border: 0.5pt solid black; padding: 2pt; vertical-align: top }
td p { text-indent: 0; text-align: left }
"""


def blocks_of(text: str) -> list[tuple[str, list[str]]]:
    """("table", rows) and ("lines", lines) of a text, blank lines left out."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kinds = groupby(lines, lambda line: "table" if _ROW.match(line) else "lines")
    return [(kind, list(group)) for kind, group in kinds]


def cells_of(rows: list[str]) -> list[list[str]]:
    kept = [row for row in rows if not _RULE.match(row)]
    return [[c.strip() for c in row.strip().strip("|").split("|")] for row in kept]


def word_file(text: str) -> bytes:
    """The text as a Word file: a paragraph a line, bold as bold, tables as tables."""
    document = docx.Document()
    for kind, lines in blocks_of(text):
        if kind == "table":
            cells = cells_of(lines)
            table = document.add_table(rows=0, cols=max(map(len, cells)))
            for row in cells:
                for cell, words in zip(table.add_row().cells, row, strict=False):
                    _add_words(cell.paragraphs[0], words)
            continue
        for line in lines:
            heading = re.match(r"#{1,6}\s+", line)
            words = line[heading.end() :] if heading else line
            _add_words(document.add_paragraph(), words, is_bold=heading is not None)
    return saved(document)


def saved(document: Any) -> bytes:
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _add_words(paragraph: Any, words: str, *, is_bold: bool = False) -> None:
    for number, piece in enumerate(_BOLD.split(words)):
        run = paragraph.add_run(_plain(piece))
        run.bold = is_bold or number % 2 == 1


def html_of(text: str) -> str:
    """The text as a page to print."""
    parts = [f"<meta charset='utf-8'><style>{STYLE}</style>"]
    for kind, lines in blocks_of(text):
        if kind == "table":
            rows = "".join(
                "<tr>" + "".join(f"<td><p>{_marked(c)}</p></td>" for c in row) + "</tr>"
                for row in cells_of(lines)
            )
            parts.append(f"<table>{rows}</table>")
            continue
        for line in lines:
            heading = re.match(r"#{1,6}\s+", line)
            words = _marked(line[heading.end() :] if heading else line)
            parts.append(f"<h3>{words}</h3>" if heading else f"<p>{words}</p>")
    return "\n".join(parts)


def _marked(line: str) -> str:
    pieces = _BOLD.split(line)
    marked = [
        f"<b>{escape(_plain(piece))}</b>" if number % 2 else escape(_plain(piece))
        for number, piece in enumerate(pieces)
    ]
    return "".join(marked)


def _plain(words: str) -> str:
    """Without the stars of slanted words."""
    return re.sub(r"(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", "", words)


def scan_of(pdf: bytes, scale: float = 2.0) -> bytes:
    """A PDF whose pages are pictures of the pages of another."""
    source = pdfium.PdfDocument(pdf)
    scan = pdfium.PdfDocument.new()
    for page in source:
        width, height = page.get_size()
        picture = pdfium.PdfImage.new(scan)
        picture.set_bitmap(page.render(scale=scale, grayscale=True))
        picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
        copy = scan.new_page(width, height)
        copy.insert_obj(picture)
        copy.gen_content()
    return saved(scan)
