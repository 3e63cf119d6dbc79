"""Splitting a mission into parts, and a unit's own work: a page with a form each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from approvals.forms import ActForm
from approvals.views.answering import acted, person_of, valid
from approvals.views.part_forms import MOST_AT_ONCE, OwnWorkForm, PartForm
from organization import scopes
from organization.enums import Right
from organization.models import Person
from workflows import permissions
from workflows.models import Mission
from workflows.queries import missions_visible_to
from workflows.queries.choices import Choices, choices
from workflows.services import parts


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """For who directs the mission: up to five parts at once."""
    if request.method == "POST":
        form = valid(ActForm(request.POST))
        given = parts.split(
            mission_id=pk,
            parts=[one.part() for one in _sent(request, PartForm)],
            by=person_of(request),
            expected_version=form.cleaned_data["version"],
        )
        return acted(request, pk, f"Đã tách {_codes(given)}.")
    mission = mission_for(request, pk, "split")
    known = choices(timezone.localdate(), assignable=True)
    context = {"mission": mission, "known": known, "numbers": _numbers()}
    context["leads"] = leads_of(known, mission, person_of(request))
    return render(request, "approvals/split.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def derive(request: HttpRequest, pk: int) -> HttpResponse:
    """For the head of the lead unit: what the unit sets itself."""
    if request.method == "POST":
        form = valid(ActForm(request.POST))
        given = parts.derive(
            mission_id=pk,
            works=[one.work() for one in _sent(request, OwnWorkForm)],
            by=person_of(request),
            expected_version=form.cleaned_data["version"],
        )
        return acted(request, pk, f"Đã lập {_codes(given)}.")
    context: dict[str, Any] = {"mission": mission_for(request, pk, "derive")}
    return render(request, "approvals/split.html", {**context, "numbers": _numbers()})


def mission_for(request: HttpRequest, pk: int, act: str) -> Mission:
    """The mission whose form is opened, for who may do the act; raises the refusal."""
    found = (
        missions_visible_to(person_of(request))
        .filter(pk=pk)
        .select_related(
            "lead_unit",
            "directing_leader",
            "document",
            "led_outside",
            "given_by_agency",
        )
        .defer("document__text")
        .first()
    )
    if found is None:
        raise Http404
    permissions.check_can(act, found, person_of(request))
    return found


def leads_of(known: Choices, mission: Mission, person: Person) -> dict[int, str]:
    """Units to which the person may give work, and those that share in the mission."""
    scope = scopes.current(person)
    sharing = {mission.lead_unit_id, *(mission.supporting_unit_ids or ())}
    return {
        pk: words
        for pk, words in known.units.items()
        if pk in sharing or scope.on_unit(Right.GIVE_WORK, pk)
    }


def _sent(request: HttpRequest, form: type[OwnWorkForm]) -> list[Any]:
    """The forms that were filled in; raises what is wrong with the first of them."""
    forms = (form(request.POST, prefix=f"p{number}") for number in _numbers())
    return [valid(one) for one in forms if one.is_meant]


def _numbers() -> range:
    return range(1, MOST_AT_ONCE + 1)


def _codes(given: list[Mission]) -> str:
    return ", ".join(one.code for one in given)
