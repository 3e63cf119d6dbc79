"""A person's word on what two items of documents are to each other.

Nothing is merged. Where work is inherited, the later item need not be given out a
second time; where it is replaced, the earlier draft is left out. The word can be taken
back, and what it did with it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.models import Person
from workflows.enums import ItemState, LinkKind
from workflows.exceptions import InvalidInput, MissionNotFound, StaleMission
from workflows.models import DraftItem, ItemAct, ItemLink
from workflows.services.held_document import lock_document, office_seat, record
from workflows.services.held_items import HeldItems, hold_items
from workflows.services.item_facts import check_draft, name_of, place_of

CHANGED: Final = (
    "Đề xuất này vừa được người khác xử lý. Thao tác vừa bấm chưa được ghi. "
    "Xem lại rồi làm tiếp."
)
TAKEN_FROM: Final = "taken_from"
DRAFT: Final = ItemState.DRAFT


@dataclass(frozen=True)
class Decision:
    """What a person says of a link.

    `leaves_out`: the later item is not given out a second time (inherited, specified),
    or the earlier draft is left out (replaced). `takes_deadline`: an item without a
    day gets that of the earlier one.
    """

    kind: LinkKind
    leaves_out: bool = False
    takes_deadline: bool = False


def decide_link(
    *,
    link_id: int,
    decision: Decision,
    by: Person,
    expected_version: int,
    at: datetime | None = None,
) -> ItemLink:
    """Say what two items are to each other.

    Raises ActionDenied, StaleMission where another was faster, InvalidInput where the
    word and what it should do do not fit, InvalidTransition where the item to be left
    out or dated is no draft any more.
    """
    _check_fits(decision)
    with transaction.atomic():
        at = at or timezone.now()
        office_seat(scopes.renew(by, at))
        found = _link(link_id)
        lock_both(found.item.document_id, found.earlier.document_id)
        held_id = _touched(found, decision)
        with hold_items(_document_of(found, held_id), held_id, by=by, at=at) as held:
            link = _locked(link_id, expected_version)
            if link.kind:
                raise StaleMission(CHANGED)
            _apply(held, link, decision)
            label = LinkKind(decision.kind).label.lower()
            act = held.finish(f"xác nhận {label} của việc {name_of(link.item)}")
            _say(link, decision, act, by=by, at=at)
            _tell(link, held, before=None)
    return link


def reopen_link(
    *, link_id: int, by: Person, expected_version: int, at: datetime | None = None
) -> ItemLink:
    """Take the word back: it is a proposal again, and what the word did is undone as
    far as nobody has changed it since."""
    with transaction.atomic():
        at = at or timezone.now()
        office_seat(scopes.renew(by, at))
        found = _link(link_id)
        lock_both(found.item.document_id, found.earlier.document_id)
        if not found.kind:
            raise StaleMission(CHANGED)
        was = Decision(LinkKind(found.kind), found.leaves_out, found.takes_deadline)
        held_id = _touched(found, was)
        with hold_items(_document_of(found, held_id), held_id, by=by, at=at) as held:
            link = _locked(link_id, expected_version)
            if not link.kind:
                raise StaleMission(CHANGED)
            for item in held.items:
                _take_back(held, link, item)
            held.finish(f"sửa quan hệ của việc {name_of(link.item)}")
            before = link.kind
            _unsay(link)
            _tell(link, held, before=before)
    return link


def reopen_links_of(act: ItemAct, held: HeldItems) -> None:
    """What was said of a link by an act that is being taken back is open again."""
    said = ItemLink.objects.filter(act=act).select_related(
        "item__document", "earlier__document"
    )
    for link in said:
        lock_document(link.item.document_id, None)
        before = link.kind
        _unsay(link)
        _tell(link, held, before=before)


def lock_both(one: int, other: int) -> None:
    """Both documents, always in this order, so that no two acts wait crosswise."""
    for document_id in sorted({one, other}):
        lock_document(document_id, None)


def _link(link_id: int) -> ItemLink:
    found = ItemLink.objects.select_related("item", "earlier").filter(pk=link_id)
    link = found.first()
    if link is None:
        raise MissionNotFound("Không tìm thấy đề xuất này.")
    return link


def _locked(link_id: int, expected_version: int) -> ItemLink:
    link = (
        ItemLink.objects.select_for_update(of=("self",))
        .select_related("item__document", "earlier__document", "earlier__lead_unit")
        .get(pk=link_id)
    )
    if link.version != expected_version:
        raise StaleMission(CHANGED)
    return link


def _check_fits(decision: Decision) -> None:
    kind = decision.kind
    if kind == LinkKind.DIFFERENT and (decision.leaves_out or decision.takes_deadline):
        raise InvalidInput(
            "Hai việc khác nhau thì việc này vẫn được giao và giữ thời hạn của mình."
        )
    if kind == LinkKind.REPLACES and decision.takes_deadline:
        raise InvalidInput("Việc thay thế có thời hạn của mình, không lấy của việc cũ.")


def _touched(link: ItemLink, decision: Decision) -> dict[int, int | None]:
    """The one item that the decision changes, if any."""
    if decision.kind == LinkKind.REPLACES:
        return {link.earlier_id: None} if decision.leaves_out else {}
    if decision.leaves_out or decision.takes_deadline:
        return {link.item_id: None}
    return {}


def _document_of(link: ItemLink, held: dict[int, int | None]) -> int:
    of_earlier = link.earlier_id in held
    return link.earlier.document_id if of_earlier else link.item.document_id


def _apply(held: HeldItems, link: ItemLink, decision: Decision) -> None:
    for item in held.items:
        check_draft(item)
        if decision.takes_deadline:
            _take_deadline(item, link)
            held.tell(item, HistoryKind.ITEM_SETTLED)
        if decision.leaves_out:
            item.state = ItemState.SKIPPED
            held.tell(item, HistoryKind.ITEM_SKIPPED, after=_other(link, item))


def _take_back(held: HeldItems, link: ItemLink, item: DraftItem) -> None:
    if link.leaves_out and item.state == ItemState.SKIPPED:
        item.state = ItemState.DRAFT
        held.tell(item, HistoryKind.ITEM_RESTORED)
    kept = item.deadline or {}
    is_as_taken = kept.get(TAKEN_FROM) == link.pk and item.due_on is not None
    if is_as_taken and kept["date"] == f"{item.due_on}" and item.state == DRAFT:
        item.deadline, item.due_on = kept["was"], None
        held.tell(item, HistoryKind.ITEM_SETTLED)


def _other(link: ItemLink, item: DraftItem) -> dict[str, Any]:
    other = link.earlier if item.pk == link.item_id else link.item
    return {"same_as": f"{other.address}, {other.document.citation}"}


def _take_deadline(item: DraftItem, link: ItemLink) -> None:
    """The day that the earlier work has now, also where it was extended since."""
    day = due_of(link.earlier)
    if day is None:
        raise InvalidInput("Việc có trước không có thời hạn để lấy sang.")
    if item.due_on is not None:
        raise InvalidInput(
            f"Việc này đã có thời hạn {item.due_on:%d/%m/%Y}, không lấy của việc khác."
        )
    item.due_on = day
    item.no_deadline_reason = ""
    # No words of this paper: nothing is to be marked, nor to be counted from its day.
    item.deadline = {
        "raw": "",
        "span": None,
        "type": "by",
        "date": day.isoformat(),
        "recurrence": None,
        TAKEN_FROM: link.pk,
        "was": item.deadline,
    }


def due_of(item: DraftItem) -> date | None:
    """When the work is due: as given out, or as drafted."""
    if item.state == ItemState.GIVEN:
        return item.mission.due_on
    return item.due_on


def _say(
    link: ItemLink, decision: Decision, act: ItemAct | None, *, by: Person, at: datetime
) -> None:
    link.kind, link.decided_by, link.decided_at = decision.kind, by, at
    link.leaves_out, link.takes_deadline = decision.leaves_out, decision.takes_deadline
    link.act = act
    link.version += 1
    link.save()


def _unsay(link: ItemLink) -> None:
    link.kind, link.decided_by, link.decided_at, link.act = "", None, None, None
    link.leaves_out = link.takes_deadline = False
    link.version += 1
    link.save()


def _tell(link: ItemLink, held: HeldItems, *, before: str | None) -> None:
    """One entry on the chain of the later item's document, whose row is held."""
    earlier = link.earlier
    record(
        link.item.document,
        HistoryKind.ITEM_LINKED,
        held.by,
        held.seat,
        held.scope,
        before={**place_of(link.item), "kind": before},
        after={
            **place_of(link.item),
            "kind": link.kind or None,
            "earlier": f"{earlier.address}, {earlier.document.citation}",
            "earlier_item": earlier.pk,
            "leaves_out": link.leaves_out,
            "takes_deadline": link.takes_deadline,
        },
    )
