"""What the paper leaves open, asked in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from workflows.enums import Doubt, ItemKind, ItemState, MissingFact
from workflows.models import DraftItem
from workflows.reading import ALL_LEADERS
from workflows.services.items import open_doubts
from workflows.views.documents_quotes import quotes
from workflows.views.documents_sheet import words_marked

Sentence = tuple[str, str]  # what is the case, what to do


@dataclass(frozen=True)
class Question:
    """What is not clear and what to do; where the reading doubts, with its words."""

    fact: str
    act: str
    item: DraftItem
    doubt: Doubt | None = None

    @cached_property
    def quotes(self) -> tuple[str, ...]:
        """The words of the paper that it is about, a few at most."""
        return quotes(self.item, self.doubt) if self.doubt else ()


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


KIND_MEANS: Final[Mapping[ItemKind, str]] = {
    ItemKind.TASK: "Giao cho một đơn vị chủ trì, theo dõi đến khi hoàn thành.",
    ItemKind.DIRECTIVE: "Phổ biến cùng văn bản; không giao, không theo dõi thời hạn.",
    ItemKind.MEETING: "Giao đơn vị chuẩn bị; thời hạn là ngày họp.",
    ItemKind.RECURRING_REPORT: "Giao một lần; thời hạn là kỳ báo cáo gần nhất.",
    ItemKind.TARGET: "Giao đơn vị chịu trách nhiệm; kết quả đối chiếu với con số.",
}
OPERATORS: Final = {">=": "từ", ">": "trên", "<=": "không quá", "<": "dưới", "=": ""}


def questions_of(item: DraftItem) -> list[Question]:
    """What is not clear, in words; what a field lacks is said at the field."""
    if item.state != ItemState.DRAFT or item.kind == ItemKind.DIRECTIVE:
        return []
    asked = []
    if MissingFact.LEAD_UNIT in item.missing:
        asked.append(Question(*_lead_question(item), item))
    return asked + [
        Question(*ASKED[doubt], item, doubt)
        for doubt in open_doubts(item)
        if doubt in ASKED
    ]


def target_words(item: DraftItem) -> str:
    """“từ 95 % hồ sơ, mỗi năm”: the figure of a target as read, "" where none was."""
    kpi: dict[str, Any] = item.reading.get("kpi") or {}
    if not kpi:
        return ""
    operator = OPERATORS.get(str(kpi.get("op") or ""), str(kpi.get("op") or ""))
    value = str(kpi.get("value") if kpi.get("value") is not None else "")
    words = [operator, value.replace(".", ","), str(kpi.get("unit") or "")]
    figure = " ".join(filter(None, words))
    parts = [str(kpi.get("metric") or ""), figure, str(kpi.get("period") or "")]
    return ", ".join(filter(None, parts))


def leader_question(item: DraftItem, meant: Sequence[str] = ()) -> str:
    """Why the leader must be chosen; empty once one is. `meant` names who may be meant
    where the paper names the leadership as a whole."""
    if not _lacks(item, MissingFact.LEADER):
        return ""
    names = item.reading.get("leaders", ())
    words = words_marked(item, "leader")
    if not words:
        return "Văn bản không nêu lãnh đạo chỉ đạo. Chọn một người."
    if len(meant) == 1:
        return (
            f"Văn bản ghi “{words}”. Phụ trách đơn vị chủ trì là {meant[0]}: bấm Xong "
            "để lấy, hoặc chọn người khác."
        )
    if len(meant) > 1:
        found = ", ".join(meant)
        return (
            f"Văn bản ghi “{words}”. Cùng phụ trách đơn vị chủ trì: {found}. "
            "Chọn một người."
        )
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
