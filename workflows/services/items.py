"""Settling what was read: a person answers what the paper leaves open, leaves an item
out, or brings it back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from history.enums import HistoryKind
from organization.models import Person, Post, Unit
from workflows.enums import Doubt, ItemKind, ItemState, MissingFact
from workflows.exceptions import InvalidInput, InvalidTransition
from workflows.models import DraftItem
from workflows.services.agencies import optional_agency
from workflows.services.held_items import hold_item
from workflows.services.item_facts import check_draft, name_of
from workflows.services.leaders_in_charge import leader_meant

# Doubts that are gone once the fact they ask for is there; the others stay until a
# person says that the item is done.
ANSWERED_BY: Final = {
    Doubt.MULTIPLE_UNITS_NO_LEAD: MissingFact.LEAD_UNIT,
    Doubt.NO_UNIT: MissingFact.LEAD_UNIT,
    Doubt.DEADLINE_MISSING: MissingFact.DEADLINE,
    Doubt.LEADER_MISSING: MissingFact.LEADER,
}


def open_doubts(item: DraftItem) -> list[Doubt]:
    """What the reading doubted and nobody has looked at since."""
    missing = item.missing
    return [
        doubt
        for doubt in map(Doubt, item.review_reasons)
        if doubt not in ANSWERED_BY or ANSWERED_BY[doubt] in missing
    ]


def is_ready(item: DraftItem) -> bool:
    """Whether it can be given out and nothing about it is doubtful."""
    return item.is_settled and not open_doubts(item)


@dataclass(frozen=True)
class Answer:
    """What a person decided about an item; None and "" mean "still open".

    `reviewed`: the person says that the item is done; what the reading doubted is
    looked at then, and no longer asked; and where the paper names the leadership as a
    whole and nobody was chosen, the one in charge of the lead unit is taken.
    """

    title: str
    text: str
    lead_unit: Unit | None
    directing_leader: Post | None
    supporting_units: tuple[Unit, ...]
    due_on: date | None
    no_deadline_reason: str = ""
    kind: ItemKind = ItemKind.TASK
    product: str | None = None  # None: as it is
    led_outside: str | None = None  # the name of an agency; None: as it is
    reviewed: bool = False


def settle_item(
    *,
    item_id: int,
    answer: Answer,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> DraftItem:
    """Save what a person decided; saved as one goes, complete or not.

    Raises InvalidInput when the answer contradicts itself, InvalidTransition when
    the item was given out already.
    """
    with hold_item(item_id, by=by, expected_version=expected_version, at=at) as held:
        item = held.item
        check_draft(item)
        _check_answer(answer)
        item.title = answer.title.strip()
        item.text = answer.text.strip()
        item.kind = answer.kind
        if answer.product is not None:
            item.product = answer.product.strip()
        if answer.led_outside is not None:
            item.led_outside = optional_agency(answer.led_outside)
        item.lead_unit = answer.lead_unit
        item.directing_leader = answer.directing_leader
        if answer.reviewed and item.directing_leader is None:
            item.directing_leader = leader_meant(item, today=timezone.localdate(at))
        item.due_on = answer.due_on
        item.no_deadline_reason = answer.no_deadline_reason.strip()
        if answer.reviewed and not item.missing:
            item.review_reasons = []
        held.supporting[item.pk] = answer.supporting_units
        held.tell(item, HistoryKind.ITEM_SETTLED)
        held.finish(f"sửa việc {name_of(item)}")
    return item


def skip_item(
    *, item_id: int, by: Person, expected_version: int | None = None
) -> DraftItem:
    """Leave an item out; it can be brought back."""
    with hold_item(item_id, by=by, expected_version=expected_version) as held:
        check_draft(held.item)
        held.item.state = ItemState.SKIPPED
        held.tell(held.item, HistoryKind.ITEM_SKIPPED)
        held.finish(f"bỏ qua việc {name_of(held.item)}")
    return held.item


def restore_item(
    *, item_id: int, by: Person, expected_version: int | None = None
) -> DraftItem:
    """Bring a skipped item back."""
    with hold_item(item_id, by=by, expected_version=expected_version) as held:
        item = held.item
        if item.state != ItemState.SKIPPED:
            raise InvalidTransition("Việc này không ở trạng thái bỏ qua.")
        item.state = ItemState.DRAFT
        held.tell(item, HistoryKind.ITEM_RESTORED)
        held.finish(f"khôi phục việc {name_of(item)}")
    return item


def _check_answer(answer: Answer) -> None:
    if not answer.title.strip() or not answer.text.strip():
        raise InvalidInput("Chưa có tên hoặc nội dung nhiệm vụ.")
    if answer.lead_unit is not None and answer.lead_unit in answer.supporting_units:
        raise InvalidInput(
            "Một việc chỉ giao một đơn vị chủ trì. "
            f"{answer.lead_unit.name} không đồng thời là đơn vị phối hợp."
        )
    if answer.due_on is not None and answer.no_deadline_reason.strip():
        raise InvalidInput("Đã có thời hạn thì bỏ trống lý do không có thời hạn.")
