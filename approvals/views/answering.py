"""What the views of acts share: who acts, on which form and version, and the way on."""

from typing import Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from organization.models import Person
from workflows.exceptions import InvalidInput
from workflows.forms import sentences
from workflows.models import Mission
from workflows.queries import missions_visible_to

F = TypeVar("F", bound=forms.Form)


def person_of(request: HttpRequest) -> Person:
    """Who asks; of a signed-in request only."""
    return cast("Person", request.user)


def visible_mission(request: HttpRequest, pk: int) -> Mission:
    """The mission; Http404 where there is none that the person may see."""
    mission = missions_visible_to(person_of(request)).filter(pk=pk).first()
    if mission is None:
        raise Http404
    return mission


def valid(form: F) -> F:
    """The form, cleaned; InvalidInput says what is wrong with it."""
    if not form.is_valid():
        raise InvalidInput(sentences(form))
    return form


def seen(request: HttpRequest, form: forms.Form) -> dict[str, Any]:
    """Who acts, and the version of the mission on the page that was pressed."""
    version = form.cleaned_data["version"]
    return {"by": person_of(request), "expected_version": version}


def done(
    request: HttpRequest, mission: Mission, did: str, place: str = ""
) -> HttpResponse:
    """Say what was done to the mission; on to its page, there to a place of it."""
    return acted(request, mission.pk, f"{did} {mission.code}.", place)


def acted(
    request: HttpRequest, mission_id: int, sentence: str, place: str = ""
) -> HttpResponse:
    """Say what was done, on the page of the mission."""
    messages.success(request, sentence)
    address = reverse("approvals:mission", args=[mission_id])
    if place and not vars(request).get("htmx"):
        # To a place of the page that is open, a script goes without asking anew.
        address = f"{address}#{place}"
    return onward(request, address)


def onward(request: HttpRequest, usual: str) -> HttpResponse:
    """To the page that the form names, if it is ours; else to the usual one."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return go(request, wanted if ours else usual)


def go(request: HttpRequest, address: str) -> HttpResponse:
    """To this page, for a form that a script sent and for one that a browser sent."""
    if vars(request).get("htmx"):
        return HttpResponseClientRedirect(address)
    return redirect(address)
