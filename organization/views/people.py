"""Cán bộ: the list of people, and a person's posts, fields and delegations."""

from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.models import Person
from organization.queries import terms
from organization.queries.directory import people_page
from organization.queries.folding import typed
from organization.views.days import shown_day
from organization.views.visitor import visitor

SEATED: Final = {"co": True, "khong": False}
RESULTS: Final = "ket-qua"


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The whole page, or for htmx the list alone while one types."""
    who, on = visitor(request), shown_day(request)
    words, seated = request.GET.get("q", ""), request.GET.get("chuc-vu", "")
    found = people_page(
        on.day,
        words=typed(words),
        seated=SEATED.get(seated),
        after=request.GET.get("sau", ""),
    )
    carried = {"q": words, "chuc-vu": seated, "ngay": "" if on.is_today else on.typed}
    context: dict[str, Any] = {
        "visitor": who,
        "way": "people",
        "on": on,
        "words": words,
        "seated": seated,
        "found": found,
        "started": bool(request.GET.get("sau")),
        "carried": urlencode({name: value for name, value in carried.items() if value}),
    }
    htmx = vars(request).get("htmx")
    name = (
        "organization/_people.html"
        if htmx and htmx.target == RESULTS
        else "organization/people.html"
    )
    return render(request, name, context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    who, on = visitor(request), shown_day(request)
    row = get_object_or_404(Person, pk=pk)
    seats = terms.appointments_of(person=pk)
    held = {one.post_id for one in seats if terms.covers(one, on.day)}
    posts = [one.post_id for one in seats]
    context: dict[str, Any] = {
        "visitor": who,
        "way": "people",
        "on": on,
        "shown": row,
        "seats": [(one, terms.standing(one, on.day)) for one in seats],
        "held": [one for one in seats if terms.covers(one, on.day)],
        "holdings": [
            one for one in terms.holdings_of(post__in=held) if terms.covers(one, on.day)
        ],
        "received": terms.delegations_of(Q(delegate=row)),
        "given": terms.delegations_of(Q(delegator__in=held)),
        "is_self": who.person.pk == row.pk,
    }
    if who.sees_accounts:
        # Appointments are told of on the chains of the posts.
        seated = Q(subject_type="post", subject_id__in=posts, after__person=pk)
        context["told"] = terms.told_of([("person", pk)], also=seated)
    return render(request, "organization/person.html", context)
