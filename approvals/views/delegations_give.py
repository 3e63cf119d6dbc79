"""To lend a post's authority: to whom, what and until when; a preview; then the act."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from approvals.queries.delegates import candidates, lendable_posts, own_units
from approvals.queries.delegations import own_posts
from approvals.queries.lending import COUNTED
from approvals.services.rehearsal import rehearse
from approvals.views.delegation_forms import TermsForm
from approvals.views.delegation_words import powers, shown
from approvals.views.delegations import visitor
from approvals.views.period_forms import Span
from organization.concerns import confirm_identity
from organization.enums import (
    LENT_CAPACITIES,
    DelegationScope,
    Rank,
    SigningCapacity,
)
from organization.exceptions import Refusal
from organization.forms.days import written
from organization.models import Person, Portfolio, Post, Unit
from organization.scopes import Scope
from organization.services import delegate
from workflows.queries import missions_in
from workflows.queries.lent import may_know_work

ID: Final = re.compile(r"\d{1,9}", re.ASCII)
# Seats of which an agency has thousands: their holders lend them, if anybody does.
MANY: Final = (Rank.OFFICER, Rank.CLERK)
# What goes from the form through the preview into the act.
FIELDS: Final = (
    "delegator", "delegate", "scope", "portfolio", "unit", "mission", "capacity",
    "span", "from_day", "from_hour", "to_day", "to_hour", "number", "signed_on",
)  # fmt: skip


@dataclass(frozen=True)
class Lender:
    """Who asks, and the posts whose authority he may lend: his own, or for the
    administrator all but his own."""

    person: Person
    scope: Scope
    posts: QuerySet[Post]

    def form(self, data: QueryDict) -> TermsForm:
        return TermsForm(data, posts=self.posts, seen=missions_in(self.scope))


def lender(request: HttpRequest) -> Lender:
    """For who has nothing to lend the page is not there."""
    scope = visitor(request)
    posts = lendable_posts(scope)
    if not posts.exists():
        raise Http404
    return Lender(cast("Person", request.user), scope, posts)


@require_safe
def delegation_new(request: HttpRequest) -> HttpResponse:
    """First the person (`nguoi`), found by name or post (`tim`); then the terms."""
    who = lender(request)
    chosen = request.GET.get("delegate", "")
    person = None
    if ID.fullmatch(chosen):
        people = Person.objects.filter(is_active=True).exclude(pk=who.person.pk)
        person = people.filter(pk=int(chosen)).first()
    if person is not None:
        return _form(request, who, person, _typed(request.GET))
    words = request.GET.get("tim", "")
    kept = {name: request.GET[name] for name in FIELDS if request.GET.get(name)}
    kept.pop("delegate", None)
    found, is_cut = candidates(words, but=who.person.pk, units=own_units(who.scope))
    context = {
        "words": words,
        "found": found,
        "is_cut": is_cut,
        "kept": kept,
        "kept_query": urlencode(kept),
    }
    name = "delegation_person" if not vars(request)["htmx"] else "_delegation_people"
    return render(request, f"approvals/{name}.html", context)


@require_POST
def delegation_preview(request: HttpRequest) -> HttpResponse:
    """What the delegate would be able to do; nothing is stored."""
    who = lender(request)
    form = who.form(request.POST)
    if not form.is_valid():
        return _again(request, who, form)
    try:
        found = rehearse(
            terms=form.terms(timezone.now()), by=who.person, scope=who.scope
        )
    except Refusal as refusal:
        return _again(request, who, form, refusal)
    counted = may_know_work(who.scope, found.row)
    context = {
        "one": shown(found.row, max(timezone.now(), found.row.starts_at)),
        "found": found,
        "powers": powers(found.lending, counted=counted),
        "most": COUNTED,
        "own_reports": found.lending.own_reports if counted else [],
        "sent": [(name, request.POST.get(name, "")) for name in FIELDS],
    }
    return render(request, "approvals/delegation_preview.html", context)


@confirm_identity
@require_POST
def delegation_give(request: HttpRequest) -> HttpResponse:
    who = lender(request)
    form = who.form(request.POST)
    if not form.is_valid():
        return _again(request, who, form)
    try:
        row = delegate(**form.terms(timezone.now()), by=who.person)
    except Refusal as refusal:
        return _again(request, who, form, refusal)
    messages.success(request, f"Đã ủy quyền cho {row.delegate.full_name}.")
    return redirect("approvals:delegation", row.pk)


def _again(
    request: HttpRequest,
    who: Lender,
    form: TermsForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The form with what was typed and why it was not accepted."""
    sent = request.POST.get("delegate", "")
    person = Person.objects.filter(pk=int(sent)).first() if ID.fullmatch(sent) else None
    if person is None:
        return redirect("approvals:delegation_new")
    typed = _typed(request.POST)
    return _form(request, who, person, typed, form=form, refusal=refusal)


def _form(
    request: HttpRequest,
    who: Lender,
    person: Person,
    typed: Mapping[str, str],
    *,
    form: TermsForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    shown_posts = who.posts.filter(~Q(rank__in=MANY) | Q(pk__in=own_posts(who.scope)))
    orders = any(post.rank == Rank.HEAD for post in shown_posts)
    context = {
        "person": person,
        "posts": shown_posts,
        "portfolios": Portfolio.objects.all(),
        "units": Unit.objects.filter(closed_on__isnull=True),
        "scopes": DelegationScope,
        "capacities": LENT_CAPACITIES if orders else (),
        "spans": Span,
        "typed": typed,
        "errors": form.errors if form is not None else {},
        "refusal": str(refusal) if refusal else "",
    }
    status = 200
    if form is not None:
        status = refusal.status if refusal else 422
    return render(request, "approvals/delegation_form.html", context, status=status)


def _typed(query: QueryDict) -> dict[str, str]:
    """What stands in the fields: as typed, or what is usual."""
    usual = {
        "scope": DelegationScope.ALL.value,
        "capacity": SigningCapacity.BY_DELEGATION.value,
        "span": Span.RANGE.value,
        "from_day": written(timezone.localdate()),
    }
    return {name: query.get(name) or usual.get(name, "") for name in FIELDS}
