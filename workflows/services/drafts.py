"""From what was read to rows: the document's facts and its draft items."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from organization.enums import SigningCapacity, UnitKind
from organization.models import CollectiveName, Post, Unit
from organization.queries import posts_by_leader_name
from organization.queries.in_charge import Charge, charges_on
from workflows.deadlines import Deadline
from workflows.enums import DocumentKind, ItemKind
from workflows.models import Document, DraftItem
from workflows.reading import ALL_LEADERS, Item, Reading
from workflows.reading.comparison.phrases import heading_above
from workflows.services.leaders_in_charge import day_of, leaders_meant

MARKUP = re.compile(r"\*{1,3}|^#{1,6} ", re.MULTILINE)
BLANK_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Names:
    """Whom the words of a document may mean on the day it is registered."""

    units: dict[str, Unit]
    members: dict[str, tuple[str, ...]]
    posts: dict[str, Post]
    charges: Sequence[Charge] = ()

    def expand(self, codes: Iterable[str]) -> list[Unit]:
        """Units that work can be given to, collective names resolved, in order.

        The Board itself is none: what is given to it needs a unit inside.
        """
        flat = [one for code in codes for one in self.members.get(code, (code,))]
        return [self.units[code] for code in dict.fromkeys(flat) if code in self.units]


def names_on(day: date) -> Names:
    """Units, collective names and leaders as they are that day; five statements."""
    open_units = Unit.objects.exclude(
        kind__in=(UnitKind.COMMISSION, UnitKind.EXTERNAL)
    ).exclude(closed_on__lte=day)
    collectives = CollectiveName.objects.prefetch_related("members")
    return Names(
        units={unit.code: unit for unit in open_units},
        members={
            name.code: tuple(unit.code for unit in name.members.all())
            for name in collectives
        },
        posts=posts_by_leader_name(day),
    )


def facts_of(reading: Reading) -> dict[str, Any]:
    """The fields of a Document, as read; nothing is guessed."""
    facts = reading.as_json()["document"]
    capacity = facts["signing_capacity"]
    return {
        "kind": DocumentKind(facts["kind"].upper()),
        "reference_number": (facts["reference_number"] or "")[:80],
        "issued_on": reading.document.issued_on,
        "subject": facts["subject"] or "",
        "issuing_body": (facts["issuing_body"] or "")[:300],
        "signer": (facts["signer"] or "")[:120],
        "signer_title": (facts["signer_title"] or "")[:120],
        "signing_capacity": capacity if capacity in SigningCapacity.values else "",
        "recipients": facts["recipients"],
        "cited_documents": facts["cited_documents"],
        "text": storable(reading.text),
    }


def create_items(document: Document, items: Iterable[Item], *, on: date) -> None:
    """Draft items with what the reading is sure of; the rest is left to a person.

    Where several units are named and none leads, all of them are proposed as
    supporting units: whichever is chosen to lead leaves that list.
    """
    names = names_on(on)
    items = list(items)
    if any(list(item.leaders) == [ALL_LEADERS] for item in items):
        names = replace(names, charges=charges_on(day_of(document, on)))
    rows, supports = [], []
    for position, item in enumerate(items, start=1):
        row = _draft(document, position, item, names)
        proposed = item.supporting_units
        if row.lead_unit is None and not item.fan_out:
            proposed = (*item.lead_units, *proposed)
        rows.append(row)
        supports.append(names.expand(proposed))
    created = DraftItem.objects.bulk_create(rows)
    through = DraftItem.supporting_units.through
    through.objects.bulk_create(
        through(draftitem_id=row.pk, unit_id=unit.pk)
        for row, found in zip(created, supports, strict=True)
        for unit in found
        if unit.pk != row.lead_unit_id
    )


def storable(text: str) -> str:
    """The text without NUL, which PostgreSQL does not take; offsets stay."""
    return text.replace("\x00", " ")


def _draft(document: Document, position: int, item: Item, names: Names) -> DraftItem:
    # One name is an answer; several, or a name that is not ours, is a question.
    leads = names.expand(item.lead_units)
    sure_lead = len(item.lead_units) == 1 and [u.code for u in leads] == [
        *item.lead_units
    ]
    leaders = [names.posts[name] for name in item.leaders if name in names.posts]
    facts = item.as_json()
    row = DraftItem(
        document=document,
        position=position,
        ordinal=(item.ordinal or "")[:20],
        section=item.section[:60],
        section_title=item.section_title[:300],
        kind=ItemKind(item.kind.upper()),
        title=storable(item.title)[:300],
        text=plain(item.text),
        span_start=item.span[0],
        span_end=item.span[1],
        lead_unit=leads[0] if sure_lead else None,
        directing_leader=leaders[0] if len(item.leaders) == len(leaders) == 1 else None,
        product=storable(item.product or "")[:300],
        due_on=item.deadline.due_on,
        deadline=facts["deadline"],
        review_reasons=facts["review_reasons"],
        reading={
            **_as_read(item, facts, names),
            "heading": heading_above(document.text, item.span[0], item.ordinal or ""),
        },
    )
    if row.directing_leader is None:
        # Named as a whole, each directs in the own field: one in charge is an answer.
        meant = leaders_meant(row, row.lead_unit_id, names.charges)
        row.directing_leader = meant[0] if len(meant) == 1 else None
    return row


def _as_read(item: Item, facts: dict[str, Any], names: Names) -> dict[str, Any]:
    suggested = names.expand([item.suggested_lead] if item.suggested_lead else [])
    return {
        "lead_units": facts["lead_units"],
        "supporting_units": facts["supporting_units"],
        "leaders": facts["leaders"],
        "external_agencies": facts["external_agencies"],
        "named_leads": [unit.code for unit in names.expand(item.lead_units)],
        "named_units": [
            unit.code
            for unit in names.expand((*item.lead_units, *item.supporting_units))
        ],
        "suggested_lead": suggested[0].code if suggested else None,
        "fan_out": item.fan_out,
        "product": facts["product"],
        "children": facts.get("children") or [],
        "kpi": facts.get("kpi"),
        "report_to": facts.get("report_to") or [],
        "conflicts": facts.get("conflicts") or [],
        "marks": [
            {
                "kind": mark.kind.value,
                "span": list(mark.span),
                "words": storable(mark.words),
            }
            for mark in item.marks
        ],
    }


def plain(text: str) -> str:
    """The words as a mission shows them: no asterisks, no blank lines."""
    return BLANK_LINES.sub("\n", MARKUP.sub("", storable(text))).strip()


def deadline_as_json(deadline: Deadline) -> dict[str, Any]:
    """A deadline in the shape that `DraftItem.deadline` keeps."""
    return {
        "raw": deadline.words,
        "span": list(deadline.span) if deadline.span else None,
        "type": deadline.type.value,
        "date": deadline.due_on.isoformat() if deadline.due_on else None,
        "recurrence": deadline.recurrence,
    }
