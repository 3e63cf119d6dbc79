"""Asking supporting units and answering them; saying how far the work is; talking."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from approvals.forms import (
    AgreementForm,
    AnswerForm,
    AskForm,
    CommentForm,
    ProgressForm,
)
from approvals.views.answering import person_of, valid
from organization.models import Person
from workflows import permissions
from workflows.models import Assignment, Comment, Mission, ProgressNote
from workflows.models.talk import TAKEN_BACK_WITHIN
from workflows.queries import missions_visible_to
from workflows.queries.who_sees import people_who_see
from workflows.services import preparing, supporting, talk

PAGE = 50


@require_POST
def ask_contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one supporting unit, or many, in one act."""
    form = valid(AskForm(request.POST))
    data = form.cleaned_data
    mission = supporting.ask(
        mission_id=pk,
        units=list(data["unit"]),
        text=data["text"],
        due_on=data["due_on"],
        by=person_of(request),
        expected_version=data["version"],
    )
    names = ", ".join(unit.name for unit in data["unit"])
    return _back(request, mission, f"Đã đề nghị {names} gửi nội dung.", UNITS)


@require_POST
def answer_contribution(
    request: HttpRequest, pk: int, contribution_pk: int
) -> HttpResponse:
    """Take up what a unit sent, or explain why not."""
    form = valid(AnswerForm(request.POST))
    mission = supporting.answer(
        mission_id=pk,
        contribution_id=contribution_pk,
        outcome=form.cleaned_data["outcome"],
        text=form.cleaned_data["text"],
        by=person_of(request),
        expected_version=form.cleaned_data["version"],
    )
    messages.success(request, "Đã trả lời nội dung phối hợp.")
    address = reverse("approvals:preparation", args=[mission.pk])
    return _to(request, f"{address}#phoi-hop")


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: the unit has nothing to add."""
    form = valid(AgreementForm(request.POST))
    mission = preparing.contribute(
        mission_id=pk,
        unit=form.cleaned_data["unit"],
        text="",
        agrees=True,
        by=person_of(request),
        expected_version=form.cleaned_data["version"],
    )
    return _back(request, mission, "Đã trả lời: thống nhất.", UNITS)


@require_POST
def note_progress(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(ProgressForm(request.POST))
    data = form.cleaned_data
    mission = talk.note_progress(
        mission_id=pk,
        text=data["text"],
        percent=data["percent"],
        milestone=data["milestone"],
        by=person_of(request),
        expected_version=data["version"],
    )
    return _back(request, mission, "Đã ghi cập nhật tiến độ.", PROGRESS)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(CommentForm(request.POST))
    data = form.cleaned_data
    mission = talk.comment(
        mission_id=pk,
        text=data["text"],
        mentioned=list(data["mentioned"]),
        by=person_of(request),
        expected_version=data["version"],
    )
    return _back(request, mission, "Đã gửi ý kiến trao đổi.", TALK)


@require_POST
def comment_withdraw(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    mission = talk.withdraw_comment(
        mission_id=pk, comment_id=comment_pk, by=person_of(request)
    )
    return _back(request, mission, "Đã rút ý kiến trao đổi.", TALK)


@require_safe
def talk_page(request: HttpRequest, pk: int) -> HttpResponse:
    """All comments of a mission, and the people who may be mentioned."""
    mission = _seen(request, pk)
    rows = Comment.objects.filter(mission=mission).values(
        "id",
        "mentioned",
        "withdrawn_at",
        *WORDS,
        **WRITTEN,
        person=F("written_by_id"),
    )
    may = permissions.can("comment", mission, person_of(request))
    context = {
        "mission": mission,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "may_comment": may,
        "people": _others(request, mission) if may else [],
        "still_mine": timezone.now() - TAKEN_BACK_WITHIN,
    }
    return render(request, "approvals/talk.html", context)


@require_safe
def progress_page(request: HttpRequest, pk: int) -> HttpResponse:
    """All progress notes of a mission, newest first."""
    mission = _seen(request, pk)
    rows = ProgressNote.objects.filter(mission=mission).values(
        "percent", "milestone", *WORDS, **WRITTEN
    )
    context = {
        "mission": mission,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "approvals/progress.html", context)


# As the panels of the mission's page have them.
WORDS = ("text", "title", "capacity", "on_behalf_of")
WRITTEN = {"at": F("written_at"), "who": F("written_by__full_name")}
# Where on the mission's page the person was.
UNITS, PROGRESS, TALK = "don-vi-thuc-hien", "tien-do", "trao-doi"


def _seen(request: HttpRequest, pk: int) -> Mission:
    rows = missions_visible_to(person_of(request)).filter(pk=pk)
    mission = rows.select_related("lead_unit").first()
    if mission is None:
        raise Http404
    units = Assignment.objects.filter(mission=mission).values_list("unit", flat=True)
    mission.supporting_unit_ids = frozenset(units)
    return mission


def _others(request: HttpRequest, mission: Mission) -> list[Person]:
    """Who may be mentioned: everybody who sees it, but the one who writes."""
    people = people_who_see(mission, timezone.now())
    return [one for one in people if one.pk != person_of(request).pk]


def _back(
    request: HttpRequest, mission: Mission, sentence: str, place: str
) -> HttpResponse:
    messages.success(request, sentence)
    return _to(request, f"{reverse('approvals:mission', args=[mission.pk])}#{place}")


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """With script the page comes anew where it was scrolled to; a change of the part
    behind # alone would load nothing."""
    if vars(request).get("htmx"):
        return HttpResponseClientRefresh()
    return redirect(address)
