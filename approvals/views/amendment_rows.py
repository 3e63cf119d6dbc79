"""A new version beside the former one, as its page words it."""

from dataclasses import dataclass, field
from typing import Final

from organization.forms.days import written
from organization.models import Post
from workflows.enums import (
    Fate,
    ItemState,
    MissingFact,
    MissionState,
    VersionAct,
)
from workflows.models import DraftItem
from workflows.queries.version_facts import Facts
from workflows.queries.versions import Row, VersionComparison, mission_of
from workflows.reading.comparison.wording import Run, difference

A: Final = VersionAct
MISSING: Final = {
    MissingFact.LEAD_UNIT: "đơn vị chủ trì",
    MissingFact.LEADER: "lãnh đạo chỉ đạo",
    MissingFact.DEADLINE: "thời hạn",
    MissingFact.TITLE: "nội dung",
}
LABELS: Final = {
    "text": "nội dung",
    "lead_unit": "chủ trì",
    "supporting_units": "phối hợp",
    "leader": "lãnh đạo chỉ đạo",
    "deadline": "thời hạn",
}
NOTHING: Final = "chưa có"
# Code of the group, its name, its colour; in the order of the page.
GROUPS: Final = (
    ("xac-nhan", "Cần xác nhận", "saphan"),
    ("sua", "Sửa", "giahan"),
    ("bo", "Bỏ", "huy"),
    ("moi", "Mới", "lam"),
    ("khong-nhac", "Không nhắc đến", "giao"),
    ("giu-nguyen", "Giữ nguyên", "xong"),
)
GROUP_OF: Final = {
    Fate.CHANGED: "sua",
    Fate.DROPPED: "bo",
    Fate.NEW: "moi",
    Fate.UNMENTIONED: "khong-nhac",
    Fate.SAME: "giu-nguyen",
}


@dataclass(frozen=True)
class FieldShown:
    label: str
    before: str
    after: str


