"""Giao ban: the meetings on record, how the work stood at one, and recording one."""

from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from organization import scopes
from organization.forms.days import VietnameseDateField
from workflows.exceptions import Refusal
from workflows.forms import sentences
from workflows.queries import meetings as read
from workflows.queries.overseeing import oversees
from workflows.services.meetings import check_may_record, record_meeting

if TYPE_CHECKING:
    from organization.models import Person
    from organization.scopes import Scope

PAGE: Final = "workflows/meetings.html"
REFUSED_STATUS: Final = 422


class MeetingForm(forms.Form):
    """The day and the name of a meeting; the service judges them."""

    held_on = VietnameseDateField(
        error_messages={"required": "Chưa có ngày họp. Nhập ngày, ví dụ 02/01/2026."}
    )
    name = forms.CharField(
        max_length=120,
        error_messages={
            "required": "Chưa có tên cuộc giao ban. Ví dụ: Giao ban tuần 24.",
            "max_length": "Tên dài quá 120 ký tự. Rút gọn rồi chốt.",
        },
    )


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The newest meetings first; the form, for who records one."""
    return _page(request, _overseer(request))


@require_POST
def meeting_record(request: HttpRequest) -> HttpResponse:
    """Freeze the figures of this moment."""
    scope = _overseer(request)
    check_may_record(scope)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _page(request, scope, form.data, sentences(form))
    try:
        meeting = record_meeting(
            held_on=form.cleaned_data["held_on"],
            name=form.cleaned_data["name"],
            by=cast("Person", request.user),
        )
    except Refusal as refusal:
        if refusal.status != REFUSED_STATUS:
            raise
        return _page(request, scope, form.data, str(refusal))
    messages.success(request, f"Đã chốt số liệu {meeting.name}.")
    return redirect("workflows:meeting", pk=meeting.pk)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """How the work stood at one meeting, and what had changed since the one before."""
    scope = _overseer(request)
    row = read.meetings().filter(pk=pk).first()
    if row is None:
        raise Http404
    page = read.meeting_page(scope, row, timezone.localdate())
    context = {"page": page, "meeting": row}
    return render(request, "workflows/meeting.html", context)


def _overseer(request: HttpRequest) -> "Scope":
    """Whoever has a board reads the meetings too, as far as his or her work goes."""
    scope = scopes.current(cast("Person", request.user))
    if not oversees(scope):
        raise Http404
    return scope


def _page(
    request: HttpRequest, scope: "Scope", typed: Any = None, error: str = ""
) -> HttpResponse:
    context = {
        "meetings": read.meetings()[: read.MOST_MEETINGS],
        "most": read.MOST_MEETINGS,
        "may_record": read.may_record(scope),
        "typed": typed or {},
        "error": error,
        "today": timezone.localdate(),
    }
    return render(request, PAGE, context, status=REFUSED_STATUS if error else None)
