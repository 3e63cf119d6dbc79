"""A unit: its head and posts on a day, its names, its fields, its history."""

import re
from typing import Any, Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.models import Unit
from organization.queries import chart, fields_of_work, terms
from organization.views.days import shown_day
from organization.views.visitor import visitor

POSTS_A_PAGE: Final = 50
CURSOR: Final = re.compile(r"(\d{1,9})~(\d{1,9})", re.ASCII)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    who, on = visitor(request), shown_day(request)
    row = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    after = _cursor(request.GET.get("sau", ""))
    seats, end = chart.seats_of(pk, on.day, after=after, limit=POSTS_A_PAGE)
    if after is not None and not seats:
        raise Http404
    context: dict[str, Any] = {
        "visitor": who,
        "way": "structure",
        "on": on,
        "unit": row,
        "closed": row.closed_on is not None and row.closed_on <= on.day,
        "seats": seats,
        "head": next((seat for seat in seats if seat.is_head), None),
        "started": after is not None,
        "next_after": f"{end[0]}~{end[1]}" if end else "",
        "children": Unit.objects.filter(chart.existing(on.day), parent=row),
        "portfolios": fields_of_work.portfolios_on(
            on.day, Q(pk__in=row.portfolios.values("pk"))
        ),
    }
    if who.sees_accounts:
        context["told"] = terms.told_of([("unit", pk)])
    return render(request, "organization/unit.html", context)


def _cursor(text: str) -> tuple[int, int] | None:
    found = CURSOR.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None
