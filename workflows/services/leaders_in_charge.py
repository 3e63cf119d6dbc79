"""“Các đồng chí Lãnh đạo Ban”: each directs in the own field, so the one in charge of
the lead unit on the document's day is meant (rules.md, section 9)."""

from collections.abc import Sequence
from datetime import date

from organization.models import Post
from organization.queries.in_charge import Charge, charges_on, in_charge
from workflows.models import Document, DraftItem
from workflows.reading import ALL_LEADERS


def means_all_leaders(item: DraftItem) -> bool:
    """Whether the paper names the leadership as a whole, and nobody in it."""
    return list(item.reading.get("leaders", ())) == [ALL_LEADERS]


def day_of(document: Document, today: date) -> date:
    """The day whose fields of work count: the document's own, where it has one."""
    return document.issued_on or today


def leaders_meant(
    item: DraftItem, lead_unit_id: int | None, charges: Sequence[Charge]
) -> list[Post]:
    """Who may be meant; one is an answer, several or none are a question."""
    if lead_unit_id is None or not means_all_leaders(item):
        return []
    words = f"{item.title} {item.section_title} {item.text}"
    return in_charge(charges, unit_id=lead_unit_id, words=words)


def leader_meant(item: DraftItem, *, today: date) -> Post | None:
    """The one leader who is meant, asked for one item; one statement."""
    if item.lead_unit_id is None or not means_all_leaders(item):
        return None
    charges = charges_on(day_of(item.document, today))
    found = leaders_meant(item, item.lead_unit_id, charges)
    return found[0] if len(found) == 1 else None
