"""Evidence inside a page: PDF page by page, and pictures, for who may take the file."""

from typing import Final, cast

from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organization.models import Person
from workflows import permissions
from workflows.models import (
    Attachment,
    ContributionFile,
    DraftFile,
    Mission,
)
from workflows.queries import missions_visible_to
from workflows.services import previews
from workflows.services.previews import NotShown
from workflows.services.readings import record_file

REPORT, DRAFT, SENT = "bao-cao", "chuan-bi", "phoi-hop"
Row = Attachment | DraftFile | ContributionFile
TOKEN: Final = signing.TimestampSigner(salt="file-preview")
LASTS_SECONDS: Final = 3600
MOST_PAGES: Final = 100
# The address by which the same file is saved.
SAVED_AT: Final = {
    REPORT: "workflows:attachment",
    DRAFT: "approvals:draft_file",
    SENT: "approvals:contribution_file",
}


@require_safe
def file_preview(
    request: HttpRequest, pk: int, kind: str, file_pk: int
) -> HttpResponse:
    """The file to be looked at; that it was opened stands on record first."""
    person = cast("Person", request.user)
    mission, row = _found(person, pk, kind, file_pk)
    try:
        pages = previews.pages_of(row.file)
    except (NotShown, FileNotFoundError):
        pages = 0
    record_file(row, mission_id=pk, by=person)
    context = {
        "mission": mission,
        "row": row,
        "kind": kind,
        "saved_at": SAVED_AT[kind],
        "pages": range(1, min(pages, MOST_PAGES) + 1),
        "count": pages,
        "token": TOKEN.sign(_subject(person, kind, file_pk)),
    }
    return render(request, "approvals/file_preview.html", context)


@require_safe
def file_page(
    request: HttpRequest, pk: int, kind: str, file_pk: int, number: int
) -> FileResponse:
    """One page as a picture, for who opened the file a short while ago and may still
    see it: whoever looks at a page is on record as having opened it."""
    person = cast("Person", request.user)
    try:
        subject = TOKEN.unsign(request.GET.get("xem", ""), max_age=LASTS_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    if subject != _subject(person, kind, file_pk):
        raise Http404
    _, row = _found(person, pk, kind, file_pk)
    try:
        place, content_type = previews.page_of(row.file, number)
        answer = FileResponse(place.open("rb"), content_type=content_type)
    except (NotShown, FileNotFoundError):
        raise Http404 from None
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _found(person: Person, pk: int, kind: str, file_pk: int) -> tuple[Mission, Row]:
    """The mission and its file, or 404: what may not be saved is not shown either."""
    mission = missions_visible_to(person).filter(pk=pk).first()
    if mission is None:
        raise Http404
    row: Row | None = None
    if kind == REPORT:
        reports = Attachment.objects.filter(pk=file_pk, report__mission=mission)
        row = reports.select_related("file", "report").first()
    elif kind == SENT:
        sent = ContributionFile.objects.filter(
            pk=file_pk, contribution__mission=mission
        )
        row = sent.select_related("file").first()
    elif kind == DRAFT and person.has_perm(permissions.PERMISSION["prepare"], mission):
        drafts = DraftFile.objects.filter(pk=file_pk, draft__mission=mission)
        row = drafts.select_related("file").first()
    if row is None or not previews.can_be_shown(row.file):
        raise Http404
    return mission, row


def _subject(person: Person, kind: str, file_pk: int) -> str:
    return f"{person.pk}:{kind}:{file_pk}"
