"""Parting one item into several."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from workflows.exceptions import InvalidInput, Refusal
from workflows.services import splitting
from workflows.services.drafts import plain
from workflows.services.readings import record_paper
from workflows.views.documents_cards import Card
from workflows.views.documents_changes import show_changes
from workflows.views.documents_items import act, version_of
from workflows.views.documents_page import load_card, page_of, require_office
from workflows.views.documents_sheets import show_sheet


@require_http_methods(["GET", "HEAD", "POST"])
def document_item_split(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """GET: where the item can be parted. POST: a second item of the same words, for
    another unit; with `span` (“start:end”, repeated) or `at`, items of their own for
    these places, or for what stands behind `at`."""
    person = require_office(request)
    card = load_card(pk, item_pk)
    if request.method != "POST":
        record_paper(card.item.document, by=person)
        return _split_sheet(request, card)
    if not {"span", "at", "apart"} & request.POST.keys():
        return act(request, pk, item_pk, splitting.split_item)
    try:
        parts = splitting.split_into(
            item_id=item_pk,
            spans=_places(request, card),
            by=person,
            expected_version=version_of(request),
        )
    except Refusal as refusal:
        return _split_sheet(request, card, str(refusal), refusal.status)
    page = page_of(request, pk, person)
    words = f"Đã tách việc {card.name} thành {len(parts) + 1} việc."
    return show_changes(request, page, words=words, then=parts[0].pk)


def _split_sheet(
    request: HttpRequest, card: Card, error: str = "", status: int = 200
) -> HttpResponse:
    text = card.item.document.text
    context: dict[str, object] = {
        "document": card.item.document,
        "card": card,
        "clauses": [
            (f"{start}:{end}", plain(text[start:end]))
            for start, end in splitting.clauses_of(card.item, text)
        ],
        "chosen": request.POST.getlist("span"),
        "source": [(start, text[start:end]) for start, end in card.item.spans],
    }
    return show_sheet(request, "split", context, error=error, status=status)


def _places(request: HttpRequest, card: Card) -> list[tuple[int, int]]:
    """What is to be parted, as the form says it; InvalidInput where it cannot be."""
    try:
        if request.POST.get("at"):
            at = int(request.POST["at"])
            return [(max(at, start), end) for start, end in card.item.spans if at < end]
        pairs = [span.split(":") for span in request.POST.getlist("span")]
        return [(int(start), int(end)) for start, end in pairs]
    except ValueError:
        raise InvalidInput(splitting.NOT_ITS_OWN) from None
