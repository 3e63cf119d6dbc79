"""The acts on deadlines: one act a view, one service call a view."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from approvals.forms import ActForm, ReasonForm
from approvals.views.answering import done, seen, valid
from approvals.views.time_forms import (
    AskForm,
    GrantForm,
    InternalForm,
    ResumeForm,
    WaitForm,
)
from workflows.services import extensions, interruptions


@require_POST
def ask_extension(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(AskForm(request.POST))
    mission = extensions.ask_extension(
        mission_id=pk,
        due_on=form.cleaned_data["due_on"],
        reason=form.cleaned_data["reason"],
        **seen(request, form),
    )
    return done(request, mission, "Đã gửi đề nghị gia hạn")


@require_POST
def take_back_extension(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ActForm(request.POST))
    mission = extensions.take_back_extension(mission_id=pk, **seen(request, form))
    return done(request, mission, "Đã rút đề nghị gia hạn")


@require_POST
def extend_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(GrantForm(request.POST))
    mission = extensions.extend_deadline(
        mission_id=pk,
        due_on=form.cleaned_data["due_on"],
        comment=form.cleaned_data["comment"],
        objective_cause=form.cleaned_data["cause"],
        **seen(request, form),
    )
    return done(request, mission, "Đã gia hạn")


@require_POST
def refuse_extension(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ReasonForm(request.POST))
    mission = extensions.refuse_extension(
        mission_id=pk, reason=form.cleaned_data["reason"], **seen(request, form)
    )
    return done(request, mission, "Đã trả lời không gia hạn")


@require_POST
def set_internal_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(InternalForm(request.POST))
    mission = extensions.set_internal_deadline(
        mission_id=pk,
        due_on=form.cleaned_data["internal_due_on"],
        **seen(request, form),
    )
    did = "Đã đặt hạn nội bộ" if mission.internal_due_on else "Đã bỏ hạn nội bộ"
    return done(request, mission, did)


@require_POST
def begin_wait(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(WaitForm(request.POST))
    data = form.cleaned_data
    mission = interruptions.begin_wait(
        mission_id=pk,
        kind=data["kind"],
        on_whom=data["on_whom"],
        reason=data["reason"],
        expected_on=data["expected_on"],
        **seen(request, form),
    )
    return done(request, mission, "Đã ghi việc đang chờ của")


@require_POST
def end_wait(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ReasonForm(request.POST))
    mission = interruptions.end_wait(
        mission_id=pk, outcome=form.cleaned_data["reason"], **seen(request, form)
    )
    return done(request, mission, "Đã ghi hết chờ")


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ReasonForm(request.POST))
    mission = interruptions.pause(
        mission_id=pk, reason=form.cleaned_data["reason"], **seen(request, form)
    )
    return done(request, mission, "Đã tạm dừng")


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ResumeForm(request.POST))
    mission = interruptions.resume(
        mission_id=pk,
        reason=form.cleaned_data["reason"],
        due_on=form.cleaned_data["due_on"],
        **seen(request, form),
    )
    return done(request, mission, "Đã cho tiếp tục")
