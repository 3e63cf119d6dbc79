"""Nhập văn bản: the page of a document, its number, what is given out, its file."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from history.enums import ReadingKind
from organization.models import Person
from workflows.exceptions import InvalidInput, Refusal
from workflows.forms import NumberForm
from workflows.models import Document
from workflows.services import documents
from workflows.services.readings import record_paper
from workflows.views.attachments import KeptFileResponse
from workflows.views.documents_page import (
    IntakePage,
    load_page,
    page_of,
    require_office,
)

log = logging.getLogger(__name__)

OK_STATUS = 200


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper beside what was read from it."""
    person = require_office(request)
    page = page_of(request, pk, person)
    page.is_picking = "chon" in request.GET
    wanted = request.GET.get("viec", "")
    opened = next(
        (card for card in page.shown if str(card.item.pk) == wanted),
        next((card for card in page.shown if card.needs_review), None),
    )
    if opened is not None:
        opened.is_open = True
    return show_page(request, page)


def show_page(
    request: HttpRequest, page: IntakePage, status: int = 200
) -> HttpResponse:
    """The whole page, also as the answer to what was refused."""
    context = {
        "page": page,
        "document": page.document,
        "pane": "list" if request.GET.get("xem") == "van-ban" else "detail",
        "just_given": page.last_batch if "vua-giao" in request.GET else [],
    }
    return render(request, "workflows/document.html", context, status=status)


@require_POST
def document_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Số, ký hiệu and ngày ban hành: without them nothing is given out."""
    person = require_office(request)
    form = NumberForm(request.POST)
    refusal = _set_number(pk, form, person)
    page = load_page(pk, by=person)
    status = OK_STATUS
    if refusal is not None or not form.is_valid():
        page.number_form = form
        page.number_error = str(refusal or "")
        page.number_twin = getattr(refusal, "document", None)
        status = refusal.status if refusal else 422
    if vars(request).get("htmx"):
        context = {
            "page": page,
            "document": page.document,
            "anchored": page.anchored if status == OK_STATUS else [],
        }
        name = "workflows/document_numbered.html"
        return render(request, name, context, status=status)
    if status != OK_STATUS:
        return show_page(request, page, status)
    messages.success(request, "Đã ghi số, ký hiệu và ngày ban hành.")
    return redirect("workflows:document", pk)


def _set_number(pk: int, form: NumberForm, person: Person) -> Refusal | None:
    """Try; what is refused comes back, so that the page can say it in its place."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        documents.set_number_and_date(
            document_id=pk,
            reference_number=data["reference_number"],
            issued_on=data["issued_on"],
            expected_version=data["version"],
            by=person,
        )
    except Refusal as refusal:
        return refusal
    return None


@require_POST
def document_give_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out the ticked items; `item` repeats as `number:version`."""
    person = require_office(request)
    try:
        seen = {
            int(number): int(version)
            for number, version in (
                pair.split(":", 1) for pair in request.POST.getlist("item")
            )
        }
    except ValueError:
        raise InvalidInput("Danh sách việc đã chọn không đọc được.") from None
    documents.give_out(document_id=pk, item_ids=seen, item_versions=seen, by=person)
    address = reverse("workflows:document", args=[pk])
    return redirect(f"{address}?vua-giao=1")


@require_safe
def document_file(request: HttpRequest, pk: int) -> KeptFileResponse:
    """The original, to be saved and never shown; for Văn phòng only."""
    person = require_office(request)
    found = Document.objects.select_related("file").filter(pk=pk).first()
    if found is None or found.file is None:
        raise Http404
    try:
        answer = KeptFileResponse(found.file, found.file_name)
    except FileNotFoundError:
        log.exception("The file of document %s is gone.", pk)
        raise Http404 from None
    return answer.once(lambda: record_paper(found, by=person, kind=ReadingKind.FILE))
