"""What a reading is made of. Every span is a pair of offsets in ``Reading.text``."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from workflows.deadlines import Deadline, Span
from workflows.reading.clauses import Child
from workflows.reading.targets import Kpi


class ItemKind(StrEnum):
    """What the agency does with a passage: chase it, repeat it, hold it, show it."""

    TASK = "task"
    DIRECTIVE = "directive"
    MEETING = "meeting"
    RECURRING_REPORT = "recurring_report"
    TARGET = "target"


class ReviewReason(StrEnum):
    """Why a person must look at an item: the closed list of the labelling rules."""

    MULTIPLE_UNITS_NO_LEAD = "multiple_units_no_lead"
    NO_UNIT = "no_unit"
    DEADLINE_MISSING = "deadline_missing"
    CONFLICTING_VALUES = "conflicting_values"
    IMPLIED_OBLIGATION = "implied_obligation"
    PERIOD_UNSPECIFIED = "period_unspecified"
    ROLE_AMBIGUOUS = "role_ambiguous"
    MULTIPLE_MILESTONES = "multiple_milestones"
    LEADER_MISSING = "leader_missing"


class MarkKind(StrEnum):
    """What is highlighted beside the text."""

    LEADER = "leader"
    UNIT = "unit"
    DEADLINE = "deadline"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that a field was read from; ``words`` is the text of ``span``."""

    kind: MarkKind
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work, or one instruction, with where each fact was read.

    ``leaders`` are names, or ``*all_leaders``; units are codes of the catalogue or
    slugs; ``suggested_lead`` is set only where a person must choose among several.
    ``children`` are its clauses, ``kpi`` what a target measures, and ``report_to``
    the codes of those who receive the result.
    """

    ordinal: str | None
    section: str
    section_title: str
    kind: ItemKind
    title: str
    text: str
    span: Span
    leaders: tuple[str, ...]
    leaders_span: Span | None
    lead_units: tuple[str, ...]
    supporting_units: tuple[str, ...]
    external_agencies: tuple[str, ...]
    units_span: Span | None
    suggested_lead: str | None
    fan_out: bool
    product: str | None
    deadline: Deadline
    review_reasons: tuple[ReviewReason, ...]
    marks: tuple[Mark, ...]
    children: tuple[Child, ...] = ()
    kpi: Kpi | None = None
    report_to: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The item in the shape of ``read_document --json``."""
        return {
            "ordinal": self.ordinal,
            "section": self.section,
            "kind": self.kind.value,
            "text": self.text,
            "span": list(self.span),
            "leaders": list(self.leaders),
            "lead_units": list(self.lead_units),
            "supporting_units": list(self.supporting_units),
            "external_agencies": list(self.external_agencies),
            "product": self.product,
            "children": [
                {"span": list(child.span), "text": child.text}
                for child in self.children
            ],
            "kpi": None if self.kpi is None else self.kpi.as_json(),
            "report_to": list(self.report_to),
            "review_reasons": [reason.value for reason in self.review_reasons],
            "deadline": _deadline_as_json(self.deadline),
        }


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that the text refers to; ``is_basis`` if the preamble rests on it."""

    reference_number: str
    issued_on: date | None
    is_basis: bool = False


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Facts of the document as a whole.

    ``year`` and ``month`` are known even where the day is left blank, as in drafts;
    ``signing_capacity`` is the prefix of the one who signs ("KT."), empty for an own
    title; of a double form ``signing_lines`` keeps all lines as printed. A recipient's
    code ("b/c", "t/h") stands at the same place of ``recipient_codes``, empty where
    none is printed. ``drafting_units`` and ``drafter`` (initials) are the "Lưu" line.
    """

    kind: str
    reference_number: str | None
    subject: str | None
    issuing_body: str | None
    issued_on: date | None
    year: int | None
    month: int | None
    signer: str | None
    signer_title: str | None
    signing_capacity: str
    recipients: tuple[str, ...]
    cited_documents: tuple[CitedDocument, ...]
    recipient_codes: tuple[str, ...] = ()
    signing_lines: tuple[str, ...] = ()
    drafting_units: tuple[str, ...] = ()
    drafter: str = ""

    def as_json(self) -> dict[str, Any]:
        """The facts in the shape of ``read_document --json``."""
        return {
            "kind": self.kind,
            "reference_number": self.reference_number,
            "subject": self.subject,
            "issuing_body": self.issuing_body,
            "issued_on": _iso(self.issued_on),
            "signer": self.signer,
            "signer_title": self.signer_title,
            "signing_capacity": self.signing_capacity,
            "recipients": list(self.recipients),
            "recipient_codes": list(self.recipient_codes),
            "signing_lines": list(self.signing_lines),
            "drafting_units": list(self.drafting_units),
            "drafter": self.drafter,
            "year": self.year,
            "month": self.month,
            "legal_basis": [
                cited.reference_number
                for cited in self.cited_documents
                if cited.is_basis
            ],
            "cited_documents": [
                {
                    "reference_number": cited.reference_number,
                    "issued_on": _iso(cited.issued_on),
                }
                for cited in self.cited_documents
            ],
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: its NFC text, its facts, its items in order of the text."""

    text: str
    document: DocumentFacts
    items: tuple[Item, ...]

    def as_json(self) -> dict[str, Any]:
        """The reading in the shape of ``read_document --json``."""
        return {
            "document": self.document.as_json(),
            "items": [item.as_json() for item in self.items],
        }


def _deadline_as_json(deadline: Deadline) -> dict[str, Any]:
    return {
        "raw": deadline.words,
        "span": None if deadline.span is None else list(deadline.span),
        "type": deadline.type.value,
        "date": _iso(deadline.due_on),
        "recurrence": deadline.recurrence,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
