"""What a newly read document has to do with the registered ones: proposed, not done.

The same work in other words, or in another part of one paper, is proposed with its
evidence, and a person says what it is (capability 115).
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from organization.enums import UnitKind
from organization.models import CollectiveName, Unit
from workflows.enums import (
    OPEN_STATES,
    DocumentState,
    ItemKind,
    ItemState,
    LinkKind,
)
from workflows.models import Document, DraftItem, ItemLink
from workflows.reading import Reading
from workflows.reading.comparison.likeness import Comparison, Likeness, Names, Work
from workflows.services.cited_documents import (
    find_cited,
    find_citing,
    store_citations,
)

# Work is compared with what is still open, or was finished not long ago.
RECENT: Final = timedelta(days=200)
# Drafts that nobody gave out or left out for so long are no longer anybody's work.
STALE: Final = timedelta(days=400)
MOST_COMPARED: Final = 3000
MOST_OF_AN_ITEM: Final = 3
TELLING: Final = 4  # words
NO_SCRAP: Final = 3
LONGEST_COMPARED: Final = 4000  # characters of one item


def relate(
    document: Document, reading: Reading, *, former: Document | None = None
) -> None:
    """Propose what the document and its items are to those registered before.

    `former` is what it is a new version of, where that is known: their items are
    compared one by one, elsewhere.

    Called where it is registered, in that transaction. Items of one document are
    compared with each other as well: a goal and its task stand in one paper.
    """
    find_cited(document, store_citations(document, reading))
    find_citing(document)
    propose_links(document, former=former)


def propose_links(document: Document, *, former: Document | None = None) -> None:
    """A proposal for each item and what is probably the same work; seven statements,
    however much is compared."""
    own = list(_with_units(DraftItem.objects.filter(document=document)))
    if not own:
        return
    others = comparable(document).exclude(document=former)
    pool = list(_with_units(others)[:MOST_COMPARED])
    items = {item.pk: item for item in [*pool, *own]}
    names, everywhere = _names()
    keys = [item.pk for item in own]
    comparison = Comparison(
        (_work(item, everywhere) for item in items.values()),
        asked=keys,
        names=names,
    )
    ItemLink.objects.bulk_create(
        _link(items[key], items[likeness.other], likeness)
        for key, found in comparison.alike(keys, at_most=MOST_OF_AN_ITEM).items()
        for likeness in found
        if _is_earlier(items[likeness.other], items[key])
    )


def comparable(document: Document) -> QuerySet[DraftItem]:
    """Items of other documents whose work is open, still a draft, or recent.

    Not those of its own former versions: these are compared item by item.
    """
    at = document.registered_at
    is_alive = (
        Q(
            state=ItemState.DRAFT,
            document__state=DocumentState.IN_FORCE,
            document__registered_at__gte=at - STALE,
        )
        | Q(mission__state__in=OPEN_STATES)
        | Q(mission__completed_at__gte=at - RECENT)
    )
    formers = document.version_proposals.values("former")
    return (
        DraftItem.objects.filter(is_alive)
        .exclude(document=document)
        .exclude(document__in=formers)
        .order_by("-pk")
    )


def _with_units(items: QuerySet[DraftItem]) -> QuerySet[DraftItem]:
    return items.only(
        "document", "position", "part", "kind", "section_title", "text", "reading",
        "lead_unit__code",
    ).select_related("lead_unit")  # fmt: skip


def _names() -> tuple[Names, frozenset[str]]:
    """Names under which units are known, and codes that are concerned in everything."""
    units = list(Unit.objects.values_list("code", "name", "aliases", "kind"))
    together = CollectiveName.objects.values_list("code", "name", "aliases")
    everywhere = {code for code, *_, kind in units if kind == UnitKind.COMMISSION}
    everywhere |= {code for code, *_ in together}
    codes = {
        name: "" if code in everywhere else code
        for code, own, aliases in [*((c, n, a) for c, n, a, _ in units), *together]
        for name in (own, *aliases)
    }
    return Names(codes), frozenset(everywhere)


def _work(item: DraftItem, everywhere: frozenset[str]) -> Work:
    read: dict[str, Any] = item.reading
    units = {
        *read.get("lead_units", ()),
        *read.get("supporting_units", ()),
        *read.get("external_agencies", ()),
    }
    if item.lead_unit is not None:
        units.add(item.lead_unit.code)
    return Work(
        key=item.pk,
        source=item.document_id,
        text=item.text[:LONGEST_COMPARED],
        # Words of two headings are no neighbours.
        heading=f"{item.section_title} § {read.get('heading', '')}",
        units=frozenset(units - everywhere),
    )


def _is_earlier(other: DraftItem, item: DraftItem) -> bool:
    if other.document_id != item.document_id:
        return True
    return (other.position, other.part) < (item.position, item.part)


def _link(item: DraftItem, earlier: DraftItem, likeness: Likeness) -> ItemLink:
    return ItemLink(
        item=item,
        earlier=earlier,
        proposed=_proposed(item, earlier),
        score=likeness.score,
        evidence={
            "here": _words(item, likeness.here),
            "there": _words(earlier, likeness.there),
            "cited": list(likeness.cited),
            "named": list(likeness.named),
        },
    )


def _words(item: DraftItem, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The shared phrases as the text has them; its wording may be edited later.

    Beside long ones the scraps tell a person nothing.
    """
    phrases = list(dict.fromkeys(item.text[start:end] for start, end in spans))
    if any(len(phrase.split()) >= TELLING for phrase in phrases):
        return [phrase for phrase in phrases if len(phrase.split()) >= NO_SCRAP]
    return phrases


def _proposed(item: DraftItem, earlier: DraftItem) -> LinkKind:
    """What it most probably is; the page says why, and a person decides.

    A unit of ours that is given what a paper from above gives to the Board or to
    another agency carries it out in detail; so does the task of a goal.
    """
    goals = {ItemKind.TARGET, ItemKind.DIRECTIVE}
    if earlier.kind in goals and item.kind not in goals:
        return LinkKind.SPECIFIES
    if item.lead_unit is not None and earlier.lead_unit is None:
        return LinkKind.SPECIFIES
    return LinkKind.INHERITS
