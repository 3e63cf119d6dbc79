"""Which registered documents a document cites, and who cites it.

A number and day that are registered are a fact and link themselves. A document filed
without its number is proposed where the citing sentence repeats its subject, with the
evidence, and a person says (capability 4).
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q
from django.db.models.functions import Lower

from workflows.enums import CitationState, DocumentKind
from workflows.models import Document, DocumentCitation
from workflows.reading import Reading
from workflows.reading.letters import folded
from workflows.services.drafts import storable

MOST_WAITING: Final = 500
LONGEST_SENTENCE: Final = 400
ENOUGH_OF_SUBJECT: Final = 0.7
NUMBER_IS_ENOUGH: Final = "trùng số, ký hiệu"
KIND_OF_SYMBOL: Final = {
    "KH": DocumentKind.PLAN,
    "CTR": DocumentKind.PROGRAMME,
    "TB": DocumentKind.NOTICE,
    "CĐ": DocumentKind.DISPATCH,
    "CV": DocumentKind.LETTER,
}
WITHOUT_TEXT: Final = (
    "kind", "reference_number", "issued_on", "subject",
)  # fmt: skip
_SYMBOL: Final = re.compile(r"\d+(?:/\d{4})?[/-]([^\W\d_]+)")
_WORD: Final = re.compile(r"[^\W_]{2,}")
_SENTENCE_BEGINS: Final = re.compile(r"[.;:!?]\s|\n")
_DAY: Final = re.compile(r"ngay\s[\s\d.…]{0,8}thang\s0?(\d{1,2})\snam\s(\d{4})")
HEAD: Final = 3000  # characters in which a paper says when it was issued


def store_citations(document: Document, reading: Reading) -> list[DocumentCitation]:
    """A row for each paper that it cites; its own number is none."""
    own = document.reference_number.lower()
    return DocumentCitation.objects.bulk_create(
        DocumentCitation(
            document=document,
            reference_number=cited.reference_number[:80],
            issued_on=cited.issued_on,
            is_basis=cited.is_basis,
            sentence=_sentence(document.text, cited.reference_number),
        )
        for cited in reading.document.cited_documents
        if cited.reference_number.lower() != own
    )


def find_cited(document: Document, citations: list[DocumentCitation]) -> None:
    """Look up what this document cites; four statements at most."""
    if not citations:
        return
    named = _by_number(document, citations)
    unnumbered: list[Document] | None = None
    for one in citations:
        same = [
            other
            for other in named.get(one.reference_number.lower(), ())
            if one.issued_on is None or other.issued_on in {None, one.issued_on}
        ]
        if same:
            _found_by_number(one, same)
            continue
        if unnumbered is None:
            unnumbered = _unnumbered(document)
        _find_by_subject(one, unnumbered)
    _save(one for one in citations if one.cited is not None)


def find_citing(document: Document) -> None:
    """Look whether others cite this document: it may come in, or get its number,
    later than they; three statements at most.

    What was only proposed to be it, under another number, is not it after all.
    """
    waiting = DocumentCitation.objects.exclude(document=document).order_by("-pk")
    number = document.reference_number
    if not number:
        open_ones = waiting.filter(state=CitationState.OPEN)[:MOST_WAITING]
        changed = [one for one in open_ones if _find_by_subject(one, [document])]
        _save(changed)
        return
    concerned = waiting.filter(
        Q(reference_number__iexact=number) & ~Q(state=CitationState.LINKED)
        | Q(cited=document) & ~Q(reference_number__iexact=number)
    ).select_for_update(of=("self",))
    changed = []
    for one in concerned:
        if one.reference_number.lower() != number.lower():
            if _is_a_persons_word(one):
                continue
            one.cited, one.state, one.evidence = None, CitationState.OPEN, []
            changed.append(one)
        elif one.issued_on is None or document.issued_on in {None, one.issued_on}:
            _found_by_number(one, [document])
            changed.append(one)
    _save(changed)


def _is_a_persons_word(citation: DocumentCitation) -> bool:
    """Found by number, it has no evidence; proposed, a person has not spoken yet."""
    return citation.state != CitationState.PROPOSED and bool(citation.evidence)


def _by_number(
    document: Document, citations: Iterable[DocumentCitation]
) -> dict[str, list[Document]]:
    numbers = {one.reference_number.lower() for one in citations}
    found = (
        Document.objects.only(*WITHOUT_TEXT)
        .annotate(number=Lower("reference_number"))
        .filter(number__in=numbers)
        .exclude(pk=document.pk)
        .order_by("-pk")
    )
    named: dict[str, list[Document]] = {}
    for one in found:
        named.setdefault(one.reference_number.lower(), []).append(one)
    return named


def _found_by_number(citation: DocumentCitation, same: list[Document]) -> None:
    """One of that number and day is the cited one; of several, a person chooses."""
    sure = [one for one in same if citation.issued_on in {None, one.issued_on}]
    if len(sure) == 1:
        citation.cited, citation.state = sure[0], CitationState.LINKED
        citation.evidence = []
    else:
        citation.cited, citation.state = (sure or same)[0], CitationState.PROPOSED
        citation.evidence = [NUMBER_IS_ENOUGH]


def _unnumbered(document: Document) -> list[Document]:
    found = Document.objects.only(*WITHOUT_TEXT).filter(reference_number="")
    return list(found.exclude(pk=document.pk).order_by("-pk")[:MOST_WAITING])


def _find_by_subject(
    citation: DocumentCitation, candidates: Iterable[Document]
) -> bool:
    """Propose the candidate whose subject the citing sentence repeats."""
    said = set(_WORD.findall(folded(citation.sentence)))
    best, most = None, ENOUGH_OF_SUBJECT
    for one in candidates:
        words = set(_WORD.findall(folded(one.subject)))
        share = len(words & said) / len(words) if len(words) > 2 else 0.0  # noqa: PLR2004
        if share > most and _may_be(citation, one):
            best, most = one, share
    if best is None:
        return False
    evidence = [f"câu viện dẫn nhắc lại {most:.0%} số từ của trích yếu"]
    if _kind_of(citation) == best.kind:
        evidence.append(f"cùng loại {best.get_kind_display().lower()}")
    day = citation.issued_on
    if day is not None and _month(best) == day.replace(day=1):
        evidence.append(f"cùng tháng {day.month}/{day.year}")
    citation.cited, citation.state = best, CitationState.PROPOSED
    citation.evidence = evidence
    return True


def _kind_of(citation: DocumentCitation) -> DocumentKind | None:
    symbol = _SYMBOL.match(citation.reference_number)
    return KIND_OF_SYMBOL.get(symbol.group(1).upper()) if symbol else None


def _may_be(citation: DocumentCitation, document: Document) -> bool:
    """Whether kind, day and month do not speak against it."""
    kind, day = _kind_of(citation), citation.issued_on
    if kind is not None and document.kind not in {kind, DocumentKind.OTHER}:
        return False
    if day is None:
        return True
    if document.issued_on is not None:
        return document.issued_on == day
    return _month(document) in {None, day.replace(day=1)}


def _month(document: Document) -> date | None:
    """The month of issue, also where the day is still blank: "ngày … tháng 5 năm 2026".

    Its text is fetched only for this, for the few whose subject is repeated.
    """
    if document.issued_on is not None:
        return document.issued_on.replace(day=1)
    head = " ".join(folded(document.text[:HEAD]).split())
    match = _DAY.search(head)
    if match is None or not 1 <= int(match.group(1)) <= 12:  # noqa: PLR2004
        return None
    return date(int(match.group(2)), int(match.group(1)), 1)


def _sentence(text: str, number: str) -> str:
    """The sentence that cites a number; empty where copying has broken the number."""
    at = text.find(number)
    if at < 0:
        return ""
    near = max(0, at - LONGEST_SENTENCE // 2)
    ends_before = [m.end() for m in _SENTENCE_BEGINS.finditer(text, near, at)]
    begin = ends_before[-1] if ends_before else near
    ends = _SENTENCE_BEGINS.search(text, at + len(number))
    end = min(ends.start() if ends else len(text), begin + LONGEST_SENTENCE)
    return storable(" ".join(text[begin:end].split()))


def _save(changed: Iterable[DocumentCitation]) -> None:
    DocumentCitation.objects.bulk_update(list(changed), ["cited", "state", "evidence"])
