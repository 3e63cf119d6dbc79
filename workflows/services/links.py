"""A person's word on what is tied to what: the same work, and papers cited.

Nothing is merged. Where work is inherited, the later item need not be given out a
second time; where it is replaced, the earlier draft is left out.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.models import Person
from workflows.enums import CitationState, ItemState, LinkKind
from workflows.exceptions import InvalidInput, MissionNotFound, StaleMission
from workflows.models import DocumentCitation, DraftItem, ItemLink
from workflows.services.documents import set_number_and_date
from workflows.services.held_document import lock_document, office_seat, record
from workflows.services.held_items import HeldItems, hold_items, place_of

CHANGED: Final = (
    "Đề xuất này vừa được người khác xử lý. Thao tác vừa bấm chưa được ghi. "
    "Xem lại rồi làm tiếp."
)


@dataclass(frozen=True)
class Decision:
    """What a person says of a link.

    `leaves_out`: the later item is not given out a second time (inherited), or the
    earlier draft is left out (replaced). `takes_deadline`: an item without a day gets
    that of the earlier one.
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
    """Say what two items are to each other; the act can be undone on the page.

    Raises ActionDenied, StaleMission where another was faster, InvalidInput where
    there is no day to take.
    """
    with transaction.atomic():
        found = _link(link_id)
        touched = _touched(found, decision)
        held_ids: dict[int, int | None] = dict.fromkeys(touched)
        _lock_both(found.item.document_id, found.earlier.document_id)
        document_id = (
            found.earlier.document_id
            if found.earlier_id in touched
            else found.item.document_id
        )
        with hold_items(document_id, held_ids, by=by, at=at) as held:
            link = _locked(link_id, expected_version)
            _apply(held, link, decision)
            held.finish(f"xác nhận {LinkKind(decision.kind).label.lower()}")
            before = link.kind or None
            link.kind, link.decided_by = decision.kind, by
            link.decided_at = held.scope.at
            link.version += 1
            link.save()
            _tell(link, held.by, held.scope, before=before)
    return link


def reopen_link(
    *, link_id: int, by: Person, expected_version: int, at: datetime | None = None
) -> ItemLink:
    """Take the word back: the link is a proposal again; items stay as they are."""
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        office_seat(scope)
        lock_document(_link(link_id).item.document_id, None)
        link = _locked(link_id, expected_version)
        before = link.kind or None
        link.kind, link.decided_by, link.decided_at = "", None, None
        link.version += 1
        link.save()
        _tell(link, by, scope, before=before)
    return link


def decide_citation(
    *,
    citation_id: int,
    is_it: bool,
    by: Person,
    takes_number: bool = False,
    at: datetime | None = None,
) -> DocumentCitation:
    """Say whether the proposed document is the cited one.

    `takes_number`: the cited one was filed without number and day, and gets those
    that the citation gives. Raises what `set_number_and_date` raises.
    """
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = office_seat(scope)
        found = DocumentCitation.objects.filter(pk=citation_id).first()
        if found is None:
            raise MissionNotFound("Không tìm thấy viện dẫn này.")
        _lock_both(found.document_id, found.cited_id or found.document_id)
        document = lock_document(found.document_id, None)
        citation = DocumentCitation.objects.select_for_update(of=("self",)).get(
            pk=citation_id
        )
        if citation.cited is None:
            raise StaleMission(CHANGED)
        citation.state = CitationState.LINKED if is_it else CitationState.REFUSED
        citation.save(update_fields=["state"])
        after = {
            "citation": citation.reference_number,
            "cited": citation.cited_id,
            "state": str(citation.state),
        }
        kind = HistoryKind.CITATION_RESOLVED
        record(document, kind, by, seat, scope, after=after)
        if is_it and takes_number:
            set_number_and_date(
                document_id=citation.cited.pk,
                reference_number=citation.reference_number,
                issued_on=_day_of(citation),
                by=by,
                at=scope.at,
            )
    return citation


def _lock_both(one: int, other: int) -> None:
    """Both documents, always in this order, so that no two acts wait crosswise."""
    for document_id in sorted({one, other}):
        lock_document(document_id, None)


def _day_of(citation: DocumentCitation) -> date:
    if citation.issued_on is None:
        raise InvalidInput("Câu viện dẫn không ghi ngày. Nhập ngày ở trang văn bản.")
    return citation.issued_on


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


def _touched(link: ItemLink, decision: Decision) -> list[int]:
    """The one item that the decision changes, if any."""
    if decision.kind == LinkKind.REPLACES:
        return [link.earlier_id] if decision.leaves_out else []
    changes_later = decision.leaves_out or decision.takes_deadline
    return [link.item_id] if changes_later and decision.kind else []


def _apply(held: HeldItems, link: ItemLink, decision: Decision) -> None:
    for item in held.items:
        if item.state != ItemState.DRAFT:
            continue
        if decision.takes_deadline and item.pk == link.item_id:
            _take_deadline(item, link.earlier)
            held.tell(item, HistoryKind.ITEM_SETTLED)
        if decision.leaves_out:
            item.state = ItemState.SKIPPED
            held.tell(item, HistoryKind.ITEM_SKIPPED, after=_other(link, item))


def _other(link: ItemLink, item: DraftItem) -> dict[str, Any]:
    other = link.earlier if item.pk == link.item_id else link.item
    return {"same_as": f"{other.address}, {other.document.citation}"}


def _take_deadline(item: DraftItem, earlier: DraftItem) -> None:
    if earlier.due_on is None:
        raise InvalidInput("Việc có trước không có thời hạn để lấy sang.")
    item.due_on = earlier.due_on
    item.no_deadline_reason = ""
    item.deadline = {
        **(earlier.deadline or {}),
        "taken_from": f"{earlier.address}, {earlier.document.citation}",
    }


def _tell(
    link: ItemLink, by: Person, scope: scopes.Scope, *, before: str | None
) -> None:
    """One entry on the chain of the later item's document, whose row is held."""
    document = link.item.document
    lock_document(document.pk, None)
    earlier = link.earlier
    record(
        document,
        HistoryKind.ITEM_LINKED,
        by,
        office_seat(scope),
        scope,
        before={**place_of(link.item), "kind": before},
        after={
            **place_of(link.item),
            "kind": link.kind or None,
            "earlier": f"{earlier.address}, {earlier.document.citation}",
            "earlier_item": earlier.pk,
        },
    )
