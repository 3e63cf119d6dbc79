"""Words as a person hears them, each letter still knowing its place in the text.

Lower case, single spaces, no markup, no soft hyphens, no page number in the middle of
a sentence; slips of character recognition in dates are put right. So the patterns for
time can be written plainly, and spans still count in the text.
"""

import re
from dataclasses import dataclass

from workflows.deadlines import Span
from workflows.reading.letters import BLANKS, MARKUP, folded

# Letters that vanish; no-break spaces do not, they part words.
_HIDDEN = frozenset("\u00ad\u200b\ufeff\u2060")
_GONE = _HIDDEN | frozenset(MARKUP)
_BLANK = frozenset(BLANKS) - _GONE
_TAG = r"</?[a-z]{1,8} ?/?>"
_PAGE = (
    r"(?:\n[^\S\n]{0,40}\n|\n?\f)[^\S\n]{0,40}"
    r"(?:[-–—][^\S\n]?)?(?:[Tt]rang[^\S\n])?\d{1,3}(?:[^\S\n]?/[^\S\n]?\d{1,3})?"
    r"(?:[^\S\n]?[-–—])?[^\S\n]{0,40}(?=\n)"
)
_ASIDE = re.compile(f"{_TAG}|{_PAGE}")
_HALF_A_DATE = re.compile(r"(?:ngay|thang|nam|quy|tuan|[/.-])\W{0,8}$")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """``words`` with the offset in the text of each of its letters."""

    words: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span in the text of ``words[start:end]``, which is not empty."""
        return self.origin[start], self.origin[end - 1] + 1


def plain_words(text: str, start: int = 0, end: int | None = None) -> PlainWords:
    """The plain view of ``text[start:end]``. Linear."""
    end = len(text) if end is None else end
    letters: list[str] = []
    origin: list[int] = []
    at = start
    for aside in _ASIDE.finditer(text, start, end):
        if _belongs_to_a_date(text, aside, end):
            continue
        _take(text, at, aside.start(), letters, origin)
        _take(" ", 0, 1, letters, origin, offset=aside.start())
        at = aside.end()
    _take(text, at, end, letters, origin)
    return PlainWords(mended("".join(letters)), tuple(origin))


def _belongs_to_a_date(text: str, aside: re.Match[str], end: int) -> bool:
    """Whether a number on a line of its own is wanted: "ngày / 30 / tháng 6"."""
    if aside.group().startswith("<"):
        return False
    before = folded(text[max(0, aside.start() - 12) : aside.start()])
    after = text[aside.end() : min(end, aside.end() + 24)].lstrip()
    return bool(_HALF_A_DATE.search(before)) and not after[:1].isdigit()


def _take(
    text: str,
    start: int,
    end: int,
    letters: list[str],
    origin: list[int],
    *,
    offset: int = 0,
) -> None:
    for at in range(start, end):
        letter = text[at]
        if letter in _GONE and not _parts_words(text, at, end, letters):
            continue
        if letter.isspace() or letter in _BLANK or letter in _GONE:
            if letters and letters[-1] == " ":
                continue
            letter = " "
        small = letter.lower()
        # Some capitals (İ) become two letters, which would shift every offset.
        letters.append(small if len(small) == 1 else letter)
        origin.append(at + offset)


def _parts_words(text: str, at: int, end: int, letters: list[str]) -> bool:
    """Whether markup stands for the space that it took: "thành**trước ngày**"."""
    if text[at] in _HIDDEN or not letters or not letters[-1].isalpha():
        return False
    return at + 1 < end and text[at + 1].isalnum()


# What recognition makes of marks: found without them, written with them. A noun in
# front of "hàng" makes it goods: "ngân hàng quý", "mặt hàng tháng".
_GOODS = "ngan|khach|mat|don|cua|nha|ban|xep|giao|chu|kho|gui|nhan|cho|boc|luong"
_SPELLED: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = (
    (
        re.compile(r"\b(?:cham|muon) nhat\b"),
        {"cham nhat": "chậm nhất", "muon nhat": "muộn nhất"},
    ),
    (re.compile(r"\btruoc\b"), {"truoc": "trước"}),
    (re.compile(r"\bngay (?=(?:mung |mong )?[\dol]{1,2}\b)"), {"ngay ": "ngày "}),
    (re.compile(r"\bngav (?=[\dol]{1,2}\b)"), {"ngav ": "ngày "}),
    (re.compile(r"\bthang (?=[\dol]{1,2}\b)"), {"thang ": "tháng "}),
    (re.compile(r"\bnam (?=2[\dol]{3}\b)"), {"nam ": "năm "}),
    (re.compile(r"\bhoan thanh\b"), {"hoan thanh": "hoàn thành"}),
    (re.compile(r"\bcuoi (?=(?:quy|thang|nam)\b)"), {"cuoi ": "cuối "}),
    (
        re.compile(r"(?:\b(?:noi|chinh) )?\bquy (?=(?:[ivl]{1,3}|[1-4])(?!\w))"),
        {"quy ": "quý "},
    ),
    (
        re.compile(
            rf"\b(?:(?:{_GOODS}) )?hang (?=(?:ngay|tuan|thang|quy|nam)\b(?! ?\d))"
        ),
        {"hang ": "hằng "},
    ),
)
_IN_A_DATE = re.compile(
    r"(?<![\w/.-])[\doli]{1,2} ?[/.-] ?[\doli]{1,2}(?: ?[/.-] ?[\dol]{4})?"
    r"(?![\w/]|[.-]\w)"
    r"|(?<=\bngày )[\dol]{2}(?= tháng\b)|(?<=\btháng )[\dol]{2}\b(?=[ /,.;)]|$)"
    r"|(?<=\bnăm )2[\dol]{3}\b|(?<=/)2[\dol]{3}\b"
)
# "Quý IlI", "Quý lV": what stands for a Roman numeral; "quý 1" is no slip.
_QUARTER = re.compile(r"(?<=\bquý )(?:l|[il1|]{2,3}|[l1|]v)(?!\w)")
_ONES = str.maketrans("l1|", "iii")
_DIGITS = str.maketrans("oli", "011")


def mended(words: str) -> str:
    """The words with slips of recognition put right; as long as before."""
    bare = folded(words)
    for pattern, written in _SPELLED:
        words = _rewritten(words, bare, pattern, written)
    words = _IN_A_DATE.sub(_digits, words)
    return _QUARTER.sub(lambda found: found.group().translate(_ONES), words)


def _rewritten(
    words: str, bare: str, pattern: re.Pattern[str], written: dict[str, str]
) -> str:
    parts: list[str] = []
    at = 0
    for found in pattern.finditer(bare):
        right = written.get(found.group())
        if right is not None:
            parts += [words[at : found.start()], right]
            at = found.end()
    return "".join([*parts, words[at:]])


def _digits(found: re.Match[str]) -> str:
    slip = found.group()
    is_number = any(letter.isdigit() for letter in slip)
    return slip.translate(_DIGITS) if is_number else slip
