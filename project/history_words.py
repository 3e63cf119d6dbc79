"""What history keeps as codes and numbers, in words."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.dateparse import parse_datetime

from approvals.enums import Step
from organization.enums import RIGHT_LABELS, DelegationScope, Rank, Right, UnitKind
from project.templatetags.ui import nv, vn_date, vn_moment
from workflows.enums import DocumentKind, Doubt, ItemKind, ItemState, MissionState
from workflows.models.reorganisation import ReorganisationKind

NOTHING: Final = "–"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\S+")
# In the order in which a page shows them.
FIELDS: Final[dict[str, str]] = {
    "state": "Trạng thái",
    "step": "Bước duyệt",
    "round": "Lần báo cáo",
    "title": "Tên",
    "text": "Nội dung",
    "result": "Kết quả",
    "files": "Minh chứng",
    "product": "Sản phẩm",
    "lead_unit": "Chủ trì",
    "supporting_units": "Phối hợp",
    "directing_leader": "Lãnh đạo chỉ đạo",
    "officer": "Chuyên viên theo dõi",
    "due_on": "Thời hạn",
    "no_deadline_reason": "Lý do không có thời hạn",
    "document": "Văn bản số",
    "item": "Mục của văn bản",
    "position": "Thứ tự",
    "missions": "Nhiệm vụ đã giao",
    "part": "Phần",
    "authority": "Căn cứ giao",
    "supersedes": "Bản trước",
    "successor": "Bản mới",
    "in_part": "Chỉ sửa đổi một phần",
    "former_item": "Mục ở bản trước",
    "carried": "Nhiệm vụ tiếp tục",
    "corrected": "Nhiệm vụ đính chính",
    "withdrawn": "Nhiệm vụ thu hồi",
    "left_out": "Bản nháp bỏ qua",
    "parts": "Số phần",
    "merged": "Các việc được gộp",
    "merged_into": "Gộp vào việc",
    "spans": "Vị trí trong văn bản (ký tự)",
    "review_reasons": "Điểm cần xem lại",
    "kind": "Loại",
    "subject": "Nội dung",
    "reference_number": "Số, ký hiệu",
    "issued_on": "Ngày ban hành",
    "deadlines": "Thời hạn tính từ ngày ban hành",
    "items": "Số nội dung",
    "file": "Mã băm của tệp",
    "person": "Cán bộ",
    "full_name": "Họ và tên",
    "username": "Tên đăng nhập",
    "is_active": "Đang hoạt động",
    "identity": "Mã định danh",
    "one_time_until": "Mật khẩu cấp dùng được đến",
    "name": "Tên",
    "short_name": "Tên ngắn",
    "code": "Mã",
    "post": "Chức vụ",
    "rank": "Cấp",
    "short": "Viết tắt",
    "unit": "Đơn vị",
    "parent": "Thuộc",
    "aliases": "Tên gọi khác",
    "collective_name": "Tên gọi chung",
    "appointment": "Bổ nhiệm số",
    "acting": "Quyền (Q.)",
    "portfolio": "Lĩnh vực",
    "subjects": "Nội dung phụ trách",
    "units": "Các đơn vị",
    "holding": "Phân công số",
    "delegator": "Chức vụ ủy quyền",
    "delegate": "Người được ủy quyền",
    "scope": "Phạm vi",
    "starts_on": "Từ ngày",
    "ends_on": "Đến hết ngày",
    "starts_at": "Từ lúc",
    "ends_at": "Đến lúc",
    "ended_at": "Chấm dứt lúc",
    "closed_on": "Bãi bỏ từ ngày",
    "grants": "Quyền",
    "reorganisation": "Loại sắp xếp",
    "effective_on": "Có hiệu lực từ",
    "formers": "Đơn vị được sắp xếp",
    "successors": "Đơn vị kế tục",
    "successor_post": "Chức vụ kế tục",
    "successor_posts": "Chức vụ kế tục",
    "since": "Từ ngày",
}
OF_UNIT: Final = {
    "lead_unit",
    "supporting_units",
    "unit",
    "units",
    "parent",
    "formers",
    "successors",
}
OF_POST: Final = {
    "directing_leader",
    "post",
    "delegator",
    "successor_post",
    "successor_posts",
}
OF_MISSIONS: Final = {"missions", "carried", "corrected", "withdrawn"}
OF_PERSON: Final = {"person", "delegate"}
CHOICES: Final[dict[str, tuple[type[TextChoices], ...]]] = {
    "state": (MissionState, ItemState),
    "step": (Step,),
    "kind": (DocumentKind, ItemKind, UnitKind),
    "review_reasons": (Doubt,),
    "rank": (Rank,),
    "reorganisation": (ReorganisationKind,),
    "scope": (DelegationScope,),
}


@dataclass
class Names:
    """What codes and numbers in history are called today."""

    units: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


def words(name: str, value: Any, names: Names) -> str:
    """One value in words; whatever has no name of its own is shown as it is."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return ", ".join(words(name, part, names) for part in value)
    if isinstance(value, dict):
        return _of_dict(value, names)
    return _named(name, value, names) or _plain(value)


def _of_dict(value: dict[str, Any], names: Names) -> str:
    if "sha256" in value:  # a file, under the name that its author gave it
        return str(value.get("name", value["sha256"]))
    parts = (
        f"{FIELDS.get(name, name)}: {words(name, part, names)}"
        for name, part in value.items()
    )
    return "; ".join(parts)


def _named(name: str, value: Any, names: Names) -> str:
    text = str(value)
    if name in OF_UNIT:
        return names.units.get(text, "")
    if name in OF_POST:
        return names.posts.get(text, "")
    if name in OF_PERSON:
        return names.people.get(text, "")
    if name in OF_MISSIONS:
        return nv(value) if isinstance(value, int) else ""
    if name == "grants":
        return _grant(text, names)
    labels = (dict(choices.choices) for choices in CHOICES.get(name, ()))
    return next((str(found[text]) for found in labels if text in found), "")


def _grant(text: str, names: Names) -> str:
    """“view_work on van_phong” in words."""
    right, _, code = text.partition(" on ")
    if right not in set(Right):
        return ""
    where = names.units.get(code) or names.posts.get(code, code)
    return f"{RIGHT_LABELS[Right(right)]} ({where})"


def _plain(value: Any) -> str:
    text = str(value)
    if DAY.fullmatch(text):
        return _day(text)
    if MOMENT.fullmatch(text):
        found = moment(text)
        return vn_moment(found) if found else text
    return text


def _day(text: str) -> str:
    try:
        return vn_date(date.fromisoformat(text))
    except ValueError:
        return text


def moment(text: Any) -> datetime | None:
    """A moment as history keeps it; None for what only a tamperer writes."""
    try:
        return parse_datetime(text)
    except (TypeError, ValueError):
        return None
