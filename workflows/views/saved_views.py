"""Saved views, and the columns that a person sees: one act a view."""

import re
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from organization import scopes
from organization.models import Unit
from workflows.enums import ViewSharing
from workflows.exceptions import InvalidInput
from workflows.models import SavedView
from workflows.queries.saved_views import (
    KEPT_AFTER_REMOVAL,
    kept_by,
    may_share_with_all,
    own_units,
)
from workflows.services import saved_views as services
from workflows.services.saved_views import ViewDraft

if TYPE_CHECKING:
    from organization.models import Person

NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
NOT_READ = "Yêu cầu không đọc được. Tải lại trang rồi làm lại."


@require_safe
def saved_views(request: HttpRequest) -> HttpResponse:
    """One's own views to be changed, what others share, and what was taken away."""
    person = _person(request)
    scope = scopes.current(person)
    kept = kept_by(scope)
    rows = SavedView.objects.filter(owner=person).order_by("name", "pk")
    after = timezone.now() - KEPT_AFTER_REMOVAL
    units = Unit.objects.filter(pk__in=own_units(scope)).values_list("pk", "name")
    context = {
        "own": [one for one in rows if one.deleted_at is None],
        "removed": [one for one in rows if one.deleted_at and one.deleted_at > after],
        "shared": [one for one in kept.views if one.whose],
        "default": kept.default,
        "own_units": dict(units),
        "shares_with_all": may_share_with_all(scope),
    }
    return render(request, "workflows/saved_views.html", context)


@require_POST
def saved_view_save(request: HttpRequest) -> HttpResponse:
    """Keep what the list shows now."""
    person = _person(request)
    view = services.save_view(draft=_draft(request, keeps=False), by=person)
    if request.POST.get("opens"):
        services.open_with(view_id=view.pk, by=person)
    messages.success(request, f"Đã lưu cách xem “{view.name}”.")
    return redirect(f"{reverse('workflows:mission_list')}?{view.query}")


@require_POST
def saved_view_change(request: HttpRequest, pk: int) -> HttpResponse:
    version = request.POST.get("version", "")
    view = services.change_view(
        view_id=pk,
        draft=_draft(request, keeps=True),
        by=_person(request),
        expected_version=int(version) if NUMBER.fullmatch(version) else None,
    )
    messages.success(request, f"Đã sửa cách xem “{view.name}”.")
    return redirect("workflows:saved_views")


@require_POST
def saved_view_remove(request: HttpRequest, pk: int) -> HttpResponse:
    view = services.remove_view(view_id=pk, by=_person(request))
    messages.success(
        request, f"Đã bỏ cách xem “{view.name}”. Khôi phục ở cuối trang này."
    )
    return redirect("workflows:saved_views")


@require_POST
def saved_view_restore(request: HttpRequest, pk: int) -> HttpResponse:
    view = services.restore_view(view_id=pk, by=_person(request))
    messages.success(request, f"Đã khôi phục cách xem “{view.name}”.")
    return redirect("workflows:saved_views")


@require_POST
def saved_view_default(request: HttpRequest) -> HttpResponse:
    """Which view opens the list; none: the usual list."""
    text = request.POST.get("view", "")
    if text and not NUMBER.fullmatch(text):
        raise InvalidInput(NOT_READ)
    services.open_with(view_id=int(text) if text else None, by=_person(request))
    messages.success(request, "Đã ghi cách mở danh sách.")
    return redirect("workflows:saved_views")


@require_POST
def list_columns(request: HttpRequest) -> HttpResponse:
    """Which columns the person sees from now on, where an address names none."""
    person = _person(request)
    names = [] if request.POST.get("usual") else request.POST.getlist("cot")
    services.show_columns(names=names, by=person)
    query = services.plain_query(request.POST.get("query", ""), scopes.current(person))
    kept = [part for part in query.split("&") if not part.startswith("cot=")]
    return redirect(f"{reverse('workflows:mission_list')}?{'&'.join(kept)}")


def _draft(request: HttpRequest, *, keeps: bool) -> ViewDraft:
    """`keeps`: what the view asks for stays, where the form does not say."""
    sharing, _, unit = request.POST.get("sharing", ViewSharing.OWN).partition(":")
    if unit and not NUMBER.fullmatch(unit):
        raise InvalidInput(NOT_READ)
    query = request.POST.get("query")
    return ViewDraft(
        name=request.POST.get("name", ""),
        sharing=sharing,
        unit_id=int(unit) if unit else None,
        query=query if query is not None or keeps else "",
    )


def _person(request: HttpRequest) -> "Person":
    return cast("Person", request.user)
