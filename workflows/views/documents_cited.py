"""What the page of a document says of cited papers and of its own contradictions."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from workflows.enums import CitationState, Doubt
from workflows.models import Document, DocumentCitation, DraftItem
from workflows.queries.links import citations_about
from workflows.reading.conflicts import contradictions
from workflows.services.item_facts import name_of
from workflows.views.documents_sheet import MARKUP

LONGEST = 260


class Passage(NamedTuple):
    """A sentence with the item that it stands in."""

    item: DraftItem
    name: str
    words: str


@dataclass
class Cited:
    """Papers that the document cites, papers that cite it, figures that contradict."""

    document: Document
    citations: list[DocumentCitation]
    cited_by: list[DocumentCitation]
    items: list[DraftItem] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document, items: list[DraftItem]) -> "Cited":
        """One statement."""
        return cls(document, *citations_about(document), items)

    @property
    def proposed(self) -> list[DocumentCitation]:
        return [c for c in self.citations if c.state == CitationState.PROPOSED]

    @property
    def others(self) -> list[DocumentCitation]:
        return [c for c in self.citations if c.state != CitationState.PROPOSED]

    @property
    def linked_count(self) -> int:
        return sum(c.state == CitationState.LINKED for c in self.citations)

    @cached_property
    def conflicts(self) -> list[tuple[Passage, Passage]]:
        """Sentences of which one contradicts the other."""
        doubt = Doubt.CONFLICTING_VALUES.value
        flagged = [one for one in self.items if doubt in one.review_reasons]
        if not flagged:
            return []
        text = self.document.text
        spans = [(one.span_start, one.span_end) for one in flagged]
        return [
            (
                _passage(flagged[first], one, text),
                _passage(flagged[second], other, text),
            )
            for (first, one), (second, other) in contradictions(text, spans)
        ]


def _passage(item: DraftItem, span: tuple[int, int], text: str) -> Passage:
    words = " ".join(MARKUP.sub("", text[slice(*span)]).split())
    short = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    return Passage(item, name_of(item), short)
