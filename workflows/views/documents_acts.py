"""Acts on several items of a document: set together, merge, undo; and the news for a
page that is open."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from workflows.exceptions import InvalidInput, Refusal
from workflows.forms import CommonForm, MergeForm, sentences
from workflows.models import Document, DraftItem
from workflows.services import merging, together, undo
from workflows.views.documents_cards import Card
from workflows.views.documents_changes import (
    Seen,
    render_changes,
    show_changes,
    versions,
)
from workflows.views.documents_page import (
    IntakePage,
    page_of,
    require_office,
)
from workflows.views.documents_sheets import show_sheet

UNPROCESSABLE, NO_CONTENT = 422, 204
MOST_LEFT = 6


def _chosen(request: HttpRequest) -> dict[int, int]:
    """The ticked items, `item` repeated as `number:version`."""
    data = request.POST if request.method == "POST" else request.GET
    return versions(data.getlist("item"))


@require_http_methods(["GET", "HEAD", "POST"])
def document_together(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what can be set for the ticked items. POST: set it, or leave all out."""
    person = require_office(request)
    page = page_of(request, pk, person)
    chosen = _chosen(request)
    form = CommonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _together_sheet(request, page, chosen, form)
    if not form.is_valid():
        error = sentences(form)
        return _together_sheet(request, page, chosen, form, error, UNPROCESSABLE)
    skip = "skip" in request.POST
    common = together.Common(skip=True) if skip else form.common()
    try:
        outcome = together.set_together(
            document_id=pk, item_versions=chosen, common=common, by=person
        )
    except Refusal as refusal:
        sentence = str(refusal)
        return _together_sheet(request, page, chosen, form, sentence, refusal.status)
    did = "Đã bỏ qua" if skip else "Đã đặt chung cho"
    words = f"{did} {len(outcome.changed)} việc."
    return show_changes(
        request,
        page_of(request, pk, person),
        words=words if outcome.changed else "Không có việc nào thay đổi.",
        details=_left_alone(outcome.left),
        warns=bool(outcome.left),
    )


def _together_sheet(
    request: HttpRequest,
    page: IntakePage,
    chosen: dict[int, int],
    form: CommonForm,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    cards = [card for card in page.cards if card.item.pk in chosen]
    if not cards:
        raise InvalidInput("Chưa chọn việc nào.")
    context: dict[str, object] = {
        "page": page,
        "document": page.document,
        "cards": cards,
        "seen": chosen,
        "form": form,
        "choices": cards[0].choices,
        "card": cards[0],
        "supporting": request.POST.getlist("add_supporting"),
    }
    return show_sheet(request, "together", context, error=error, status=status)


def _left_alone(left: list[tuple[str, str]]) -> list[str]:
    """“1.4: đã giao”, a few of them."""
    said = [f"{name}: {why}." for name, why in left[:MOST_LEFT]]
    more = len(left) - len(said)
    return [*said, f"và {more} việc khác."] if more > 0 else said


@require_http_methods(["GET", "HEAD", "POST"])
def document_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what the merged item would be, what differs asked. POST: merge."""
    person = require_office(request)
    page = page_of(request, pk, person)
    chosen = _chosen(request)
    form = MergeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _merge_sheet(request, page, chosen, form)
    if not form.is_valid():
        error = sentences(form)
        return _merge_sheet(request, page, chosen, form, error, UNPROCESSABLE)
    try:
        target = merging.merge_items(
            document_id=pk, item_versions=chosen, chosen=form.chosen(), by=person
        )
    except Refusal as refusal:
        sentence = str(refusal)
        return _merge_sheet(request, page, chosen, form, sentence, refusal.status)
    words = f"Đã gộp {len(chosen)} việc thành một."
    return show_changes(
        request, page_of(request, pk, person), words=words, then=target.pk
    )


def _merge_sheet(
    request: HttpRequest,
    page: IntakePage,
    chosen: dict[int, int],
    form: MergeForm,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    cards = [card for card in page.cards if card.item.pk in chosen]
    if len(cards) < merging.FEWEST:
        raise InvalidInput("Chọn ít nhất hai việc để gộp.")
    items = [card.item for card in cards]
    context: dict[str, object] = {
        "page": page,
        "document": page.document,
        "cards": cards,
        "seen": chosen,
        "form": form,
        "leads": merging.differing([item.lead_unit for item in items]),
        "leaders": _leaders(cards),
        "dues": _dues(cards),
        "title": form.data.get("title", "") if form.is_bound else items[0].title,
    }
    return show_sheet(request, "merge", context, error=error, status=status)


def _leaders(cards: list[Card]) -> list[tuple[str, str]]:
    """The leaders that differ, as the field names them."""
    found = merging.differing([card.item.directing_leader_id for card in cards])
    names = {choice.value: choice.label for choice in cards[0].leaders}
    return [(str(pk), names.get(str(pk), "")) for pk in found]


def _dues(cards: list[Card]) -> list[Card]:
    """The cards whose deadlines differ, one for each."""
    found: dict[object, Card] = {}
    for card in cards:
        if any(merging.deadline_of(card.item)):
            found.setdefault(merging.deadline_of(card.item), card)
    return list(found.values())


@require_POST
def document_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the last act of this person on this document."""
    person = require_office(request)
    act = request.POST.get("act", "")
    undone = undo.undo_last(
        document_id=pk, by=person, act_id=int(act) if act.isdecimal() else None
    )
    page = page_of(request, pk, person)
    words = f"Đã hoàn tác: {undone.label}."
    return show_changes(request, page, words=words)


@require_safe
def document_news(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What others changed since the page was made; 204 where nothing did."""
    person = require_office(request)
    seen = Seen.of(request)
    if not vars(request).get("htmx"):
        return redirect("workflows:document", pk)
    rows = DraftItem.objects.filter(document=pk).values_list("pk", "version")
    version = Document.objects.filter(pk=pk).values_list("version", flat=True).first()
    if dict(rows) == seen.cards and version == seen.document:
        return HttpResponse(status=NO_CONTENT)
    return render_changes(request, page_of(request, pk, person), seen)
