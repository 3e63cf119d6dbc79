"""Difficulties, instructions, urging and checks on one mission: one act a view."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from approvals.services import difficulties, follow_ups, instructions
from approvals.services.difficulties import Raised
from approvals.services.follow_up_answers import answer_follow_up
from approvals.views.answering import done, seen, valid
from approvals.views.urging_forms import (
    DifficultyForm,
    FollowUpAnswerForm,
    FollowUpForm,
    InspectionForm,
    WordsForm,
)


@require_POST
def difficulty_raise(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(DifficultyForm(request.POST))
    data = form.cleaned_data
    row = difficulties.raise_difficulty(
        mission_id=pk,
        raised=Raised(data["text"], data["proposal"], data["kind"]),
        **seen(request, form),
    )
    return done(request, row.mission, "Đã báo vướng mắc", "vuong-mac")


@require_POST
def difficulty_answer(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    form = valid(WordsForm(request.POST))
    row = difficulties.answer_difficulty(
        mission_id=pk,
        difficulty_id=row_pk,
        answer=form.cleaned_data["text"],
        **seen(request, form),
    )
    return done(request, row.mission, "Đã trả lời vướng mắc", "vuong-mac")


@require_POST
def difficulty_pass_up(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    form = valid(WordsForm(request.POST))
    row = difficulties.pass_up_difficulty(
        mission_id=pk,
        difficulty_id=row_pk,
        opinion=form.cleaned_data["text"],
        **seen(request, form),
    )
    return done(request, row.mission, "Đã chuyển Trưởng Ban vướng mắc", "vuong-mac")


@require_POST
def difficulty_settle(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    form = valid(WordsForm(request.POST))
    row = difficulties.settle_difficulty(
        mission_id=pk,
        difficulty_id=row_pk,
        word=form.cleaned_data["text"],
        **seen(request, form),
    )
    return done(request, row.mission, "Đã rút vướng mắc", "vuong-mac")


@require_POST
def instruct(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(WordsForm(request.POST))
    row = instructions.instruct(
        mission_id=pk, text=form.cleaned_data["text"], **seen(request, form)
    )
    return done(request, row.mission, "Đã cho ý kiến chỉ đạo", "vuong-mac")


@require_POST
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(FollowUpForm(request.POST))
    data = form.cleaned_data
    row = follow_ups.follow_up(
        mission_id=pk,
        text=data["text"],
        unit_id=data["unit"],
        again=data["again"],
        **seen(request, form),
    )
    return done(request, row.mission, "Đã đôn đốc", "don-doc")


@require_POST
def follow_up_above(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(FollowUpForm(request.POST))
    row = follow_ups.follow_up_above(
        mission_id=pk,
        text=form.cleaned_data["text"],
        again=form.cleaned_data["again"],
        **seen(request, form),
    )
    return done(request, row.mission, "Đã đôn đốc", "don-doc")


@require_POST
def follow_up_answer(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    form = valid(FollowUpAnswerForm(request.POST))
    row = answer_follow_up(
        mission_id=pk,
        follow_up_id=row_pk,
        answer=form.cleaned_data["text"],
        promised_on=form.cleaned_data["promised_on"],
        **seen(request, form),
    )
    return done(request, row.mission, "Đã trả lời đôn đốc", "don-doc")


@require_POST
def inspect(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(InspectionForm(request.POST))
    data = form.cleaned_data
    row = instructions.inspect(
        mission_id=pk,
        findings=data["text"],
        held_on=data["held_on"],
        is_unannounced=data["is_unannounced"],
        **seen(request, form),
    )
    return done(request, row.mission, "Đã ghi kiểm tra", "don-doc")
