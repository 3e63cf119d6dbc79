"""From the words of a PDF page to lines and paragraphs.

A line was broken at the margin if the first word of the next would not have fitted;
then both are of one paragraph. Columns beside each other are read one after the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflows.reading.files.pdf_words import RAISED, Word

COLUMN_GAP = 2.2  # in sizes of the letters; words of a justified line stand closer
SAME_LINE = 0.6
LEADING = 2.1  # a larger step down begins a paragraph
INDENT = 0.8
CENTRED = 1.5
LONGEST_LABEL = 5
_LABEL = re.compile(
    r"(?:[-–—•+●▪o*]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđ])[.)/]|Điều)(?:\s|$)"
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a column, with where it stands and how large its letters are."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def y(self) -> float:
        return self.words[0].y

    @property
    def size(self) -> float:
        return self.words[0].size

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words)

    @property
    def has_label(self) -> bool:
        return _LABEL.match(self.text) is not None


@dataclass(slots=True)
class Paragraph:
    """Lines that were one paragraph; a page break may stand between two of them."""

    lines: list[TextLine]

    @property
    def text(self) -> str:
        return joined(self.lines)

    @property
    def is_bold(self) -> bool:
        return all(line.is_bold for line in self.lines)

    def is_above(self, following: "Paragraph", margins: tuple[float, float]) -> bool:
        """Whether both are lines of one centred title, set close to each other."""
        last, first = self.lines[-1], following.lines[0]
        is_close = 0 < last.y - first.y <= LEADING * last.size
        return is_close and _is_centred(last, margins) and _is_centred(first, margins)


def joined(lines: Sequence[TextLine]) -> str:
    """Lines as one; a hyphen at the end of one stays, and its word goes on."""
    pieces: list[str] = []
    was_broken = False
    for line in lines:
        before = pieces[-1] if pieces else ""
        is_one_word = before.endswith("-") and before[-2:-1].isalnum()
        is_apart = pieces and not is_one_word and not was_broken
        pieces += [" ", line.text] if is_apart else [line.text]
        was_broken = line.words[-1].breaks
    return "".join(pieces)


def lines_of(words: Sequence[Word]) -> list[TextLine]:
    """Lines in reading order: columns beside each other one after the other."""
    rows = [[TextLine(tuple(run)) for run in _runs(row)] for row in _rows(words)]
    lines: list[TextLine] = []
    waiting: list[list[TextLine]] = []
    for row in rows:
        if len(row) > 1 or (waiting and _is_in_a_column(row[0], waiting)):
            waiting.append(row)
            continue
        lines += _by_columns(waiting)
        waiting = []
        lines += row
    return lines + _by_columns(waiting)


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words that were drawn one after the other on one line."""
    row: list[Word] = []
    for word in words:
        if row and (
            abs(word.y - row[-1].y) > SAME_LINE * max(word.size, row[-1].size)
            or word.left < row[-1].left
        ):
            yield row
            row = []
        if not row or not _marks_a_note(word, row[-1]):
            row.append(word)
    if row:
        yield row


def _marks_a_note(word: Word, before: Word) -> bool:
    """Whether a small raised figure behind a word refers to a footnote."""
    is_raised = word.size <= RAISED * before.size and word.y >= before.y
    return is_raised and word.text.strip("()[]").isdigit()


def _runs(row: list[Word]) -> Iterator[list[Word]]:
    """Parts of a row that stand far from each other; a label belongs to its words."""
    run: list[Word] = []
    for word in row:
        if run and word.left - run[-1].right > COLUMN_GAP * max(word.size, 1.0):
            is_label = len(run) == 1 and len(run[0].text) <= LONGEST_LABEL
            if not is_label or not _LABEL.match(run[0].text):
                yield run
                run = []
        run.append(word)
    if run:
        yield run


def _is_in_a_column(line: TextLine, waiting: list[list[TextLine]]) -> bool:
    """Whether a single run goes on in one of the columns above, and only in it."""
    edge = _edge(waiting)
    above = waiting[-1][0]
    is_near = 0 < above.y - line.y <= LEADING * line.size
    return is_near and (line.right < edge or line.left >= edge - line.size)


def _edge(rows: list[list[TextLine]]) -> float:
    """Where the second column begins."""
    return min(row[1].left for row in rows if len(row) > 1)


def _by_columns(rows: list[list[TextLine]]) -> list[TextLine]:
    if not rows:
        return []
    edge = _edge(rows)
    runs = [run for row in rows for run in row]
    left = [run for run in runs if run.left < edge - run.size]
    return left + [run for run in runs if run.left >= edge - run.size]


def paragraphs_of(
    lines: Sequence[TextLine],
    margins: tuple[float, float],
    before: Paragraph | None = None,
) -> list[Paragraph]:
    """Lines put together where one was broken at the margin.

    ``before`` is the last paragraph of the page before: the first that is given back
    is that one, longer or not.
    """
    found = [] if before is None else [before]
    for place, line in enumerate(lines):
        over = place == 0 and line.y > (before.lines[-1].y if before else line.y)
        if found and goes_on(found[-1], line, margins, on_next_page=over):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    return found


def goes_on(
    paragraph: Paragraph,
    line: TextLine,
    margins: tuple[float, float],
    *,
    on_next_page: bool = False,
) -> bool:
    """Whether a line belongs to the paragraph above it."""
    above = paragraph.lines[-1]
    step = above.y - line.y
    if not on_next_page and not 0 < step <= LEADING * above.size:
        return False
    if abs(line.size - above.size) > INDENT * above.size / 2:
        return False
    changes_weight = above.is_bold != line.is_bold and (
        paragraph.is_bold or line.is_bold
    )
    if changes_weight or not _is_full(above, line.words[0], margins):
        return False
    return not _begins(paragraph, line, margins)


def _is_full(line: TextLine, following: Word, margins: tuple[float, float]) -> bool:
    """Whether the next word would not have fitted into the line."""
    left, right = margins
    needed = following.right - following.left + 0.2 * line.size
    if _is_centred(line, margins):
        return line.right - line.left + needed > right - left
    return line.right + needed > right


def _is_centred(line: TextLine, margins: tuple[float, float]) -> bool:
    left, right = margins
    before, behind = line.left - left, right - line.right
    return before > CENTRED * line.size and abs(before - behind) < line.size


def _begins(paragraph: Paragraph, line: TextLine, margins: tuple[float, float]) -> bool:
    """Whether a line looks like the first of a paragraph: a label, or set in."""
    if _is_centred(line, margins):
        return False
    first = paragraph.lines[0]
    body = paragraph.lines[1].left if len(paragraph.lines) > 1 else margins[0]
    is_set_in = line.left - min(body, first.left) > INDENT * line.size
    if line.has_label:
        return is_set_in or abs(line.left - first.left) < line.size
    return is_set_in and abs(line.left - first.left) < line.size / 2


def margins_of(lines: Sequence[TextLine]) -> tuple[float, float]:
    """The left and right edge of the text of a page."""
    if not lines:
        return 0.0, 0.0
    return min(line.left for line in lines), max(line.right for line in lines)
