"""What waits for the person who asks: a list, and the one that is open beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.queries import inbox as queries
from approvals.queries.answering import awaited_of
from approvals.queries.clean import apart_of, apart_reasons
from approvals.queries.inbox import Ask
from approvals.queries.mission_file import MissionFile, mission_file
from approvals.views.mission import shown
from history.enums import HistoryKind
from organization import scopes
from organization.scopes import Scope
from workflows.calendars import working_days_between
from workflows.enums import MissionState
from workflows.exceptions import InvalidInput
from workflows.models import Mission
from workflows.queries.calendar import calendar_in_force

if TYPE_CHECKING:
    from organization.models import Person

TABS: Final[dict[Ask, str]] = {
    Ask.DECIDE: "Chờ quyết định",
    Ask.CHECK: "Chờ kiểm tra",
    Ask.DO: "Cần thực hiện",
    Ask.ANSWER: "Cần trả lời",
}
EMPTY: Final[dict[Ask, tuple[str, str]]] = {
    Ask.DECIDE: ("Không còn việc chờ duyệt", "Báo cáo mới sẽ tự hiện ở đây."),
    Ask.CHECK: ("Không còn báo cáo chờ kiểm tra", "Báo cáo mới sẽ tự hiện ở đây."),
    Ask.DO: ("Không còn việc cần thực hiện", "Việc mới giao sẽ tự hiện ở đây."),
    Ask.ANSWER: ("Không còn gì chờ trả lời", "Điều mới hỏi sẽ tự hiện ở đây."),
}
# What must happen for something new to wait here.
BRINGS: Final[dict[Ask, tuple[HistoryKind, ...]]] = {
    Ask.DECIDE: (HistoryKind.SUBMITTED_FOR_APPROVAL, HistoryKind.PASSED_UP),
    Ask.CHECK: (HistoryKind.REPORT_HANDED_IN,),
    Ask.DO: (HistoryKind.MISSION_ASSIGNED, HistoryKind.RETURNED),
    Ask.ANSWER: (
        HistoryKind.DIFFICULTY_RAISED,
        HistoryKind.DIFFICULTY_PASSED_UP,
        HistoryKind.FOLLOWED_UP,
    ),
}
# Acts that the inbox is for; what else a person may do is on the mission's page.
ASKED: Final = (
    "start",
    "report",
    "submit_for_approval",
    "return_for_form",
    "decide",
    "pass_up",
)
WAITED_LONG_DAYS: Final = 2  # the agency's own target for a decision
CHOSEN = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)
MOST_CHOSEN: Final = 100


@dataclass(frozen=True)
class Item:
    """One line of the list; `apart` says why it is not for approving with others."""

    mission: Mission
    url: str
    code: str
    words: str
    apart: str = ""
    selectable: bool = False
    symbol: str = ""  # in place of the usual icon of the code


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The list, with the first that waits open beside it where there is room."""
    person = cast("Person", request.user)
    today = timezone.localdate()
    page = _list(request, scopes.current(person), None, today)
    first = page["items"][0].mission.pk if page["items"] else None
    found = mission_file(person, first, on=today) if first else None
    return _show(request, page, found, "list", today)


