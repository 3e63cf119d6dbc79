"""What agencies outside were asked and answered, recorded from the papers."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from approvals.views.answering import acted, person_of, valid
from approvals.views.part_forms import AnswerOutsideForm, AskOutsideForm
from workflows.exceptions import MissionNotFound
from workflows.models import OutsideRequest
from workflows.queries import missions_visible_to
from workflows.services import outside
from workflows.services.outside import Answered, Asked
from workflows.services.readings import record_file
from workflows.views.attachments import KeptFileResponse

log = logging.getLogger(__name__)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(AskOutsideForm(request.POST))
    data = form.cleaned_data
    asked = Asked(**{name: data[name] for name in Asked.__dataclass_fields__})
    row = outside.ask_outside(
        mission_id=pk,
        asked=asked,
        by=person_of(request),
        expected_version=data["version"],
    )
    return acted(request, pk, f"Đã ghi đề nghị gửi {row.agency.name}.")


@require_POST
def answer(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """The paper that came in, with its file; once."""
    # Before the form is read: what is wrong with it is nobody's business who may not
    # see the mission.
    seen = missions_visible_to(person_of(request)).filter(pk=pk)
    if not OutsideRequest.objects.filter(pk=request_pk, mission__in=seen).exists():
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    form = valid(AnswerOutsideForm(request.POST, request.FILES))
    data = form.cleaned_data
    answered = Answered(
        text=data["text"],
        paper=data["paper"],
        on=data["on"],
        signed_by=data["signed_by"],
        uploads=form.uploads(),
    )
    row = outside.record_answer(
        mission_id=pk,
        request_id=request_pk,
        answered=answered,
        by=person_of(request),
        expected_version=data["version"],
    )
    return acted(request, pk, f"Đã ghi trả lời của {row.agency.name}.")


@require_safe
def file(request: HttpRequest, pk: int, request_pk: int) -> FileResponse:
    """The paper itself, for who may see the mission; who fetched it is on record."""
    row = (
        OutsideRequest.objects.filter(
            pk=request_pk,
            mission=pk,
            mission__in=missions_visible_to(person_of(request)),
            file__isnull=False,
        )
        .select_related("file")
        .first()
    )
    if row is None or row.file is None:
        raise Http404
    try:
        found = KeptFileResponse(row.file, row.file_name)
    except FileNotFoundError:
        log.exception("The content of outside request %s is gone.", row.pk)
        raise Http404 from None
    return found.once(lambda: record_file(row, mission_id=pk, by=person_of(request)))
