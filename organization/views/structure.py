"""Tổ chức: units, posts and who holds them on a day of choice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organization.models import Unit
from organization.views.visitor import visitor


@require_safe
def structure(request: HttpRequest) -> HttpResponse:
    who = visitor(request)
    context = {
        "visitor": who,
        "way": "structure",
        "units": Unit.objects.filter(closed_on__isnull=True),
    }
    return render(request, "organization/structure.html", context)
