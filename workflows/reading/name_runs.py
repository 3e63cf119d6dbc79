"""Where a unit's name ends in running words, if no catalogue lists it.

"Giao Phòng Đảm bảo chất lượng chủ trì …": the name begins with a word for a unit and
runs on until a mark, a word that gives a part in the work, or a verb of office. Names
that the document also gives by themselves (in a cell, a heading, a list) decide where
a verb may as well belong to the name ("Phòng Kế hoạch tổng hợp").
"""

import re
from dataclasses import dataclass

from workflows.reading.clauses import begins_with_work
from workflows.reading.letters import lowered
from workflows.reading.tokens import Token

# First words of the name of a unit, with their marks: "viện" is one, "viên" is not.
_HEAD = re.compile(
    r"(?:văn phòng|phòng|thường trực|ban quản lý|ban chỉ đạo|ban chỉ huy|ban|sở"
    r"|trung tâm|tổ|đội"
    r"|khoa|chi đoàn|chi bộ|chi cục|chi nhánh|cục|vụ|viện kiểm sát|viện|trường|trạm"
    r"|bộ chỉ huy|bộ tư lệnh|bộ phận|bộ|ubnd|hđnd|[uủ]ỷ ban|ủy ban|hội đồng|hiệp hội"
    r"|hội|đoàn|đảng [uủ]ỷ|đảng ủy|tỉnh [uủ]ỷ|tỉnh ủy|thành ủy|huyện ủy|công an"
    r"|công đoàn|liên đoàn|liên minh|thanh tra|kho bạc|bảo hiểm xã hội|bhxh|ngân hàng"
    r"|thuế|hải quan|mặt trận|t[oò][àa] án|bệnh viện|bưu điện|điện lực|công ty|báo|đài"
    r"|tỉnh đoàn|thành đoàn|quỹ|hạt|đồn|cảng vụ|thư viện|bảo tàng|nhà văn hóa"
    r"|học viện|tổng cục|tập đoàn|hợp tác xã|xí nghiệp|vườn quốc gia|tt|vp|p)"
    r"(?![^\W\d_])"
)
_NO_UNIT = re.compile(
    r"phòng(?:\s{0,3},|\s+(?:chống|ngừa|cháy|thủ|dịch|bệnh|làm việc|họp|khám|không))"
    r"|ban (?:hành|đầu|ngày|đêm|bố)|tổ (?:chức|hợp|quốc|ấm)|khoa học|đội ngũ|đội hình"
    r"|bộ (?:tiêu chí|chỉ số|thủ tục|dữ liệu|tài liệu|máy|luật|quy tắc|mặt|lọc|nhận)"
    r"|báo (?:cáo|chí|động|giá)|đoàn (?:kết|viên)|vụ (?:việc|án|mùa|đông|xuân|kiện)"
    r"|hội (?:nghị|thảo|họp|đàm|nhập|chợ|trường|thi|diễn|viên|tụ|ý)|trường (?:hợp|kỳ)"
    r"|cục (?:bộ|diện)|sở (?:hữu|thích|dĩ)|viện (?:dẫn|trợ|phí)|thuế (?:suất|thu)"
    r"|quỹ đ|hạt nhân|văn phòng phẩm|thanh tra\s{0,3},|đài (?:thọ|các)|công an ninh"
    r"|công ty con|thường trực \d|trung tâm(?: của|,)|chi (?:bộ phí)"
)
# Units that are named by that one word.
_COMPLETE = re.compile(
    r"(?:văn phòng|vp|công đoàn|đảng ủy|đảng uỷ|chi đoàn|thư viện|tỉnh ủy|tỉnh uỷ"
    r"|tỉnh đoàn|chi bộ|đoàn thanh niên|hội phụ nữ|ubnd|hđnd)$"
)
# Words for a unit that a paper also uses by themselves, for one it has named.
_ALONE = {"trung tâm", "bệnh viện", "trường", "chi cục", "cục", "sở", "ban", "viện"}
_STOP = re.compile(
    r"(?:chủ trì|chủ động|chủ tịch|phối hợp|thực hiện|triển khai|tiếp tục|tiếp nhận|"
    r"tăng cường|đẩy|khẩn trương|căn cứ|theo|rà soát|lập|trình|báo cáo|gửi|hoàn|ban "
    r"hành|cung cấp|bố trí|đảm bảo|bảo đảm|bảo vệ|phân công|phân tích|phân bổ|phân|cử"
    r"|công bố|niêm yết|mở|thường xuyên|nghiêm|kịp|đôn đốc|đơn đốc|đề|thẩm|quyết|nâng"
    r"|xử|tuyên truyền|phổ biến|vận động|thống nhất|cập nhật|chuẩn bị|đăng|số hóa"
    r"|soạn|biên|kê khai|nộp|ký|họp|dự(?! án)|với|cho|do|bằng|từ|đến|về|ra|phát hành"
    r"|phát huy|phát động|huy động|kiện toàn|sắp xếp|tự|khắc phục|giải|tạo|thúc|xem"
    r"|xác định"
    r"|chấp hành|quán triệt|duy trì|đánh giá|đổi mới|chi trả|thu hồi|điều|lắp|sửa"
    r"|chỉnh|tháo|rút|trực tiếp|tuần tra|tích cực|tổng kết|sơ kết|chia sẻ|tham gia"
    r"|tham dự|tham mưu|làm|là|có|cần|phải|được|đã|sẽ|đang|tại|trong|trước|sau|để|khi"
    r"|nếu|trên|ngay|sớm|định kỳ|hằng|hàng|mỗi|các|những|một|chậm nhất|chịu|quan tâm"
    r"|lồng ghép|khảo sát|thành lập|lựa chọn|nghiệm thu|bàn giao|ứng dụng|thí điểm"
    r"|nhân rộng|gắn|đưa|in|trao|tặng|đón|thông báo|hướng dẫn|chỉ đạo|cùng|của|thuộc"
    r"|trực thuộc|nhằm|qua|không|cũng|và các|bám sát|tập trung|nghiên cứu|yêu cầu|đi"
    r"|đồng chí|đ/c|ông|bà|thanh toán|quyết toán|thu thập|tìm|phản ánh"
    r"|kiến nghị|nêu)(?![^\W\d_])"
)
# Verbs of office that are words of names as well.
_SOFT = re.compile(
    r"(?:xây dựng|tổ chức|tổng hợp|kiểm tra|giám sát|quản lý|theo dõi|hướng dẫn"
    r"|thống kê|đào tạo|đầu tư|hỗ trợ|phục vụ|phát triển|kiểm soát|bảo vệ|điều hành"
    r"|vận hành|khai thác|nghiên cứu|tiếp nhận|giải quyết|giải phóng"
    r"|tuyên truyền|phổ biến"
    r"|thẩm định|điều trị|điều dưỡng|điều tra|bảo đảm|đảm bảo|đăng ký|thu|chi)"
    r"(?![^\W\d_])"
)
# Behind these a soft verb goes on with the name: "Quản lý xây dựng".
_BINDS = re.compile(
    r"(?:quản lý|kế hoạch|hành chính|phát triển|đầu tư|dự án|thanh tra|kiểm tra|dịch vụ"
    r"|kỹ thuật|tài chính|văn phòng|chỉ đạo|công tác)$"
)
_PART = re.compile(
    r"\W{0,3}(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|làm đầu mối"
    r"|là (?:cơ quan|đơn vị|đầu mối))"
)
_ENDS = re.compile(r"\s{0,3}(?:[;.)(:|]|$)")
_ENDS_A_NAME = re.compile(r"\s{0,3}(?:,\s{0,3}|\s(?:và|với)\s{1,3})")
# What may stand behind a name that is complete by itself: "Công đoàn cơ sở".
_GOES_ON = re.compile(
    r"(?:cơ sở|cơ quan|xã|phường|thị trấn|tỉnh|huyện|thành phố|đặc khu|đại diện"
    r"|điều phối|quân sự|thôn|trường|khối|các|công chứng|luật sư|thanh niên"
    r"|bộ phận|cấp)"
    r"(?![^\W\d_])"
)
# "Ban Quản lý các khu công nghiệp"
_OF_SEVERAL = re.compile(r"các khu(?![^\W\d_])")
# Verbs that may stand at the head of a name, and end one further on.
_STOP_LATER = re.compile(
    r"(?:khuyến cáo|kêu gọi|cảnh báo|phát hiện|ngăn|truy|rải|cắm|phun|tiêm|khám|chữa"
    r"|cấp|phát|thăm|tặng|mua|bán|chụp|quay|viết|dịch|nhận|trả|thuê|bầu|tuyển|chấm"
    r"|dạy|học|ôn|nuôi|trồng|chăm sóc|tưới|thu gom|quét|dọn|san|lấp|đào|đắp|nạo vét"
    r"|cắt|treo|dán|truyền|ghi|lưu|sao|bảo trì|bảo dưỡng|thay|gia cố|di dời|sơ tán|cứu"
    r"|trực|canh|xét|giám định|bắt|giữ|tạm|phạt|cưỡng chế|giải|đền bù|bồi thường|đo"
    r"|vẽ|thiết kế|kiểm|rút|lấy|nắm|xin|hỏi|mời|giao|bán|nhập|xuất|cho|dừng|ngừng|bổ"
    r" sung|cải tạo|nâng cấp|sửa|vận chuyển|huấn luyện|thí|tuyên|quy định|tính|chỉnh"
    r"|khởi|hạn chế|bình|chọn|lên|xuống|vào|hoạt động|đối|rèn|sinh hoạt|phê|xóa|gây)"
    r"(?![^\W\d_])"
)
# "Đăng ký", "Một cửa": the second half of a word, not a verb.
_COMPOUNDS = {
    "dangky",
    "motcua",
    "cuakhau",
    "tiepdan",
    "thihanh",
    "vieclam",
    "nguoico",
    "cocong",
}
_MARKS = frozenset(",;.:()/+")
LONGEST_NAME = 16
MAX_SMALL = 8


