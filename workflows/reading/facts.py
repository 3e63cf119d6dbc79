"""Facts of the document as a whole: its head, its foot, and what it refers to."""

import re

from workflows.reading.catalogue import Catalogue
from workflows.reading.citations import cited_documents
from workflows.reading.closing import read_closing
from workflows.reading.heads import read_head
from workflows.reading.issuers import issuing_body
from workflows.reading.letters import lowered
from workflows.reading.outline import Outline
from workflows.reading.results import DocumentFacts

_YEAR = re.compile(r"(?:năm\s{1,4}|(?:tháng|quý)\s{1,4}\w{1,3}\s?[/-]\s?)(20\d\d)\b")
_ABOUT = re.compile(r"V\s?/\s?v\b", re.I)
_LATER_YEAR = re.compile(r"\b\d{1,2}/\d{1,2}/(20\d\d)\b")
_UNTIL = re.compile(r"(?:đến|hết|giai đoạn|tầm nhìn)\s{1,4}(?:hết\s{1,4})?$")


def read_facts(text: str, outline: Outline, catalogue: Catalogue) -> DocumentFacts:
    """The facts that the head and the foot give; None for what is left blank."""
    first_entry = _first_entry(text, outline)
    head = read_head(text, first_entry)
    closing = read_closing(text)
    return DocumentFacts(
        kind=head.kind or "other",
        reference_number=head.number,
        subject=head.subject,
        issuing_body=issuing_body(text, head, first_entry, catalogue),
        issued_on=head.issued_on,
        year=_year_of(head.subject, head.year) or _year_in_a_day(head.subject),
        month=head.month,
        signer=closing.signer,
        signer_title=closing.title,
        signing_capacity=closing.capacity,
        recipients=tuple(one.text for one in closing.recipients),
        cited_documents=tuple(
            cited
            for cited in cited_documents(text, first_entry, head.subject)
            if cited.reference_number != head.number
        ),
        recipient_codes=tuple(one.code for one in closing.recipients),
        signing_lines=closing.titles,
        drafting_units=closing.archive.units,
        drafter=closing.archive.drafter,
    )


def _first_entry(text: str, outline: Outline) -> int:
    """Where the numbered part begins; the "V/v" of a letter is no fifth part."""
    starts = (entry.parts[0].start for entry in outline.all_entries() if entry.parts)
    return next((at for at in starts if not _ABOUT.match(text, at)), len(text))


def _year_of(subject: str | None, issued: int | None) -> int | None:
    """The year that the subject speaks of, else the year of issue.

    A horizon ("đến năm 2045") is none; of several years, the year of issue counts.
    """
    low = lowered(subject or "")
    named = [
        int(found.group(1))
        for found in _YEAR.finditer(low)
        if not _UNTIL.search(low[: found.start()])
    ]
    return issued if not named or issued in named else named[-1]


def _year_in_a_day(subject: str | None) -> int | None:
    """The year of a week's schedule that gives no other: "(01/6 đến 07/6/2026)"."""
    named = _LATER_YEAR.findall(subject or "")
    return int(named[-1]) if named else None
