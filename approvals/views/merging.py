"""Two missions beside each other before they are made one; one in another's place."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from approvals import services
from approvals.services import Merging
from approvals.views.answering import acted, person_of, valid
from approvals.views.part_forms import MergeForm, ReplaceForm
from approvals.views.parts import leads_of, mission_for
from workflows.exceptions import Refusal
from workflows.models import Mission
from workflows.queries.choices import choices
from workflows.services.missions import Order

NUMBER: Final = re.compile(r"(?:nv\s{0,3})?0{0,9}(\d{1,9})", re.IGNORECASE)
LOOKING: Final = "Xem trước"  # a reason and a paper that nobody reads


@dataclass(frozen=True)
class Side:
    """One of both on the page, with the units that support it."""

    mission: Mission
    supporting: str


@require_safe
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """`voi` names the other, by number; then both stand beside each other."""
    mission = mission_for(request, pk, "merge")
    context: dict[str, Any] = {"mission": mission, "asked": request.GET.get("voi", "")}
    found = NUMBER.fullmatch(context["asked"].strip().replace("\u00a0", " "))
    if found:
        context |= _beside(request, mission, int(found.group(1)))
    elif context["asked"]:
        context["refusal"] = "Nhập số của nhiệm vụ, ví dụ NV 012."
    return render(request, "approvals/merge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of the old one, to be changed, and why."""
    if request.method == "POST":
        return _replace(request, pk)
    mission = mission_for(request, pk, "replace")
    known = choices(timezone.localdate(), assignable=True)
    context = {
        "mission": mission,
        "known": known,
        "leads": leads_of(known, mission, person_of(request)),
        "parts": mission.parts.open().count(),
    }
    return render(request, "approvals/replace.html", context)


@require_POST
def merge_with(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Make both one, as the page showed it."""
    data = valid(MergeForm(request.POST)).cleaned_data
    numbers = {"this": pk, "other": other_pk}
    versions = {pk: data["version"], other_pk: data["other_version"]}
    goes_on = numbers[data["keeps"]]
    ends = other_pk if goes_on == pk else pk
    merging = Merging(
        ends=ends,
        goes_on=goes_on,
        reason=data["reason"],
        due_from=numbers.get(data["due_from"]),
        authority=data["authority"],
        ends_seen=versions[ends],
        goes_on_seen=versions[goes_on],
    )
    done = services.merge(merging=merging, by=person_of(request))
    sentence = f"Đã gộp {done.ended.code} vào {done.goes_on.code}."
    return acted(request, done.goes_on.pk, sentence)


def _replace(request: HttpRequest, pk: int) -> HttpResponse:
    data = dict(valid(ReplaceForm(request.POST)).cleaned_data)
    own = {name: data.pop(name) for name in ("version", "reason", "parts_stay")}
    data["supporting_units"] = tuple(data["supporting_units"])
    known = {name: data[name] for name in data if name in Order.__dataclass_fields__}
    new = services.replace_mission(
        mission_id=pk,
        order=Order(**known),
        reason=own["reason"],
        parts_stay=own["parts_stay"],
        by=person_of(request),
        expected_version=own["version"],
    )
    return acted(request, new.pk, f"Đã giao {new.code} thay cho NV\u00a0{pk:03d}.")


def _beside(request: HttpRequest, mission: Mission, number: int) -> dict[str, Any]:
    """Both, and what the act would do; or the sentence with which it is refused."""
    try:
        other = mission_for(request, number, "merge")
        # The older number goes on unless the person says otherwise.
        goes_on = _goes_on(request, mission, other)
        ends = other if goes_on is mission else mission
        merging = Merging(
            ends=ends.pk, goes_on=goes_on.pk, reason=LOOKING, authority=LOOKING
        )
        after = services.look_ahead(merging=merging, by=person_of(request))
    except Http404:
        return {"refusal": f"Không tìm thấy NV\u00a0{number:03d}."}
    except Refusal as refusal:
        return {"refusal": str(refusal)}
    sides = [_side(mission), _side(other)]
    return {"sides": sides, "other": other, "goes_on": goes_on, "after": after}


def _goes_on(request: HttpRequest, one: Mission, other: Mission) -> Mission:
    wanted = request.GET.get("giu", "")
    by_number = {str(mission.pk): mission for mission in (one, other)}
    older = min((one, other), key=lambda mission: mission.pk)
    return by_number.get(wanted, older)


def _side(mission: Mission) -> Side:
    names = mission.assignments.order_by("unit__position").values_list(
        "unit__name", flat=True
    )
    return Side(mission, ", ".join(names))
