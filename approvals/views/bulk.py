"""Deciding many on one screen: whom it may be, and what became of each."""

from typing import TYPE_CHECKING, Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.queries import inbox as queries
from approvals.queries.clean import apart_of
from approvals.services import MOST_AT_ONCE, Result
from organization import scopes
from workflows.queries import missions_visible_to

if TYPE_CHECKING:
    from organization.models import Person
    from workflows.models import Mission

KEPT: Final = "approved_many"  # in the session: mission, done, sentence


@require_safe
def approve_choose(request: HttpRequest) -> HttpResponse:
    """Up to a hundred that wait for this person: the clean ones to choose among, the
    others with what they ask to be read for."""
    scope = scopes.current(cast("Person", request.user))
    missions, more = queries.waiting_for_decision(scope, MOST_AT_ONCE)
    reasons = {one.pk: apart_of(one) for one in missions}
    apart = {pk: why for pk, why in reasons.items() if why}
    context = {
        "clean": [one for one in missions if one.pk not in apart],
        "apart": [(one, apart[one.pk]) for one in missions if one.pk in apart],
        "more": more,
        "most": MOST_AT_ONCE,
    }
    return render(request, "approvals/approve_choose.html", context)


@require_safe
def approve_results(request: HttpRequest) -> HttpResponse:
    """What became of each of those approved last, as long as the session lives."""
    kept: list[Any] = request.session.get(KEPT, [])
    person = cast("Person", request.user)
    seen = missions_visible_to(person).filter(pk__in=[row[0] for row in kept])
    missions: dict[int, Mission] = {
        one.pk: one for one in seen.select_related("lead_unit").defer("text")
    }
    rows = [
        {"mission": missions.get(pk), "number": pk, "done": done, "sentence": sentence}
        for pk, done, sentence in kept
    ]
    context = {
        "done": [row for row in rows if row["done"]],
        "refused": [row for row in rows if not row["done"]],
    }
    return render(request, "approvals/approve_results.html", context)


def keep_results(request: HttpRequest, results: list[Result]) -> None:
    """For the page of results; it is fetched anew without doing anything again."""
    request.session[KEPT] = [
        (one.mission_id, one.done, one.sentence) for one in results
    ]
