"""The list of missions that a person may see."""

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization import scopes
from organization.scopes import Scope
from workflows.models import Mission
from workflows.queries import mission_list, missions_visible_to
from workflows.queries.lists.columns import WORDS, Column
from workflows.queries.lists.wanted import Wanted, columns_shown
from workflows.queries.urging import may_urge, seems_decidable, urges_somebody
from workflows.views import mission_words
from workflows.views.mission_frame import Frame, common, frame_of, turned

if TYPE_CHECKING:
    from organization.models import Person

SORTS = {
    Column.NUMBER: "so",
    Column.DEADLINE: "han",
    Column.CHANGED: "thay-doi",
    Column.GIVEN: "ngay-giao",
    Column.SINCE: "cho-tu",
}
LIST = "workflows:mission_list"


@require_safe
def mission_list_view(request: HttpRequest) -> HttpResponse:
    """A whole page, the list alone when a filter changes, or only further rows."""
    htmx = vars(request)["htmx"]
    further = bool(htmx) and htmx.target == "tai-them"
    frame = frame_of(request, opens=not htmx, with_head=not further)
    rows = _rows(frame)
    if further:
        return render(request, "workflows/_mission_rows.html", rows)
    page = {**common(request, frame, layout=LIST), **rows, **_page(frame)}
    part = bool(htmx) and not htmx.history_restore_request
    name = "workflows/_mission_list.html" if part else "workflows/mission_list.html"
    return render(request, name, page)


@require_safe
def mission_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row as it stands now; nothing, if it may no longer be seen."""
    today = timezone.localdate()
    scope = scopes.current(cast("Person", request.user))
    columns = columns_shown(Wanted.read(request.GET, scope), ())
    visible = missions_visible_to(cast("Person", request.user)).filter(pk=pk)
    mission = mission_list.rows(visible, on=today, columns=columns).first()
    if mission is None:
        return HttpResponse()
    context = {
        "mission": mission,
        "today": today,
        "is_fresh": True,
        "columns": columns,
        **_choosable(scope, [mission]),
    }
    return render(request, "workflows/_mission_row.html", context)


def _rows(frame: Frame) -> dict[str, Any]:
    wanted = frame.wanted
    found = mission_list.leaf(frame.seen, wanted.asked(frame.columns), on=frame.today)
    choosable, here = _choosable(frame.scope, found.rows), reverse(LIST)
    further = f"{here}?{wanted.query(sau=found.after)}" if found.after else ""
    return {
        "missions": found.rows,
        "next_url": further,
        "previous_url": f"{here}?{wanted.query(truoc=found.before)}"
        if found.before
        else "",
        "walked": found.walked,
        "newest_supported": found.newest_supported,
        "today": frame.today,
        "columns": frame.columns,
        "width": len(frame.columns) + 1 + bool(choosable["chooses"]),
        **choosable,
    }


def _choosable(scope: Scope, missions: list[Mission]) -> dict[str, Any]:
    """Which rows the person may tick, and for what."""
    urgeable = {one.pk for one in missions if may_urge(scope, one)}
    decidable = {one.pk for one in missions if seems_decidable(scope, one)}
    urges = urges_somebody(scope)
    return {
        "urges": urges,
        "decides": bool(decidable),
        "chooses": urges or bool(decidable),
        "urgeable": urgeable,
        "choosable": urgeable | decidable,
    }


def _page(frame: Frame) -> dict[str, Any]:
    wanted = frame.wanted
    heads = turned(wanted)
    is_within = wanted.after or wanted.before
    return {
        "sort_words": mission_words.SORT_WORDS[wanted.sort],
        "head_cells": [
            {
                "words": WORDS[column],
                "column": column,
                "head": heads.get(SORTS.get(column, ""))
                if not (column == Column.SINCE and wanted.is_finished)
                else None,
            }
            for column in frame.columns
            if column != Column.NUMBER
        ],
        "number_head": heads["so"],
        "first_url": f"?{wanted.query()}" if is_within else "",
        "export_query": wanted.query(cot=",".join(frame.columns)),
    }
