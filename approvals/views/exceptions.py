"""Cho phép riêng: who is let into one mission without a seat that gives it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from approvals import services
from approvals.queries.delegates import candidates
from approvals.views.answering import person_of, visible_mission
from approvals.views.delegation_words import begins, ends
from approvals.views.period_forms import PeriodForm, Span
from organization.concerns import confirm_identity
from organization.exceptions import ActionDenied, Refusal
from organization.forms.days import written
from organization.models import Person
from workflows import permissions
from workflows.enums import ExceptionRight
from workflows.exceptions import InvalidInput
from workflows.forms import sentences
from workflows.models import Mission, MissionException
from workflows.queries.exceptions import exceptions_of

ID: Final = re.compile(r"\d{1,9}", re.ASCII)
FIELDS: Final = ("span", "from_day", "from_hour", "to_day", "to_hour", "reason")


class ExceptionForm(PeriodForm):
    """Whom, what beside seeing, until when, why; with the version that was seen."""

    version = forms.IntegerField(min_value=0)
    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True),
        error_messages={
            "required": "Chưa chọn người.",
            "invalid_choice": "Người này không có trong danh sách.",
        },
    )
    prepare = forms.BooleanField(required=False)
    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Chưa có lý do. Nêu vì sao cho phép riêng người này.",
            "max_length": "Lý do không quá 300 ký tự.",
        },
    )

    @property
    def rights(self) -> list[ExceptionRight]:
        """To see, always; what else was ticked."""
        more = [ExceptionRight.PREPARE] if self.cleaned_data["prepare"] else []
        return [ExceptionRight.VIEW, *more]


class EndForm(forms.Form):
    version = forms.IntegerField(min_value=0)
    reason = forms.CharField(max_length=300, required=False)


@require_safe
def exceptions(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who sees the mission sees who else was let in. The list alone for the
    mission's own page; here also the search for a person (`tim`) and the form."""
    mission = visible_mission(request, pk)
    if vars(request)["htmx"]:
        context = _listed(request, mission)
        return render(request, "approvals/_exceptions.html", context)
    chosen = request.GET.get("nguoi", "")
    person = None
    if ID.fullmatch(chosen):
        people = Person.objects.filter(is_active=True, pk=int(chosen))
        person = people.exclude(pk=person_of(request).pk).first()
    return _page(request, mission, person=person)


@confirm_identity
@require_POST
def exception_give(request: HttpRequest, pk: int) -> HttpResponse:
    mission = visible_mission(request, pk)
    permissions.check_may("except", mission, person_of(request))
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        return _again(request, mission, form)
    starts_at, ends_at = form.period(timezone.now())
    data = form.cleaned_data
    try:
        row = services.give_exception(
            mission_id=mission.pk,
            person=data["person"],
            rights=form.rights,
            starts_at=starts_at,
            ends_at=ends_at,
            reason=data["reason"],
            by=person_of(request),
            expected_version=data["version"],
        )
    except ActionDenied:
        raise
    except Refusal as refusal:
        return _again(request, mission, form, refusal)
    messages.success(request, f"Đã cho phép riêng {row.person.full_name}.")
    return redirect("approvals:exceptions", mission.pk)


@confirm_identity
@require_POST
def exception_end(request: HttpRequest, pk: int, exception_pk: int) -> HttpResponse:
    mission = visible_mission(request, pk)
    if not MissionException.objects.filter(pk=exception_pk, mission=mission).exists():
        raise Http404
    form = EndForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(sentences(form))
    services.end_exception(
        exception_id=exception_pk,
        by=person_of(request),
        reason=form.cleaned_data["reason"],
        expected_version=form.cleaned_data["version"],
    )
    messages.success(request, "Đã chấm dứt. Từ lúc này không còn hiệu lực.")
    return redirect("approvals:exceptions", mission.pk)


def _listed(request: HttpRequest, mission: Mission) -> dict[str, Any]:
    at = timezone.now()
    return {
        "mission": mission,
        "exceptions": [_told(row, at) for row in exceptions_of(mission)],
        "may_except": permissions.can("except", mission, person_of(request)),
    }


def _page(
    request: HttpRequest,
    mission: Mission,
    *,
    person: Person | None = None,
    typed: Mapping[str, str] | None = None,
    form: ExceptionForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = _listed(request, mission)
    if context["may_except"] and person is None:
        words = request.GET.get("tim", "")
        found, is_cut = candidates(words, but=person_of(request).pk)
        context |= {"words": words, "found": found if words else [], "is_cut": is_cut}
    context |= {
        "person": person if context["may_except"] else None,
        "typed": typed or _typed(QueryDict()),
        "prepare": ExceptionRight.PREPARE,
        "spans": Span,
        "errors": form.errors if form is not None else {},
        "refusal": str(refusal) if refusal else "",
    }
    status = 200
    if form is not None:
        status = refusal.status if refusal else 422
    return render(request, "approvals/exceptions.html", context, status=status)


def _again(
    request: HttpRequest,
    mission: Mission,
    form: ExceptionForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The form with what was typed and why it was not accepted."""
    sent = request.POST.get("person", "")
    person = Person.objects.filter(pk=int(sent)).first() if ID.fullmatch(sent) else None
    typed = _typed(request.POST)
    return _page(
        request, mission, person=person, typed=typed, form=form, refusal=refusal
    )


def _told(row: MissionException, at: datetime) -> dict[str, Any]:
    """One line: its state as code, words and icon."""
    standing = ("giao", "Chưa đến ngày", "clock")
    if row.is_over(at):
        early = row.ended_at is not None
        standing = ("giao", "Đã chấm dứt" if early else "Đã hết thời hạn", "check")
    elif row.is_in_force(at):
        standing = ("xong", "Đang hiệu lực", "okc")
    if not row.person.is_active and not row.is_over(at):
        standing = ("quahan", "Tài khoản đã khóa", "alert")
    return {
        "row": row,
        "rights": [ExceptionRight(right).label for right in row.rights],
        "begins": begins(row.starts_at),
        "ends": ends(row.ended_at or row.ends_at),
        "standing": standing,
        "is_over": row.is_over(at),
    }


def _typed(query: QueryDict) -> dict[str, str]:
    usual = {"span": Span.RANGE.value, "from_day": written(timezone.localdate())}
    typed = {name: query.get(name) or usual.get(name, "") for name in FIELDS}
    return typed | {"prepare": query.get("prepare", "")}
