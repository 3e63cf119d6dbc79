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
