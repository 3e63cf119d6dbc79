"""Taking documents in: refused by its announced length, held in memory only, then
given to the service file by file."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from organization.models import Person
from workflows.exceptions import Refusal
from workflows.files import Upload, extension_of, safe_name
from workflows.forms import MOST_FILES, UploadForm, sentences
from workflows.models import Document, Intake
from workflows.services import intake
from workflows.views.documents_page import require_office

TOO_LARGE_STATUS = 413
ONE_VERSION = "Bản sửa đổi là một văn bản. Chọn một tệp."


@dataclass(frozen=True)
class Line:
    """What became of one file that was sent: a document, an intake, or a refusal with
    its sentence (and the document that was there before, where that is why)."""

    name: str
    document: Document | None = None
    intake: Intake | None = None
    error: str = ""
    status: int = 200
    is_secret: bool = False

    @property
    def extension(self) -> str:
        """PDF, as the list of files shows it."""
        return extension_of(self.name)


# The outer view looks at nobody's form yet: it refuses who may not and what is too
# large before a byte is parsed; the inner one checks the token as every view does.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def document_upload(request: HttpRequest) -> HttpResponse:
    """Take documents in: files or pasted text, declared free of state secrets."""
    person = require_office(request)
    if request.method == "POST":
        if is_too_large(request):
            sentence = (
                f"Tệp lớn hơn {_limit_mib()} MB nên chưa được nhận. "
                "Chia nhỏ hoặc nén ảnh trong tệp rồi tải lên lần nữa."
            )
            return _upload_page(request, sentence, status=TOO_LARGE_STATUS)
        request.upload_handlers = [InMemory(request)]
    return _upload(request, person)


@csrf_protect
def _upload(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method == "POST":
        return _uploaded(request, person)
    return _upload_page(request)


def _uploaded(request: HttpRequest, person: Person) -> HttpResponse:
    form = _upload_form(request)
    if form is None:
        return _upload_page(request, intake.TOO_LONG, status=TOO_LARGE_STATUS)
    former = _former(request)
    lines = _take(form, person, former)
    if vars(request).get("htmx"):
        # The script of the page sends one file at a time, and shows its line.
        context = {"line": lines[0], "said": True}
        status = lines[0].status
        return render(request, "workflows/intake_line.html", context, status=status)
    if len(lines) == 1:
        return _to_result(request, form, lines[0])
    return _upload_page(request, lines=lines)


def _upload_form(request: HttpRequest) -> UploadForm | None:
    """What was sent, parsed only now; None where the pasted text is far too long."""
    try:
        return UploadForm(request.POST, request.FILES)
    except RequestDataTooBig:
        return None


def _former(request: HttpRequest) -> Document | None:
    """Of which document the paper is a new version, where it comes from its page."""
    wanted = request.GET.get("thay-the", "")
    if request.method == "POST" and not is_too_large(request):
        with suppress(RequestDataTooBig):
            wanted = request.POST.get("thay-the", wanted)
    if not wanted:
        return None
    pk = int(wanted) if wanted.isdecimal() else 0
    found = Document.objects.defer("text").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _take(form: UploadForm, person: Person, former: Document | None) -> list[Line]:
    if not form.is_valid():
        return [Line("", error=sentences(form), status=422)]
    declared = form.cleaned_data["declared"]
    uploads = form.uploads()
    if former is not None and len(uploads) > 1:
        return [Line("", error=ONE_VERSION, status=422)]
    if not uploads:
        text = form.cleaned_data["text"]
        return [_take_text(text, person, declared=declared, former=former)]
    return [
        _take_file(upload, person, declared=declared, former=former)
        for upload in uploads
    ]


def _take_file(
    upload: Upload, person: Person, *, declared: bool, former: Document | None
) -> Line:
    name = safe_name(upload.name)
    try:
        taken = intake.take_in(
            upload=upload,
            declared_free_of_secrets=declared,
            by=person,
            supersedes=former,
        )
    except Refusal as refusal:
        return _refused(name, refusal)
    return _taken(name, taken)


def _taken(name: str, taken: Document | Intake) -> Line:
    if isinstance(taken, Intake):
        return Line(name, intake=taken)
    return Line(name, document=taken)


def _take_text(
    text: str, person: Person, *, declared: bool, former: Document | None
) -> Line:
    try:
        taken = intake.take_in_text(
            text=text, declared_free_of_secrets=declared, by=person, supersedes=former
        )
    except Refusal as refusal:
        return _refused("", refusal)
    return _taken("", taken)


def _refused(name: str, refusal: Refusal) -> Line:
    is_secret = isinstance(refusal, intake.SecretRefused)
    return Line(
        # Of a secret not even the name is shown again.
        "" if is_secret else name,
        document=getattr(refusal, "document", None),
        error=str(refusal),
        status=refusal.status,
        is_secret=is_secret,
    )


def _to_result(request: HttpRequest, form: UploadForm, line: Line) -> HttpResponse:
    """Where one file or text leads: its document, its progress, or back with why."""
    if line.error:
        return _upload_page(
            request,
            line.error,
            # The words that were sent are not shown again either.
            form=None if line.is_secret else form,
            twin=line.document,
            status=line.status,
        )
    if line.intake is not None:
        return redirect("workflows:intake", line.intake.pk)
    if line.document is None:
        raise Http404
    messages.success(request, f"Đã đọc văn bản: {line.document.items.count()} mục.")
    if line.document.supersedes_id is not None:
        return redirect("approvals:amendment", line.document.pk)
    return redirect("workflows:document", line.document.pk)


def _upload_page(
    request: HttpRequest,
    error: str = "",
    *,
    form: UploadForm | None = None,
    twin: Document | None = None,
    lines: Sequence[Line] = (),
    status: int = 200,
) -> HttpResponse:
    former = _former(request)
    context = {
        "error": error,
        "twin": twin,
        "text": form.data.get("text", "") if form else "",
        "declared": bool(form and form.data.get("declared")),
        "lines": lines,
        "accepted": intake.ACCEPTED,
        "limit": settings.MAX_DOCUMENT_BYTES,
        "limit_mib": _limit_mib(),
        "most_files": 1 if former else MOST_FILES,
        "former": former,
        "not_declared": intake.NOT_DECLARED,
    }
    return render(request, "workflows/document_upload.html", context, status=status)


def _limit_mib() -> int:
    limit: int = settings.MAX_DOCUMENT_BYTES
    return limit // (1024 * 1024)


def is_too_large(request: HttpRequest) -> bool:
    """Whether more is announced than a file and its form may have; nothing is read."""
    limit: int = settings.MAX_DOCUMENT_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > limit
    except ValueError:
        return True


class InMemory(MemoryFileUploadHandler):
    """Never a temporary file: what turns out to be secret shall not touch the disk."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],  # noqa: ARG002
        META: dict[str, str],  # noqa: ARG002, N803
        content_length: int,  # noqa: ARG002
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> Any:
        self.activated = True
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > settings.MAX_DOCUMENT_BYTES + 1:
            # One byte too many is enough: the service says what is wrong with it.
            return None
        return super().receive_data_chunk(raw_data, start)
