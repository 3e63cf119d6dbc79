"""What the paper leaves open, asked in words."""

from collections.abc import Mapping
from typing import Final

from workflows.enums import Doubt, ItemKind, ItemState, MissingFact
from workflows.models import DraftItem
from workflows.reading import ALL_LEADERS
from workflows.services.items import open_doubts
from workflows.views.documents_sheet import words_marked

Sentence = tuple[str, str]  # what is the case, what to do

CHOOSE: Final = "Chọn một đơn vị; các đơn vị còn lại sẽ là phối hợp."
ASKED: Final[Mapping[Doubt, Sentence]] = {
    Doubt.CONFLICTING_VALUES: (
        "Văn bản nêu các nội dung không khớp nhau.",
        "Đối chiếu với văn bản, sửa nếu cần rồi bấm Xong.",
    ),
    Doubt.IMPLIED_OBLIGATION: (
        "Văn bản không giao trực tiếp việc này.",
        "Giữ lại nếu đúng là việc phải làm, hoặc bỏ qua.",
    ),
    Doubt.PERIOD_UNSPECIFIED: (
        "Thời hạn hoặc kỳ báo cáo trong văn bản chưa rõ.",
        "Đối chiếu với văn bản, nhập thời hạn rồi bấm Xong.",
    ),
    Doubt.ROLE_AMBIGUOUS: (
        "Văn bản chưa ghi rõ ai chủ trì, ai phối hợp hoặc ai chỉ đạo.",
        "Đối chiếu với văn bản, sửa nếu cần rồi bấm Xong.",
    ),
    Doubt.MULTIPLE_MILESTONES: (
        "Văn bản nêu nhiều mốc thời gian cho việc này.",
        "Giữ mốc cuối, hoặc tách thành nhiều việc.",
    ),
}


def questions_of(item: DraftItem) -> list[Sentence]:
    """What is not clear, in words; what a field lacks is said at the field."""
    if item.state != ItemState.DRAFT or item.kind == ItemKind.DIRECTIVE:
        return []
    asked = []
    if MissingFact.LEAD_UNIT in item.missing:
        asked.append(_lead_question(item))
    return asked + [ASKED[doubt] for doubt in open_doubts(item) if doubt in ASKED]


def leader_question(item: DraftItem) -> str:
    """Why the leader must be chosen; empty once one is."""
    if not _lacks(item, MissingFact.LEADER):
        return ""
    names = item.reading.get("leaders", ())
    words = words_marked(item, "leader")
    if not words:
        return "Văn bản không nêu lãnh đạo chỉ đạo. Chọn một người."
    if ALL_LEADERS in names or len(names) != 1:
        return f"Văn bản ghi “{words}”. Chọn một người."
    return f"Văn bản ghi “{words}”, hiện không giữ chức vụ lãnh đạo. Chọn một người."


def due_question(item: DraftItem) -> str:
    """Why a deadline or a reason must be given; empty once one is."""
    if not _lacks(item, MissingFact.DEADLINE):
        return ""
    words = deadline_words(item)
    said = (
        f"Văn bản ghi “{words}”, chưa rõ ngày."
        if words
        else "Văn bản không nêu thời hạn."
    )
    return f"{said} Nhập thời hạn, hoặc chọn lý do không có thời hạn."


def deadline_words(item: DraftItem) -> str:
    """The deadline as the paper writes it; empty where it gives none."""
    raw = (item.deadline or {}).get("raw") or ""
    return " ".join(raw.replace("*", "").split())


def _lacks(item: DraftItem, fact: MissingFact) -> bool:
    return (
        item.state == ItemState.DRAFT
        and item.kind != ItemKind.DIRECTIVE
        and fact in item.missing
    )


def _lead_question(item: DraftItem) -> Sentence:
    read = item.reading
    named = len(read.get("named_leads", ()))
    words = words_marked(item, "unit")
    if named > 1 and read.get("fan_out"):
        return (
            f"Văn bản giao riêng cho {named} đơn vị.",
            "Chọn một đơn vị chủ trì; tách việc để giao các đơn vị còn lại.",
        )
    if named > 1:
        return (
            "Một việc chỉ giao một đơn vị chủ trì.",
            f"Văn bản nêu {named} đơn vị, không ghi đơn vị nào chủ trì. {CHOOSE}",
        )
    if named == 1 or not words:
        return ("Chưa có đơn vị chủ trì.", "Chọn một đơn vị.")
    if read.get("external_agencies"):
        return (
            f"Văn bản giao “{words}”, có cơ quan bên ngoài.",
            "Bỏ qua nếu chỉ theo dõi, hoặc chọn đơn vị thực hiện.",
        )
    return (
        f"Văn bản giao chung cho “{words}”.",
        "Chọn một đơn vị trong cơ quan chủ trì.",
    )
