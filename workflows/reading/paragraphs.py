"""Paragraphs: which lines go on with the line before, in texts of every origin.

Some texts hold a paragraph on one line, others break lines at a margin, and page
breaks cut sentences in both. What a line ends and begins with decides, and how long
lines are where the text is broken at a margin.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from workflows.deadlines import Span
from workflows.reading.letters import lowered, words_of
from workflows.reading.lines import END_OF_SENTENCE, Level, Line

# Words that never end a paragraph; and nouns that do not before a number ("Nghị quyết
# số / 18-NQ/TU"), but well before a new sentence ("… chuyển đổi số / Văn phòng …").
_OPEN_ENDS = words_of(
    "và hoặc của với các những cho về theo tại từ đến do bởi trong trên dưới là được bị"
    " để như"
)
_BEFORE_NUMBERS = words_of("số ngày tháng năm quý điều khoản tuần lần")
_LAST_WORD = re.compile(r"([^\W\d_]{1,12})[*_\s]{0,4}$")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—\[(]\s?)?(?:trang\s{1,3})?\d{1,3}(?:\s?[/|]\s?\d{1,3})?(?:\s?[-–—\])])?$"
)
# So many lines broken in mid-sentence show that a text is broken at a margin.
FEWEST_BROKEN = 4
ONE_IN = 12
FULL_LINE = 0.72
LONGEST_MARGIN = 140


def with_paragraphs(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers, each told whether a paragraph opens with it."""
    kept = [line for line in lines if not _is_page_number(text, line)]
    margin = _margin(text, kept)
    marked: list[Line] = []
    before: Line | None = None
    for line in kept:
        if before is not None and _is_dash_of_name(text, before, line, margin):
            line = replace(line, label=None)  # noqa: PLW2901
        opens = before is None or _opens(text, before, line, margin)
        marked.append(replace(line, opens=opens))
        before = line
    return marked


def paragraphs_of(parts: Sequence[Line]) -> Iterator[Span]:
    """The paragraphs among the lines of an entry, without the labels."""
    start, end = -1, -1
    for line in parts:
        if start >= 0 and not line.opens:
            end = line.end
            continue
        if start >= 0:
            yield start, end
        start, end = line.body, line.end
    if start >= 0:
        yield start, end


def ends_sentence(text: str, end: int) -> bool:
    """Whether the words up to an offset end a sentence, markup aside."""
    return text[max(0, end - 6) : end].rstrip("*_ ").endswith(END_OF_SENTENCE)


def _is_page_number(text: str, line: Line) -> bool:
    """A number alone on a line, as "3", "- 3 -" or "Trang 3/10"."""
    words = text[line.start : min(line.end, line.start + 20)]
    return line.end - line.start <= len("- trang 100/100 -") and (
        _PAGE_NUMBER.match(lowered(words).strip()) is not None
    )


def _is_dash_of_name(text: str, before: Line, line: Line, margin: int) -> bool:
    """Whether a dash was carried over to a new line: "Đồng Đăng / - Lạng Sơn"."""
    if line.label is None or line.label.level != Level.BULLET or line.after_blank:
        return False
    is_full = 0 < FULL_LINE * margin <= before.end - before.start
    return is_full and not ends_sentence(text, before.end)


def _opens(text: str, before: Line, line: Line, margin: int) -> bool:
    if line.label is not None or before.is_emphasised != line.is_emphasised:
        return line.label is not None or not _runs_on(text, before, line)
    if _runs_on(text, before, line):
        return False
    if line.after_blank or not margin:
        return True
    is_full = before.end - before.start >= FULL_LINE * margin
    return not is_full or text[before.end - 1] == ":"


def _runs_on(text: str, before: Line, line: Line) -> bool:
    """Whether a sentence was cut between two lines."""
    if ends_sentence(text, before.end):
        return False
    if text[line.start].islower():
        return True
    last = _LAST_WORD.search(text, max(before.start, before.end - 16), before.end)
    if text[before.end - 1] == ",":
        return True
    if last is None:
        return False
    word = last.group(1)
    is_number = text[line.start].isdigit()
    return word in _OPEN_ENDS or (is_number and word in _BEFORE_NUMBERS)


def _margin(text: str, lines: Sequence[Line]) -> int:
    """The usual length of a line broken at a margin; 0 if the text is not."""
    broken = [
        before.end - before.start
        for before, line in pairwise(lines)
        if not line.after_blank
        and line.label is None
        and text[line.start].islower()
        and not ends_sentence(text, before.end)
    ]
    if len(broken) < max(FEWEST_BROKEN, len(lines) // ONE_IN):
        return 0
    margin = sorted(broken)[len(broken) // 2]
    return margin if margin <= LONGEST_MARGIN else 0
