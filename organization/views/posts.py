"""A post: who holds it and held it, its fields, what it may do, its history."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.models import Post
from organization.queries import terms
from organization.queries.rights_in_words import rights_of
from organization.views.days import shown_day
from organization.views.visitor import visitor


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    who, on = visitor(request), shown_day(request)
    row = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    seats = terms.appointments_of(post=pk)
    holdings = terms.holdings_of(post=pk)
    held = [one for one in holdings if terms.covers(one, on.day)]
    context: dict[str, Any] = {
        "visitor": who,
        "way": "structure",
        "on": on,
        "post": row,
        "closed": row.closed_on is not None and row.closed_on <= on.day,
        "seats": [(one, terms.standing(one, on.day)) for one in seats],
        "holder": next((one for one in seats if terms.covers(one, on.day)), None),
        "holdings": [(one, terms.standing(one, on.day)) for one in holdings],
        "held": held,
        "rights": rights_of([row.group_id, *(one.portfolio.group_id for one in held)]),
        "delegations": terms.delegations_of(Q(delegator=row)),
    }
    if who.sees_accounts:
        context["told"] = terms.told_of([("post", pk)])
    return render(request, "organization/post.html", context)
