"""Tổ chức: units, posts and who holds them, fields and delegations, on a day."""

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organization.queries import chart, fields_of_work, terms
from organization.queries.folding import typed
from organization.views.days import ShownDay, shown_day
from organization.views.visitor import visitor

NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
RESULTS: Final = "ket-qua"


@require_safe
def structure(request: HttpRequest) -> HttpResponse:
    """The whole page, or for htmx the tree alone while one types."""
    who, on = visitor(request), shown_day(request)
    context: dict[str, Any] = {
        "visitor": who,
        "way": "structure",
        "on": on,
        "words": request.GET.get("q", ""),
        **_tree(request, on),
    }
    htmx = vars(request).get("htmx")
    if htmx and htmx.target == RESULTS:
        return render(request, "organization/_tree.html", context)
    context |= {
        "portfolios": fields_of_work.portfolios_on(on.day),
        "delegations": terms.delegations_on(on.day),
        "most": terms.SHOWN,
    }
    return render(request, "organization/structure.html", context)


def _tree(request: HttpRequest, on: ShownDay) -> dict[str, Any]:
    words = typed(request.GET.get("q", ""))
    if words:
        return {"chart": chart.found(on.day, words), "searched": True}
    start = request.GET.get("tu", "")
    first = int(start) if NUMBER.fullmatch(start) else 0
    return {"chart": chart.chart(on.day, start=first), "started": bool(first)}