@dataclass(frozen=True, slots=True)
class Run:
    """How many tokens a name takes; ``is_doubtful`` if it may end elsewhere."""

    length: int
    is_doubtful: bool = False


def head_at(text: str, start: int, end: int) -> int:
    """The length of the word for a unit that begins at an offset; 0 if none does."""
    low = lowered(text[start : min(end, start + 40)])
    low = re.sub(r"\s", " ", low)
    found = _HEAD.match(low)
    return 0 if found is None or _NO_UNIT.match(low) else found.end()


def run_at(text: str, tokens: list[Token], index: int, limit: int) -> Run | None:
    """The name of an unlisted unit that begins at a token; None if none does.

    The word for the unit stands with a capital, or the word behind it does.
    """
    size = head_at(text, tokens[index].start, limit)
    if not size:
        return None
    at = index
    edge = tokens[index].start + size
    while at < len(tokens) and tokens[at].start < edge:
        at += 1
    follows = at < len(tokens) and _is_capital(text, tokens[at])
    if not (_is_capital(text, tokens[index]) or follows):
        return None
    head = " ".join(lowered(text[tokens[index].start : edge]).split())
    is_complete = _COMPLETE.match(head) is not None
    runner = _Runner(
        text, tokens, at, limit, is_complete=is_complete, may_stand_alone=head in _ALONE
    )
    count, is_doubtful = runner.run()
    if count == at and not is_complete:
        return None
    return Run(count - index, is_doubtful)


