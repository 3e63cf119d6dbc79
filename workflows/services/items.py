"""Settling what was read: a person answers what the paper leaves open."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from history.enums import HistoryKind
from organization.models import Person, Post, Unit
from workflows.enums import Doubt, ItemKind, ItemState, MissingFact
from workflows.exceptions import InvalidInput, InvalidTransition
from workflows.models import DraftItem
from workflows.services.held_document import hold_item

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
    looked at then, and no longer asked.
    """

    title: str
    text: str
    lead_unit: Unit | None
    directing_leader: Post | None
    supporting_units: tuple[Unit, ...]
    due_on: date | None
    no_deadline_reason: str = ""
    kind: ItemKind = ItemKind.TASK
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
        _check_draft(item)
        _check_answer(answer)
        before = _facts(item, tuple(item.supporting_units.all()))
        item.title = answer.title.strip()
        item.text = answer.text.strip()
        item.kind = answer.kind
        item.lead_unit = answer.lead_unit
        item.directing_leader = answer.directing_leader
        item.due_on = answer.due_on
        item.no_deadline_reason = answer.no_deadline_reason.strip()
        if answer.reviewed and not item.missing:
            item.review_reasons = []
        after = _facts(item, answer.supporting_units)
        changed = {name for name in after if after[name] != before[name]}
        if changed:
            item.supporting_units.set(answer.supporting_units)
            held.finish(
                HistoryKind.ITEM_SETTLED,
                before={name: before[name] for name in changed},
                after={name: after[name] for name in changed},
            )
    return item


def skip_item(
    *, item_id: int, by: Person, expected_version: int | None = None
) -> DraftItem:
    """Leave an item out; it can be brought back."""
    with hold_item(item_id, by=by, expected_version=expected_version) as held:
        _check_draft(held.item)
        held.item.state = ItemState.SKIPPED
        held.finish(
            HistoryKind.ITEM_SKIPPED,
            before={"state": ItemState.DRAFT},
            after={"state": ItemState.SKIPPED},
        )
    return held.item


def restore_item(
    *, item_id: int, by: Person, expected_version: int | None = None
) -> DraftItem:
    """Bring a skipped item back."""
    with hold_item(item_id, by=by, expected_version=expected_version) as held:
        if held.item.state != ItemState.SKIPPED:
            raise InvalidTransition("Việc này không ở trạng thái bỏ qua.")
        held.item.state = ItemState.DRAFT
        held.finish(
            HistoryKind.ITEM_RESTORED,
            before={"state": ItemState.SKIPPED},
            after={"state": ItemState.DRAFT},
        )
    return held.item


def split_item(
    *, item_id: int, by: Person, expected_version: int | None = None
) -> DraftItem:
    """Make a second item of the same words, to be given to another unit; returns it."""
    with hold_item(item_id, by=by, expected_version=expected_version) as held:
        item = held.item
        _check_draft(item)
        parts = item.document.items.filter(position=item.position)
        last = parts.order_by("-part").values_list("part", flat=True)[0]
        twin = DraftItem.objects.get(pk=item.pk)
        supporting = list(item.supporting_units.all())
        twin.pk = None
        twin._state.adding = True  # noqa: SLF001  Django's documented way to copy a row
        twin.part = last + 1
        twin.version = 1
        twin.save()
        twin.supporting_units.set(supporting)
        held.finish(
            HistoryKind.ITEM_SPLIT,
            before={"parts": last + 1},
            after={"parts": last + 2},
        )
    return twin


def _check_draft(item: DraftItem) -> None:
    if item.state != ItemState.DRAFT:
        label = ItemState(item.state).label.lower()
        raise InvalidTransition(f"Việc {item.address} {label}, không sửa được nữa.")


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


def _facts(item: DraftItem, supporting: tuple[Unit, ...]) -> dict[str, Any]:
    return {
        "title": item.title,
        "text": item.text,
        "kind": str(item.kind),
        "lead_unit": item.lead_unit.code if item.lead_unit else None,
        "directing_leader": item.directing_leader.code
        if item.directing_leader
        else None,
        "supporting_units": sorted(unit.code for unit in supporting),
        "due_on": item.due_on.isoformat() if item.due_on else None,
        "no_deadline_reason": item.no_deadline_reason or None,
        "review_reasons": [*item.review_reasons],
    }
