"""What a newly read document has to do with the registered ones: proposed, not done.

Citations by number and day are facts and link themselves; a document filed without
its number, and the same work in other words, are proposed with their evidence, and a
person says what they are (capabilities 4 and 115).
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from organization.models import CollectiveName, Unit
from workflows.enums import (
    OPEN_STATES,
    CitationState,
    DocumentKind,
    ItemKind,
    ItemState,
    LinkKind,
)
from workflows.models import Document, DocumentCitation, DraftItem, ItemLink
from workflows.reading import Reading
from workflows.reading.letters import folded
from workflows.reading.likeness import Comparison, Likeness, Work

# Work is compared with what is still open, or was finished not long ago.
RECENT: Final = timedelta(days=200)
MOST_COMPARED: Final = 3000
MOST_WAITING: Final = 500
SHORTEST_NAME: Final = 8
CONTEXT: Final = 400  # characters behind a citation that say which paper it is
ENOUGH_OF_SUBJECT: Final = 0.7
KIND_OF_SYMBOL: Final = {
    "KH": DocumentKind.PLAN,
    "CTR": DocumentKind.PROGRAMME,
    "TB": DocumentKind.NOTICE,
    "CĐ": DocumentKind.DISPATCH,
    "CV": DocumentKind.LETTER,
}
_SYMBOL: Final = re.compile(r"\d+(?:/\d{4})?[/-]([^\W\d_]+)")
_WORD: Final = re.compile(r"[^\W_]{2,}")


def relate(document: Document, reading: Reading) -> None:
    """Propose what the document and its items are to those registered before.

    Called where it is registered, in that transaction. Items of one document are
    compared with each other as well: a goal and its task stand in one paper.
    """
    _store_citations(document, reading)
    find_cited(document)
    find_citing(document)
    _propose_links(document)


def find_cited(document: Document) -> None:
    """Look up what this document cites and what is not found yet."""
    for citation in document.citations.filter(state=CitationState.OPEN):
        by_number = _by_number(citation)
        if len(by_number) == 1 and _same_day(citation, by_number[0]):
            _found(citation, by_number[0], CitationState.LINKED, [])
        elif by_number:
            _found(citation, by_number[0], CitationState.PROPOSED, ["số, ký hiệu"])
        else:
            _find_unnumbered(citation, _unnumbered(document, citation))


def find_citing(document: Document) -> None:
    """Look whether earlier documents cite this one: it may come in later than they."""
    waiting = DocumentCitation.objects.filter(state=CitationState.OPEN).exclude(
        document=document
    )
    if document.reference_number:
        waiting = waiting.filter(reference_number__iexact=document.reference_number)
    for citation in waiting.select_related("document").order_by("-id")[:MOST_WAITING]:
        if document.reference_number:
            if _same_day(citation, document):
                _found(citation, document, CitationState.LINKED, [])
        elif _may_be(citation, document):
            _find_unnumbered(citation, [document])


def _store_citations(document: Document, reading: Reading) -> None:
    own = document.reference_number.lower()
    DocumentCitation.objects.bulk_create(
        DocumentCitation(
            document=document,
            reference_number=cited.reference_number[:80],
            issued_on=cited.issued_on,
            is_basis=cited.is_basis,
        )
        for cited in reading.document.cited_documents
        if cited.reference_number.lower() != own
    )


def _by_number(citation: DocumentCitation) -> list[Document]:
    found = Document.objects.filter(
        reference_number__iexact=citation.reference_number
    ).exclude(pk=citation.document_id)
    if citation.issued_on is not None:
        found = found.filter(Q(issued_on=citation.issued_on) | Q(issued_on=None))
    return list(found.order_by("-id")[:2])


def _same_day(citation: DocumentCitation, document: Document) -> bool:
    """Whether the day says so; a citation without a day says it by its number alone."""
    return citation.issued_on in {None, document.issued_on}


def _unnumbered(document: Document, citation: DocumentCitation) -> list[Document]:
    found = Document.objects.filter(reference_number="").exclude(pk=document.pk)
    newest = found.order_by("-id")[:MOST_WAITING]
    return [one for one in newest if _may_be(citation, one)]


def _may_be(citation: DocumentCitation, document: Document) -> bool:
    """Whether kind and day do not speak against it."""
    symbol = _SYMBOL.match(citation.reference_number)
    kind = KIND_OF_SYMBOL.get(symbol.group(1).upper()) if symbol else None
    if kind is not None and document.kind != kind:
        return False
    return document.issued_on is None or _same_day(citation, document)


def _find_unnumbered(
    citation: DocumentCitation, candidates: Iterable[Document]
) -> None:
    """Propose the candidate whose subject the citing sentence repeats."""
    context = _context(citation)
    rated = [(_repeated(one.subject, context), one) for one in candidates]
    share, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or share < ENOUGH_OF_SUBJECT:
        return
    evidence = [f"trích yếu trùng {share:.0%} với câu viện dẫn"]
    day = citation.issued_on
    if day is not None and f"thang {day.month} nam {day.year}" in _spaced(best.text):
        evidence.append(f"cùng tháng {day.month}/{day.year}")
    _found(citation, best, CitationState.PROPOSED, evidence)


def _context(citation: DocumentCitation) -> str:
    text = citation.document.text
    at = text.find(citation.reference_number)
    return text[at : at + CONTEXT] if at >= 0 else ""


def _repeated(subject: str, context: str) -> float:
    words = set(_WORD.findall(folded(subject)))
    if not words:
        return 0.0
    return len(words & set(_WORD.findall(folded(context)))) / len(words)


def _spaced(text: str) -> str:
    return " ".join(folded(text[:3000]).split())


def _found(
    citation: DocumentCitation,
    document: Document,
    state: CitationState,
    evidence: list[str],
) -> None:
    citation.cited, citation.state, citation.evidence = document, state, evidence
    citation.save(update_fields=["cited", "state", "evidence"])


def _propose_links(document: Document) -> None:
    own = list(_with_facts(DraftItem.objects.filter(document=document)))
    pool = _with_facts(_comparable(document))
    items = {item.pk: item for item in [*pool[:MOST_COMPARED], *own]}
    named = _names_of_units()
    names = [name for name, _ in named]
    comparison = Comparison(
        (_work(item, named) for item in items.values()), names=names
    )
    links: dict[tuple[int, int], ItemLink] = {}
    for item in own:
        for likeness in comparison.like(item.pk):
            earlier = items[likeness.other]
            place = (item.position, item.part)
            if earlier.document_id == document.pk and place <= (
                earlier.position,
                earlier.part,
            ):
                continue
            links[item.pk, earlier.pk] = _link(item, earlier, likeness)
    ItemLink.objects.bulk_create(links.values())


def _comparable(document: Document) -> QuerySet[DraftItem]:
    """Items of other documents whose work is open, still a draft, or recent."""
    since = document.registered_at - RECENT
    is_alive = (
        Q(state=ItemState.DRAFT)
        | Q(mission__state__in=OPEN_STATES)
        | Q(mission__completed_at__gte=since)
    )
    others = DraftItem.objects.exclude(document=document)
    return others.filter(is_alive).order_by("-pk")


def _with_facts(items: QuerySet[DraftItem]) -> QuerySet[DraftItem]:
    return items.select_related("document", "lead_unit")


def _names_of_units() -> list[tuple[str, str]]:
    """Each name, without marks, under which units are mentioned, with its code."""
    units = Unit.objects.values_list("code", "name", "aliases")
    together = CollectiveName.objects.values_list("code", "name", "aliases")
    return [
        (folded(name), code)
        for code, own, aliases in [*units, *together]
        for name in (own, *aliases)
        if len(name) >= SHORTEST_NAME
    ]


def _work(item: DraftItem, named: list[tuple[str, str]]) -> Work:
    fold = folded(item.text)
    read: dict[str, Any] = item.reading
    units = {*read.get("lead_units", ()), *read.get("supporting_units", ())}
    units |= {code for name, code in named if name in fold}
    if item.lead_unit is not None:
        units.add(item.lead_unit.code)
    return Work(
        key=item.pk,
        source=item.document_id,
        text=item.text,
        heading=item.section_title,
        units=frozenset(units),
    )


def _link(item: DraftItem, earlier: DraftItem, likeness: Likeness) -> ItemLink:
    return ItemLink(
        item=item,
        earlier=earlier,
        proposed=_proposed(item, earlier),
        score=likeness.score,
        evidence={
            "here": [list(span) for span in likeness.here],
            "there": [list(span) for span in likeness.there],
            "cited": list(likeness.cited),
        },
    )


def _proposed(item: DraftItem, earlier: DraftItem) -> LinkKind:
    """What it most probably is; the page says why, and a person decides.

    A unit of ours that is given what a paper from above gives to the Board or to
    another agency carries it out in detail; so does the task of a goal.
    """
    goals = {ItemKind.TARGET, ItemKind.DIRECTIVE}
    if earlier.kind in goals and item.kind not in goals:
        return LinkKind.SPECIFIES
    ours, theirs = item.lead_unit_id, earlier.lead_unit_id
    if ours is not None and theirs is None:
        return LinkKind.SPECIFIES
    return LinkKind.INHERITS