class _Runner:
    def __init__(
        self,
        text: str,
        tokens: list[Token],
        at: int,
        limit: int,
        *,
        is_complete: bool,
        may_stand_alone: bool,
    ) -> None:
        self.may_stand_alone = may_stand_alone
        self.text = text
        self.is_complete = is_complete
        self.tokens = tokens
        self.at = at
        self.begin = at
        self.limit = limit
        self.small = 0
        self.doubtful = False

    def run(self) -> tuple[int, bool]:
        """(index behind the name, whether it may end elsewhere)."""
        while self.at < min(len(self.tokens), self.begin + LONGEST_NAME):
            taken = self._step()
            if not taken:
                break
            self.at += taken
        return self.at, self.doubtful or self.small > MAX_SMALL

    def _step(self) -> int:
        token = self.tokens[self.at]
        if token.fold in _MARKS:
            return self._over_comma() if token.fold == "," else 0
        if token.fold == "va":
            return self._over_and()
        if _is_capital(self.text, token):
            self.small = 0
            return 1
        return self._small(token)

    def _small(self, token: Token) -> int:
        low = self._low(token.start)
        if _OF_SEVERAL.match(low):
            return 2
        if self.is_complete and self.at == self.begin and not _GOES_ON.match(low):
            return 0
        soft = _SOFT.match(low)
        if soft is not None:
            return self._over_soft(token, soft.end(), low)
        if self.at > self.begin or not low.startswith(("chỉ đạo", "công tác")):
            works = begins_with_work(self.text, token.start, self.limit)
            late = works or _STOP_LATER.match(low) is not None
            stops = _STOP.match(low) is not None or (late and self.at > self.begin + 1)
            if stops and self.tokens[self.at - 1].fold + token.fold not in _COMPOUNDS:
                return 0
        self.small += 1
        return 1

    def _over_soft(self, token: Token, size: int, low: str) -> int:
        before = lowered(self.text[max(0, token.start - 20) : token.start]).rstrip()
        ends = bool(_ENDS.match(low, size) or _PART.match(low, size))
        behind = _ENDS_A_NAME.match(low, size)
        if behind is not None and self.at > self.begin:
            ends = ends or self._begins_a_name(token.start + behind.end())
        first = self.at == self.begin and not self.is_complete
        words = 2 if " " in low[:size] else 1
        # "Trung tâm xây dựng kế hoạch": a name, or a centre alone and what it does.
        self.doubtful |= first and not ends and self.may_stand_alone
        if ends or first or _BINDS.search(before):
            self.small += words
            return words
        return 0

    def _begins_a_name(self, start: int) -> bool:
        capital = self.text[start : start + 1].isupper()
        return capital or head_at(self.text, start, self.limit) > 0

    def _over_comma(self) -> int:
        """A comma of the name's own: "Phòng Phổ biến, giáo dục pháp luật chủ trì"."""
        behind = self.tokens[self.at + 1 : self.at + 9]
        if not behind:
            return 0
        if head_at(self.text, behind[0].start, self.limit) or behind[0].fold == "cac":
            return 0
        for count, token in enumerate(behind):
            if token.fold in _MARKS:
                return 0
            low = self._low(token.start)
            compound = behind[count - 1].fold + token.fold if count else ""
            if compound in _COMPOUNDS:
                continue
            if _PART.match(low):
                # "Phòng Kinh tế, Hạ tầng": one name or two, a person must look.
                self.doubtful |= _is_capital(self.text, behind[0])
                return 1 + count if count > 1 else 0
            if _STOP.match(low):
                return 0
        return 0

    def _over_and(self) -> int:
        behind = self.tokens[self.at + 1 : self.at + 2]
        if not behind or behind[0].fold in _MARKS or self.at == self.begin:
            return 0
        start = behind[0].start
        if self.tokens[self.at - 1].fold == "hdnd" and behind[0].fold == "ubnd":
            return 2
        if head_at(self.text, start, self.limit) or behind[0].fold in {"cac", "lanh"}:
            return 0
        if not _is_capital(self.text, behind[0]):
            low = self._low(start)
            if _STOP.match(low) or _SOFT.match(low):
                return 0
        return 2

    def _low(self, start: int) -> str:
        return _lower(self.text, start, self.limit)


def works_at(text: str, start: int, end: int) -> bool:
    """Whether a verb of office begins at an offset, so that a name ends before it."""
    low = _lower(text, start, end)
    return (
        _STOP.match(low) is not None
        or _SOFT.match(low) is not None
        or begins_with_work(text, start, end)
    )


def _lower(text: str, start: int, end: int) -> str:
    return re.sub(r"\s", " ", lowered(text[start : min(end, start + 60)]))


def _is_capital(text: str, token: Token) -> bool:
    return text[token.start].isupper() or text[token.start].isdigit()
