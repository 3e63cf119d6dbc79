"""Lines of a text with their offsets, and the labels that begin them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from workflows.reading.letters import BLANKS, MARKUP

EDGES = MARKUP + BLANKS + " \t\r\n\f\v|>"
END_OF_SENTENCE = (".", ";", ":", "!", "?", "”", '"')


class Level(IntEnum):
    """How deep a label stands, whatever the levels that a document skips.

    Between two of them is room for headings that bear no label.
    """

    ANNEX = -10
    PART = 0
    ROMAN = 10
    ARABIC = 20
    DECIMAL = 30
    LETTER = 70
    BRACKETED = 80
    BULLET = 90
    SUB_BULLET = 100


STEP = 10
NOTE_FIGURES = "¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class Label:
    """The number, letter or bullet of a line; ``end`` is where its words begin."""

    level: int
    ordinal: str | None
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line, without the white space and markup around them.

    ``opens`` is whether a paragraph begins with it.
    """

    start: int
    end: int
    after_blank: bool
    is_emphasised: bool
    label: Label | None
    opens: bool = True

    @property
    def body(self) -> int:
        """Where the words begin, behind the label."""
        return self.start if self.label is None else self.label.end


_AFTER = r"[\s*_]{0,6}(?=[^\W\d_]|[\"“(‘])"
_LABELS = (
    (
        Level.PART,
        re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương)\s{1,3}([IVX]{1,5}|\d{1,2})\b"),
    ),
    (Level.PART, re.compile(r"([A-EGHĐ])\s?[./)][\s*_]{1,6}(?=[^\W\d_])")),
    (Level.ROMAN, re.compile(r"([IVX]{1,6})\s?(?:[.)]|[/–-](?=\s))" + _AFTER)),
    (Level.ROMAN, re.compile(r"(Điều\s{1,3}\d{1,3})[.:]" + _AFTER)),
    (
        Level.DECIMAL,
        re.compile(
            r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]|(?=[\s*_]{1,6}[A-ZÀ-ỸĐ]))" + _AFTER
        ),
    ),
    (
        Level.ARABIC,
        re.compile(
            r"(\d{1,2})\s?(?:[.)/][\s*_]{0,6}(?=[^\W\d_]|[\"“(‘])"
            r"|[.)][\s*_]{1,6}(?=\d{1,3}\s?(?:%|[^\W\d_]))|[–-]\s{1,3}(?=[A-ZÀ-ỸĐ]))"
        ),
    ),
    (
        Level.LETTER,
        re.compile(
            r"([a-zđ])(?:(?:\s?\)|[./](?=\s))" + _AFTER + r"|\s?\)[\s*_]{1,6}(?=\d))"
        ),
    ),
    (Level.BRACKETED, re.compile(r"\((\d{1,2}|[ivx]{1,4}|[a-zđ])\)" + _AFTER)),
    (
        Level.BULLET,
        re.compile(
            r"[-–—•●▪‣◦·](?:\s[\s*_]{0,6}|(?=[*_A-ZÀ-ỸĐ]))(?!(?:19|20)\d\d\b)(?=\S)"
        ),
    ),
    (Level.SUB_BULLET, re.compile(r"\+[\s*_]{0,6}(?=[^\W_])")),
)
_STAR_BULLET = re.compile(r"\s{0,20}\*\s{1,6}(?=[^\s*])")


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold words, in order. Linear in the length of the text.

    A footnote, behind a raised figure, is no part of what the lines around it say.
    """
    offset = 0
    after_blank = True
    for raw in text.splitlines(keepends=True):
        line = _line(text, raw, offset, after_blank=after_blank)
        offset += len(raw)
        after_blank = line is None
        if line is not None and text[line.start] not in NOTE_FIGURES:
            yield line


def _line(text: str, raw: str, offset: int, *, after_blank: bool) -> Line | None:
    lead = len(raw) - len(raw.lstrip(EDGES))
    end = offset + len(raw.rstrip(EDGES))
    start = offset + lead
    if end <= start:
        return None
    marks = raw[:lead]
    emphasised = "#" in marks or ("**" in marks and raw.rstrip().endswith("**"))
    label = _label(text, start, end)
    if label is None and _STAR_BULLET.match(raw) and "**" not in marks:
        label = Label(Level.BULLET, None, start)
    return Line(start, end, after_blank, emphasised, label)


def _label(text: str, start: int, end: int) -> Label | None:
    for level, pattern in _LABELS:
        found = pattern.match(text, start, end)
        if found is None:
            continue
        ordinal = found.group(1) if pattern.groups else None
        depth = int(level)
        if level is Level.DECIMAL and ordinal is not None:
            depth += STEP * (ordinal.count(".") - 1)
        return Label(depth, ordinal, _skip_edges(text, found.end(), end))
    return None


def _skip_edges(text: str, start: int, end: int) -> int:
    while start < end and text[start] in EDGES:
        start += 1
    return start
