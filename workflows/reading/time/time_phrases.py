"""Where deadlines stand in running words: the phrases that bound work in time.

Patterns run on plain words: lower case, single spaces. All are bounded, so linear.
"""

import re
from collections.abc import Iterator

from workflows.deadlines import Span
from workflows.reading.time.date_words import DAY
from workflows.reading.time.relative_words import PERIOD

_HOUR = r"\d{1,2} ?(?:giờ|h|g|:)(?: ?\d{2}(?!\d))?(?: ?phút|['’])?"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_PART_OF_DAY = rf"(?:(?:(?:sáng|chiều|tối)(?: ngày)?|{_WEEKDAY}),? ?){{0,2}}"
_CLOCK = rf"(?:(?:lúc |hồi )?{_HOUR},? ?(?:của )?)?{_PART_OF_DAY}\(?"
_DATE = rf"{DAY}(?! ?[/.-] ?\d|\d|%)"
_FULL_DATE = r"\d{1,2} ?[/.] ?\d{1,2} ?[/.] ?\d{4}(?!\d)"
_ON_DAY = rf"{_CLOCK}ngày {_DATE}"
_OF_YEAR = r"(?:(?: ?/ ?| năm )20\d\d)?"
_AND = r"(?: ?[-–,] ?| và | đến )"
_MONTH = (
    r"(?:(?:hết|đầu|giữa|cuối|(?:trung|hạ|thượng) tuần|nửa (?:đầu|cuối)) )?"
    rf"tháng \d{{1,2}}(?:{_AND}(?:tháng )?\d{{1,2}})?(?!\d){_OF_YEAR}"
)
_NUMERAL = r"(?:i{1,3}|iv|[1-4])"
_QUARTER = (
    rf"(?:(?:hết|đầu|cuối) )?quý {_NUMERAL}(?:{_AND}(?:quý )?{_NUMERAL})?(?!\w)"
    rf"{_OF_YEAR}"
)
_PERIOD = rf"(?:{_MONTH}|{_QUARTER})"
_TIME = rf"(?:{_ON_DAY}|{_PERIOD})"
_AIM = r"(?:hoàn thành|thực hiện|trình|gửi|tổ chức|báo cáo)"
_DONE = (
    r"(?:hoàn thành(?: xong)?|xong|kết thúc"
    rf"|thời (?:gian|hạn)(?: {_AIM}){{0,2}}(?: là)?:?"
    r"|hạn (?:cuối|chót)(?: cùng)?(?: là)?:?)"
)
_INTO = r"(?: (?:là|vào|đến|trước|trong|hết|cho đến|khoảng|thời điểm|mốc|:)){0,3}"
_HELD = r"(?:đúng|dự kiến|hết|tổ chức|khai mạc|diễn ra)"
_BOUNDED = re.compile(
    rf"\b(?:{_DONE},? )?(?:"
    rf"trước(?: (?:thời điểm|mốc|hết))? (?:{_TIME}|{_CLOCK}{_DATE})"
    rf"|(?:(?:chậm|muộn|trễ) nhất|không (?:muộn|chậm|trễ) hơn){_INTO}"
    rf" (?:{_TIME}|{_CLOCK}{_DATE})"
    rf"|(?:đến|tới)(?: trước)?(?: hết)? (?:{_ON_DAY}|{_FULL_DATE})|không quá {_ON_DAY}"
    rf"|(?:đến|tới) (?:hết|cuối|giữa|đầu) {_PERIOD}|(?:trong|vào|ngay trong) {_TIME}"
    rf"|{_HELD}(?: vào)? {_ON_DAY}"
    rf"|dự kiến(?: trong| vào| hoàn thành(?: trong| vào)?)? {_PERIOD})"
    rf"|\b{_DONE}{_INTO} {_TIME}"
    rf"|\b(?:hạn|thời gian)(?: (?:cuối|chót|{_AIM})){{0,3}}(?: là| ?:)? ?{_DATE}"
    rf"|\btừ nay (?:đến|tới)(?: hết)? (?:{_TIME}|{_DATE})"
    rf"|\b(?:lúc |hồi )?{_HOUR},? ?{_PART_OF_DAY}\(?ngày {_DATE}"
)
_FIRST_DAY = (
    r"\d{1,2}(?: ?/ ?\d{1,2}(?: ?/ ?\d{4})?| tháng \d{1,2}(?: năm \d{4})?)?"
    r"(?: \([^)]{1,20}\))?"
)
_RANGE = re.compile(
    rf"\btừ (?:{_HOUR},? )?(?:ngày )?{_FIRST_DAY},? ?(?:đến|tới|[-–])(?: hết)? ?"
    rf"(?:{_HOUR},? )?(?:ngày )?{_DATE}"
    r"|\btrong (?:\d{1,2} |các |hai |ba )?ngày \(?(?:ngày )?"
    rf"\d{{1,2}}(?: ?/ ?\d{{1,2}})?{_AND}(?:ngày )?{_DATE}"
    rf"|\btừ {_MONTH} (?:đến|tới)(?: hết)? {_MONTH}"
)
_RELATIVE = re.compile(PERIOD)
_BARE = re.compile(rf"\bngày {_DATE}")
_IS_PERIOD = re.compile(rf"(?:trong|vào|ngay trong|từ) {_PERIOD}")
_AT_HOUR = re.compile(rf"(?:lúc |hồi )?{_HOUR}|ngày \d")
# "báo cáo Giám đốc ngày 30/6 và ngày 15/12": when it is handed over, if no paper of
# that day is meant.
_PAPER = (
    r"(?:công văn|tờ trình|quyết định|kế hoạch|thông báo|kết luận|văn bản|nghị quyết"
    r"|báo cáo|số)"
)
_HANDED_OVER = re.compile(
    r"(?<!theo )(?<!tại )(?<!đã )(?<!tờ )(?<!chương )(?<!quy )(?<!công )(?<!lộ )"
    r"\b(?:báo cáo|gửi|trình|nộp)"
    rf"(?: (?!{_PAPER}\b|đã\b)[^\s.;,:\d]{{1,12}}){{1,6}}"
    rf" (?P<days>ngày {_DATE}(?:(?:,| và) (?:ngày )?{_DATE})?)(?= ?[.;]|$)"
)
_BY_OTHERS = (
    r"(?:có|được|nhận|giao|ban hành|phê duyệt|thông qua|chấp thuận|kết thúc|hoàn thành"
    r"|cấp|ký|thông báo)"
)
_EVENT = re.compile(
    r"\bngay sau (?:khi|kỳ|tết|hội nghị|cuộc|đợt)\b[^.;,:]{0,100}"
    rf"|\bsau khi (?=(?:[^\s.;,:]{{1,20}} ){{0,12}}?{_BY_OTHERS}\b)[^.;,:]{{1,100}}"
)
_FIRST_EVENT = re.compile(r"\A\W{0,4}((?:ngay )?sau (?:khi|kỳ)\b[^.;,]{1,100})")
_VERB = re.compile(
    r" (?:khẩn trương|triển khai|tổ chức|tiến hành|báo cáo|thực hiện|tham mưu"
    r"|xây dựng)\b"
)
_HEARD = re.compile(r"sau khi (?:nghe|xem xét|thảo luận|nghiên cứu|trao đổi|sửa đổi)\b")
# "định kỳ" with no cycle, where it is said of what is done and not of what is kept up;
# by the terms of another paper it is theirs: "hội đàm định kỳ theo các Bản ghi nhớ".
_TALKS = (
    r"(?:họp|đối thoại|giao ban|gặp mặt|gặp gỡ|hội đàm|hội nghị|kiểm tra) định kỳ\b"
)
_NOW_AND_THEN = re.compile(
    r"\b(?:xây dựng|lập|tham mưu|gửi|nộp|thực hiện) (?P<report>báo cáo định kỳ)\b"
    r"(?! theo\b)"
    rf"|\b(?:tổ chức|chủ trì)\b[^.;:]{{0,60}}\b(?P<meeting>{_TALKS})"
    r"(?! theo\b| (?:hằng|mỗi|\d))"
    r"|(?P<verb>\bđịnh kỳ(?: (?:hoặc|và) đột xuất|, đột xuất)?)"
    r"(?= (?:báo cáo|tổng hợp|rà soát|kiểm tra|tổ chức|đánh giá|cập nhật|sơ kết|gửi)\b)"
)


