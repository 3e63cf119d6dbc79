"""Nhập văn bản: the list, taking a document in, its page, its number, its file."""

import logging

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from organization.models import Person
from workflows.exceptions import InvalidInput, Refusal
from workflows.forms import NumberForm, UploadForm
from workflows.models import Document
from workflows.queries.documents import with_counts
from workflows.services import documents, intake
from workflows.services.twins import AlreadyRegistered
from workflows.views.attachments import KeptFileResponse
from workflows.views.documents_page import (
    ALL,
    IntakePage,
    load_page,
    require_office,
)
from workflows.views.documents_uploads import InMemory, is_too_large

log = logging.getLogger(__name__)

PER_PAGE = 30
OK_STATUS, TOO_LARGE_STATUS = 200, 413


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """Documents, newest first, with what became of what was read."""
    require_office(request)
    pages = Paginator(with_counts(), PER_PAGE)
    page = pages.get_page(request.GET.get("trang"))
    return render(request, "workflows/document_list.html", {"page": page})


# The outer view looks at nobody's form yet: it refuses who may not and what is too
# large before a byte is parsed; the inner one checks the token as every view does.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def document_upload(request: HttpRequest) -> HttpResponse:
    """Take a document in: a file or pasted text, declared free of state secrets."""
    person = require_office(request)
    if request.method == "POST":
        if is_too_large(request):
            limit = settings.MAX_DOCUMENT_BYTES // (1024 * 1024)
            sentence = (
                f"Tệp lớn hơn {limit} MB nên chưa được nhận. "
                "Chia nhỏ hoặc nén ảnh trong tệp rồi tải lên lần nữa."
            )
            return _upload_page(request, sentence, status=TOO_LARGE_STATUS)
        request.upload_handlers = [InMemory(request)]
    return _upload(request, person)


@csrf_protect
def _upload(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method != "POST":
        return _upload_page(request)
    form = _upload_form(request)
    if form is None:
        return _upload_page(request, intake.TOO_LONG, status=TOO_LARGE_STATUS)
    try:
        document = _register(form, person)
    except intake.SecretRefused as refusal:
        # Not even the words that were sent are shown again.
        return _upload_page(request, str(refusal), status=refusal.status)
    except AlreadyRegistered as refusal:
        twin = refusal.document
        return _upload_page(request, str(refusal), twin=twin, status=refusal.status)
    except Refusal as refusal:
        return _upload_page(request, str(refusal), form=form, status=refusal.status)
    messages.success(request, f"Đã đọc văn bản: {document.items.count()} mục.")
    return redirect("workflows:document", document.pk)


def _upload_form(request: HttpRequest) -> UploadForm | None:
    """What was sent, parsed only now; None where the pasted text is far too long."""
    try:
        return UploadForm(request.POST, request.FILES)
    except RequestDataTooBig:
        return None


def _register(form: UploadForm, person: Person) -> Document:
    """The one service call. Raises what the service refuses, or what the form lacks."""
    if not form.is_valid():
        found = [str(error) for errors in form.errors.values() for error in errors]
        raise InvalidInput(" ".join(found))
    declared = form.cleaned_data["declared"]
    upload = form.upload()
    if upload is None:
        return intake.register_text(
            text=form.cleaned_data["text"],
            declared_free_of_secrets=declared,
            by=person,
        )
    return intake.register_upload(
        upload=upload, declared_free_of_secrets=declared, by=person
    )


def _upload_page(
    request: HttpRequest,
    error: str = "",
    *,
    form: UploadForm | None = None,
    twin: Document | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "error": error,
        "twin": twin,
        "text": form.data.get("text", "") if form else "",
        "declared": bool(form and form.data.get("declared")),
        "accepted": intake.ACCEPTED,
        "limit": settings.MAX_DOCUMENT_BYTES,
    }
    return render(request, "workflows/document_upload.html", context, status=status)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper beside what was read from it."""
    require_office(request)
    page = load_page(pk, request.GET.get("loc", ALL))
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
    page = load_page(pk)
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
    require_office(request)
    found = Document.objects.select_related("file").filter(pk=pk).first()
    if found is None or found.file is None:
        raise Http404
    try:
        return KeptFileResponse(found.file, found.file_name)
    except FileNotFoundError:
        log.exception("The file of document %s is gone.", pk)
        raise Http404 from None
