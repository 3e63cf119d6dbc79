"""Sắp xếp tổ chức: past ones with their papers; a new one in three steps."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from organization.concerns import confirm_identity
from organization.views.visitor import administrator
from workflows.exceptions import InvalidInput
from workflows.models import Reorganisation
from workflows.models.reorganisation import ReorganisationKind
from workflows.services import reorganisation
from workflows.services.reorganisation import PreviewOutdated, Shown, plan_of
from workflows.views.reorganisation_choices import choices, chosen, mission_choices
from workflows.views.reorganisation_forms import FORMS, ReorganisationForm

WAY = {"way": "reorganisation"}
NEWEST = 100
UNCLEAR, OUTDATED = 422, 409


@require_safe
def reorganisations(request: HttpRequest) -> HttpResponse:
    """Drafts and what was carried out, the newest first."""
    who = administrator(request)
    rows = Reorganisation.objects.select_related("drawn_up_by", "applied_by")
    context = {
        **WAY,
        "visitor": who,
        "rows": rows[:NEWEST],
        "kinds": ReorganisationKind,
    }
    return render(request, "workflows/reorganisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reorganisation_new(request: HttpRequest, kind: str) -> HttpResponse:
    """First step: what. The draft is kept; nothing of the organisation changes."""
    who = administrator(request)
    if kind.upper() not in ReorganisationKind.values:
        raise Http404
    chosen_kind = ReorganisationKind(kind.upper())
    form = FORMS[chosen_kind](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = reorganisation.draw_up(plan=form.plan(), by=who.person)
        except InvalidInput as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("workflows:reorganisation", row.pk)
    status = UNCLEAR if request.method == "POST" else 200
    return _form(request, form, chosen_kind, status=status)


def _form(
    request: HttpRequest,
    form: ReorganisationForm,
    kind: ReorganisationKind,
    *,
    status: int,
) -> HttpResponse:
    who = administrator(request)
    context = {**WAY, "visitor": who, "form": form, "kind": kind}
    return render(request, "workflows/reorganisation_new.html", context, status=status)


@require_safe
def reorganisation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Second step: what will move; or what has moved, of one carried out."""
    who = administrator(request)
    row = get_object_or_404(Reorganisation.objects.select_related("applied_by"), pk=pk)
    context: dict[str, Any] = {**WAY, "visitor": who, "row": row}
    if row.is_draft:
        shown = reorganisation.show(plan_of(row.plan), by=who.person)
        context |= _ahead(shown)
        context |= {
            "choices": choices(shown.preview),
            "missions": mission_choices(shown.preview),
        }
    else:
        context["sections"] = reorganisation.from_json(row.outcome)
    return render(request, "workflows/reorganisation.html", context)


@require_POST
def reorganisation_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was chosen in the preview, and show it anew or go on."""
    who = administrator(request)
    row = get_object_or_404(Reorganisation, pk=pk)
    plan = plan_of(row.plan)
    shown = reorganisation.show(plan, by=who.person)
    version = request.POST.get("version", "")
    reorganisation.redraw(
        pk=pk,
        plan=chosen(plan, shown.preview, request.POST),
        by=who.person,
        expected_version=int(version) if version.isdecimal() else -1,
    )
    if "next" in request.POST:
        return redirect("workflows:reorganisation_confirm", pk)
    return redirect("workflows:reorganisation", pk)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def reorganisation_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Third step: all of it once more, and the button that does it."""
    who = administrator(request)
    row = get_object_or_404(Reorganisation, pk=pk)
    sentence, status = "", 200
    if request.method == "POST":
        try:
            reorganisation.apply(
                pk=pk, seal=request.POST.get("seal", ""), by=who.person
            )
        except PreviewOutdated as outdated:
            sentence, status = outdated.sentence, OUTDATED
        else:
            messages.success(request, f"Đã thực hiện: {row}.")
            return redirect("workflows:reorganisation", pk)
    if not row.is_draft:
        return redirect("workflows:reorganisation", pk)
    shown = reorganisation.show(plan_of(row.plan), by=who.person)
    context = {
        **WAY,
        "visitor": who,
        "row": row,
        "sentence": sentence,
        **_ahead(shown),
    }
    return render(
        request, "workflows/reorganisation_confirm.html", context, status=status
    )


@require_POST
def reorganisation_drop(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    row = reorganisation.drop(pk=pk, by=who.person)
    messages.success(request, f"Đã bỏ phương án: {row}.")
    return redirect("workflows:reorganisations")


def _ahead(shown: Shown) -> dict[str, Any]:
    """What a page needs of a preview."""
    day = shown.preview.plan.effective_on
    too_early = ""
    try:
        reorganisation.check_day(day, timezone.localdate())
    except InvalidInput as refusal:
        too_early = refusal.sentence
    return {
        "sections": [section for section in shown.sections if section.lines],
        "obstacles": shown.obstacles,
        "warnings": shown.warnings,
        "seal": shown.seal,
        "too_early": too_early,
    }
