"""One page of a PDF: its lines and tables in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from workflows.reading.files.grids import is_content, printed
from workflows.reading.files.pdf_lines import TextLine, joined, lines_of
from workflows.reading.files.pdf_scans import Scans
from workflows.reading.files.pdf_tables import RuledTable, ruled_tables
from workflows.reading.files.pdf_words import Word, WordReader


@dataclass(frozen=True, slots=True)
class PageLines:
    """Lines, and printed tables between them; ``size`` is that of the paper."""

    lines: tuple[TextLine | str, ...]
    size: tuple[int, int]


def page_lines(document: pdfium.PdfDocument, number: int, scans: Scans) -> PageLines:
    """The lines of a page; a scanned one is read from its picture.

    The page is closed at once, so that memory stays bounded.
    """
    page = document[number]
    try:
        size = page.get_size()
        text_page = page.get_textpage()
        words = list(WordReader(text_page).words())
        text_page.close()
        tables: list[RuledTable] = []
        if scans.is_scan(page, words):
            words = scans.read(page)
        else:
            tables = ruled_tables(page)
    finally:
        page.close()
    return PageLines(tuple(_in_order(words, tables)), (round(size[0]), round(size[1])))


def _in_order(
    words: Sequence[Word], tables: Sequence[RuledTable]
) -> list[TextLine | str]:
    """Lines of the page; a table stands where its first word was drawn."""
    if not tables:
        return list(lines_of(words))
    owner = [next((t for t in tables if t.holds(word)), None) for word in words]
    found: list[TextLine | str] = []
    free: list[Word] = []
    done: list[RuledTable] = []
    for word, table in zip(words, owner, strict=True):
        if table is None:
            free.append(word)
        elif table not in done:
            found += lines_of(free)
            free = []
            own = [w for w, t in zip(words, owner, strict=True) if t is table]
            found += _table(table, own)
            done.append(table)
    return found + list(lines_of(free))


def _table(table: RuledTable, words: Sequence[Word]) -> list[TextLine | str]:
    """Rows between bars, or lines where the rulings only lay the page out."""
    cells = table.rows(words)
    said = [[joined(lines_of(cell)) for cell in row] for row in cells]
    if is_content(said):
        return [printed(said)]
    return [line for row in cells for cell in row for line in lines_of(cell)]
