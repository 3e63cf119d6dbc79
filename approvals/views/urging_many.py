"""Urging on many missions: those picked in the list, or all that are late."""

import re
from datetime import date
from typing import Any, Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from approvals.services import follow_ups
from approvals.services.follow_ups import MOST_AT_ONCE
from approvals.views.urging_forms import ManyForm
from approvals.views.urging_words import PLEASE, state_of, with_state
from organization import scopes
from organization.models import Person
from workflows.exceptions import InvalidInput
from workflows.forms import sentences
from workflows.models import FollowUp, Mission
from workflows.queries import missions_in
from workflows.queries.lists.parts import Part, in_part
from workflows.queries.lists.wanted import Wanted
from workflows.queries.urging import may_urge, urges_somebody

CHOSEN = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)
NOTHING: Final = "Chưa chọn việc nào. Đánh dấu việc cần đôn đốc."


@require_safe
def follow_up_confirm(request: HttpRequest) -> HttpResponse:
    """Name each mission before many are urged on, with what is wrong with it."""
    person = cast("Person", request.user)
    scope = scopes.current(person)
    if not urges_somebody(scope):
        raise Http404
    today = timezone.localdate()
    rows = missions_in(scope).select_related("lead_unit").defer("text", "deadline")
    if request.GET.get("loc") == Part.OVERDUE:
        # The list at the same address; what is late is open, and never very much.
        filters = Wanted.read(request.GET, scope).filters
        rows = in_part(filters.applied(rows, on=today), Part.OVERDUE, on=today)
    else:
        rows = rows.filter(pk__in=_chosen(request))
    missions = list(rows.order_by("due_on", "pk"))
    urgeable = [one for one in missions if may_urge(scope, one)]
    chosen = urgeable[:MOST_AT_ONCE]
    today_by_me = _urged_today(person, chosen, today)
    context = {
        "chosen": [
            (one, state_of(one, today), one.pk in today_by_me) for one in chosen
        ],
        "others": [one for one in missions if one not in urgeable],
        "left_out": len(urgeable) - len(chosen),
        "again": bool(today_by_me),
        "text": PLEASE,
        "today": today,
    }
    return render(request, "approvals/follow_up_many.html", context)


@require_POST
def follow_up_many(request: HttpRequest) -> HttpResponse:
    """`mission` repeats as `number:version`; each gets a result of its own."""
    form = ManyForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(sentences(form))
    person = cast("Person", request.user)
    versions: dict[int, int | None] = {**_pairs(request.POST.getlist("mission"))}
    results = follow_ups.follow_up_many(
        texts=_texts(person, versions, form.cleaned_data),
        versions=versions,
        by=person,
        again=form.cleaned_data["again"],
    )
    done = [result for result in results if result.done]
    if done:
        codes = ", ".join(f"NV\u00a0{one.mission_id:03d}" for one in done)
        messages.success(request, f"Đã đôn đốc {len(done)} việc: {codes}.")
    for result in results:
        if not result.done:
            messages.warning(request, result.sentence)
    return redirect(f"{reverse('workflows:mission_list')}?loc=don-doc")


def _texts(
    person: Person, versions: dict[int, int | None], data: dict[str, Any]
) -> dict[int, str]:
    """Mission → what is said there: the text, after what is wrong with this one."""
    texts = dict.fromkeys(versions, data["text"])
    if not data["stated"]:
        return texts
    today = timezone.localdate()
    seen = missions_in(scopes.current(person)).filter(pk__in=versions)
    for mission in seen.defer("text", "deadline"):
        texts[mission.pk] = with_state(mission, data["text"], today)
    return texts


def _urged_today(person: Person, missions: list[Mission], today: date) -> set[int]:
    rows = FollowUp.objects.filter(
        mission__in=missions, asked_by=person, asked_at__date=today
    )
    return set(rows.values_list("mission", flat=True))


def _chosen(request: HttpRequest) -> dict[int, int]:
    return _pairs(request.GET.getlist("mission"))


def _pairs(texts: list[str]) -> dict[int, int]:
    pairs = [CHOSEN.fullmatch(text) for text in texts]
    if not pairs or not all(pairs) or len(pairs) > MOST_AT_ONCE:
        raise InvalidInput(NOTHING)
    return {int(pair[1]): int(pair[2]) for pair in pairs if pair}
