"""Settling what was read: a person answers what the paper leaves open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.models import Person, Post, Unit
from organization.scopes import Scope, Seat
from workflows.enums import ItemKind, ItemState
from workflows.exceptions import (
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    StaleMission,
)
from workflows.models import DraftItem
from workflows.services import documents


@dataclass(frozen=True)
class Answer:
    """What a person decided about an item; None and "" mean "still open"."""

    title: str
    text: str
    lead_unit: Unit | None
    directing_leader: Post | None
    supporting_units: tuple[Unit, ...]
    due_on: date | None
    no_deadline_reason: str = ""
    kind: ItemKind = ItemKind.TASK


@dataclass
class HeldItem:
    """One item, its row and its document's row locked, in a person's hands."""

    item: DraftItem
    by: Person
    scope: Scope
    seat: Seat

    def finish(
        self, kind: HistoryKind, *, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        """Save the item one version on, with its entry on the document's chain."""
        self.item.version += 1
        self.item.save()
        place = {"item": self.item.address, "position": self.item.position}
        documents.record(
            self.item.document,
            kind,
            self.by,
            self.seat,
            self.scope,
            before={**place, **before} if before else place,
            after={**place, **after},
        )


@contextmanager
def hold_item(
    item_id: int,
    *,
    by: Person,
    expected_version: int | None,
    at: datetime | None = None,
) -> Iterator[HeldItem]:
    """Lock document and item; raises where the person, the page or the state is wrong."""
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = documents.office_seat(scope)
        found = DraftItem.objects.filter(pk=item_id).values_list("document_id").first()
        if found is None:
            raise MissionNotFound("Không tìm thấy việc này.")
        # The document first, always: giving out and settling never wait crosswise.
        documents.lock_document(found[0], None)
        item = (
            DraftItem.objects.select_for_update(of=("self",))
            .select_related("document", "lead_unit", "directing_leader")
            .get(pk=item_id)
        )
        if expected_version is not None and item.version != expected_version:
            raise StaleMission(
                f"Việc {item.ordinal} vừa được người khác sửa. Nội dung vừa nhập chưa "
                "được ghi. Xem bản mới rồi làm tiếp."
            )
        yield HeldItem(item, by, scope, seat)


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
        raise InvalidTransition(f"Việc {item.ordinal} {label}, không sửa được nữa.")


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
    }
