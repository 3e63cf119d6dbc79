"""How the ledger says what history keeps as codes: names, labels, before and after."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Final

from django import template
from django.db.models import CharField, TextChoices, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from approvals.enums import Step
from history.enums import HistoryKind
from history.forms import SUBJECTS
from history.models import HistoryEntry
from notifications.catalogue import CATALOGUE
from organization.enums import (
    RIGHT_LABELS,
    DelegationScope,
    Rank,
    Right,
    SigningCapacity,
    UnitKind,
)
from organization.models import Person, Post, Unit
from project.templatetags.ui import LOOKS, NBSP, nv, state, vn_date, vn_moment
from workflows.enums import (
    DocumentKind,
    ItemKind,
    ItemState,
    MissionState,
)

register = template.Library()

UNIT, POST, PERSON = "unit", "post", "person"
SUBJECT_LABELS: Final = dict(SUBJECTS)
NOTHING: Final = "–"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\S+")
FIELDS: Final[dict[str, str]] = {
    "acting": "Quyền (Q.)",
    "aliases": "Tên gọi khác",
    "appointment": "Bổ nhiệm số",
    "closed_on": "Bãi bỏ từ ngày",
    "code": "Mã",
    "collective_name": "Tên gọi chung",
    "deadlines": "Thời hạn tính từ ngày ban hành",
    "delegate": "Người được ủy quyền",
    "delegator": "Chức vụ ủy quyền",
    "directing_leader": "Lãnh đạo chỉ đạo",
    "document": "Văn bản số",
    "due_on": "Thời hạn",
    "ended_at": "Chấm dứt lúc",
    "ends_at": "Đến lúc",
    "ends_on": "Đến hết ngày",
    "file": "Mã băm của tệp",
    "files": "Minh chứng",
    "full_name": "Họ và tên",
    "grants": "Quyền",
    "holding": "Phân công số",
    "is_active": "Đang hoạt động",
    "issued_on": "Ngày ban hành",
    "item": "Mục của văn bản",
    "items": "Số nội dung",
    "kind": "Loại",
    "lead_unit": "Chủ trì",
    "missions": "Nhiệm vụ đã giao",
    "name": "Tên",
    "no_deadline_reason": "Lý do không có thời hạn",
    "officer": "Chuyên viên theo dõi",
    "parent": "Thuộc",
    "parts": "Số phần",
    "person": "Cán bộ",
    "portfolio": "Lĩnh vực",
    "position": "Thứ tự",
    "post": "Chức vụ",
    "rank": "Cấp",
    "reference_number": "Số, ký hiệu",
    "result": "Kết quả",
    "round": "Lần báo cáo",
    "scope": "Phạm vi",
    "short": "Viết tắt",
    "short_name": "Tên ngắn",
    "since": "Từ ngày",
    "starts_at": "Từ lúc",
    "starts_on": "Từ ngày",
    "state": "Trạng thái",
    "step": "Bước duyệt",
    "subject": "Nội dung",
    "subjects": "Nội dung phụ trách",
    "supporting_units": "Phối hợp",
    "text": "Nội dung",
    "title": "Tên",
    "unit": "Đơn vị",
    "units": "Các đơn vị",
    "username": "Tên đăng nhập",
}
OF_UNIT: Final = {"lead_unit", "supporting_units", "unit", "units", "parent"}
OF_POST: Final = {"directing_leader", "post", "delegator"}
OF_PERSON: Final = {"person", "delegate"}
CHOICES: Final[dict[str, tuple[type[TextChoices], ...]]] = {
    "state": (MissionState, ItemState),
    "step": (Step,),
    "kind": (DocumentKind, ItemKind, UnitKind),
    "rank": (Rank,),
    "scope": (DelegationScope,),
}


@dataclass
class Names:
    """What codes and numbers in history are called today."""

    units: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One field of an entry, in words; ``same`` where the entry did not change it."""

    label: str
    before: str
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after


@register.simple_tag
def names_today() -> Names:
    """Units, posts and people in one statement; people by their names."""
    text = CharField()
    none = Value("", text)
    units = Unit.objects.values_list(Value(UNIT), "code", Cast("name", text), none)
    posts = Post.objects.values_list(Value(POST), "code", Cast("title", text), none)
    people = Person.objects.values_list(
        Value(PERSON), Cast("pk", text), "full_name", Cast("sort_key", text)
    )
    names = Names()
    places = {UNIT: names.units, POST: names.posts, PERSON: names.people}
    first, *others = (rows.order_by() for rows in (units, posts, people))
    # Sorted here: the server's own order of Vietnamese names is not ours.
    every = sorted(first.union(*others, all=True), key=itemgetter(3))
    for what, code, name, _ in every:
        places[what][code] = name
    return names


@register.simple_tag
def capacities() -> list[tuple[str, str]]:
    """KT. Ký thay, and so on."""
    return [
        (one.value, f"{one.value} {one.label}") for one in SigningCapacity if one.value
    ]


