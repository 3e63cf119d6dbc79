"""Whom, and for which post: found by name before an act is written."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from organization.models import Appointment, Person, Post
from organization.queries.directory import people_to_choose, posts_to_choose
from organization.queries.folding import typed

PAGE = "organization/choose.html"
PART = "organization/_choices.html"
RESULTS = "ket-qua"


def choose_post(
    request: HttpRequest,
    *,
    title: str,
    person: Person | None = None,
    leaving: Appointment | None = None,
) -> HttpResponse:
    """Posts of the name that was typed, vacant ones first; none before one types."""
    words = typed(request.GET.get("q", ""))
    found = posts_to_choose(timezone.localdate(), words)
    context = {"posts": found, "person": person, "leaving": leaving, "title": title}
    return _page(request, context)


def choose_person(request: HttpRequest, *, title: str, post: Post) -> HttpResponse:
    """Active people of the name that was typed, with the posts that they hold."""
    words = typed(request.GET.get("q", ""))
    found = people_to_choose(timezone.localdate(), words)
    return _page(request, {"people": found, "post": post, "title": title})


def _page(request: HttpRequest, found: Mapping[str, object]) -> HttpResponse:
    htmx = vars(request).get("htmx")
    name = PART if htmx and htmx.target == RESULTS else PAGE
    words = request.GET.get("q", "")
    return render(request, name, {**found, "way": "structure", "words": words})
