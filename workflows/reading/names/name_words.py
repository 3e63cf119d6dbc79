"""Words that begin, end, or go on with the names of units in the language of office."""

import re

from workflows.reading.letters import words_of

# First words of the name of a unit, with their marks: "viện" is one, "viên" is not.
HEAD = re.compile(
    r"(?:văn phòng|phòng|thường trực|khối|thôn|ban quản lý|ban chỉ đạo"
    r"|ban chỉ huy|ban|sở"
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
NO_UNIT = re.compile(
    r"phòng(?:\s{0,3},|\s+(?:chống|ngừa|cháy|thủ|dịch|bệnh|làm việc|họp|khám|không))"
    r"|ban (?:hành|đầu|ngày|đêm|bố)|tổ (?:chức|hợp|quốc|ấm)|khoa học|đội ngũ|đội hình"
    r"|bộ (?:tiêu chí|chỉ số|thủ tục|dữ liệu|tài liệu|máy|luật|quy tắc|mặt|lọc|nhận)"
    r"|báo (?:cáo|chí|động|giá)|đoàn (?:kết|viên)|vụ (?:việc|án|mùa|đông|xuân|kiện)"
    r"|hội (?:nghị|thảo|họp|đàm|nhập|chợ|trường|thi|diễn|viên|tụ|ý)|trường (?:hợp|kỳ)"
    r"|cục (?:bộ|diện)|sở (?:hữu|thích|dĩ)|viện (?:dẫn|trợ|phí)|thuế (?:suất|thu)"
    r"|quỹ đ|hạt nhân|văn phòng phẩm|thanh tra\s{0,3},|đài (?:thọ|các)|công an ninh"
    r"|công ty con|thường trực \d|(?:tổ|đội|viện|cục|vụ|trạm|hội|ban|khối"
    r"|thôn) trưởng|trung tâm(?: của|,)|chi (?:bộ phí)"
)
# Units that are named by that one word.
COMPLETE = re.compile(
    r"(?:văn phòng|vp|công đoàn|đảng ủy|đảng uỷ|chi đoàn|thư viện|tỉnh ủy|tỉnh uỷ"
    r"|tỉnh đoàn|chi bộ|đoàn thanh niên|hội phụ nữ|ubnd|hđnd)$"
)
# Words for a unit that a paper also uses by themselves, for one it has named.
ALONE = {"trung tâm", "bệnh viện", "trường", "chi cục", "cục", "sở", "ban", "viện"}
STOP = re.compile(
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
    r"|tham dự|tham mưu|làm|là|có|cần|phải|được|đã|sẽ|đang|tại|trong|trước"
    r"|sau(?! đại học)|để|khi"
    r"|nếu|trên|ngay|sớm|định kỳ|hằng|hàng|mỗi|các|những|một|chậm nhất|chịu|quan tâm"
    r"|lồng ghép|khảo sát|thành lập|lựa chọn|nghiệm thu|bàn giao|ứng dụng|thí điểm"
    r"|nhân rộng|gắn|đưa|in|trao|tặng|đón|thông báo|hướng dẫn|chỉ đạo|cùng|của|thuộc"
    r"|trực thuộc|nhằm|qua|không|cũng|và các|bám sát|tập trung|nghiên cứu|yêu cầu|đi"
    r"|đồng chí|đ/c|ông|bà|thanh toán|quyết toán|thu thập|tìm|phản ánh"
    r"|kiến nghị|nêu)(?![^\W\d_])"
)
# Verbs of office that are words of names as well.
SOFT = re.compile(
    r"(?:xây dựng|tổ chức|tổng hợp|kiểm tra|giám sát|quản lý|theo dõi|hướng dẫn"
    r"|thống kê|đào tạo|đầu tư|hỗ trợ|phục vụ|phát triển|kiểm soát|bảo vệ|điều hành"
    r"|vận hành|khai thác|nghiên cứu|tiếp nhận|giải quyết|giải phóng"
    r"|tuyên truyền|phổ biến"
    r"|thẩm định|điều trị|điều dưỡng|điều tra|bảo đảm|đảm bảo|đăng ký|thu|chi)"
    r"(?![^\W\d_])"
)
# Behind these a soft verb goes on with the name: "Quản lý xây dựng".
BINDS = re.compile(
    r"(?:quản lý|kế hoạch|hành chính|phát triển|đầu tư|dự án|thanh tra|kiểm tra|dịch vụ"
    r"|kỹ thuật|văn phòng|chỉ đạo|công tác)$"
)
PART = re.compile(
    r"\W{0,3}(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|làm đầu mối"
    r"|là (?:cơ quan|đơn vị|đầu mối))"
)
ENDS = re.compile(r"\s{0,3}(?:[;.)(:|]|$)")
ENDS_A_NAME = re.compile(r"\s{0,3}(?:,\s{0,3}|\s(?:và|với)\s{1,3})")
# What may stand behind a name that is complete by itself: "Công đoàn cơ sở".
GOES_ON = re.compile(
    r"(?:cơ sở|cơ quan|xã|phường|thị trấn|tỉnh|huyện|thành phố|đặc khu|đại diện"
    r"|điều phối|quân sự|thôn|trường|khối|các|công chứng|luật sư|thanh niên"
    r"|bộ phận|cấp)"
    r"(?![^\W\d_])"
)
# "Ban Quản lý các khu công nghiệp"
OF_SEVERAL = re.compile(r"các (?:khu|công trình|dự án)(?![^\W\d_])")
# Verbs that may stand at the head of a name, and end one further on.
STOP_LATER = re.compile(
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
COMPOUNDS = words_of(
    "dangky motcua cuakhau tiepdan thihanh vieclam nguoico cocong daotao chuongtrinh "
    "congtrinh quytrinh chuyende baucu conglap thongtin daihoc trunghoc tieuhoc khoahoc"
)
# Nouns that begin as verbs of office do.
NO_VERB = re.compile(r"(?:giao (?:thông|dịch|lưu)|in ấn|thu nhập)(?![^\W\d_])")
# One office for two bodies: "Văn phòng HĐND và UBND".
JOINT_OFFICES = {("hdnd", "ubnd"), ("dbqh", "hdnd"), ("hoi", "hdnd")}
MARKS = frozenset(",;.:()/+")
LONGEST_NAME = 16
MAX_SMALL = 8
