"""A person's word on the same work in several documents, and on cited papers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from workflows.enums import LinkKind
from workflows.exceptions import InvalidInput
from workflows.models import DocumentCitation, ItemLink
from workflows.services import citations, links
from workflows.services.links import Decision
from workflows.views.documents_changes import show_changes
from workflows.views.documents_items import version_of
from workflows.views.documents_page import load_page, page_of, require_office


@require_POST
def document_link(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """Kế thừa, cụ thể hóa, thay thế or khác nhau; `kind` is the button."""
    person = require_office(request)
    link = _require_link(pk, link_pk)
    decision = _decision(request)
    links.decide_link(
        link_id=link_pk,
        decision=decision,
        by=person,
        expected_version=version_of(request),
    )
    label = LinkKind(decision.kind).label.lower()
    return _link_answer(request, pk, link, f"Đã xác nhận: {label}.")


@require_POST
def document_link_reopen(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """Take the word back, with what it did."""
    person = require_office(request)
    link = _require_link(pk, link_pk)
    links.reopen_link(link_id=link_pk, by=person, expected_version=version_of(request))
    return _link_answer(request, pk, link, "Đã mở lại để xác nhận.")


@require_POST
def document_citation(request: HttpRequest, pk: int, citation_pk: int) -> HttpResponse:
    """Whether the proposed document is the cited one; `is_it` is the button."""
    person = require_office(request)
    _require_citation(pk, citation_pk)
    is_it = request.POST.get("is_it") == "1"
    citations.decide_citation(
        citation_id=citation_pk,
        is_it=is_it,
        takes_number=is_it and "takes_number" in request.POST,
        by=person,
    )
    words = "Đã nối văn bản viện dẫn." if is_it else "Đã ghi: không phải văn bản này."
    return _citation_answer(request, pk, words)


@require_POST
def document_citation_reopen(
    request: HttpRequest, pk: int, citation_pk: int
) -> HttpResponse:
    person = require_office(request)
    _require_citation(pk, citation_pk)
    citations.reopen_citation(citation_id=citation_pk, by=person)
    return _citation_answer(request, pk, "Đã mở lại để xác nhận.")


def _decision(request: HttpRequest) -> Decision:
    """What the form says; a box that does not concern the chosen word is no order."""
    try:
        kind = LinkKind(request.POST.get("kind", ""))
    except ValueError:
        raise InvalidInput("Chưa chọn quan hệ giữa hai việc.") from None
    same = kind in {LinkKind.INHERITS, LinkKind.SPECIFIES}
    return Decision(
        kind,
        leaves_out=kind != LinkKind.DIFFERENT and "leaves_out" in request.POST,
        takes_deadline=same and "takes_deadline" in request.POST,
    )


def _require_link(pk: int, link_pk: int) -> ItemLink:
    link = ItemLink.objects.filter(pk=link_pk, item__document=pk).first()
    if link is None:
        raise Http404
    return link


def _require_citation(pk: int, citation_pk: int) -> None:
    if not DocumentCitation.objects.filter(pk=citation_pk, document=pk).exists():
        raise Http404


def _link_answer(
    request: HttpRequest, pk: int, link: ItemLink, words: str
) -> HttpResponse:
    """What changed on the page, and the links of that card."""
    person = require_office(request)
    page = page_of(request, pk, person)
    if not vars(request).get("htmx"):
        messages.success(request, words)
        return show_changes(request, page, then=link.item_id)
    # The question is gone from under the finger: the card comes into view again.
    answer = show_changes(request, page, words=words, then=link.item_id)
    cards = [page.card(link.item_id)]
    if link.earlier_id in {card.item.pk for card in page.cards}:
        cards.append(page.card(link.earlier_id))
    context = {"cards": cards, "document": page.document, "page": page}
    more = render_to_string("workflows/document_twins_news.html", context, request)
    answer.content += more.encode()
    return answer


def _citation_answer(request: HttpRequest, pk: int, words: str) -> HttpResponse:
    person = require_office(request)
    if not vars(request).get("htmx"):
        messages.success(request, words)
        return redirect(f"{reverse('workflows:document', args=[pk])}#vien-dan")
    page = load_page(pk, by=person)
    context = {
        "page": page,
        "document": page.document,
        "toast": {"words": words},
        "opened": True,
    }
    return render(request, "workflows/document_cited.html", context)
