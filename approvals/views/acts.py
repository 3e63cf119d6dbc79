"""One act a view, one service call a view. A refusal is an exception: the middleware
turns its sentence into a toast or a page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from approvals import services
from approvals.enums import DecisionOutcome
from approvals.forms import (
    ActForm,
    CorrectionForm,
    HandInForm,
    OfficerForm,
    ReasonForm,
    ReturnForm,
)
from approvals.views.answering import done, onward, person_of, seen, valid
from approvals.views.bulk import keep_results
from approvals.views.part_forms import ApproveForm, WithdrawForm
from organization.concerns import confirm_identity
from workflows.enums import MissionState
from workflows.exceptions import InvalidInput
from workflows.models import Mission
from workflows.services import corrections, missions
from workflows.services.corrections import Correction, Outside
from workflows.services.reports import HandIn


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ActForm(request.POST))
    mission = missions.start(mission_id=pk, **seen(request, form))
    return done(request, mission, "Đã nhận thực hiện")


@require_POST
def name_officer(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(OfficerForm(request.POST))
    mission = missions.name_officer(
        mission_id=pk, officer=form.cleaned_data["officer"], **seen(request, form)
    )
    return done(request, mission, "Đã phân công chuyên viên cho")


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(CorrectionForm(request.POST))
    data = form.cleaned_data
    correction = Correction(
        title=data["title"],
        text=data["text"],
        lead_unit=data["lead_unit"],
        directing_leader=data["directing_leader"],
        supporting_units=tuple(data["supporting_units"]),
        due_on=data["due_on"],
        no_deadline_reason=data["no_deadline_reason"],
        outside=_outside(request, data),
    )
    mission = corrections.correct(
        mission_id=pk,
        correction=correction,
        reason=data["reason"],
        **seen(request, form),
    )
    return done(request, mission, "Đã đính chính")


def _outside(request: HttpRequest, data: dict[str, Any]) -> Outside | None:
    """None where the form did not ask for agencies outside: they stay as they are."""
    if "led_outside_name" not in request.POST:
        return None
    return Outside(led=data["led_outside_name"], given_by=data["given_by_name"])


@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(HandInForm(request.POST, request.FILES))
    report = HandIn(
        text=form.cleaned_data["text"],
        result=form.cleaned_data["result"],
        uploads=form.uploads(),
        draft=form.cleaned_data["draft"],
        missing_reason=form.cleaned_data["missing_reason"],
    )
    mission = services.hand_in(mission_id=pk, report=report, **seen(request, form))
    return done(request, mission, "Đã nộp báo cáo")


@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ActForm(request.POST))
    mission = services.recall(mission_id=pk, **seen(request, form))
    return done(request, mission, "Đã rút báo cáo")


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ActForm(request.POST))
    mission = services.submit(mission_id=pk, **seen(request, form))
    return done(request, mission, "Đã trình lãnh đạo")


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ApproveForm(request.POST))
    mission = _decide(request, pk, form, DecisionOutcome.APPROVE)
    went_on = mission.state != MissionState.COMPLETED
    did = "Đã đồng ý, trình Trưởng Ban" if went_on else "Đã duyệt hoàn thành"
    return done(request, mission, did)


@require_POST
def return_for_revision(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ReturnForm(request.POST))
    mission = _decide(request, pk, form, DecisionOutcome.RETURN)
    return done(request, mission, "Đã trả lại")


def _decide(
    request: HttpRequest, pk: int, form: ReasonForm, outcome: DecisionOutcome
) -> Mission:
    return services.decide(
        mission_id=pk,
        outcome=outcome,
        kind=form.cleaned_data.get("kind"),
        reason=form.cleaned_data["reason"],
        parts_reason=form.cleaned_data.get("parts_reason", ""),
        **seen(request, form),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Its open parts end with it, unless the person says that they go on."""
    form = valid(WithdrawForm(request.POST))
    data = form.cleaned_data
    words = {"reason": data["reason"], "parts_stay": data["parts_stay"]}
    mission = services.withdraw(mission_id=pk, **words, **seen(request, form))
    return done(request, mission, "Đã thu hồi")


def _with_reason(
    service: Callable[..., Mission], did: str, name: str = "reason"
) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view for an act that takes words and nothing else."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        form = valid(ReasonForm(request.POST))
        words = {name: form.cleaned_data["reason"]}
        mission = service(mission_id=pk, **words, **seen(request, form))
        return done(request, mission, did)

    return view


return_for_form = _with_reason(services.return_for_form, "Đã trả lại về thể thức")
pass_up = _with_reason(services.pass_up, "Đã chuyển Trưởng Ban", name="comment")


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
    results = services.decide_many(versions=versions, by=person_of(request))
    keep_results(request, results)
    return onward(request, reverse("approvals:approve_results"))
