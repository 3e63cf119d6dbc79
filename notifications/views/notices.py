"""One's own notices: the list, the panel of the bell, and marking them as read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from notifications import queries
from notifications.queries import Row
from notifications.services import mark_read
from organization.models import Person

NUMBER = re.compile(r"\d{1,18}", re.ASCII)
TO_DO, ALL = "can-xu-ly", "tat-ca"


@dataclass(frozen=True)
class Day:
    """The notices of one local day."""

    day: date
    words: str
    rows: list[Row]


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """A whole page, or for htmx the rows that follow those that are shown."""
    person = cast("Person", request.user)
    before = _number(request.GET.get("truoc"))
    context = _notices(person, request.GET.get("loc", ""), before=before)
    if vars(request).get("htmx") and before is not None:
        # The day that ends the page before goes on without being named again.
        context["day_shown"] = request.GET.get("ngay", "")
        return render(request, "notifications/_days.html", context)
    return render(request, "notifications/list.html", context)


@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """What the bell opens: the newest, fetched when it is opened."""
    return _panel(request, request.GET.get("loc", ""))


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice was followed; of somebody else's nothing happens, and nobody learns."""
    mark_read(by=cast("Person", request.user), only=pk)
    return HttpResponse(status=204)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """All up to the newest that the page showed; what came since stays unread."""
    person = cast("Person", request.user)
    up_to = _number(request.POST.get("up_to"))
    if up_to is not None:
        mark_read(by=person, up_to=up_to)
    if not vars(request).get("htmx"):
        return redirect("notifications:list")
    answer = _panel(request, request.POST.get("loc", ""))
    figures = {"unread": queries.unread_count(person)}
    return trigger_client_event(answer, "figures", figures)


def _panel(request: HttpRequest, part: str) -> HttpResponse:
    person = cast("Person", request.user)
    context = _notices(person, part, limit=queries.PANEL)
    return render(request, "notifications/_panel.html", context)


def _notices(
    person: Person, part: str, *, before: int | None = None, limit: int = queries.PAGE
) -> dict[str, Any]:
    waiting = part == TO_DO
    rows, older = queries.newest(person, before=before, waiting=waiting, limit=limit)
    return {
        "days": by_day(rows, timezone.localdate()),
        "part": TO_DO if waiting else ALL,
        "newest": rows[0].id if rows and before is None else None,
        "has_unread": any(not row.read for row in rows),
        "older": older,
        "last_day": rows[-1].at[:10] if rows else "",
        "today": timezone.localdate(),
    }


def by_day(rows: Iterable[Row], today: date) -> list[Day]:
    """The rows under the day on which each came, in their order."""
    days = groupby(rows, key=lambda row: datetime.fromisoformat(row.at).date())
    return [Day(day, _day_words(day, today), list(group)) for day, group in days]


def _day_words(day: date, today: date) -> str:
    return {today: "Hôm nay", today - timedelta(days=1): "Hôm qua"}.get(day, "")


def _number(text: str | None) -> int | None:
    return int(text) if text and NUMBER.fullmatch(text) else None
