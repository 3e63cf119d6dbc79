"""What people say in the acts of a course; none of it needs an escape in COPY."""

from typing import Final

SAID: Final[dict[str, tuple[str, ...]]] = {
    "C": ("Làm rõ sản phẩm phải nộp.", "Bổ sung mốc báo cáo giữa kỳ."),
    "P": (
        "Đã tổng hợp số liệu của các cửa khẩu, đang đối chiếu với hải quan.",
        "Đã làm việc với các đơn vị liên quan, thống nhất đề cương.",
        "Đã có dự thảo lần một, đang lấy ý kiến trong đơn vị.",
        "Còn thiếu số liệu quý trước, đang đề nghị bổ sung.",
        "Đã khảo sát thực địa, đang lập biên bản và phụ lục ảnh.",
    ),
    "T": (
        "Đề nghị gửi trước dự thảo để góp ý.",
        "Số liệu tháng này lấy theo báo cáo đã chốt.",
        "Chuẩn bị thêm phương án dự phòng cho dịp cao điểm.",
        "Nhờ rà lại phần kiến nghị trước khi trình.",
    ),
    "X": (
        "Chưa nhận đủ số liệu của các đơn vị phối hợp, cần thêm hai tuần.",
        "Phải khảo sát lại hiện trường sau mưa lũ.",
    ),
    "G": ("Đồng ý. Đây là lần gia hạn cuối.",),
    "N": ("Việc gấp, tập trung hoàn thành đúng hạn.",),
    "K": (
        "Chưa thống nhất được ranh giới khu đất với địa phương.",
        "Nhà thầu chậm huy động máy móc, đã nhắc hai lần.",
        "Quy định mới chưa có hướng dẫn về hồ sơ thanh toán.",
    ),
    "L": (
        "Mời địa phương họp trong tuần, lập biên bản rồi thực hiện tiếp.",
        "Làm văn bản xin ý kiến, trong khi chờ vẫn làm phần còn lại.",
    ),
    "Q": ("Đề nghị gửi số liệu và nhận xét thuộc phạm vi đơn vị phụ trách.",),
    "E": (
        "Gửi bảng số liệu đến hết tháng trước, kèm nhận xét của đơn vị.",
        "Đề nghị bổ sung nội dung về phòng cháy, chữa cháy tại bến bãi.",
    ),
    "U": (
        "Việc đã sát hạn, đề nghị báo cáo tiến độ trong ngày.",
        "Lãnh đạo Ban hỏi kết quả, đề nghị khẩn trương hoàn thành.",
    ),
    "Y": ("Đơn vị đang hoàn thiện, sẽ nộp báo cáo trong tuần.",),
    "H": ("Đã hoàn thành các nội dung được giao, kèm bảng tổng hợp số liệu.",),
    "R": ("Bổ sung số liệu từng cửa khẩu và kiến nghị cụ thể.",),
    "D": ("Đồng ý với báo cáo của đơn vị.",),
    "W": ("Không còn phù hợp với chương trình công tác.",),
}
PROPOSAL: Final = "Đề nghị lãnh đạo chủ trì làm việc với các bên."


def said(letter: str, number: int) -> str:
    """The words of an act, one of several; "" where nothing is said."""
    texts = SAID.get(letter)
    return texts[number % len(texts)] if texts else ""
