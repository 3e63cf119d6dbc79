"""Bàn điều hành: how the work stands, for who directs it or sees the whole."""

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization import scopes
from workflows.queries import board
from workflows.queries.meetings import may_record
from workflows.queries.periods import Period

if TYPE_CHECKING:
    from organization.models import Person

PAGE, FIGURES = "workflows/board.html", "workflows/_board.html"


@require_safe
def board_view(request: HttpRequest) -> HttpResponse:
    """The page; for htmx, which asks anew after a change, the figures alone. What was
    finished is that of the period `ky`, of this year where none is named."""
    scope = scopes.current(cast("Person", request.user))
    if not board.oversees(scope):
        raise Http404
    period = Period.read(request.GET.get("ky", ""))
    context = {
        "board": board.board(scope, timezone.now(), period),
        "may_record": may_record(scope),
    }
    name = FIGURES if vars(request).get("htmx") else PAGE
    return render(request, name, context)
