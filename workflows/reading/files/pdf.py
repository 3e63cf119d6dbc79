"""Text of a PDF through pypdfium2: paragraphs, tables between bars, notes behind.

Two pages are held at a time, so memory does not grow with the document.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

import pypdfium2 as pdfium

from workflows.reading.files.cleaning import as_note
from workflows.reading.files.pdf_lines import (
    Paragraph,
    TextLine,
    margins_of,
    paragraphs_of,
)
from workflows.reading.files.pdf_pages import PageLines, page_lines
from workflows.reading.files.pdf_scans import Scans
from workflows.reading.files.progress import Step, page_read
from workflows.reading.refusals import EmptyDocument, Unreadable
from workflows.reading.secrecy import refuse_secret_text

MAX_PAGES = 2000
MAX_CHARACTERS = 20_000_000
EDGE_LINES = 2
SAME_PLACE = 4.0  # points
SMALL = 0.9
LEAST_TEXT = 0.75  # of the width of the paper, from its left edge
# What the parts of a damaged page lead to; not OSError, that of who follows us.
DAMAGE = (
    pdfium.PdfiumError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)
LOCKED = "Tệp PDF đã đặt mật khẩu. Bỏ mật khẩu rồi tải lại."
DAMAGED = "Tệp PDF bị hỏng hoặc chưa tải về đủ. Xuất lại PDF từ tệp gốc rồi tải lên."
TOO_LONG = "Tệp PDF dài hơn 2.000 trang nên chưa đọc được. Tách văn bản rồi tải lại."
NOTHING = "Tệp PDF không có chữ nào để đọc. Dùng tệp .docx gốc, hoặc PDF xuất từ Word."
_PAGE_NUMBER = re.compile(
    r"[-–—\[( ]{0,4}(?:trang )?\d{1,4}(?: ?[/|] ?\d{1,4})?[-–—\]) ]{0,4}", re.IGNORECASE
)
_NOTE = re.compile(
    r"[(\[]?(\d{1,2}|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]{1,2})[)\].]?\s{0,2}(?=\w|[\"“])"
)
_FIGURES = re.compile(r"\d+")


def pdf_text(data: bytes) -> str:
    """The text of all pages. Raises Unreadable, StateSecret, or EmptyDocument."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable(LOCKED if locked else DAMAGED) from error
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(TOO_LONG)
        text = _Text().of(document)
    except DAMAGE as error:
        raise Unreadable(DAMAGED) from error
    finally:
        document.close()
    if not text.strip():
        raise EmptyDocument(NOTHING)
    return text


def _pages(document: pdfium.PdfDocument, scans: Scans) -> Iterator[PageLines]:
    """Page after page, told on the way. Raises StateSecret as soon as a scanned page
    bears a mark: the pages that follow take long."""
    for number in range(len(document)):
        pictures = scans.pages
        page = page_lines(document, number, scans)
        is_scan = scans.pages > pictures
        if is_scan:
            lines = (str(getattr(line, "text", line)) for line in page.lines)
            refuse_secret_text("\n".join(lines))
        page_read(Step.OCR if is_scan else Step.TEXT, number + 1, len(document))
        yield page


