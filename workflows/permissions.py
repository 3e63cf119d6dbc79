"""Who may do what to a mission: the one question, asked of the authority backend."""

from typing import Final

from organization.models import Person
from workflows import policies
from workflows.exceptions import ActionDenied, MissionNotFound, Refusal
from workflows.models import Mission

# Act → the permission that it needs (glossary: states and verbs).
PERMISSION: Final[dict[str, str]] = {
    "start": "workflows.start_mission",
    "report": "workflows.report_mission",
    "submit_for_approval": "workflows.submit_mission",
    "recall_report": "workflows.report_mission",
    "return_for_form": "workflows.submit_mission",
    "decide": "workflows.approve_mission",
    "pass_up": "workflows.pass_up_mission",
    "withdraw": "workflows.withdraw_mission",
    "correct": "workflows.assign_mission",
    "name_officer": "workflows.officer_mission",
    "except": "workflows.except_mission",
    "prepare": "workflows.prepare_mission",
    "contribute": "workflows.contribute_mission",
    "ask_contribution": "workflows.ask_contribution_mission",
    "answer_contribution": "workflows.answer_contribution_mission",
    "note_progress": "workflows.progress_mission",
    "comment": "workflows.comment_mission",
    "set_route": "workflows.route_mission",
    "ask_opinion": "workflows.consult_mission",
    "give_opinion": "workflows.opine_mission",
    "split": "workflows.split_mission",
    "derive": "workflows.derive_mission",
    "merge": "workflows.merge_mission",
    "replace": "workflows.replace_mission",
    "record_outside": "workflows.outside_mission",
    "ask_extension": "workflows.report_mission",
    "take_back_extension": "workflows.report_mission",
    "extend_deadline": "workflows.extend_mission",
    "refuse_extension": "workflows.extend_mission",
    "set_internal_deadline": "workflows.plan_mission",
    "begin_wait": "workflows.report_mission",
    "end_wait": "workflows.report_mission",
    "pause": "workflows.pause_mission",
    "resume": "workflows.pause_mission",
    "raise_difficulty": "workflows.report_mission",
    "settle_difficulty": "workflows.report_mission",
    "answer_difficulty": "workflows.instruct_mission",
    "answer_passed_up": "workflows.instruct_as_head_mission",
    "pass_up_difficulty": "workflows.refer_mission",
    "instruct": "workflows.instruct_mission",
    "follow_up": "workflows.follow_up_mission",
    "follow_up_above": "workflows.follow_up_above_mission",
    "answer_follow_up": "workflows.report_mission",
    "answer_support_follow_up": "workflows.answer_support_mission",
    "inspect": "workflows.inspect_mission",
}

