"""Labels that Word counts by itself: "I.", "1.1.", "a)", "–".

ECMA-376 part 1, 17.9. A paragraph points to a ``num``, this to an ``abstractNum`` with
a format for each level. What is printed is ``lvlText`` with "%1" to "%9" counted.
"""

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

LEVELS = 9
MAX_STYLES_UP = 20
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LARGEST_ROMAN = 3999
_VAL = qn("w:val")


@dataclass(slots=True)
class _Level:
    start: int = 1
    fmt: str = "decimal"
    text: str = ""
    restarts: bool = True
    is_legal: bool = False


@dataclass(slots=True)
class _List:
    """An abstract list: its levels, and how far each has counted."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbers:
    """Counts through a document from its beginning; ask once for each paragraph."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._nums: dict[str, Any] = {}
        self._abstracts: dict[str, Any] = {}
        self._lists: dict[str, _List] = {}
        self._own_levels: dict[tuple[str, int], _Level] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._styles: dict[str, Any] = {}
        if numbering is not None:
            for one in numbering.findall(qn("w:num")):
                self._nums[one.get(qn("w:numId"), "")] = one
            for one in numbering.findall(qn("w:abstractNum")):
                self._abstracts[one.get(qn("w:abstractNumId"), "")] = one
        if styles is not None:
            for one in styles.findall(qn("w:style")):
                self._styles[one.get(qn("w:styleId"), "")] = one

    def label(self, paragraph: Any) -> str:
        """The label of this paragraph as printed, a bullet as "-"; else nothing."""
        number, level = self._of_paragraph(paragraph)
        key = self._abstract_of(number)
        if key is None:
            return ""
        counted = self._lists.setdefault(key, _List(self._read_levels(key)))
        self._count(counted, number, level)
        shape = self._level(counted, number, level)
        if shape.fmt == "bullet":
            return "+" if shape.text.strip() == "+" else "-"
        if shape.fmt == "none" and "%" not in shape.text:
            return shape.text.strip()
        return self._printed(counted, number, shape)

    def _of_paragraph(self, paragraph: Any) -> tuple[str, int]:
        """(numId, level) of the paragraph itself, or of its style."""
        number, level = _numbering_of(paragraph.find(qn("w:pPr")))
        style = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        for _ in range(MAX_STYLES_UP):
            if number is not None or style not in self._styles:
                break
            found = self._styles[style]
            number, own = _numbering_of(found.find(qn("w:pPr")))
            level = own if level is None else level
            if number is not None and level is None:
                level = self._level_of_style(number, style)
            style = _value(found.find(qn("w:basedOn")))
        return number or "0", min(max(level or 0, 0), LEVELS - 1)

    def _level_of_style(self, number: str, style: str) -> int:
        abstract = self._abstracts.get(self._abstract_of(number) or "")
        for one in () if abstract is None else abstract.findall(qn("w:lvl")):
            if _value(one.find(qn("w:pStyle"))) == style:
                return _int(one.get(qn("w:ilvl")), 0)
        return 0

    def _abstract_of(self, number: str) -> str | None:
        for _ in range(MAX_STYLES_UP):
            num = self._nums.get(number)
            key = "" if num is None else _value(num.find(qn("w:abstractNumId")))
            if key not in self._abstracts:
                return None
            link = _value(self._abstracts[key].find(qn("w:numStyleLink")))
            if not link or link not in self._styles:
                return key
            number = _numbering_of(self._styles[link].find(qn("w:pPr")))[0] or ""
        return None

    def _read_levels(self, key: str) -> dict[int, _Level]:
        return {
            _int(one.get(qn("w:ilvl")), 0): _read_level(one)
            for one in self._abstracts[key].findall(qn("w:lvl"))
        }

    def _level(self, counted: _List, number: str, level: int) -> _Level:
        """The level's format; a ``num`` may override that of its abstract list."""
        key = (number, level)
        if key not in self._own_levels:
            found = counted.levels.get(level, _Level(text=f"%{level + 1}."))
            for one in self._overrides(number, level):
                own = one.find(qn("w:lvl"))
                found = found if own is None else _read_level(own)
            self._own_levels[key] = found
        return self._own_levels[key]

    def _overrides(self, number: str, level: int) -> list[Any]:
        num = self._nums.get(number)
        found = [] if num is None else num.findall(qn("w:lvlOverride"))
        return [one for one in found if _int(one.get(qn("w:ilvl")), -1) == level]

    def _count(self, counted: _List, number: str, level: int) -> None:
        for above in range(level):
            if counted.counts[above] is None:
                counted.counts[above] = self._level(counted, number, above).start
        before = counted.counts[level]
        start = self._level(counted, number, level).start
        override = self._first_start(number, level)
        if override is not None:
            before = None
            start = override
        counted.counts[level] = start if before is None else before + 1
        for below in range(level + 1, LEVELS):
            if self._level(counted, number, below).restarts:
                counted.counts[below] = None

    def _first_start(self, number: str, level: int) -> int | None:
        """A start that this ``num`` sets anew, at its first use only."""
        if (number, level) in self._starts:
            return None
        starts = [
            one.find(qn("w:startOverride")) for one in self._overrides(number, level)
        ]
        self._starts[number, level] = 1
        return next((_int(one.get(_VAL), 1) for one in starts if one is not None), None)

    def _printed(self, counted: _List, number: str, shape: _Level) -> str:
        text = shape.text
        for level in range(LEVELS):
            mark = f"%{level + 1}"
            if mark in text:
                fmt = self._level(counted, number, level).fmt
                fmt = "decimal" if shape.is_legal else fmt
                text = text.replace(mark, counted_as(counted.counts[level] or 1, fmt))
        text = text.strip()
        # A bare "1" in front of words would read as a quantity.
        return f"{text}." if text and text[-1].isalnum() else text


def counted_as(number: int, fmt: str) -> str:
    """A number in one of Word's formats; what is unknown counts in figures."""
    if fmt in {"upperRoman", "lowerRoman"} and 0 < number <= LARGEST_ROMAN:
        roman = _roman(number)
        return roman.upper() if fmt == "upperRoman" else roman
    if fmt in {"upperLetter", "lowerLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 4)
        return letter.upper() if fmt == "upperLetter" else letter
    if fmt == "decimalZero":
        return f"{number:02}"
    return "" if fmt == "none" else str(number)


def _roman(number: int) -> str:
    printed = ""
    for value, letters in _ROMAN:
        printed += letters * (number // value)
        number %= value
    return printed


def _read_level(level: Any) -> _Level:
    restart = level.find(qn("w:lvlRestart"))
    return _Level(
        start=_int(_value(level.find(qn("w:start"))), 1),
        fmt=_value(level.find(qn("w:numFmt"))) or "decimal",
        text=_value(level.find(qn("w:lvlText"))),
        restarts=restart is None or _value(restart) != "0",
        is_legal=level.find(qn("w:isLgl")) is not None,
    )


def _numbering_of(properties: Any | None) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(qn("w:numPr"))
    if found is None:
        return None, None
    number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    return (
        None if number is None else _value(number),
        None if level is None else _int(_value(level), 0),
    )


def _value(element: Any | None) -> str:
    return "" if element is None else element.get(_VAL, "")


def _int(words: str | None, default: int) -> int:
    try:
        return int(words or "")
    except ValueError:
        return default
