"""Lịch làm việc: the days off and made up of a year; Văn phòng keeps them here."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from organization import scopes
from organization.forms.days import written
from workflows.exceptions import Refusal
from workflows.forms import sentences
from workflows.queries.calendar import calendar_in_force
from workflows.queries.calendar_preview import preview, preview_of_removal
from workflows.queries.calendar_year import CalendarYear, calendar_year, removed_day
from workflows.services.calendar import (
    YEARS,
    DayEntry,
    may_keep_calendar,
    remove_day,
    set_day,
    subject_id,
)
from workflows.views.calendar_forms import CalendarDayForm, RemovedDayForm

if TYPE_CHECKING:
    from organization.models import Person
    from workflows.models import CalendarCorrection

PAGE = "workflows/calendar.html"
REFUSED_STATUS = 422


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """A year, for everybody; the form too, for who keeps the calendar.

    ``ngay`` opens the form on a day, ``bo`` shows what it would do to remove one,
    ``da-bo`` offers to write a removed one again.
    """
    today = timezone.localdate()
    chosen = _day(request.GET.get("ngay"))
    named = chosen or _day(request.GET.get("bo"))
    year = _year(request.GET.get("nam"), named.year if named else today.year)
    return _page(request, year, chosen=chosen)


@require_POST
def calendar_set(request: HttpRequest) -> HttpResponse:
    form = CalendarDayForm(request.POST)
    if not form.is_valid():
        return _refused(request, sentences(form))
    data = form.cleaned_data
    entry = DayEntry(
        day=data["day"],
        is_working=data["is_working"],
        reason=data["reason"],
        source=data["source"],
        is_confirmed=not data["awaited"],
    )
    person = cast("Person", request.user)
    try:
        set_day(entry=entry, by=person, expected_version=data["version"])
    except Refusal as refusal:
        if refusal.status == REFUSED_STATUS:
            return _refused(request, str(refusal))
        raise
    messages.success(request, f"Đã ghi ngày {written(entry.day)} vào lịch làm việc.")
    return _to(entry.day.year)


@require_POST
def calendar_remove(request: HttpRequest) -> HttpResponse:
    form = RemovedDayForm(request.POST)
    if not form.is_valid():
        return _refused(request, sentences(form))
    day: date = form.cleaned_data["day"]
    person = cast("Person", request.user)
    remove_day(day=day, by=person, expected_version=form.cleaned_data["version"])
    return _to(day.year, **{"da-bo": day.isoformat()})


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page again with what was typed and why it was not written."""
    typed = request.POST
    year = _year((typed.get("day") or "")[-4:], timezone.localdate().year)
    return _page(request, year, typed=typed, error=sentence)


def _page(
    request: HttpRequest,
    year: int,
    *,
    chosen: date | None = None,
    typed: QueryDict | None = None,
    error: str = "",
) -> HttpResponse:
    scope = scopes.current(cast("Person", request.user))
    working = calendar_in_force()
    shown = calendar_year(year, timezone.localdate(), working)
    keeps = may_keep_calendar(scope)
    gone = _day(request.GET.get("da-bo")) if keeps else None
    going = _day(request.GET.get("bo")) if keeps else None
    row = shown.rows.get(going) if going else None
    context = {
        "year": shown,
        "keeps": keeps,
        "form": _fields(shown, chosen, typed) if keeps else None,
        "error": error,
        "preview": preview(chosen, working) if keeps and chosen else None,
        "going": row,
        "without": preview_of_removal(row.day, working) if row else None,
        "removed": removed_day(subject_id(gone)) if gone else None,
        "removed_on": gone,
        "years": [one for one in (year - 1, year + 1) if one in YEARS],
    }
    return render(request, PAGE, context, status=REFUSED_STATUS if error else 200)


def _fields(
    shown: CalendarYear, chosen: date | None, typed: QueryDict | None
) -> dict[str, Any]:
    """What stands in the form: as typed, as written for the day, or the opposite of
    what the day is now, which is what one comes to write."""
    if typed is not None:
        return {
            **{name: typed.get(name, "") for name in ("day", "reason", "source")},
            "is_working": typed.get("is_working", "") == "1",
            "awaited": bool(typed.get("awaited")),
            "version": typed.get("version", ""),
            "row": None,
        }
    if chosen is None:
        return {"day": "", "is_working": False, "version": "", "row": None}
    row: CalendarCorrection | None = shown.rows.get(chosen)
    is_off = not shown.working.is_working_day(chosen)
    return {
        "day": written(chosen),
        "is_working": row.is_working if row else is_off,
        "reason": row.reason if row else "",
        "source": row.source if row else "",
        "awaited": row is not None and not row.is_confirmed,
        "version": row.version if row else "",
        "row": row,
    }


def _day(words: str | None) -> date | None:
    try:
        day = date.fromisoformat(words or "")
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _year(words: str | None, default: int) -> int:
    known = words is not None and words.isdecimal() and int(words) in YEARS
    return int(words or 0) if known else default


def _to(year: int, **query: str) -> HttpResponse:
    address = reverse("workflows:calendar")
    return redirect(f"{address}?{urlencode({'nam': str(year), **query})}")
