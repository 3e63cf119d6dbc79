"""Ủy quyền: who may act for whom now, later, and did before; and its end."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from approvals.queries import delegations as queries
from approvals.queries.delegates import may_end, may_lend
from approvals.queries.delegations import Filters, Part, part_of
from approvals.queries.lending import COUNTED, covered, lending
from approvals.views.delegation_forms import EndForm
from approvals.views.delegation_words import powers, shown
from history.queries import entries_of
from organization import scopes
from organization.concerns import confirm_identity
from organization.queries.folding import LONGEST
from organization.scopes import Scope
from organization.services import end_delegation
from workflows.forms import sentences
from workflows.queries import keyset
from workflows.queries.lent import may_know_work

if TYPE_CHECKING:
    from organization.models import Person

WORDS: Final[dict[Part, str]] = {
    Part.IN_FORCE: "Trong thời hạn",
    Part.COMING: "Sắp tới",
    Part.ENDED: "Đã kết thúc",
}
ID: Final = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """What an address of the list asks for; whatever it cannot be is left out."""

    part: Part
    filters: Filters
    after: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Wanted":
        part, post = query.get("loc", ""), query.get("chuc-vu", "")
        words = " ".join(query.get("q", "").replace("\0", " ").split())[:LONGEST]
        filters = Filters(words, int(post) if ID.fullmatch(post) else None)
        chosen = Part(part) if part in set(Part) else Part.IN_FORCE
        return cls(chosen, filters, query.get("sau", ""))

    def url(self, part: Part, **more: str) -> str:
        values = {"loc": str(part), "q": self.filters.words, **more}
        if self.filters.post_id is not None:
            values["chuc-vu"] = str(self.filters.post_id)
        given = {name: value for name, value in values.items() if value}
        return f"{reverse('approvals:delegation_list')}?{urlencode(given)}"


@require_safe
def delegation_list(request: HttpRequest) -> HttpResponse:
    """Four statements besides the frame's, however many rows."""
    scope, at = visitor(request), timezone.now()
    wanted = Wanted.read(request.GET)
    visible = wanted.filters.applied(queries.delegations_visible_to(scope))
    rows, cursor = keyset.page(
        queries.with_facts(queries.in_part(visible, wanted.part, at=at), scope, at=at),
        queries.order(wanted.part),
        wanted.after,
    )
    tabs, covers = _counted(visible, rows, scope, at, wanted.part)
    context = {
        "wanted": wanted,
        "tabs": [
            (WORDS[part], wanted.url(part), count, part == wanted.part)
            for part, count in tabs.items()
        ],
        "delegations": [shown(row, at, covers=covers.get(row.pk)) for row in rows],
        "sees_all": queries.sees_all(scope),
        "part": wanted.part,
        "may_give": may_lend(scope),
        "most": COUNTED,
        "next_url": wanted.url(wanted.part, sau=cursor) if cursor else "",
        "first_url": wanted.url(wanted.part) if wanted.after else "",
    }
    return render(request, "approvals/delegation_list.html", context)


def _counted(
    visible: queries.Rows, rows: list[Any], scope: Scope, at: datetime, part: Part
) -> tuple[dict[Part, int], dict[int, int]]:
    """How many each part holds, and on how many open missions each row counts now."""
    known = [row for row in rows if may_know_work(scope, row)]
    lent: dict[int, Scope] = {}
    if part == Part.IN_FORCE and known:
        lent = scopes.lent({row.pk: row.delegate_id for row in known}, at)
    parts = [queries.in_part(visible, one, at=at) for one in Part]
    counts = covered(list(lent.values()), *parts)
    tabs = dict(zip(Part, counts[: len(parts)], strict=True))
    return tabs, dict(zip(lent, counts[len(parts) :], strict=True))


@require_safe
def delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """One delegation: its terms, what it lets do now, and its history."""
    scope, at = visitor(request), timezone.now()
    context = _one(scope, pk, at)
    return render(request, "approvals/delegation.html", context)


@confirm_identity
@require_POST
def delegation_end(request: HttpRequest, pk: int) -> HttpResponse:
    scope, at = visitor(request), timezone.now()
    found = queries.delegations_visible_to(scope).filter(pk=pk).first()
    if found is None:
        raise Http404
    form = EndForm(request.POST)
    if not form.is_valid():
        context = _one(scope, pk, at) | {"error": sentences(form)}
        return render(request, "approvals/delegation.html", context, status=422)
    end_delegation(
        delegation=found,
        by=cast("Person", request.user),
        note=form.cleaned_data["reason"],
        authority=form.cleaned_data["paper"],
    )
    messages.success(request, "Đã chấm dứt ủy quyền. Từ lúc này không còn hiệu lực.")
    return redirect("approvals:delegation", pk)


def _one(scope: Scope, pk: int, at: datetime) -> dict[str, Any]:
    visible = queries.delegations_visible_to(scope).filter(pk=pk)
    row = queries.with_facts(visible, scope, at=at).first()
    if row is None:
        raise Http404
    told = []
    if part_of(row, at) != Part.ENDED:
        lent = scopes.lent({row.pk: row.delegate_id}, max(at, row.starts_at))
        told = powers(
            lending(lent[row.pk]),
            counted=may_know_work(scope, row),
            delegation_id=row.pk if part_of(row, at) == Part.IN_FORCE else None,
        )
    return {
        "one": shown(row, at, may_end=may_end(scope, row)),
        "powers": told,
        "most": COUNTED,
        "entries": list(reversed(entries_of("delegation", pk))),
    }


def visitor(request: HttpRequest) -> Scope:
    """Who asks; for somebody without a seat, own or lent, the page is not there."""
    scope = scopes.current(cast("Person", request.user))
    if not scope.seats and not scope.of_missions:
        raise Http404
    return scope
