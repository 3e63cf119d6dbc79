"""Thu hồi văn bản: what it takes back is listed before, then done in one act."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from approvals import services
from approvals.views.answering import go
from organization.models import Person
from workflows.enums import OPEN_STATES
from workflows.exceptions import InvalidInput
from workflows.models import Document, Mission
from workflows.views.documents_page import require_office


@require_http_methods(["GET", "HEAD", "POST"])
def document_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the open missions that go with it. POST: take it back, with the reason."""
    person = require_office(request)
    document = Document.objects.select_related("supersedes").filter(pk=pk).first()
    if document is None:
        raise Http404
    if request.method == "POST":
        return _withdraw(request, document, person)
    missions = (
        Mission.objects.filter(document=document, state__in=OPEN_STATES)
        .select_related("lead_unit")
        .order_by("pk")
    )
    context = {
        "document": document,
        "missions": missions,
        "finished": document.missions.exclude(state__in=OPEN_STATES).count(),
    }
    return render(request, "approvals/document_withdraw.html", context)


def _withdraw(request: HttpRequest, document: Document, person: Person) -> HttpResponse:
    """`mission` repeats as `number:version`, as the page listed them."""
    try:
        seen = {
            int(number): int(version)
            for number, version in (
                pair.split(":", 1) for pair in request.POST.getlist("mission")
            )
        }
    except ValueError:
        raise InvalidInput("Danh sách nhiệm vụ không đọc được.") from None
    gone = services.withdraw_document(
        document_id=document.pk,
        reason=request.POST.get("reason", ""),
        seen=seen,
        by=person,
    )
    messages.success(
        request, f"Đã thu hồi {document.citation} và {len(gone)} nhiệm vụ đang mở."
    )
    return go(request, reverse("workflows:document", args=[document.pk]))
