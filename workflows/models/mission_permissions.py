"""What may be done to a mission, as Django names permissions; who may is asked of
`workflows.permissions`."""

from typing import Final

PERMISSIONS: Final = [
    ("start_mission", "nhận và thực hiện nhiệm vụ"),
    ("report_mission", "nộp và rút báo cáo"),
    ("submit_mission", "kiểm tra thể thức, trình lãnh đạo"),
    ("approve_mission", "duyệt hoặc trả lại báo cáo"),
    ("assign_mission", "giao và đính chính nhiệm vụ"),
    ("withdraw_mission", "thu hồi nhiệm vụ"),
    ("officer_mission", "phân công chuyên viên theo dõi"),
    ("except_mission", "cho phép riêng một người"),
    ("prepare_mission", "tham gia chuẩn bị báo cáo"),
    ("contribute_mission", "góp nội dung phối hợp"),
    ("ask_contribution_mission", "đề nghị gửi nội dung phối hợp"),
    ("answer_contribution_mission", "tiếp thu, giải trình nội dung phối hợp"),
    ("progress_mission", "cập nhật tiến độ"),
    ("comment_mission", "trao đổi về nhiệm vụ"),
    ("instruct_mission", "trả lời vướng mắc, cho ý kiến chỉ đạo"),
    ("instruct_as_head_mission", "trả lời vướng mắc đã chuyển Trưởng Ban"),
    ("refer_mission", "chuyển vướng mắc lên Trưởng Ban"),
    ("follow_up_mission", "đôn đốc đơn vị"),
    ("follow_up_above_mission", "đôn đốc việc xem xét báo cáo"),
    ("answer_support_mission", "trả lời đôn đốc thay đơn vị phối hợp"),
    ("inspect_mission", "ghi kiểm tra"),
    ("extend_mission", "gia hạn nhiệm vụ"),
    ("plan_mission", "đặt hạn nội bộ"),
    ("pause_mission", "tạm dừng và tiếp tục nhiệm vụ"),
    ("route_mission", "chọn quy trình duyệt"),
    ("consult_mission", "xin ý kiến về báo cáo"),
    ("opine_mission", "cho ý kiến về báo cáo"),
    ("split_mission", "tách nhiệm vụ thành phần"),
    ("derive_mission", "lập việc của đơn vị"),
    ("merge_mission", "gộp nhiệm vụ trùng"),
    ("replace_mission", "thay bằng nhiệm vụ mới"),
    ("outside_mission", "ghi việc với cơ quan ngoài"),
]