@register.simple_tag
def kind_badge(kind: str) -> SafeString | str:
    """What was done, with the colour of the state to which it leads."""
    if kind not in HistoryKind.values:
        return kind  # what nobody of ours wrote is shown as it stands
    known = HistoryKind(kind)
    look = CATALOGUE[known].tone
    symbol = "forward" if known == HistoryKind.PASSED_UP else LOOKS[look].icon
    if not CATALOGUE[known].audience:
        symbol = "pen"
    return state(look, known.label, bare=True, symbol=symbol)


@register.filter
def subject_words(entry: Any) -> str:
    """NV 018; Văn bản 3; Sổ lịch sử. Takes an entry or a stored row."""
    subject_type, number = _of(entry, "subject_type"), _of(entry, "subject_id")
    if subject_type == "mission":
        return nv(number)
    label = SUBJECT_LABELS.get(subject_type, subject_type)
    return f"{label}{NBSP}{number}" if number else label


@register.filter
def subject_url(entry: Any) -> str:
    """Where the subject has a page of its own."""
    views = {"mission": "approvals:mission", "document": "workflows:document"}
    view = views.get(_of(entry, "subject_type"))
    return reverse(view, args=[_of(entry, "subject_id")]) if view else ""


@register.filter
def moment_of(row: Mapping[str, Any]) -> datetime | None:
    """The moment of a stored row; None where it is none (only a tamperer writes so)."""
    try:
        return parse_datetime(row["at"])
    except (TypeError, ValueError):
        return None


@register.filter
def clock_seconds(moment: datetime | None) -> str:
    """15:40:26 on the clocks of Việt Nam."""
    return f"{timezone.localtime(moment):%H:%M:%S}" if moment else NOTHING


@register.filter
def acts_for(entry: Any) -> str:
    """KT. Trưởng Ban; empty where one acts for oneself."""
    return f"{_of(entry, 'capacity')} {_of(entry, 'on_behalf_of')}".strip()


@register.filter
def changes(row: Mapping[str, Any], names: Names) -> list[Change]:
    """Every field that the entry tells of; what it changed comes first."""
    before, after = _facts(row["before"]), _facts(row["after"])
    found = [
        Change(
            FIELDS.get(name, name),
            _words(name, before[name], names) if name in before else "",
            _words(name, after[name], names) if name in after else NOTHING,
        )
        for name in dict.fromkeys([*before, *after])
    ]
    return sorted(found, key=lambda change: change.same)


@register.filter
def summary(entry: HistoryEntry, names: Names) -> str:
    """One line: the reason given, else what was given out or handed in, else the first
    fields that changed."""
    after = _facts(entry.after)
    if entry.note:
        return f"“{entry.note}”"
    if entry.kind == HistoryKind.MISSION_ASSIGNED:
        return str(after.get("title", ""))
    if entry.kind == HistoryKind.REPORT_HANDED_IN:
        files = after.get("files") or []
        with_files = f", kèm {len(files)} tệp minh chứng" if files else ""
        return f"Lần {after.get('round')}{with_files}"
    return "; ".join(_changed(entry, names))


@register.filter
def problem_words(problem: str) -> str:
    """“mission:18 mục 4: …” as people name the subject."""

    def named(found: re.Match[str]) -> str:
        number = int(found[2])
        return subject_words({"subject_type": found[1], "subject_id": number}) + ","

    return re.sub(r"^(\w+):(\d+)", named, problem)


def _changed(entry: HistoryEntry, names: Names) -> Iterator[str]:
    before, after = _facts(entry.before), _facts(entry.after)
    shown = [name for name in after if before.get(name) != after[name]][:2]
    for name in shown:
        yield f"{FIELDS.get(name, name)}: {_words(name, after[name], names)}"


def _of(entry: Any, name: str) -> Any:
    return entry[name] if isinstance(entry, Mapping) else getattr(entry, name)


def _facts(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"": value}


def _words(name: str, value: Any, names: Names) -> str:
    """One value in words; whatever has no name of its own is shown as it is."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return ", ".join(_words(name, part, names) for part in value)
    if isinstance(value, dict):
        return _of_dict(value, names)
    return _named(name, value, names) or _plain(name, value)


def _of_dict(value: dict[str, Any], names: Names) -> str:
    if "sha256" in value:  # a file, under the name that its author gave it
        return str(value.get("name", value["sha256"]))
    parts = (
        f"{FIELDS.get(name, name)}: {_words(name, part, names)}"
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
    if name == "missions":
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


def _plain(name: str, value: Any) -> str:
    text = str(value)
    if DAY.fullmatch(text):
        return _day(text)
    if MOMENT.fullmatch(text):
        moment = moment_of({"at": text})
        return vn_moment(moment) if moment else text
    return text


def _day(text: str) -> str:
    try:
        return vn_date(date.fromisoformat(text))
    except ValueError:
        return text
