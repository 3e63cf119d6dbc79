"""Nhập văn bản: the list, and how the reading of long files goes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from workflows.enums import IntakeState
from workflows.models import Intake
from workflows.queries.documents import with_counts
from workflows.queries.intakes import intakes_of, shown_intakes
from workflows.services import intake_looking, intake_queue
from workflows.views.documents_page import require_office

PER_PAGE = 30


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """Documents, newest first, with what became of what was read; above them the
    person's own files that are still being read."""
    person = require_office(request)
    pages = Paginator(with_counts(), PER_PAGE)
    shown = [named(one) for one in shown_intakes(person, at=timezone.now())]
    context = {
        "page": pages.get_page(request.GET.get("trang")),
        "intakes": shown,
        "running": any(one.is_running for one in shown),
    }
    return render(request, "workflows/document_list.html", context)


@require_safe
def intake_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one file is; once it is read, its document."""
    found = _own(request, pk)
    if found.state == IntakeState.DONE and found.document_id is not None:
        return redirect("workflows:document", found.document_id)
    context = {"intake": found, "goes_on": True}
    return render(request, "workflows/intake.html", context)


@require_safe
def intake_row(request: HttpRequest, pk: int) -> HttpResponse:
    """What an open page asks for every second: how far it is, or the whole row once
    it has ended. With `sang`, a file that was read leads on to its document."""
    person = require_office(request)
    found = intakes_of(person).filter(pk=pk).first()
    if found is None:  # taken off the list at another page
        return HttpResponse(
            headers={"HX-Retarget": f"#luot-{pk}", "HX-Reswap": "delete"}
        )
    goes_on = "sang" in request.GET
    context = {"intake": named(found), "goes_on": goes_on, "said": True}
    if found.is_running:
        return render(request, "workflows/intake_progress.html", context)
    if goes_on and found.state == IntakeState.DONE:
        address = reverse("workflows:document", args=[found.document_id])
        return HttpResponse(headers={"HX-Redirect": address})
    answer = render(request, "workflows/intake_row.html", context)
    answer["HX-Retarget"] = f"#luot-{pk}"
    answer["HX-Reswap"] = "outerHTML"
    return answer


@require_POST
def intake_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it wherever it stands."""
    person = require_office(request)
    cancelled = intake_queue.cancel(intake_id=pk, by=person)
    return _answer(request, cancelled, "Đã hủy. Không có gì của tệp được giữ lại.")


@require_POST
def intake_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it again, without a new upload."""
    person = require_office(request)
    return _answer(request, intake_queue.retry(intake_id=pk, by=person), "")


@require_POST
def intake_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the list."""
    person = require_office(request)
    intake_queue.dismiss(intake_id=pk, by=person)
    if vars(request).get("htmx"):
        return HttpResponse()
    return redirect("workflows:document_list")


def _answer(request: HttpRequest, changed: Intake, sentence: str) -> HttpResponse:
    if vars(request).get("htmx"):
        context = {
            "intake": changed,
            "goes_on": "sang" in request.GET,
            "said": True,
        }
        return render(request, "workflows/intake_row.html", context)
    if sentence:
        messages.success(request, sentence)
        return redirect("workflows:document_list")
    return redirect("workflows:intake", changed.pk)


def _own(request: HttpRequest, pk: int) -> Intake:
    found = intakes_of(require_office(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return named(found)


def named(found: Intake) -> Intake:
    """With the name that only memory knows, as long as a scan is looked through."""
    found.held_name = intake_looking.name_of(found.pk)
    return found
