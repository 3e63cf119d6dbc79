"""The words that cycles are made of: "trước / ngày 25 / hằng / tháng / , / quý".

They run on plain words, where "hàng tháng" is already written "hằng tháng".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.reading.time.date_words import DAY

DAYS = frozenset({"dated", "of_month", "hour", "weekday"})
_LATER = r"(?:sau|tiếp theo|kế tiếp|liền kề)"
# "ngày 20 của tháng cuối quý", "ngày 05 tháng đầu quý sau"
_MONTH_OF = (
    r"(?:của )?tháng (?P<place>cuối|đầu|giữa|thứ (?:hai|2))"
    rf"(?: (?:cùng )?(?:của )?(?:mỗi |hằng )?quý)?(?: {_LATER}(?: liền kề)?)?"
)
_DAY_OF_MONTH = (
    r"(?:ngày (?:m[ùồ]ng )?|m[ùồ]ng )\d{1,2}\b(?:(?:, ?| và )\d{1,2}\b)?"
    r"(?! ?[/.-] ?\d)"
    rf"(?: (?:của )?tháng(?: (?:{_LATER}|báo cáo)| ?(?=[,;.)]|$)))?"
)
_TIMES = (
    r"(?:(?:một|0?[1-4]|hai|ba) )?lần ?(?:/|trong |mỗi |một ) ?(?:một )?"
    r"(?:tuần|tháng|quý|năm)"
)
_CUE = (
    r"(?:trước|vào|cả|chậm nhất|muộn nhất|là|đến|hết|lúc|trong|của|sáng|chiều"
    r"|đầu|giữa|cuối|báo cáo|thời hạn|gửi)"
)
_TOKEN = re.compile(
    r" ?(?:"
    rf"(?P<times>\b{_TIMES}\b)"
    r"|(?P<once>(?:\b(?:một|hai|ba|0?[1-4]) |/ ?)lần\b)"
    r"|(?P<quarter>\b(?:0?3|ba) tháng(?= (?:một |0?1 )?lần| ?/ ?lần))"
    r"|(?P<half>\b(?:0?[69]|sáu|chín) tháng\b(?! ?[/\d])(?: (?:đầu|cuối) năm)?)"
    rf"|(?P<month_of>\b{_MONTH_OF})"
    rf"|(?P<dated>\b(?:ngày )?{DAY}(?! ?[/\d]))"
    rf"|(?P<of_month>\b{_DAY_OF_MONTH})"
    r"|(?P<hour>\b\d{1,2} ?(?:giờ|h)(?: ?\d\d\b)?(?: ?phút)?)"
    r"|(?P<weekday>\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b)"
    r"|(?P<every>\b(?:hằng|mỗi|từng|định kỳ|thường kỳ)\b)"
    r"|(?P<unit>\b(?<!\d )(?:ngày(?! làm việc)|tuần|tháng|quý|năm)\b"
    r"(?! ?\d(?!\d? lần)|[^\W\d_]))"
    rf"|(?P<cue>\b{_CUE}\b)"
    r"|(?P<mark>[,;()/]|và\b))"
)
_HAS_YEAR = re.compile(r"\d{4}|/ ?\d{1,2} ?/")
_PLACES = {"đầu": 1, "giữa": 2, "cuối": 3}
_SECOND = 2


@dataclass(frozen=True, slots=True)
class Token:
    """One of the words; ``place`` is which month of the quarter it names."""

    kind: str
    start: int
    end: int
    words: str
    place: int = 0


def runs_in(words: str) -> Iterator[list[Token]]:
    """Runs of such words with nothing else in between.

    A day of one year is no day of a cycle and ends a run: "kể từ ngày 01/9/2026,
    thứ Năm hằng tuần".
    """
    run: list[Token] = []
    for found in _TOKEN.finditer(words):
        token = _token(found)
        is_one_day = token.kind == "dated" and _HAS_YEAR.search(token.words)
        if run and (is_one_day or found.start() > run[-1].end):
            yield run
            run = []
        if not is_one_day:
            run.append(token)
    if run:
        yield run


def _token(found: re.Match[str]) -> Token:
    kind = "month_of" if found.group("month_of") else found.lastgroup or "mark"
    start = found.start() + found.group().startswith(" ")
    place = _PLACES.get(found.group("place") or "", _SECOND)
    return Token(kind, start, found.end(), found.string[start : found.end()], place)
