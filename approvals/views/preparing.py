"""Getting a report ready: the unit's draft, and what supporting units send."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from approvals.forms import ContributionForm, DraftForm, FilesForm
from approvals.queries.preparation import Preparation, preparation_of
from approvals.views.answering import go, person_of, valid
from organization import scopes
from workflows.exceptions import InvalidInput
from workflows.files import TYPES
from workflows.models import ContributionFile, DraftFile
from workflows.queries import missions_visible_to
from workflows.services import preparing
from workflows.services.readings import record_file
from workflows.views.attachments import KeptFileResponse

log = logging.getLogger(__name__)
MIB = 1024 * 1024


@require_safe
def preparation(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft for who may write it; what was contributed for who sees the mission."""
    found = _found(request, pk)
    context: dict[str, Any] = {
        "prep": found,
        "mission": found.mission,
        "accept": ",".join(sorted(TYPES)),
        "most_bytes": settings.MAX_ATTACHMENT_BYTES,
        "most_mib": settings.MAX_ATTACHMENT_BYTES // MIB,
        "most_all": settings.MAX_REPORT_BYTES,
    }
    return render(request, "approvals/preparation.html", context)


@require_POST
def draft_save(request: HttpRequest, pk: int) -> HttpResponse:
    """As one types (htmx: when it was kept, and the new number), or by the button."""
    form = valid(DraftForm(request.POST))
    draft = preparing.save_draft(
        mission_id=pk,
        text=form.cleaned_data["text"],
        result=form.cleaned_data["result"],
        by=person_of(request),
        expected_version=form.cleaned_data["draft"],
    )
    if vars(request).get("htmx"):
        return render(request, "approvals/_draft_kept.html", {"draft": draft})
    messages.success(request, "Đã lưu bản chuẩn bị.")
    return redirect("approvals:preparation", pk)


@require_POST
def draft_files(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(FilesForm(request.POST, request.FILES))
    uploads = form.uploads()
    if not uploads:
        raise InvalidInput("Chưa chọn tệp nào.")
    preparing.add_draft_files(mission_id=pk, uploads=uploads, by=person_of(request))
    return _back(request, pk, "Đã thêm tệp vào bản chuẩn bị.")


@require_POST
def draft_file_remove(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    preparing.remove_draft_file(mission_id=pk, file_id=file_pk, by=person_of(request))
    return _back(request, pk, "Đã bỏ tệp khỏi bản chuẩn bị.")


@require_POST
def contribute(request: HttpRequest, pk: int) -> HttpResponse:
    """What a supporting unit did or thinks, with its files."""
    form = valid(ContributionForm(request.POST, request.FILES))
    mission = preparing.contribute(
        mission_id=pk,
        unit=form.cleaned_data["unit"],
        text=form.cleaned_data["text"],
        uploads=form.uploads(),
        by=person_of(request),
        expected_version=form.cleaned_data["version"],
    )
    return _back(request, pk, f"Đã gửi nội dung phối hợp cho {mission.code}.")


@require_safe
def draft_file(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A file of the draft, for who may prepare the report."""
    found = _found(request, pk)
    row = DraftFile.objects.filter(pk=file_pk, draft__mission=found.mission)
    return _handed_out(request, row.select_related("file").first(), pk, found)


@require_safe
def contribution_file(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A file that a supporting unit sent, for who may see the mission."""
    row = ContributionFile.objects.filter(
        pk=file_pk,
        contribution__mission=pk,
        contribution__mission__in=missions_visible_to(person_of(request)),
    )
    return _handed_out(request, row.select_related("file").first(), pk)


def _handed_out(
    request: HttpRequest,
    row: DraftFile | ContributionFile | None,
    mission_id: int,
    found: Preparation | None = None,
) -> FileResponse:
    if row is None or (found is not None and not found.may_prepare):
        raise Http404
    try:
        answer = KeptFileResponse(row.file, row.name)
    except FileNotFoundError:
        log.exception("The content of %s %s is gone.", type(row).__name__, row.pk)
        raise Http404 from None
    return answer.once(
        lambda: record_file(row, mission_id=mission_id, by=person_of(request))
    )


def _found(request: HttpRequest, pk: int) -> Preparation:
    person = person_of(request)
    found = preparation_of(person, pk, scopes.current(person))
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest, pk: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return go(request, reverse("approvals:preparation", args=[pk]))
