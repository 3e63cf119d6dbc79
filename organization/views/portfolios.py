"""Lĩnh vực: what there is to answer for, who does, and who did."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.models import Portfolio
from organization.queries import fields_of_work, terms
from organization.queries.folding import matches, typed
from organization.views.days import shown_day
from organization.views.visitor import visitor


@require_safe
def portfolios(request: HttpRequest) -> HttpResponse:
    who, on = visitor(request), shown_day(request)
    words = typed(request.GET.get("q", ""))
    found = [
        one
        for one in fields_of_work.portfolios_on(on.day)
        if matches(
            words, one.name, *one.subjects, one.title or "", one.holder or "",
            *one.unit_names,
        )
    ]  # fmt: skip
    context = {
        "visitor": who,
        "way": "portfolios",
        "on": on,
        "words": request.GET.get("q", ""),
        "portfolios": found,
    }
    return render(request, "organization/portfolios.html", context)


@require_safe
def portfolio(request: HttpRequest, pk: int) -> HttpResponse:
    who, on = visitor(request), shown_day(request)
    row = get_object_or_404(Portfolio, pk=pk)
    holdings = terms.holdings_of(portfolio=pk)
    held = next((one for one in holdings if terms.covers(one, on.day)), None)
    seats = terms.appointments_of(post=held.post_id) if held else []
    context: dict[str, Any] = {
        "visitor": who,
        "way": "portfolios",
        "on": on,
        "portfolio": row,
        "units": row.units.all(),
        "held": held,
        "holder": next((one for one in seats if terms.covers(one, on.day)), None),
        "holdings": [(one, terms.standing(one, on.day)) for one in holdings],
    }
    if who.sees_accounts:
        context["told"] = terms.told_of([("portfolio", pk)])
    return render(request, "organization/portfolio.html", context)
