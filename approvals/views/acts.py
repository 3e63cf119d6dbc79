"""One act a view, one service call a view. A refusal is an exception: the middleware
turns its sentence into a toast or a page."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from approvals import services
from approvals.enums import DecisionOutcome
from approvals.forms import (
    ActForm,
    CorrectionForm,
    HandInForm,
    OfficerForm,
    ReasonForm,
)
from organization.concerns import confirm_identity
from organization.models import Person
from workflows.exceptions import InvalidInput
from workflows.forms import sentences
from workflows.models import Mission
from workflows.services import corrections, missions
from workflows.services.corrections import Correction
from workflows.services.reports import HandIn

F = TypeVar("F", bound=forms.Form)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    form = _valid(ActForm(request.POST))
    mission = missions.start(mission_id=pk, **_seen(request, form))
    return _done(request, mission, "Đã nhận thực hiện")


@require_POST
def name_officer(request: HttpRequest, pk: int) -> HttpResponse:
    form = _valid(OfficerForm(request.POST))
    mission = missions.name_officer(
        mission_id=pk, officer=form.cleaned_data["officer"], **_seen(request, form)
    )
    return _done(request, mission, "Đã phân công chuyên viên cho")


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    form = _valid(CorrectionForm(request.POST))
    data = form.cleaned_data
    correction = Correction(
        title=data["title"],
        text=data["text"],
        lead_unit=data["lead_unit"],
        directing_leader=data["directing_leader"],
        supporting_units=tuple(data["supporting_units"]),
        due_on=data["due_on"],
        no_deadline_reason=data["no_deadline_reason"],
    )
    mission = corrections.correct(
        mission_id=pk,
        correction=correction,
        reason=data["reason"],
        **_seen(request, form),
    )
    return _done(request, mission, "Đã đính chính")


@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    form = _valid(HandInForm(request.POST, request.FILES))
    report = HandIn(
        text=form.cleaned_data["text"],
        result=form.cleaned_data["result"],
        uploads=form.uploads(),
        draft=form.cleaned_data["draft"],
    )
    mission = services.hand_in(mission_id=pk, report=report, **_seen(request, form))
    return _done(request, mission, "Đã nộp báo cáo")


@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    form = _valid(ActForm(request.POST))
    mission = services.recall(mission_id=pk, **_seen(request, form))
    return _done(request, mission, "Đã rút báo cáo")


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    form = _valid(ActForm(request.POST))
    mission = services.submit(mission_id=pk, **_seen(request, form))
    return _done(request, mission, "Đã trình lãnh đạo")


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    form = _valid(ReasonForm(request.POST))
    mission = _decide(request, pk, form, DecisionOutcome.APPROVE)
    return _done(request, mission, "Đã duyệt hoàn thành")


@require_POST
def return_for_revision(request: HttpRequest, pk: int) -> HttpResponse:
    form = _valid(ReasonForm(request.POST))
    mission = _decide(request, pk, form, DecisionOutcome.RETURN)
    return _done(request, mission, "Đã trả lại")


def _decide(
    request: HttpRequest, pk: int, form: ReasonForm, outcome: DecisionOutcome
) -> Mission:
    return services.decide(
        mission_id=pk,
        outcome=outcome,
        reason=form.cleaned_data["reason"],
        **_seen(request, form),
    )


def _with_reason(
    service: Callable[..., Mission], done: str, name: str = "reason"
) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view for an act that takes words and nothing else."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        form = _valid(ReasonForm(request.POST))
        words = {name: form.cleaned_data["reason"]}
        mission = service(mission_id=pk, **words, **_seen(request, form))
        return _done(request, mission, done)

    return view


return_for_form = _with_reason(services.return_for_form, "Đã trả lại về thể thức")
pass_up = _with_reason(services.pass_up, "Đã chuyển Trưởng Ban", name="comment")
withdraw = _with_reason(services.withdraw, "Đã thu hồi")


@confirm_identity
@require_POST
def approve_many(request: HttpRequest) -> HttpResponse:
    """`mission` repeats as `number:version`; each gets a result of its own."""
    try:
        versions: dict[int, int | None] = {
            int(number): int(version)
            for number, version in (
                pair.split(":", 1) for pair in request.POST.getlist("mission")
            )
        }
    except ValueError:
        raise InvalidInput("Danh sách việc đã chọn không đọc được.") from None
    if not versions:
        raise InvalidInput("Chưa chọn việc nào. Đánh dấu việc cần duyệt.")
    results = services.decide_many(versions=versions, by=_person(request))
    done = [result for result in results if result.done]
    if done:
        codes = ", ".join(f"NV\u00a0{result.mission_id:03d}" for result in done)
        messages.success(request, f"Đã duyệt {len(done)} việc: {codes}.")
    for result in results:
        if not result.done:
            messages.warning(request, result.sentence)
    return _go(request, reverse("approvals:inbox"))


def _person(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _seen(request: HttpRequest, form: forms.Form) -> dict[str, Any]:
    return {"by": _person(request), "expected_version": form.cleaned_data["version"]}


def _valid(form: F) -> F:
    if not form.is_valid():
        raise InvalidInput(sentences(form))
    return form


def _done(request: HttpRequest, mission: Mission, did: str) -> HttpResponse:
    messages.success(request, f"{did} {mission.code}.")
    return _go(request, reverse("approvals:mission", args=[mission.pk]))


def _go(request: HttpRequest, usual: str) -> HttpResponse:
    """To the page that the form names, if it is ours; else to the usual one."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    target = wanted if ours else usual
    if vars(request).get("htmx"):
        return HttpResponseClientRedirect(target)
    return redirect(target)
