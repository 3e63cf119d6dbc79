"""The list as a calendar, as columns by state, and along the weeks."""

import re
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workflows.queries import mission_list
from workflows.queries.calendar import calendar_in_force
from workflows.queries.lists import layouts
from workflows.queries.mission_list import Asked, Counts, Part
from workflows.views.mission_frame import Frame, common, counts_of, frame_of
from workflows.views.mission_words import WORDS

MONTH: Final = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
YEARS: Final = range(2000, 2100)
MONTHS: Final = range(1, 13)
CALENDAR: Final = "workflows:mission_calendar"
COLUMNS: Final = "workflows:mission_columns"
TIMELINE: Final = "workflows:mission_timeline"


@require_safe
def mission_calendar(request: HttpRequest) -> HttpResponse:
    """Deadlines of a month (`thang=2026-11`), with the days off of the calendar."""
    frame = frame_of(request)
    first = _month(request.GET.get("thang", ""), frame.today)
    month = layouts.month_of(
        frame.seen,
        _asked(frame),
        first,
        on=frame.today,
        working=calendar_in_force(),
    )
    wanted = frame.wanted
    context = {
        "month": month,
        "day_query": wanted.query(han_tu="", han_den=""),
        "previous_url": f"?{wanted.query(thang=month.before)}",
        "next_url": f"?{wanted.query(thang=month.after)}",
        "this_url": f"?{wanted.query()}",
    }
    return _layout(request, frame, CALENDAR, context)


@require_safe
def mission_columns(request: HttpRequest) -> HttpResponse:
    """A column for each open state, and one for what was completed last."""
    frame = frame_of(request)
    wanted, shown = frame.wanted, layouts.COLUMNS
    counts = counts_of(frame, shown)
    found = layouts.by_state(
        frame.seen,
        wanted.filters,
        on=frame.today,
        with_completed=bool(counts[Part.COMPLETED]),
    )
    context = {
        "state_columns": [
            {
                "part": part,
                "words": WORDS[part],
                "state": mission_list.STATES[part][0],
                "count": counts[part],
                "is_at_least": part in counts.at_least,
                "missions": found[part],
                "url": f"{reverse('workflows:mission_list')}?{wanted.query(loc=part)}",
            }
            for part in shown
        ],
    }
    return _layout(request, frame, COLUMNS, context, counts)


@require_safe
def mission_timeline(request: HttpRequest) -> HttpResponse:
    """Twelve weeks of deadlines (`tu=2026-11-02`), each mission from giving out on."""
    frame = frame_of(request)
    since = _day(request.GET.get("tu", "")) or layouts.usual_begin(frame.today)
    line = layouts.timeline_of(frame.seen, _asked(frame), since, on=frame.today)
    wanted = frame.wanted
    context = {
        "line": line,
        "previous_url": f"?{wanted.query(tu=line.before.isoformat())}",
        "next_url": f"?{wanted.query(tu=line.after.isoformat())}",
        "this_url": f"?{wanted.query()}",
    }
    return _layout(request, frame, TIMELINE, context)


def _asked(frame: Frame) -> Asked:
    return frame.wanted.asked(())


def _layout(
    request: HttpRequest,
    frame: Frame,
    layout: str,
    context: dict[str, Any],
    counts: Counts | None = None,
) -> HttpResponse:
    page = {**common(request, frame, layout=layout, counts=counts), **context}
    htmx = vars(request)["htmx"]
    part = bool(htmx) and not htmx.history_restore_request
    name = layout.removeprefix("workflows:")
    page["body"] = f"workflows/_{name}.html"
    template = "_mission_layout" if part else "mission_layout"
    return render(request, f"workflows/{template}.html", page)


def _month(text: str, today: date) -> date:
    written = MONTH.fullmatch(text)
    if written and int(written[1]) in YEARS and int(written[2]) in MONTHS:
        return date(int(written[1]), int(written[2]), 1)
    return today.replace(day=1)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None
