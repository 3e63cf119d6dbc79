"""What ties the items of a document to those of others, and its citations."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from workflows.enums import CitationState, LinkKind
from workflows.models import Document, DocumentCitation, DraftItem, ItemLink

# A proposal that the person who gives out should have looked at.
STRONG = 0.6
_HEAVY = (
    "document__text", "document__recipients", "document__cited_documents", "reading",
    "deadline", "further_spans", "review_reasons",
)  # fmt: skip
_WITH = (
    "lead_unit", "directing_leader", "document", "mission",
)  # fmt: skip


def links_of(
    document_id: int, item_ids: Iterable[int] | None = None
) -> dict[int, list[ItemLink]]:
    """Links by the item that they concern, from both ends; one statement.

    `item_ids`: only those that concern one of these.
    """
    links = _with_both_ends(ItemLink.objects.all())
    if item_ids is None:
        of_these = Q(item__document=document_id) | Q(earlier__document=document_id)
    else:
        of_these = Q(item__in=item_ids) | Q(earlier__in=item_ids)
    found: defaultdict[int, list[ItemLink]] = defaultdict(list)
    for link in links.filter(of_these):
        found[link.item_id].append(link)
        found[link.earlier_id].append(link)
    return found


def links_said_of(item: DraftItem) -> list[ItemLink]:
    """Those of which a person said that it is the same work."""
    links = _with_both_ends(ItemLink.objects.exclude(kind__in=["", LinkKind.DIFFERENT]))
    return list(links.filter(Q(item=item) | Q(earlier=item)))


def citations_about(
    document: Document,
) -> tuple[list[DocumentCitation], list[DocumentCitation]]:
    """What the document cites, in the order of its text, and who cites it, or probably
    does; one statement for both."""
    states = [CitationState.LINKED, CitationState.PROPOSED]
    found = list(
        DocumentCitation.objects.filter(
            Q(document=document) | Q(cited=document, state__in=states)
        )
        .select_related("cited", "document")
        .defer("cited__text", "document__text")
    )
    cites = [one for one in found if one.document_id == document.pk]
    return cites, [one for one in found if one.document_id != document.pk]


def _with_both_ends(links: QuerySet[ItemLink]) -> QuerySet[ItemLink]:
    ends = ("item", "earlier")
    return links.select_related(
        "decided_by", *(f"{end}__{name}" for end in ends for name in _WITH)
    ).defer(*(f"{end}__{name}" for end in ends for name in _HEAVY))