WHO: Final[dict[str, str]] = {
    "start": "Chỉ người đứng đầu đơn vị chủ trì nhận thực hiện",
    "report": "Chỉ người đứng đầu đơn vị chủ trì nộp báo cáo",
    "submit_for_approval": "Chỉ Văn phòng trình báo cáo sau khi kiểm tra",
    "recall_report": "Chỉ người đứng đầu đơn vị chủ trì rút báo cáo",
    "return_for_form": "Chỉ Văn phòng trả lại về thể thức",
    "decide": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban quyết định, và không ai quyết định"
    " báo cáo do chính mình nộp",
    "pass_up": "Chỉ lãnh đạo chỉ đạo chuyển Trưởng Ban",
    "withdraw": "Chỉ lãnh đạo chỉ đạo, Trưởng Ban hoặc người giao khi đơn vị chưa nhận"
    " mới thu hồi được",
    "correct": "Chỉ người có thẩm quyền giao mới đính chính được",
    "name_officer": "Chỉ người đứng đầu đơn vị chủ trì phân công chuyên viên",
    "except": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban cho phép riêng một người",
    "prepare": "Chỉ người của đơn vị chủ trì chuẩn bị báo cáo",
    "contribute": "Chỉ người của đơn vị phối hợp góp nội dung",
    "ask_contribution": "Chỉ người của đơn vị chủ trì đề nghị đơn vị phối hợp gửi nội"
    " dung",
    "answer_contribution": "Chỉ người của đơn vị chủ trì tiếp thu, giải trình nội dung"
    " phối hợp",
    "note_progress": "Chỉ người của đơn vị chủ trì cập nhật tiến độ",
    "comment": "Kiểm tra nội bộ chỉ xem, không trao đổi",
    "set_route": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban chọn quy trình duyệt",
    "ask_opinion": "Chỉ Văn phòng khi kiểm tra, lãnh đạo chỉ đạo hoặc Trưởng Ban xin"
    " ý kiến",
    "give_opinion": "Chỉ đơn vị, cá nhân được xin ý kiến trả lời",
    "split": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban tách nhiệm vụ thành phần",
    "derive": "Chỉ người đứng đầu đơn vị chủ trì lập việc của đơn vị",
    "merge": "Chỉ lãnh đạo chỉ đạo, Trưởng Ban, hoặc Văn phòng theo văn bản đã ký gộp"
    " nhiệm vụ",
    "replace": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban thay bằng nhiệm vụ mới",
    "record_outside": "Chỉ Văn phòng hoặc người của đơn vị chủ trì ghi việc với cơ quan"
    " ngoài",
    "ask_extension": "Chỉ người đứng đầu đơn vị chủ trì đề nghị gia hạn",
    "take_back_extension": "Chỉ người đứng đầu đơn vị chủ trì rút đề nghị gia hạn",
    "extend_deadline": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban gia hạn, và không ai trả"
    " lời đề nghị do chính mình gửi",
    "refuse_extension": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban trả lời đề nghị gia hạn,"
    " và không ai trả lời đề nghị do chính mình gửi",
    "set_internal_deadline": "Chỉ người đứng đầu đơn vị chủ trì, lãnh đạo chỉ đạo hoặc"
    " Trưởng Ban đặt hạn nội bộ",
    "begin_wait": "Chỉ người đứng đầu đơn vị chủ trì ghi việc đang chờ",
    "end_wait": "Chỉ người đứng đầu đơn vị chủ trì ghi đã hết chờ",
    "pause": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban tạm dừng",
    "resume": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban cho tiếp tục",
    "raise_difficulty": "Chỉ người đứng đầu đơn vị chủ trì báo vướng mắc",
    "settle_difficulty": "Chỉ người đứng đầu đơn vị chủ trì rút vướng mắc",
    "answer_difficulty": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban trả lời vướng mắc",
    "answer_passed_up": "Vướng mắc đã chuyển thì chỉ Trưởng Ban trả lời",
    "pass_up_difficulty": "Chỉ lãnh đạo chỉ đạo chuyển vướng mắc lên Trưởng Ban",
    "instruct": "Chỉ lãnh đạo chỉ đạo hoặc Trưởng Ban cho ý kiến chỉ đạo",
    "follow_up": "Chỉ Văn phòng, lãnh đạo chỉ đạo hoặc Trưởng Ban đôn đốc",
    "follow_up_above": "Chỉ Văn phòng hoặc Trưởng Ban đôn đốc việc xem xét báo cáo",
    "answer_follow_up": "Chỉ người đứng đầu đơn vị chủ trì trả lời đôn đốc",
    "answer_support_follow_up": "Chỉ người đứng đầu đơn vị phối hợp được đôn đốc"
    " trả lời",
    "inspect": "Chỉ Văn phòng ghi kiểm tra",
}


def check_can_view(mission: Mission, person: Person) -> None:
    """Raise MissionNotFound: what one may not see does not exist for one."""
    if not person.has_perm("workflows.view_mission", mission):
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")


def check_may(act: str, mission: Mission, person: Person) -> None:
    """Raise MissionNotFound or ActionDenied unless the person may do the act."""
    if person.has_perm(PERMISSION[act], mission):
        return
    check_can_view(mission, person)
    _, passed_up = mission.approval_facts or (None, False)
    if act in {"decide", "pass_up"} and passed_up:
        raise ActionDenied(f"{mission.code} đã chuyển Trưởng Ban quyết định.")
    raise ActionDenied(f"{WHO[act]} ({mission.code}).")


def check_can(act: str, mission: Mission, person: Person) -> None:
    """Person first, then state: who may not act learns nothing of the state."""
    check_may(act, mission, person)
    policies.check_can(act, mission)


def can(act: str, mission: Mission, person: Person) -> bool:
    """Whether `check_can` would pass: the button and the gate never disagree."""
    try:
        check_can(act, mission, person)
    except Refusal:
        return False
    return True
