"""What an open page must change to show the document as it now is.

A page sends which cards it shows in which version; the answer brings those that are
other now, those that are new, at their place, and says which are gone. The same answer
serves the one who acted and the one who looks on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import trigger_client_event

from workflows.views.documents_cards import Card
from workflows.views.documents_page import IntakePage


@dataclass(frozen=True)
class Seen:
    """What the page says that it shows."""

    cards: Mapping[int, int]
    shape: str = ""
    document: int | None = None
    # The card that is open, and whether something is being typed there.
    opened: int | None = None
    busy: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Seen":
        data = request.POST if request.method == "POST" else request.GET
        opened, version = data.get("seen_open", ""), data.get("seen_document", "")
        return cls(
            cards=versions(data.get("seen", "").split()),
            shape=data.get("seen_shape", ""),
            document=int(version) if version.isdecimal() else None,
            opened=int(opened) if opened.isdecimal() else None,
            busy=data.get("seen_busy") == "1",
        )


@dataclass
class Difference:
    """Cards to be replaced, to be put behind others, and numbers of those to go."""

    replaced: list[Card] = field(default_factory=list)
    inserted: list[tuple[str, Card]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    # Another's change to the card in which this person is typing.
    disturbed: Card | None = None


def versions(pairs: list[str]) -> dict[int, int]:
    """Item number → version, from “18:3”; what cannot be read is left out."""
    found = {}
    for pair in pairs:
        number, _, version = pair.partition(":")
        if number.isdecimal() and version.isdecimal():
            found[int(number)] = int(version)
    return found


def difference_of(page: IntakePage, seen: Seen) -> Difference:
    """Between what the page shows and what there is."""
    found = Difference()
    before = ""
    for card in page.cards:
        pk = card.item.pk
        if pk not in seen.cards:
            if page.shows(card):
                found.inserted.append((before, card))
                before = f"v{pk}"
            continue
        before = f"v{pk}"
        if seen.cards[pk] == card.item.version:
            continue
        if pk == seen.opened and seen.busy:
            found.disturbed = card
        else:
            found.replaced.append(card)
    here = {card.item.pk for card in page.cards}
    found.gone = [pk for pk in seen.cards if pk not in here]
    return found


def show_changes(
    request: HttpRequest,
    page: IntakePage,
    *,
    words: str = "",
    details: list[str] | None = None,
    then: int | None = None,
    warns: bool = False,
) -> HttpResponse:
    """The answer to an act: what changed, and one toast with the way back.

    `then` is the item to open next; without scripts the page itself comes anew.
    """
    if not vars(request).get("htmx"):
        address = reverse("workflows:document", args=[page.document.pk])
        return redirect(f"{address}?viec={then}#v{then}" if then else address)
    seen = Seen.of(request)
    answer = render_changes(
        request, page, seen, toast={"words": words, "details": details, "warns": warns}
    )
    opened = then or seen.opened
    if opened in {card.item.pk for card in page.cards}:
        detail = {"card": f"v{opened}", "quiet": then is None}
        answer = trigger_client_event(answer, "intake:open", detail, after="settle")
    return trigger_client_event(answer, "intake:acted", {})


def render_changes(
    request: HttpRequest,
    page: IntakePage,
    seen: Seen,
    toast: Mapping[str, object] | None = None,
) -> HttpResponse:
    """All that is to be put in its place, each part under its own id."""
    found = difference_of(page, seen)
    for card in found.replaced:
        card.is_open = card.item.pk == seen.opened
    context = {
        "page": page,
        "document": page.document,
        "found": found,
        "starts_empty": not seen.cards,
        "paper": seen.shape != page.shape,
        "facts": seen.document not in {None, page.document.version},
        "toast": toast,
    }
    answer = render(request, "workflows/document_changes.html", context)
    answer["HX-Reswap"] = "none"
    return answer
