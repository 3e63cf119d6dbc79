"""A delegation in words: what it covers, when, how it stands."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from approvals.queries.delegations import Part, part_of, why_nothing
from approvals.queries.lending import Lending
from organization.enums import DelegationScope, Right
from organization.forms.days import written
from workflows.queries.lent import COUNTABLE
from workflows.queries.lists.parts import Part as ListPart
from workflows.queries.narrowing import NAMES

# How a row stands: the code of its colour, the words, the icon.
STANDING: Final[dict[Part, tuple[str, str, str]]] = {
    Part.IN_FORCE: ("xong", "Đang hiệu lực", "okc"),
    Part.COMING: ("giao", "Chưa đến ngày", "clock"),
    Part.ENDED: ("giao", "Đã hết thời hạn", "check"),
}
ENDED_EARLY: Final = ("giao", "Đã chấm dứt", "xc")
POWERLESS: Final = ("quahan", "Không có hiệu lực", "alert")


@dataclass(frozen=True)
class Shown:
    """One delegation as a page shows it; `covers` None where it is not to be told."""

    row: Any
    part: Part
    standing: tuple[str, str, str]
    covers_words: str
    begins: str
    ends: str
    nothing: str
    covers: int | None = None
    covers_url: str = ""
    may_end: bool = False


def shown(
    row: Any, at: datetime, *, covers: int | None = None, may_end: bool = False
) -> Shown:
    """``row`` comes from `with_facts`."""
    part, nothing = part_of(row, at), why_nothing(row, at)
    standing = STANDING[part]
    if part == Part.ENDED and row.ended_at is not None:
        standing = ENDED_EARLY
    return Shown(
        row=row,
        part=part,
        standing=POWERLESS if nothing else standing,
        covers_words=scope_words(row),
        begins=begins(row.starts_at),
        ends=ends(row.ended_at or row.ends_at),
        nothing=nothing,
        covers=None if nothing else covers,
        covers_url=open_missions_url(row.pk) if covers else "",
        may_end=may_end and part != Part.ENDED,
    )


def scope_words(row: Any) -> str:
    """What is lent; a mission is named by the template, to who may see it."""
    if row.scope == DelegationScope.PORTFOLIO:
        return f"Lĩnh vực “{row.portfolio.name}”"
    if row.scope == DelegationScope.UNIT:
        return f"Việc của {row.unit.name}"
    return str(DelegationScope(row.scope).label)


def begins(moment: datetime) -> str:
    """08:30 ngày 08/6/2026; the day alone where it begins with the day."""
    local = timezone.localtime(moment)
    day = written(local.date())
    return f"ngày {day}" if local.time() == time() else f"{local:%H:%M} ngày {day}"


def ends(moment: datetime) -> str:
    """17:00 ngày 10/6/2026; the last day where it ends with that day (the moment
    itself no longer counts)."""
    local = timezone.localtime(moment)
    if local.time() == time():
        return f"hết ngày {written(local.date() - timedelta(days=1))}"
    return f"{local:%H:%M} ngày {written(local.date())}"


def open_missions_url(delegation_id: int, right: str = "") -> str:
    """The list of the open missions that a delegation concerns."""
    query = {"loc": ListPart.OPEN.value, NAMES["delegation"]: f"{delegation_id}"}
    if right:
        query[NAMES["lent_right"]] = right
    return f"{reverse('workflows:mission_list')}?{urlencode(query)}"


@dataclass(frozen=True)
class Power:
    """One thing that a delegate may do; `count` open missions now, None: not told;
    `url` is their list, for a delegation that is in force."""

    words: str
    count: int | None = None
    url: str = ""


POWER_WORDS: Final[dict[Right, str]] = {
    Right.DECIDE_WORK: "Duyệt hoàn thành, trả lại",
    Right.CHECK_WORK: "Kiểm tra thể thức, trình lãnh đạo",
    Right.GIVE_WORK: "Giao, đính chính, thu hồi",
    Right.ISSUE_WORK: "Giao theo văn bản đã ký",
    Right.START_WORK: "Nhận thực hiện",
    Right.REPORT_WORK: "Phân công chuyên viên, nộp và rút báo cáo",
    Right.PREPARE_WORK: "Chuẩn bị báo cáo, góp nội dung phối hợp",
    Right.VIEW_WORK: "Xem",
    Right.AUDIT_WORK: "Đọc lịch sử của toàn cơ quan",
}


def powers(
    found: Lending, *, counted: bool, delegation_id: int | None = None
) -> list[Power]:
    """What is lent, the weightiest first."""
    urls = {
        right: open_missions_url(delegation_id, name)
        for name, right in COUNTABLE.items()
        if delegation_id is not None
    }
    return [
        Power(words, found.counts.get(right) if counted else None, urls.get(right, ""))
        for right, words in POWER_WORDS.items()
        if right in found.rights
    ]
