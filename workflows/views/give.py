"""A leader gives a mission directly, without a document."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from organization import scopes
from organization.enums import Right
from organization.forms.days import written
from workflows.exceptions import InvalidInput
from workflows.forms import OrderForm, sentences
from workflows.queries.choices import choices
from workflows.services import missions
from workflows.services.missions import Order

if TYPE_CHECKING:
    from organization.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """The form, with the units of the leader's own field; 404 for who gives nothing."""
    person = cast("Person", request.user)
    scope = scopes.current(person)
    if not scope.may_somewhere(Right.GIVE_WORK):
        raise Http404
    if request.method == "POST":
        return _give(request, person)
    known = choices(timezone.localdate(), assignable=True)
    leads = {
        pk: words
        for pk, words in known.units.items()
        if scope.on_unit(Right.GIVE_WORK, pk)
    }
    posts = [seat.post_id for seat in scope.seats if seat.post_id in known.leaders]
    own = posts[0] if posts else 0
    order = {"title": "", "text": "", "directing_leader_id": own}
    context = {"known": known, "leads": leads, "order": order}
    return render(request, "workflows/give.html", context)


def _give(request: HttpRequest, person: "Person") -> HttpResponse:
    form = OrderForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(sentences(form))
    data = form.cleaned_data
    order = Order(**{**data, "supporting_units": tuple(data["supporting_units"])})
    mission = missions.assign(order=order, by=person)
    messages.success(request, f"Đã giao {mission.code}.")
    if mission.due_on is not None and mission.due_on < timezone.localdate():
        messages.warning(
            request,
            f"Thời hạn {written(mission.due_on)} của {mission.code} đã qua khi giao. "
            "Thời gian của đơn vị tính từ hôm nay.",
        )
    if vars(request).get("htmx"):
        return HttpResponseClientRedirect(f"/nhiem-vu/{mission.pk}/")
    return redirect("approvals:mission", mission.pk)
