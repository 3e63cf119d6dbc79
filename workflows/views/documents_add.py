"""Adding a piece of work that the reading missed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from workflows.exceptions import InvalidInput, Refusal
from workflows.models import Document
from workflows.services import adding
from workflows.views.documents_changes import show_changes
from workflows.views.documents_page import IntakePage, page_of, require_office
from workflows.views.documents_sheet import offset_at, sheet_of
from workflows.views.documents_sheets import show_sheet

FEWEST_WORDS = 6  # a heading, a number or a signature gives no work


@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: passages that are in no item yet. POST: make an item of a place.

    The place comes as `from` and `to`, each “start of the line:characters shown
    before”, or as `passage`, “start:end”.
    """
    person = require_office(request)
    page = page_of(request, pk, person)
    if request.method != "POST":
        return _add_sheet(request, page)
    try:
        item = adding.add_item(
            document_id=pk, span=_span(request, page.document), by=person
        )
    except Refusal as refusal:
        if "from" in request.POST:
            raise
        return _add_sheet(request, page, str(refusal), refusal.status)
    return show_changes(
        request,
        page_of(request, pk, person),
        words="Đã thêm việc từ văn bản. Chọn đơn vị chủ trì và lãnh đạo chỉ đạo.",
        then=item.pk,
    )


def _add_sheet(
    request: HttpRequest, page: IntakePage, error: str = "", status: int = 200
) -> HttpResponse:
    free = [
        line
        for block in sheet_of(page.document.text, [card.item for card in page.cards])
        if not block.items
        for line in block.lines
        if line.shape != "centred" and line.words >= FEWEST_WORDS
    ]
    context: dict[str, object] = {
        "page": page,
        "document": page.document,
        "lines": free,
        "passage": request.POST.get("passage", ""),
    }
    return show_sheet(request, "add", context, error=error, status=status)


def _span(request: HttpRequest, document: Document) -> tuple[int, int]:
    """The place in the text that the page means; InvalidInput where it is none."""
    text = document.text
    try:
        if "passage" in request.POST:
            start, end = (int(n) for n in request.POST["passage"].split(":"))
            return start, end
        (a, b), (c, d) = (
            map(int, request.POST.get(name, "").split(":")) for name in ("from", "to")
        )
    except ValueError:
        raise InvalidInput(adding.NOTHING) from None
    if not (0 <= a <= len(text) and 0 <= c <= len(text) and b >= 0 and d >= 0):
        raise InvalidInput(adding.NOTHING)
    return offset_at(text, a, b), offset_at(text, c, d)