@require_safe
def inbox_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One mission open, the list beside it; fetched anew, the mission alone."""
    person = cast("Person", request.user)
    today = timezone.localdate()
    found = mission_file(person, pk, on=today)
    if found is None:
        raise Http404
    page = _list(request, scopes.current(person), found.mission, today)
    return _show(request, page, found, "detail", today)


@require_safe
def approve_confirm(request: HttpRequest) -> HttpResponse:
    """Name each mission before many are approved; in a dialog, or as a page."""
    pairs = [CHOSEN.fullmatch(text) for text in request.GET.getlist("mission")]
    if not pairs or not all(pairs) or len(pairs) > MOST_CHOSEN:
        raise InvalidInput("Chưa chọn việc nào. Đánh dấu việc cần duyệt.")
    seen = {int(pair[1]): int(pair[2]) for pair in pairs if pair}
    scope = scopes.current(cast("Person", request.user))
    missions = queries.chosen_for_decision(scope, list(seen))
    apart = apart_reasons(missions)
    context = {
        "chosen": [(one, seen[one.pk]) for one in missions if one.pk not in apart],
        "apart": [(one, apart[one.pk]) for one in missions if one.pk in apart],
        "gone": len(seen) - len(missions),
        "post_title": scope.seats[0].post_title if scope.seats else "",
    }
    part = bool(vars(request)["htmx"])
    name = "approvals/_confirm.html" if part else "approvals/confirm.html"
    return render(request, name, context)


def _show(
    request: HttpRequest,
    page: dict[str, Any],
    found: MissionFile | None,
    view: str,
    today: date,
) -> HttpResponse:
    context = {**page, "view": view, "today": today}
    if found is not None:
        context |= shown(found, cast("Person", request.user), today)
        context |= _place(found.mission.pk, page["items"], page["list_url"])
        context["waited_days"] = _days(found.mission, today)
        context["wait_target"] = WAITED_LONG_DAYS
        context["has_acts"] = any(context["may"][act] for act in ASKED)
        context["awaited"] = page["awaited"].get(found.mission.pk, [])
    if vars(request)["htmx"]:
        # A part that comes by itself must not take the focus.
        context["view"] = ""
        return render(request, "approvals/_inbox_detail.html", context)
    return render(request, "approvals/inbox.html", context)


def _list(
    request: HttpRequest, scope: Scope, opened: Mission | None, today: date
) -> dict[str, Any]:
    asks = queries.asks_of(scope)
    counts = queries.counts(scope)
    ask = _chosen(request.GET.get("viec", ""), opened, asks, counts)
    cursor = request.GET.get("sau", "")
    missions, following = queries.waiting_page(scope, ask, cursor)
    here = reverse("approvals:inbox")
    title, hint = EMPTY[ask]
    decides = ask == Ask.DECIDE
    apart = {one.pk: apart_of(one) for one in missions} if decides else {}
    return {
        "items": [_item(mission, ask, apart, today) for mission in missions],
        "awaited": {mission.pk: awaited_of(mission) for mission in missions},
        "tabs": [
            {
                "words": TABS[one],
                "url": f"{here}?viec={one}",
                "count": counts[one],
                "current": one == ask,
            }
            for one in asks
        ],
        "list_url": f"{here}?viec={ask}",
        "more_url": f"{here}?{urlencode({'viec': ask, 'sau': following})}"
        if following
        else "",
        "fresh_kinds": " ".join(kind.value for one in asks for kind in BRINGS[one]),
        "bulk": ask == Ask.DECIDE,
        "empty_title": title,
        "empty_hint": hint,
        "post_title": scope.seats[0].post_title if scope.seats else "",
    }


def _chosen(
    text: str, opened: Mission | None, asks: list[Ask], counts: dict[Ask, int]
) -> Ask:
    """The tab that is asked for, that of the open mission, or the first with work."""
    if text in set(Ask):
        return Ask(text)
    of_opened = queries.ask_of(opened.state) if opened else None
    if of_opened in asks:
        return of_opened
    with_work = (ask for ask in asks if counts[ask])
    return next(with_work, asks[0] if asks else Ask.DO)


def _place(pk: int, items: list[Item], list_url: str) -> dict[str, Any]:
    """Where the open mission stands in the list, and where the ways from it lead."""
    places = [item.mission.pk for item in items]
    here = places.index(pk) if pk in places else None
    if here is None:
        return {"next_url": items[0].url if items else list_url}
    before = items[here - 1].url if here else ""
    after = items[here + 1].url if here + 1 < len(items) else ""
    return {
        "position": here + 1,
        "total": len(items),
        "before_url": before,
        "after_url": after,
        # After the act the mission no longer waits: on to the next, else back.
        "next_url": after or before or list_url,
    }


def _item(mission: Any, ask: Ask, apart: Mapping[int, list[str]], today: date) -> Item:
    why_apart = ", ".join(apart.get(mission.pk, ()))
    code, words = _why(mission, ask, today)
    return Item(
        mission=mission,
        url=_address(mission, ask),
        code=code,
        words=words,
        apart=why_apart,
        selectable=ask == Ask.DECIDE and not why_apart,
        # A difficulty has the colour of what was sent back, and an icon of its own.
        symbol="flag" if ask == Ask.ANSWER and code == "tralai" else "",
    )


def _address(mission: Mission, ask: Ask) -> str:
    """The state of a mission names its tab, but not what is to be answered."""
    here = reverse("approvals:inbox_item", args=[mission.pk])
    return f"{here}?viec={ask}" if ask == Ask.ANSWER else here


def _why(mission: Any, ask: Ask, today: date) -> tuple[str, str]:
    """Colour and words of what stands out about a waiting mission."""
    if ask == Ask.ANSWER:
        awaited = awaited_of(mission)
        return awaited[0].code, ", ".join(one.words for one in awaited)
    if ask == Ask.DO:
        return {
            MissionState.ASSIGNED: ("giao", "Mới giao"),
            MissionState.RETURNED: ("tralai", "Trả lại"),
        }.get(mission.state, ("lam", "Đang thực hiện"))
    if mission.rounds > 1:
        return "tralai", f"Báo cáo lần {mission.rounds}"
    if mission.passed_up:
        return "duyet", "Chuyển Trưởng Ban"
    waited = _days(mission, today)
    if waited > WAITED_LONG_DAYS:
        return "saphan", f"Chờ {waited} ngày làm việc"
    return "baocao", "Mới báo cáo"


def _days(mission: Mission, today: date) -> int:
    """Working days in the hands of who decides, as the board counts them."""
    since = timezone.localdate(mission.state_since)
    return working_days_between(since, today, calendar_in_force())
