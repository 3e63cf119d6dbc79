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
from approvals.views.source import source_of
from approvals.views.steps import steps, timeliness
from approvals.views.timeline import timeline
from organization.models import Person
from workflows import permissions
from workflows.files import TYPES
from workflows.queries.choices import choices
from workflows.queries.exceptions import possible_officers

MIB: Final = 1024 * 1024
ACTS: Final = tuple(permissions.PERMISSION)
# These have places of their own on the page: the bar of acts is not there for them.
APART: Final = frozenset({"except", "prepare", "contribute"})


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
    may = acts_of(found, person)
    return {
        "file": found,
        "mission": found.mission,
        "today": today,
        "source": source_of(found.mission),
        "timeline": timeline(found.entries),
        "timeliness": timeliness(found),
        "may": may,
        "has_acts": any(may[act] for act in ACTS if act not in APART),
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
    # Rarely used and long: it is there for who asks for it.
    if may["correct"] and "dinh-chinh" in request.GET:
        extra["correct_choices"] = choices(today, assignable=True)
    return extra
