"""Acts on one draft item: saved as one goes, skipped, brought back."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from organization.models import Person
from workflows.enums import ItemState
from workflows.exceptions import Refusal
from workflows.forms import ItemForm
from workflows.models import DraftItem
from workflows.services import items, merging
from workflows.services.readings import record_paper
from workflows.views.documents import show_page
from workflows.views.documents_cards import Card
from workflows.views.documents_changes import show_changes
from workflows.views.documents_page import (
    IntakePage,
    load_card,
    load_page,
    page_of,
    require_office,
)
from workflows.views.documents_values import Values

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
def document_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """GET: the card as it stands. POST: what the person decided so far.

    `done` says that the person is through with it; `over` is the newer version that
    the person has been shown after a collision and writes over knowingly.
    """
    person = require_office(request)
    item = require_item(pk, item_pk)
    if request.method != "POST":
        if "than" in request.GET:
            return _body(request, pk, item_pk, person)
        page = load_page(pk)
        record_paper(page.document, by=person)
        return _card(request, page, item_pk)
    form = ItemForm(_sent(request, item))
    done = "done" in request.POST
    refusal = _settle(item_pk, form, person, reviewed=done) if form.is_valid() else None
    page = load_page(pk, by=person)
    card = page.card(item_pk)
    if form.is_valid() and refusal is None:
        return _saved(request, page, card, done=done)
    card.typed = Values.typed(request.POST)
    card.is_open = True
    if refusal is not None and refusal.status == CONFLICT:
        card.conflict = str(refusal)
    else:
        card.errors = {name: str(errors[0]) for name, errors in form.errors.items()}
        if refusal is not None:
            card.errors["form"] = str(refusal)
    status = refusal.status if refusal is not None else UNPROCESSABLE
    return _fragments(request, page, card, status=status)


@require_POST
def document_item_skip(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Leave the item out; it can be brought back."""
    return act(request, pk, item_pk, items.skip_item)


@require_POST
def document_item_restore(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Bring back an item that was skipped, or merged into another."""
    if require_item(pk, item_pk).state == ItemState.MERGED:
        return act(request, pk, item_pk, merging.part_again)
    return act(request, pk, item_pk, items.restore_item)


def version_of(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else -1


def _body(request: HttpRequest, pk: int, item_pk: int, person: Person) -> HttpResponse:
    """What a card holds when it is opened."""
    card = load_card(pk, item_pk)
    record_paper(card.item.document, by=person)
    if not vars(request).get("htmx"):
        return redirect(f"{_address(pk)}?viec={item_pk}#v{item_pk}")
    context = {"card": card, "document": card.item.document}
    return render(request, "workflows/document_body.html", context)


def _address(pk: int) -> str:
    return reverse("workflows:document", args=[pk])


def require_item(pk: int, item_pk: int) -> DraftItem:
    item = DraftItem.objects.filter(pk=item_pk, document=pk).first()
    if item is None:
        raise Http404
    return item


def _sent(request: HttpRequest, item: DraftItem) -> QueryDict:
    """What was sent; over a newer version only what this person touched goes."""
    data = request.POST.copy()
    over = request.POST.get("over")
    if over:
        data["version"] = over
        touched = set(request.POST.get("touched", "").split())
        for name, values in Values.of(item).as_form().items():
            if touched and name not in touched:
                data.setlist(name, values)
    return data


def _settle(
    item_pk: int, form: ItemForm, person: Person, *, reviewed: bool
) -> Refusal | None:
    """Try; what is refused comes back, so that the card can say it in its place."""
    try:
        items.settle_item(
            item_id=item_pk,
            answer=form.answer(reviewed=reviewed),
            by=person,
            expected_version=form.cleaned_data["version"],
        )
    except Refusal as refusal:
        return refusal
    return None


def act(
    request: HttpRequest, pk: int, item_pk: int, service: Callable[..., DraftItem]
) -> HttpResponse:
    """Skip, restore or copy an item. A refusal is a toast: nothing typed is touched."""
    person = require_office(request)
    require_item(pk, item_pk)
    result = service(item_id=item_pk, by=person, expected_version=version_of(request))
    page = page_of(request, pk, person)
    card = page.card(item_pk)
    words = DONE[service.__name__].format(card.name)
    then = result.pk if page.card(result.pk).is_draft else None
    return show_changes(request, page, words=words, then=then)


DONE = {
    "skip_item": "Đã bỏ qua việc {}.",
    "restore_item": "Đã khôi phục việc {}.",
    "part_again": "Đã bỏ gộp việc {}.",
    "split_item": "Đã thêm một việc cùng nội dung với {} để giao đơn vị khác.",
}


def _saved(
    request: HttpRequest, page: IntakePage, card: Card, *, done: bool
) -> HttpResponse:
    """Quietly while typing; with the next card opened once the person is through."""
    following = _next(page, card) if done and not card.points else None
    if not vars(request).get("htmx"):
        return _to_card(page, (following or card).item.pk)
    card.saved = True
    if done:
        card.is_open = bool(card.points)
        return _whole(request, page, [card], then=following)
    was_directive = request.POST.get("shown_as") == "directive"
    if card.is_directive != was_directive or "over" in request.POST:
        # The card has other fields now, or another person's answers in some of them.
        card.is_open = True
        return _whole(request, page, [card])
    return _fragments(request, page, card)


def _next(page: IntakePage, card: Card) -> Card | None:
    """The next card that asks something, after this one or else from the top."""
    place = page.cards.index(card)
    following = [*page.cards[place + 1 :], *page.cards[:place]]
    return next((one for one in following if one.needs_review), None)


def _to_card(page: IntakePage, item_pk: int) -> HttpResponse:
    return redirect(f"{_address(page.document.pk)}?viec={item_pk}#v{item_pk}")


def _card(request: HttpRequest, page: IntakePage, item_pk: int) -> HttpResponse:
    card = page.card(item_pk)
    card.is_open = True
    if not vars(request).get("htmx"):
        return _to_card(page, item_pk)
    return _whole(request, page, [card])


def _whole(
    request: HttpRequest, page: IntakePage, cards: list[Card], then: Card | None = None
) -> HttpResponse:
    """Cards in place of the one that asked, and the figures of the page.

    The page then opens the card `then`, or the one that is open here: a browser
    closes a new `details` while the old one of its name is still there.
    """
    context = {"page": page, "document": page.document, "cards": cards}
    answer = render(request, "workflows/document_whole.html", context)
    answer["HX-Retarget"] = f"#v{cards[0].item.pk}"
    answer["HX-Reswap"] = "outerHTML"
    opened = then or next((card for card in cards if card.is_open), None)
    if opened is None:
        return answer
    detail = {
        "card": f"v{opened.item.pk}",
        "unsettled": opened.saved and bool(opened.points),
    }
    return trigger_client_event(answer, "intake:open", detail, after="settle")


def _fragments(
    request: HttpRequest, page: IntakePage, card: Card, *, status: int = 200
) -> HttpResponse:
    """What is said around the fields; the fields themselves are being typed in."""
    if not vars(request).get("htmx"):
        return show_page(request, page, status)
    context = {"page": page, "document": page.document, "card": card}
    return render(request, "workflows/document_saved.html", context, status=status)
