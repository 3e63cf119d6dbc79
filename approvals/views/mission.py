"""One mission: what is asked, where it stands, what was reported, who may do what."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.queries.mission_file import MissionFile, mission_file
from approvals.views.related import related_to
from approvals.views.responsibility import responsibility_of
from approvals.views.source import source_of
from approvals.views.steps import steps, timeliness
from approvals.views.supporting_rows import beside_the_lead
from approvals.views.tied_missions import agencies_named, tied_missions
from approvals.views.time_rows import times_of
from approvals.views.timeline import timeline
from approvals.views.urging_panel import urging_of
from approvals.views.way import goes_on, way_shown
from organization import scopes
from organization.models import Person
from workflows import permissions
from workflows.enums import LEADERS_RETURNS, WaitKind
from workflows.files import TYPES
from workflows.queries.around import around
from workflows.queries.choices import choices
from workflows.queries.exceptions import possible_officers

MIB: Final = 1024 * 1024
ACTS: Final = tuple(permissions.PERMISSION)
# The bar of acts at the foot of the page; all else has a place of its own on it.
IN_THE_BAR: Final = (
    "start",
    "report",
    "submit_for_approval",
    "recall_report",
    "return_for_form",
    "decide",
    "pass_up",
    "correct",
    "withdraw",
)


@require_safe
def mission(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; only what changes with the mission, when it is fetched anew."""
    person = cast("Person", request.user)
    today = timezone.localdate()
    found = mission_file(person, pk, on=today)
    if found is None:
        raise Http404
    context = shown(found, person, today)
    context |= _forms(request, found, context["may"], today)
    context["related"] = related_to(found.mission, person)
    context["full"] = True
    fragment = bool(vars(request)["htmx"])
    name = "approvals/_mission.html" if fragment else "approvals/mission.html"
    return render(request, name, context)


def shown(found: MissionFile, person: Person, today: date) -> dict[str, Any]:
    """What the mission's page and the inbox's detail both show."""
    beside = around(found.mission.pk)
    may, scope = acts_of(found, person), scopes.current(person)
    return {
        **beside_the_lead(found, beside, scope, today),
        **urging_of(found, beside, may, person, scope, today),
        "file": found,
        "mission": found.mission,
        "today": today,
        "source": source_of(found.mission),
        "around": beside,
        "times": times_of(found, beside, today),
        "wait_kinds": WaitKind.choices if may["begin_wait"] else (),
        "responsibility": responsibility_of(found, today),
        "agencies": agencies_named(beside),
        "tied": tied_missions(beside, scopes.current(person)),
        "timeline": timeline(found.entries),
        "timeliness": timeliness(found),
        "way": way_shown(found, today),
        "goes_on": goes_on(found, person),
        "may": may,
        "return_kinds": [(one.value, one.label) for one in LEADERS_RETURNS],
        "has_acts": any(may[act] for act in IN_THE_BAR),
    }


def acts_of(found: MissionFile, person: Person) -> dict[str, bool]:
    """Act → whether the gate would let the person do it now."""
    return {act: permissions.can(act, found.mission, person) for act in ACTS}


def _forms(
    request: HttpRequest, found: MissionFile, may: Mapping[str, bool], today: date
) -> dict[str, Any]:
    extra: dict[str, Any] = {"steps": steps(found, today)}
    if may["name_officer"]:
        extra["staff"] = possible_officers(found.mission, timezone.now())
    if may["report"]:
        extra["accept"] = ",".join(sorted(TYPES))
        extra["most_bytes"] = settings.MAX_ATTACHMENT_BYTES
        extra["most_mib"] = settings.MAX_ATTACHMENT_BYTES // MIB
        extra["most_all"] = settings.MAX_REPORT_BYTES
    asking = request.GET.get("de-nghi", "")
    extra["asking"] = int(asking) if asking.isdecimal() else None
    # Rarely used and long: it is there for who asks for it.
    if may["correct"] and "dinh-chinh" in request.GET:
        extra["correct_choices"] = choices(today, assignable=True)
    return extra
