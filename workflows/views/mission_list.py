"""The list of missions that a person may see."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization import scopes
from organization.enums import Right
from workflows.queries import mission_list, missions_visible_to
from workflows.queries.choices import Choices, choices
from workflows.queries.mission_list import COUNTED, Filters, Part, Sort
from workflows.queries.seen import Seen

if TYPE_CHECKING:
    from organization.models import Person

WORDS: Final[dict[Part, str]] = {
    Part.OPEN: "Chưa xong",
    Part.OVERDUE: "Quá hạn",
    Part.SOON: "Sắp đến hạn",
    Part.WAITING: "Chờ duyệt",
    Part.COMPLETED: "Hoàn thành",
    Part.WITHDRAWN: "Thu hồi",
    Part.ALL: "Tất cả",
    Part.ASSIGNED: "Mới giao",
    Part.IN_PROGRESS: "Đang thực hiện",
    Part.REPORTED: "Báo cáo",
    Part.UNDER_APPROVAL: "Lãnh đạo duyệt",
    Part.RETURNED: "Trả lại",
}
ICONS: Final[dict[Part, str]] = {
    Part.OVERDUE: "alert",
    Part.SOON: "clock",
    Part.WAITING: "stamp",
    Part.COMPLETED: "okc",
    Part.WITHDRAWN: "xc",
    Part.ASSIGNED: "assign",
    Part.IN_PROGRESS: "half",
    Part.REPORTED: "up",
    Part.UNDER_APPROVAL: "stamp",
    Part.RETURNED: "undo",
}
SORT_WORDS: Final[dict[Sort, str]] = {
    Sort.DEADLINE: "thời hạn",
    Sort.NUMBER: "số",
    Sort.UNIT: "đơn vị chủ trì",
    Sort.LEADER: "lãnh đạo chỉ đạo",
    Sort.STATE: "trạng thái",
}
LONGEST_SEARCH: Final = 200
ID = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """What an address of the list asks for; whatever it cannot be is left out."""

    part: Part
    filters: Filters
    sort: Sort
    descending: bool
    after: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Wanted":
        filters = Filters(
            unit_id=_id(query.get("don-vi")),
            leader_id=_id(query.get("lanh-dao")),
            document_id=_id(query.get("van-ban")),
            words=" ".join(query.get("q", "").replace("\0", " ").split())[
                :LONGEST_SEARCH
            ],
        )
        part = query.get("loc", "")
        # Who types into the search field of the frame looks through everything.
        usual = Part.ALL if filters.words else Part.OPEN
        chosen = Part(part) if part in set(Part) else usual
        sort, descending = _sort(query.get("xep", ""), chosen)
        return cls(chosen, filters, sort, descending, query.get("sau", ""))

    @property
    def sort_value(self) -> str:
        return f"-{self.sort}" if self.descending else str(self.sort)

    @property
    def chosen_sort(self) -> str:
        """The order, unless it is the usual one: another part has its own usual."""
        usual = mission_list.usual_sort(self.part) == (self.sort, self.descending)
        return "" if usual else self.sort_value

    def url(self, **changes: str) -> str:
        values = {
            "loc": str(self.part),
            "don-vi": self.filters.unit_id,
            "lanh-dao": self.filters.leader_id,
            "van-ban": self.filters.document_id,
            "q": self.filters.words,
            "xep": self.chosen_sort,
            **changes,
        }
        given = {name: value for name, value in values.items() if value}
        return f"{reverse('workflows:mission_list')}?{urlencode(given)}"


@require_safe
def mission_list_view(request: HttpRequest) -> HttpResponse:
    """A whole page, the list alone when a filter changes, or only further rows."""
    wanted = Wanted.read(request.GET)
    htmx = vars(request)["htmx"]
    if htmx and htmx.target == "tai-them":
        return render(request, "workflows/_mission_rows.html", _rows(request, wanted))
    page = _page(request, wanted)
    part = bool(htmx) and not htmx.history_restore_request
    name = "workflows/_mission_list.html" if part else "workflows/mission_list.html"
    return render(request, name, page)


@require_safe
def mission_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row as it stands now; nothing, if it may no longer be seen."""
    today = timezone.localdate()
    visible = missions_visible_to(cast("Person", request.user)).filter(pk=pk)
    mission = mission_list.rows(visible, on=today).first()
    if mission is None:
        return HttpResponse()
    context = {"mission": mission, "today": today, "is_fresh": True}
    return render(request, "workflows/_mission_row.html", context)


def _seen(request: HttpRequest) -> Seen:
    return Seen(scopes.current(cast("Person", request.user)))


def _rows(request: HttpRequest, wanted: Wanted) -> dict[str, Any]:
    today = timezone.localdate()
    seen = _seen(request).shaped(wanted.filters.applied)
    order = mission_list.order(wanted.sort, descending=wanted.descending)
    rows, cursor = mission_list.page(seen, wanted.part, order, wanted.after, on=today)
    next_url = wanted.url(sau=cursor) if cursor else ""
    return {"missions": rows, "next_url": next_url, "today": today}


def _page(request: HttpRequest, wanted: Wanted) -> dict[str, Any]:
    today = timezone.localdate()
    seen = _seen(request)
    shown = [*mission_list.ALWAYS_SHOWN]
    if wanted.part not in shown:
        shown.append(wanted.part)
    counts = mission_list.counts(seen.shaped(wanted.filters.applied), shown, on=today)
    offered = choices(today, of=seen)
    return {
        **_rows(request, wanted),
        "wanted": wanted,
        "may_give": scopes.current(cast("Person", request.user)).may_somewhere(
            Right.GIVE_WORK
        ),
        "chips": [
            {
                "part": part,
                "words": WORDS[part],
                "icon": ICONS.get(part, ""),
                "count": counts[part],
                "checked": part == wanted.part,
            }
            for part in shown
        ],
        "most": COUNTED,
        "count": counts[wanted.part],
        "part_words": WORDS[wanted.part],
        "sort_words": SORT_WORDS[wanted.sort],
        "heads": _heads(wanted),
        "choices": offered,
        "filtered_by": _filtered_by(wanted, offered),
        "first_url": wanted.url() if wanted.after else "",
    }


def _heads(wanted: Wanted) -> dict[str, dict[str, str]]:
    """For each sortable column the value that its button sends, and its aria-sort."""
    heads = {}
    for sort in Sort:
        here = sort == wanted.sort
        turned = replace(wanted, sort=sort, descending=here and not wanted.descending)
        direction = "descending" if wanted.descending else "ascending"
        heads[sort.name.lower()] = {
            "value": turned.sort_value,
            "aria": direction if here else "",
        }
    return heads


def _filtered_by(wanted: Wanted, offered: Choices) -> list[str]:
    """The filters in words, for the page that found nothing."""
    filters = wanted.filters
    chosen = (
        offered.units.get(filters.unit_id or 0, ""),
        offered.leaders.get(filters.leader_id or 0, ""),
        offered.documents.get(filters.document_id or 0, ""),
        f"“{filters.words}”" if filters.words else "",
    )
    return [WORDS[wanted.part], *(words for words in chosen if words)]


def _id(text: str | None) -> int | None:
    return int(text) if text and ID.fullmatch(text) else None


def _sort(text: str, part: Part) -> tuple[Sort, bool]:
    name = text.removeprefix("-")
    if name in set(Sort):
        return Sort(name), text.startswith("-")
    return mission_list.usual_sort(part)
