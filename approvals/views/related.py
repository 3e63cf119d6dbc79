"""The same work in other documents, as far as the reader may see it."""

from dataclasses import dataclass
from typing import Final

from organization import scopes
from organization.enums import Right
from organization.models import Person
from workflows.enums import ItemState, LinkKind
from workflows.models import DraftItem, ItemLink, Mission
from workflows.queries.links import links_said_of
from workflows.queries.visible import missions_visible_to

# By the word that was said: as it reads from the later work, and from the earlier.
WORDS: Final = {
    LinkKind.INHERITS: ("Kế thừa", "Được nhắc lại ở"),
    LinkKind.SPECIFIES: ("Cụ thể hóa", "Được cụ thể hóa ở"),
    LinkKind.REPLACES: ("Thay thế", "Được thay bằng"),
}


@dataclass(frozen=True)
class Related:
    """One line: what it is to this mission, and the mission or document it leads to."""

    words: str
    title: str
    paper: str
    mission: Mission | None
    # Documents are for Văn phòng only: 0 for the others.
    document_id: int
    item_id: int


def related_to(mission: Mission, person: Person) -> list[Related]:
    """Two statements at most; nothing of what the reader may not see."""
    item = mission.item
    links = links_said_of(item) if item is not None else []
    if item is None or not links:
        return []
    others = [_other(link, item) for link in links]
    seen = set(
        missions_visible_to(person).filter(item__in=others).values_list("pk", flat=True)
    )
    reads_documents = Right.ISSUE_WORK in scopes.current(person).everywhere
    found = []
    for link, other in zip(links, others, strict=True):
        given = other.mission if other.state == ItemState.GIVEN else None
        if given is not None and given.pk not in seen:
            given = None
        if given is None and not reads_documents:
            continue
        words = WORDS[LinkKind(link.kind)][link.item_id != item.pk]
        paper = f"{other.address}, {other.document.citation}"
        document_id = other.document_id if reads_documents else 0
        found.append(Related(words, other.title, paper, given, document_id, other.pk))
    return found


def _other(link: ItemLink, item: DraftItem) -> DraftItem:
    return link.earlier if link.item_id == item.pk else link.item
