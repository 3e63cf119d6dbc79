"""Sentences that tell instead of asking: what was done, found, approved, or is so."""

import re

from workflows.reading.clauses import begins_with_work
from workflows.reading.letters import lowered

# What a sentence may begin with before its subject: "Về tổ chức bộ máy: …".
TOPIC = re.compile(
    r"\W{0,4}(?:(?:về|đối với|riêng|liên quan)\b[^:;.\n]{2,240}:\s{0,4}"
    r"|(?:trong|tại|qua|thời gian qua|đến nay|hiện nay|sau|từ|nhìn chung|tuy nhiên)\b"
    r"[^:;.,\n]{0,120},\s{1,4})"
)
_TOLD = re.compile(
    r"[^,;:.]{0,110}?\b(?:(?<!được )đã(?! được giao| đề ra| ký kết| nêu)"
    r"|vừa qua|chưa(?! hoàn thành| thực hiện| giải quyết)|còn (?:một số|nhiều|hạn chế)"
    r"|ghi nhận|đánh giá cao|(?<!hội nghị )(?<!lễ )(?<!và )biểu dương"
    r"|nhất trí|đồng ý|thống nhất với|hoan nghênh|cơ bản thống nhất|diễn ra"
    r"|được (?:trích|lấy|bố trí từ|đảm bảo từ|bảo đảm từ))\b"
)
_ASKED = re.compile(
    r"(?:^|[,;:.]\s)(?:giao (?!ban|thông|lưu|dịch)|yêu cầu|đề nghị)|\b(?:phải"
    r"|có trách nhiệm|chịu trách nhiệm|chậm nhất|trước ngày|hoàn thành trước)"
)
_STATED = re.compile(
    r"\W{0,4}trong quá trình [^.;]{0,60}?,? nếu (?:có|phát sinh|gặp)"
    r"|\W{0,4}(?:ban hành kèm theo \w+ \w+ này|trên đây là|kèm theo|\(kèm theo"
    r"|trân trọng|kính mong"
    r"|(?:kế hoạch|chỉ thị|quyết định|thông báo|chương trình|công văn|công điện|quy chế"
    r"|quy định|lịch|nghị quyết|giấy mời|hướng dẫn|phương án|thông tri) này"
    r"(?: \w+){0,3} (?:có hiệu lực|thay (?:thế|cho|giấy mời|thư mời)"
    r"|(?:được )?(?:phổ biến|gửi|thông báo|niêm yết|đăng) (?:tới|đến|cho|trên)|được)"
    r"|(?:trong (?:tuần,? )?)?(?:trường hợp|nếu) (?:có )?thay đổi\b"
    r"|kinh phí(?: \w+){0,4} (?:từ|do|được|lấy|trích|bố trí)|nguồn kinh phí\b"
    r"|(?:các )?chỉ tiêu(?: \w+){0,3} được|nơi nhận)"
    r"|.{0,160}?\b(?:trân trọng )?thông báo(?: kết luận)?(?:.{0,80}?)"
    r" (?:để|tới|đến|cho)\b.{0,80}?\b(?:biết|thực hiện)\W{0,6}$"
    r"|.{0,60}\btrân trọng (?:thông báo|cảm ơn)\b"
    # Who is away: "Đồng chí X đi công tác từ ngày … đến ngày …".
    r"|\W{0,4}(?:(?:các )?đồng chí|đ/c|ông|bà|lãnh đạo|(?:phó )?(?:giám đốc|chủ tịch"
    r"|trưởng ban|bí thư))\b[^.;:]{0,60}?,? (?:đi (?:công tác|học|dự lớp|tập huấn)"
    r"|nghỉ (?:phép|ốm|chế độ|thai sản|lễ)|vắng)\b"
    r"|.{0,60}\bcần được (?:thông tin|biết)\b",
    re.DOTALL,
)
_FOOTNOTE = re.compile(r"[*_]{0,3}(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]|\[\d{1,2}\]|<sup>)")
_HAPPENED = re.compile(
    r"\W{0,4}(?:sáng|chiều|tối)?\s?ngày \d{1,2}[/.]\d{1,2}[/.]\d{4},? (?!trước)"
    r".{0,400}?\b(?:đã|chủ trì|tham dự|họp|làm việc)\b",
    re.DOTALL,
)
# "… sau khi có báo cáo của Ban": somebody must report, though nobody is told to.
_IMPLIED = re.compile(
    r"\b(?:sau|truoc)\s{1,3}khi\s{1,3}(?:co|nhan duoc)\s{1,3}(?:bao cao|de xuat"
    r"|to trinh)(?:\s\w{1,9}){0,4}?\s{1,3}cua\s"
)
LONGEST_LOOK = 600


def tells(text: str, start: int, end: int) -> bool:
    """Whether a sentence only tells; one that also orders or sets a day does not."""
    said = " ".join(lowered(text[start : min(end, start + LONGEST_LOOK)]).split())
    if is_formula(text, start, end) or _HAPPENED.match(said):
        return True
    topic = TOPIC.match(said)
    rest = said[topic.end() :] if topic else said
    if _ASKED.search(said) or begins_with_work(rest, 0, len(rest)):
        return False
    return _TOLD.match(rest) is not None


def is_formula(text: str, start: int, end: int) -> bool:
    """Whether words close, footnote or introduce a document rather than ask."""
    if _FOOTNOTE.match(text, start, end):
        return True
    said = " ".join(lowered(text[start : min(end, start + LONGEST_LOOK)]).split())
    return _STATED.match(said) is not None


def implies_duty(folded: str, start: int, end: int) -> bool:
    """Whether work waits for a paper that nobody has been told to write."""
    return _IMPLIED.search(folded, start, end) is not None
