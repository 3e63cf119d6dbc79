"""The list of a document's items on paper, for the leader to sign off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from history.enums import ReadingKind
from workflows.services.readings import record_paper
from workflows.views.documents_page import load_page, require_office


@require_safe
def document_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Items that are or will be given out, general instructions below; what is open
    is said, what was left out or merged is not listed."""
    person = require_office(request)
    page = load_page(pk)
    record_paper(page.document, by=person, kind=ReadingKind.PRINTED)
    listed = [card for card in page.cards if card.group != "bo-qua"]
    context = {
        "page": page,
        "document": page.document,
        "person": person,
        "work": [card for card in listed if not card.is_directive],
        "instructions": [card for card in listed if card.is_directive],
        "left_out": len(page.cards) - len(listed),
    }
    return render(request, "workflows/document_print.html", context)