def bounds_in(words: str) -> Iterator[Span]:
    """Periods first, then ranges, then bounded days; they may overlap."""
    for pattern in (_RELATIVE, _RANGE, _BOUNDED):
        for found in pattern.finditer(words):
            yield _trimmed(words, *found.span())


def bare_days_in(words: str) -> Iterator[Span]:
    """Days with nothing that bounds them: "ngày 12/6/2026"."""
    return (found.span() for found in _BARE.finditer(words))


def handed_over_in(words: str) -> Iterator[Span]:
    """Days at the end of a clause that says to whom something is handed over."""
    return (found.span("days") for found in _HANDED_OVER.finditer(words))


def unnamed_cycles_in(words: str) -> Iterator[Span]:
    """ "Định kỳ" of work that names no cycle."""
    return (found.span(found.lastgroup or 0) for found in _NOW_AND_THEN.finditer(words))


def events_in(words: str) -> Iterator[Span]:
    """Acts of others that the work waits for, up to the verb of the work itself."""
    first = _FIRST_EVENT.match(words)
    spans = [found.span() for found in _EVENT.finditer(words)]
    for start, end in dict.fromkeys(([first.span(1)] if first else []) + spans):
        if not _HEARD.match(words, start):
            verb = _VERB.search(words, start + len("sau khi"), end)
            yield start, end if verb is None else verb.start()


def is_appointment(words: str) -> bool:
    """Whether a phrase begins with an hour or a day, which so is no last day."""
    return _AT_HOUR.match(words) is not None


def is_month_or_quarter(words: str) -> bool:
    """Whether a phrase places work inside a month or a quarter."""
    return _IS_PERIOD.match(words) is not None


def _trimmed(words: str, start: int, end: int) -> Span:
    if words.count("(", start, end) > words.count(")", start, end):
        end += words.startswith(")", end)
    return start, start + len(words[start:end].rstrip(" ,:"))
