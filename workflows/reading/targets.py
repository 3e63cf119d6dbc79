"""Measurable targets: each figure of a sentence with its metric, bound and unit."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from workflows.deadlines import Span
from workflows.reading.clauses import clauses_in
from workflows.reading.letters import lowered, tidy

_AT_LEAST = (
    r"(?:đạt |tăng |giảm )?(?:tối thiểu|ít nhất|không (?:thấp|ít) hơn|trên|hơn|vượt)"
)
_AT_MOST = r"(?:tối đa|không (?:quá|vượt quá|cao hơn)|dưới|nhiều nhất)"
_NUMBER = r"\d{1,3}(?:\.\d{3}){1,4}|\d{1,6}(?:,\d{1,3})?"
_UNIT = (
    r"phần trăm|(?:nghìn |ngàn )?tỷ (?:đồng|usd)|triệu (?:đồng|usd)|tỷ|triệu|usd|đồng"
    r"|điểm|(?:\w+ ){0,1}?(?:mô hình|sáng kiến|đề tài|cuộc|lượt|hội nghị|lớp|văn bản"
    r"|thủ tục|dự án|công trình|doanh nghiệp|sản phẩm|hồ sơ|tin|bài|km|ha|m2|m²|xã|thôn"
    r"|hộ|người|giải pháp|đợt|buổi|phong trào|chuyên đề|dịch vụ|nhiệm vụ|đơn vị|bậc)"
    r"|[^\W\d_]{2,9}(?: (?!trở)[^\W\d_]{2,9})?|[“\"][^”\"]{2,60}[”\"]"
)
_AT_LEAST, _AT_MOST = (
    words.replace(" ", r"\s{1,4}") for words in (_AT_LEAST, _AT_MOST)
)
_FIGURE = re.compile(
    rf"(?P<bound>\b(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|từ|đạt|còn)"
    rf"\s{{1,4}}(?:từ\s{{1,4}})?)?"
    rf"(?:(?P<from>{_NUMBER})\s?%?\s(?:lên|xuống|đến)\s(?:còn\s)?)?"
    rf"(?<![\d.,/-])(?P<value>{_NUMBER})"
    rf"(?:\s?(?P<percent>%)|\s{{1,4}}(?P<unit>{_UNIT})(?!\w))"
    rf"(?P<above>(?:\s[^\W\d_]{{1,12}}){{0,3}}?\s{{1,4}}trở\s{{1,4}}(?P<way>lên"
    rf"|xuống))?"
)
_BREAK = re.compile(r",\s|\s(?:và|cùng|đồng thời)\s")
_SUBJECT = re.compile(r"^[^:]{0,200}?(?:gồm|như sau|sau|cụ thể|là)\s?:\s{1,4}")
_PERIOD = re.compile(r"\b(?:năm|đến|hết|giai đoạn|quý \w{1,3}/)\s?(20\d\d)\b")
_ASIDE = re.compile(
    r"\([^)]{0,200}\)|^\s{0,4}(?:Phấn đấu|phấn đấu)[^,]{0,40}(?:năm 20\d\d,?|,|\s)\s?"
    r"|\s(?:nhằm|để)\s.{0,400}$"
)
_OF_TIME = re.compile(r"(?:giờ|ngày|tuần|tháng|quý|năm|phút|lần)\b")
_COUNTED = re.compile(r"^0\d$")
_ASSERTS = re.compile(
    r"\W{0,4}(?:phấn đấu|tỷ lệ|tỉ lệ|100\s?%|bảo đảm 100|đảm bảo 100|đạt|giảm"
    r"|tăng(?! cường)"
    r"|ít nhất|tối thiểu|trên \d|từ \d|\d{2,3}\s?%|số lượng|mức độ|hoàn thành 100)"
)
_BLANKS = dict.fromkeys(map(ord, "\n\r\t\f\v\u00ad"), " ")
_TIMES = re.compile(r"(?:lần|lượt)\b")
# What is achieved is counted, bound or not: "kết nạp 18 đảng viên mới".
_ACHIEVED = re.compile(
    r"\b(?:kết nạp|biểu dương|tuyên dương|khen thưởng|thành lập|công nhận|tạo|thu hút"
    r"|bồi dưỡng|phát triển|xây dựng|vận động|hỗ trợ|trồng|có|giải quyết)"
    r"(?: (?:thêm|mới|được|cho)){0,2} $"
)
# A demand on how work is done, not what it is to achieve.
_LIMIT = re.compile(r"\bkhông (?:tăng|kéo dài|tổ chức|họp|làm tăng|vượt) quá $")
LONGEST_SENTENCE = 3000
LONGEST_CLAUSE = 24


@dataclass(frozen=True, slots=True)
class Kpi:
    """A metric with its bound: ``op`` is >=, <= or =; ``period`` a year if known."""

    metric: str
    op: str
    value: float
    unit: str
    period: str | None

    def as_json(self) -> dict[str, Any]:
        """The target in the shape of ``read_document --json``."""
        value = int(self.value) if self.value == int(self.value) else self.value
        return {
            "metric": self.metric,
            "op": self.op,
            "value": value,
            "unit": self.unit,
            "period": self.period,
        }


@dataclass(frozen=True, slots=True)
class Target:
    """A target as it stands in the text."""

    span: Span
    kpi: Kpi


def targets_in(text: str, start: int, end: int, year: int | None) -> list[Target]:
    """The targets of a paragraph: one for each figure, in order of the text."""
    found: list[Target] = []
    period = str(year) if year else None
    for clause in clauses_in(text, start, min(end, start + LONGEST_SENTENCE)):
        low = _flat(text[slice(*clause)])
        stated = _PERIOD.search(low)
        period = stated.group(1) if stated else period
        figures = [one for one in _FIGURE.finditer(low) if _is_target(low, one)]
        for span, figure in _shares(clause, low, figures):
            found.append(Target(span, _kpi(text, clause[0], span, figure, period)))
    return found


def asserts_target(text: str, start: int, end: int) -> bool:
    """Whether a passage is no more than a target: it begins as one, with a figure."""
    low = _flat(text[start : min(end, start + LONGEST_SENTENCE)])
    return _ASSERTS.match(low) is not None and any(
        _is_target(low, one) for one in _FIGURE.finditer(low)
    )


def all_measured(text: str, start: int, end: int) -> bool:
    """Whether every clause of a passage bounds a count or a share."""
    clauses = clauses_in(text, start, min(end, start + LONGEST_SENTENCE))
    lows = [_flat(text[slice(*clause)]) for clause in clauses]
    return bool(lows) and all(
        len(low.split()) <= LONGEST_CLAUSE
        and any(_is_bounded(low, one) for one in _FIGURE.finditer(low))
        for low in lows
    )


def _flat(words: str) -> str:
    """Lower case, with one blank for each sign of white space."""
    return lowered(words).translate(_BLANKS)


def _is_bounded(low: str, figure: re.Match[str]) -> bool:
    # "Thời gian chờ không quá 30 phút" tells how well to serve, by itself no target.
    if figure.group("most") and _OF_TIME.match(figure.group("unit") or ""):
        return False
    has_bound = figure.group("least") or figure.group("most") or figure.group("above")
    return bool(has_bound) and _is_target(low, figure)


def _is_target(low: str, figure: re.Match[str]) -> bool:
    """A percentage, or a count with a bound; nothing in brackets or of the past."""
    before = low[: figure.start()]
    if before.rfind("(") > before.rfind(")"):
        return False
    if re.search(r"(?:so với|năm trước|cùng kỳ)[^,;]{0,30}$", before):
        return False
    if _LIMIT.search(low[: figure.start("value")]):
        return False
    bounded = figure.group("bound") or figure.group("above") or _ACHIEVED.search(before)
    if _TIMES.match(figure.group("unit") or ""):
        return False
    if _OF_TIME.match(figure.group("unit") or ""):
        return bool(figure.group("least") or figure.group("most"))
    return bool(
        figure.group("percent") or bounded or _COUNTED.match(figure.group("value"))
    )


def _shares(
    clause: Span, low: str, figures: list[re.Match[str]]
) -> list[tuple[Span, re.Match[str]]]:
    """Each figure with its share of the clause, cut between two figures."""
    if not figures:
        return []
    # "100% đơn vị có từ 50 người trở lên" is one: nothing parts its figures.
    figures = figures[:1] + [
        one
        for before, one in pairwise(figures)
        if _BREAK.search(low, before.end(), one.start() + 1)
    ]
    head = _SUBJECT.match(low[: figures[0].start()])
    start = head.end() if head else 0
    cuts = [(start, start)]
    for figure, following in pairwise(figures):
        cuts.append(_cut(low, figure.end(), following.start()))
    cuts.append((len(low), len(low)))
    shares = []
    for figure, left, right in zip(figures, cuts, cuts[1:], strict=False):
        stop = right[0]
        while stop > left[1] and low[stop - 1].isspace():
            stop -= 1
        shares.append(((clause[0] + left[1], clause[0] + stop), figure))
    return shares


def _cut(low: str, start: int, end: int) -> Span:
    """Where one target ends and the next begins, between their figures.

    Right before a figure ("và 01 mô hình") if it can be, else at the first break.
    """
    breaks = [one.span() for one in _BREAK.finditer(low, start, end + 1)]
    if not breaks:
        return end, end
    last = breaks[-1]
    return last if end - last[1] <= 1 else breaks[0]


def _kpi(
    text: str, offset: int, span: Span, figure: re.Match[str], period: str | None
) -> Kpi:
    start, end = figure.start() + offset, figure.end() + offset
    metric = f"{text[span[0] : start]} {text[end : span[1]]}"
    bound = (figure.group("bound") or "").split()
    if "giảm" in bound or "tăng" in bound:
        metric = f"{bound[0]} {metric}"
    unit = "%" if figure.group("percent") else (figure.group("unit") or "")
    return Kpi(
        metric=tidy(_ASIDE.sub(" ", metric)).strip(" ,.;:"),
        op=_op(figure),
        value=_number(figure.group("value")),
        unit=" ".join(unit.split()),
        period=period,
    )


def _op(figure: re.Match[str]) -> str:
    if figure.group("most") or figure.group("way") == "xuống":
        return "<="
    if figure.group("least") or figure.group("way") or figure.group("value") == "100":
        return ">="
    return "="


def _number(words: str) -> float:
    """A Vietnamese number: 1.500 is fifteen hundred, 29,5 has a fraction."""
    return float(words.replace(".", "").replace(",", "."))
