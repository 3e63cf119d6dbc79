"""Sentences and clauses of a passage, and which of them are work of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.deadlines import Span
from workflows.reading.letters import lowered
from workflows.reading.lines import EDGES

FEWEST, MOST = 2, 200
_LETTER = r"[\"“‘(*_]{0,4}[A-ZÀ-ỸĐ]"
# A sentence ends before a capital, unless an initial or a number stood before.
_SENTENCE_END = re.compile(
    rf"(?<![\s.(][A-ZĐa-z0-9])(?<!TP)(?<!Tp)[.!?][”\"*_)]{{0,4}}(?=\s{{1,9}}{_LETTER})"
)
_CLAUSE_END = re.compile(rf"{_SENTENCE_END.pattern}|;[*_]{{0,3}}(?=\s|[^\W\d_])")
_BRACKETS = re.compile(r"[“\"(][^”\")\n]{1,400}[”\")]")


@dataclass(frozen=True, slots=True)
class Child:
    """A clause of an item, as a person may make it an item of its own."""

    span: Span
    text: str


def sentences_in(text: str, start: int, end: int) -> list[Span]:
    """The sentences between two offsets, with the stops that end them."""
    return list(_pieces(text, start, end, _SENTENCE_END))


def clauses_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The clauses between two offsets, cut at semicolons and ends of sentences.

    What is quoted or in brackets is not cut.
    """
    return _pieces(text, start, end, _CLAUSE_END)


def children_of(text: str, paragraphs: list[Span]) -> tuple[Child, ...]:
    """The clauses of an item that begin with work; none if there is only one.

    A clause that begins with a name or in mid-thought goes on with the one before:
    "; nhất là …", "; Chỉ thị số …".
    """
    spans: list[Span] = []
    for paragraph in paragraphs:
        for start, end in clauses_in(text, *paragraph):
            if spans and not begins_with_work(text, start, end):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    if not FEWEST <= len(spans) <= MOST:
        return ()
    return tuple(Child(span, text[slice(*span)]) for span in spans)


def begins_with_work(text: str, start: int, end: int) -> bool:
    """Whether a clause begins with a verb of the language of office, or an order."""
    words = lowered(text[start : min(end, start + 60)])
    return _WORK.match(words) is not None


def _pieces(text: str, start: int, end: int, ending: re.Pattern[str]) -> Iterator[Span]:
    brackets = _BRACKETS.finditer(text, start, end)
    closed = next(brackets, None)
    at = start
    for found in ending.finditer(text, start, end):
        while closed is not None and closed.end() <= found.start():
            closed = next(brackets, None)
        if closed is not None and closed.start() < found.start():
            continue
        if span := _trimmed(text, at, found.end()):
            yield span
        at = found.end()
    if span := _trimmed(text, at, end):
        yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in EDGES + "-–+":
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


_WORK = re.compile(
    r"\W{0,4}(?:(?:kịp thời|khẩn trương|nghiêm túc|tích cực|chủ động|thường xuyên"
    r"|định kỳ"
    r"|đồng thời|trực tiếp|phấn đấu|tiếp tục|tập trung|trước mắt|tổ chức|cùng|được"
    r"|hằng \w{3,5}|hàng \w{3,5})[,\s]{1,3}){0,3}"
    r"(?:xây dựng|ban hành|hoàn thiện|hoàn thành|soạn thảo|dự thảo|lập|trình|tham mưu"
    r"|rà soát|tổng hợp|báo cáo|tổ chức|triển khai|thực hiện|phối hợp|chủ trì|kiểm tra"
    r"|giám sát|theo dõi|đôn đốc|cập nhật|công khai|niêm yết|công bố|phê duyệt"
    r"|thẩm định"
    r"|hướng dẫn|tuyên truyền|phổ biến|quán triệt|tập huấn|đào tạo|bồi dưỡng|bố trí"
    r"|phân công|chỉ đạo|tham dự|dự|tham gia|chuẩn bị|đẩy mạnh|tăng cường|nâng cao"
    r"|duy trì"
    r"|phát huy|bảo đảm|đảm bảo|xử lý|giải quyết|khắc phục|chấn chỉnh|đầu tư|mua sắm"
    r"|sửa chữa|nâng cấp|cải tạo|lắp đặt|vận hành|quản lý|khai thác|thu|nộp|gửi"
    r"|cung cấp"
    r"|tiếp nhận|tiếp|số hóa|số hoá|kết nối|tích hợp|chuyển|ứng dụng|khảo sát|đánh giá"
    r"|sơ kết|tổng kết|xếp loại|khen thưởng|đề xuất|kiến nghị|xem xét|nghiên cứu"
    r"|làm việc|ký|trao đổi|hội đàm|thống nhất|trang trí|dọn|trồng|thăm|thanh tra"
    r"|thành lập|kiện toàn|sắp xếp|điều chỉnh|bổ sung|sửa đổi|quan tâm|động viên"
    r"|khuyến khích|tạo|huy động|thu hút|gắn|lồng ghép|đưa|xác định|siết chặt|thống kê"
    r"|kiểm kê|bàn giao|quyết toán|giải ngân|thanh toán|cấp|cải thiện|mở rộng|chịu|có"
    r" trách nhiệm|làm|thông báo|mời|đón|phục vụ|bảo vệ|trả lời|lựa chọn|mở|đăng"
    r"|xác minh|giao|yêu cầu|đề nghị|không|tuyệt đối|vận động|rút|phòng|ngăn chặn"
    r"|hỗ trợ"
    r"|tháo gỡ|thiết kế|thi công|nghiệm thu|giảm|tối ưu|kiểm soát|chấp hành|bám sát|lấy"
    r"|đề cao|nắm|đối chiếu|lưu trữ|sử dụng|áp dụng|tìm|tư vấn|thẩm tra|vệ sinh"
    r"|phát động"
    r"|tăng|nêu|xác nhận|in|sao|phân tích|hoàn trả|nhập|định kỳ|kịp thời|chủ động)\b"
)