@dataclass(slots=True)
class _Text:
    """What was read so far; the last paragraph may go on upon the next page."""

    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    last: Paragraph | None = None
    joins: bool = False  # the last paragraph is a line of the title above it
    seen: int = 0
    sizes: Counter[float] = field(default_factory=Counter)
    margins: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def of(self, document: pdfium.PdfDocument) -> str:
        pages = _pages(document, Scans())
        before: PageLines | None = None
        now = next(pages, None)
        for following in chain(pages, (None,)):
            if now is not None:
                self._page(now, before, following)
            before, now = now, following
        self._close()
        numbered = (as_note(n, note) for n, note in enumerate(self.notes, start=1))
        return "\n\n".join(chain(self.blocks, numbered))

    def _page(
        self, page: PageLines, before: PageLines | None, following: PageLines | None
    ) -> None:
        lines = _without_running(page, before, following)
        self.sizes.update(
            {
                round(one.size): len(one.text)
                for one in lines
                if isinstance(one, TextLine)
            }
        )
        body = self._take_notes(lines)
        margins = self._margins(page, body)
        for is_text, run in _runs(body):
            if is_text:
                self._paragraphs(run, margins)
            else:
                self._close()
                self.blocks += [one for one in run if isinstance(one, str)]

    def _paragraphs(
        self, lines: list[TextLine | str], margins: tuple[float, float]
    ) -> None:
        own = [line for line in lines if isinstance(line, TextLine)]
        for paragraph in paragraphs_of(own, margins, self.last):
            if paragraph is self.last:
                continue
            joins = self.last is not None and self.last.is_above(paragraph, margins)
            self._close()
            self.last, self.joins = paragraph, joins

    def _close(self) -> None:
        """The last paragraph is whole."""
        if self.last is None:
            return
        text = self.last.text
        self.seen += len(text)
        if self.seen > MAX_CHARACTERS:
            raise Unreadable(TOO_LONG)
        text = f"**{text}**" if self.last.is_bold else text
        if self.joins and self.blocks:
            self.blocks[-1] += f"\n{text}"
        else:
            self.blocks.append(text)
        self.last, self.joins = None, False

    def _take_notes(self, lines: list[TextLine | str]) -> list[TextLine | str]:
        """The lines without the footnotes at the foot of the page, which are kept."""
        usual = self.sizes.most_common(1)[0][0] if self.sizes else 0
        first = len(lines)
        while first and isinstance(line := lines[first - 1], TextLine):
            if line.size > SMALL * usual:
                break
            first -= 1
        small = [line for line in lines[first:] if isinstance(line, TextLine)]
        if not small or _NOTE.match(small[0].text) is None or first == 0:
            return lines
        for line in small:
            begins = _NOTE.match(line.text)
            if begins is not None:
                self.notes.append(line.text[begins.end() :])
            else:
                self.notes[-1] += f" {line.text}"
        return lines[:first]

    def _margins(
        self, page: PageLines, lines: list[TextLine | str]
    ) -> tuple[float, float]:
        """The edges of the text on pages of this size, as far as seen."""
        own = margins_of([line for line in lines if isinstance(line, TextLine)])
        # Short lines alone do not show where the margin is.
        left, right = self.margins.get(page.size, (own[0], LEAST_TEXT * page.size[0]))
        if own != (0.0, 0.0):
            self.margins[page.size] = min(left, own[0]), max(right, own[1])
        return self.margins.get(page.size, own)


def _runs(
    lines: list[TextLine | str],
) -> Iterator[tuple[bool, list[TextLine | str]]]:
    """Runs of lines, and runs of tables, in order."""
    run: list[TextLine | str] = []
    for line in lines:
        if run and isinstance(line, str) != isinstance(run[-1], str):
            yield isinstance(run[-1], TextLine), run
            run = []
        run.append(line)
    if run:
        yield isinstance(run[-1], TextLine), run


def _without_running(
    page: PageLines, before: PageLines | None, following: PageLines | None
) -> list[TextLine | str]:
    """The lines without page numbers and what a neighbour page has at its place too.

    A stamp may stand there, so they are searched for a mark before they are left out.
    """
    places = range(len(page.lines))
    running: set[int] = set()
    for edge in (list(places[:EDGE_LINES]), list(places[: -EDGE_LINES - 1 : -1])):
        ends = slice(None, EDGE_LINES) if edge[:1] == [0] else slice(-EDGE_LINES, None)
        around = {
            key
            for one in (before, following)
            if one is not None
            for line in one.lines[ends]
            for key in _keys(line)
        }
        for place in edge:
            line = page.lines[place]
            if not isinstance(line, TextLine) or not _is_running(line, around):
                break
            refuse_secret_text(line.text)
            running.add(place)
    return [line for place, line in enumerate(page.lines) if place not in running]


def _is_running(line: TextLine, around: set[tuple[str, int]]) -> bool:
    if _PAGE_NUMBER.fullmatch(line.text):
        return True
    return bool(around & set(_keys(line)[:1]))


def _keys(line: TextLine | str) -> list[tuple[str, int]]:
    """What a running line says, figures aside, at its place and at those beside it."""
    if isinstance(line, str):
        return []
    said = _FIGURES.sub("#", line.text)
    place = round(line.y / SAME_PLACE)
    return [(said, place), (said, place - 1), (said, place + 1)]
