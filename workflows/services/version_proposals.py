"""Whether a newly read document looks like a new version of a registered one.

By its own words ("thay thế Kế hoạch số 45/KH-…", "sửa đổi, bổ sung", "đính chính"), or
by the same body writing about the same subject again. Only proposed: a person says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from django.db.models import Min

from workflows.enums import DocumentState
from workflows.models import Document, VersionProposal
from workflows.reading.amendments import Change, changed_documents
from workflows.reading.letters import folded, tidy

ALIKE: Final = 0.85
MOST_COMPARED: Final = 500
LONGEST_EVIDENCE: Final = 300
_WORD: Final = re.compile(r"[^\W_]+")
# Tháng 5 and tháng 6, quý II and quý III: two papers in turn, no versions.
_NUMBER: Final = re.compile(r"\d+|[ivx]+")
_SAYS_SO: Final = re.compile(
    r"\b(?:(?:da )?(?:sua doi|dieu chinh)(?: bo sung)?|bo sung|thay the|dinh chinh)\b"
)


@dataclass(frozen=True)
class _Found:
    former: Document
    in_part: bool
    evidence: str


def propose_versions(document: Document) -> None:
    """Write down what it may be a version of; called where it is registered."""
    found = {one.former.pk: one for one in _by_subject(document)}
    # The paper's own words say more than a likeness.
    found |= {one.former.pk: one for one in _by_words(document)}
    VersionProposal.objects.bulk_create(
        VersionProposal(
            document=document,
            former=one.former,
            in_part=one.in_part,
            evidence=one.evidence[:LONGEST_EVIDENCE],
        )
        for one in found.values()
    )


def _by_words(document: Document) -> Iterator[_Found]:
    first = document.items.aggregate(Min("span_start"))["span_start__min"]
    text = document.text
    for changed in changed_documents(
        text, head_end=len(text) if first is None else first
    ):
        same = Document.objects.filter(
            reference_number__iexact=changed.reference_number,
            state=DocumentState.IN_FORCE,
            successor=None,
        ).exclude(pk=document.pk)
        dated = [
            one
            for one in same.order_by("-pk")[:MOST_COMPARED]
            if None in {changed.issued_on, one.issued_on}
            or one.issued_on == changed.issued_on
        ]
        if len(dated) == 1:
            start, end = changed.span
            in_part = changed.change != Change.REPLACES
            yield _Found(dated[0], in_part, f"“{tidy(text[start:end])}”")


def _by_subject(document: Document) -> Iterator[_Found]:
    own = _words(document.subject)
    if not own or not document.issuing_body:
        return
    same = Document.objects.filter(
        kind=document.kind,
        issuing_body=document.issuing_body,
        state=DocumentState.IN_FORCE,
        successor=None,
    ).exclude(pk=document.pk)
    best: tuple[float, Document] | None = None
    for one in same.defer("text").order_by("-pk")[:MOST_COMPARED]:
        words = _words(one.subject)
        if _numbers(words) != _numbers(own):
            continue
        share = SequenceMatcher(None, words, own, autojunk=False).ratio()
        if share >= ALIKE and (best is None or share > best[0]):
            best = share, one
    if best is not None:
        share, one = best
        yield _Found(one, False, f"cùng cơ quan ban hành, trích yếu giống {share:.0%}")  # noqa: FBT003


def _words(subject: str) -> list[str]:
    """The subject without what only says that it is a new version."""
    fold = " ".join(_WORD.findall(folded(subject)))
    return _SAYS_SO.sub(" ", fold).split()


def _numbers(words: list[str]) -> list[str]:
    return [word for word in words if _NUMBER.fullmatch(word)]