@dataclass
class RowShown:
    """One pair with all that the page says of it."""

    row: Row
    holders: dict[int, str]

    @property
    def item(self) -> DraftItem:
        """The item that names the pair on the page: the new one, where there is one."""
        item = self.row.new or self.row.old
        if item is None:
            raise ValueError("A pair has at least one item.")
        return item

    @property
    def group(self) -> str:
        return "xac-nhan" if self.row.is_asked else GROUP_OF[self.row.fate]

    @property
    def is_short(self) -> bool:
        """Whether one line says it: nothing of it changes."""
        return self.group == "giu-nguyen"

    @property
    def can_pair(self) -> bool:
        """Whether a person may say that it is another item of the former version."""
        new = self.row.new
        is_open = new is not None and new.state != ItemState.GIVEN
        return is_open and not self.row.is_done

    @property
    def title(self) -> str:
        return self.item.title

    @property
    def place(self) -> str:
        """II.1, 1.4 → II.1, 1.3 where it was renumbered."""
        old, new = self.row.old, self.row.new
        if old is None or new is None or not self.row.is_renumbered:
            return self.item.address
        return f"{old.address} → {new.address}"

    @property
    def changed_words(self) -> str:
        return ", ".join(LABELS[name] for name in self.row.changes)

    @property
    def runs(self) -> list[Run]:
        """The wording, word by word; empty where it did not change."""
        was, will = self.row.was, self.row.will
        if was is None or will is None:
            return []
        if "text" not in self.row.changes and not self.row.is_asked:
            return []
        return difference(was.text, will.text)

    @property
    def whole_text(self) -> str:
        """The words of an item that stands in one version only."""
        if self.row.old is not None and self.row.new is not None:
            return ""
        text = self.item.text
        return "" if text.split() == f"{self.title}.".split() else text

    @property
    def fields(self) -> list[FieldShown]:
        was, will = self.row.was, self.row.will
        if was is None or will is None:
            return []
        names = [name for name in self.row.changes if name != "text"]
        return [
            FieldShown(
                LABELS[name].capitalize(),
                self._words(name, was),
                self._words(name, will),
            )
            for name in names
        ]

    @property
    def facts(self) -> str:
        """Whom and when, in one line, for an item that stands in one version only."""
        facts = self.row.will or self.row.was
        if facts is None or (self.row.old and self.row.new):
            return ""
        known = [
            self._words(name, facts) for name in ("lead_unit", "leader", "deadline")
        ]
        return "; ".join(one for one in known if one != NOTHING)

    @property
    def sentence(self) -> str:
        """What applying does with it, or why nothing."""
        if self.row.act == A.NOTHING:
            return self._why_nothing()
        if self.row.act == A.CLARIFY:
            facts = ", ".join(MISSING[fact] for fact in self.row.unclear)
            return f"Bản mới chưa rõ {facts}. Làm rõ ở bản mới rồi so sánh lại."
        if self.row.act == A.LEAVE_OUT:
            kept = self.row.new is not None
            more = ", việc ở bản mới nhận phần đã làm rõ" if kept else ""
            return f"Chưa giao. Bản nháp cũ được bỏ qua{more}."
        return self._of_mission()

    def _of_mission(self) -> str:
        row = self.row
        code = row.mission.code if row.mission else ""
        again = mission_of(row.new)
        if row.act == A.WITHDRAW and again is not None:
            return f"Đã giao theo bản mới là {again.code}. Thu hồi {code}."
        if row.act == A.WITHDRAW and row.fate == Fate.UNMENTIONED:
            return f"{code} tiếp tục theo bản cũ. Đánh dấu nếu bản mới bãi bỏ việc này."
        if row.act == A.WITHDRAW and not row.is_sure:
            return (
                f"Rất giống một việc của bản mới đã ghép với việc khác. Đánh dấu nếu "
                f"đúng là bỏ, khi đó thu hồi {code}."
            )
        return {
            A.DONE: f"Đã áp dụng, {code} tiếp tục theo bản mới.",
            A.CARRY: f"{code} tiếp tục, căn cứ giao ghi thêm bản mới.",
            A.CORRECT: f"Đính chính {code}, đơn vị và lãnh đạo liên quan được báo.",
            A.GIVE_ANEW: (
                f"{code} đã nộp báo cáo nên không đính chính được. Đánh dấu để thu hồi "
                "và giao lại theo bản mới; không đánh dấu thì tiếp tục theo bản cũ."
            ),
            A.WITHDRAW: f"Thu hồi {code}, đơn vị và lãnh đạo liên quan được báo.",
            A.ALREADY_DONE: (
                f"{code} đã hoàn thành, giữ nguyên. Việc ở bản mới được bỏ qua, không "
                "giao lại."
            ),
        }[row.act]

    def _why_nothing(self) -> str:
        row, mission = self.row, self.row.mission
        stays = ""
        if row.new is not None and row.new.state == ItemState.DRAFT:
            stays = " Việc ở bản mới ở lại bản nháp để giao nếu còn phải làm."
        if mission is not None and mission.state == MissionState.COMPLETED:
            return f"{mission.code} đã hoàn thành theo bản cũ, giữ nguyên.{stays}"
        if mission is not None:
            return f"{mission.code} đã thu hồi.{stays}"
        if row.old is not None and row.old.state == ItemState.SKIPPED:
            return f"Bản cũ đã bỏ qua việc này.{stays}"
        if row.old is not None:
            return "Chưa giao, giữ nguyên ở bản cũ."
        return self._new_words()

    def _new_words(self) -> str:
        new = self.row.new
        again = mission_of(new)
        if again is not None:
            return f"Đã giao là {again.code}."
        if new is not None and new.state == ItemState.SKIPPED:
            return "Đã bỏ qua ở bản mới."
        return "Ở lại bản nháp của bản mới, làm rõ rồi giao như mọi việc khác."

    def _words(self, name: str, facts: Facts) -> str:
        if name == "lead_unit":
            return facts.lead_unit.name if facts.lead_unit else NOTHING
        if name == "supporting_units":
            units = [unit.name for unit in facts.supporting_units]
            return ", ".join(units) or "không có"
        if name == "leader":
            return self._leader(facts.leader)
        if facts.due_on is not None:
            return written(facts.due_on)
        return facts.no_deadline_reason or NOTHING

    def _leader(self, post: Post | None) -> str:
        if post is None:
            return NOTHING
        name = self.holders.get(post.pk)
        return f"{name}, {post.title}" if name else post.title


@dataclass
class Group:
    code: str
    name: str
    tone: str
    rows: list[RowShown] = field(default_factory=list)


def groups_of(
    comparison: VersionComparison, leaders: list[tuple[Post, str]]
) -> list[Group]:
    """The rows by what becomes of them; what a person must answer comes first."""
    holders = {post.pk: name for post, name in leaders}
    groups = {code: Group(code, name, tone) for code, name, tone in GROUPS}
    for row in comparison.rows:
        shown = RowShown(row, holders)
        groups[shown.group].rows.append(shown)
    return [group for group in groups.values() if group.rows]
