"""The same answer for several items at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from history.enums import HistoryKind
from organization.models import Person, Post, Unit
from workflows.enums import ItemKind, ItemState
from workflows.exceptions import InvalidInput
from workflows.models import DraftItem
from workflows.services.held_items import HeldItems, hold_loosely
from workflows.services.item_facts import name_of, who_changed


@dataclass(frozen=True)
class Common:
    """What the items get; None, "" and () leave a field as it is."""

    lead_unit: Unit | None = None
    directing_leader: Post | None = None
    add_supporting: tuple[Unit, ...] = ()
    due_on: date | None = None
    no_deadline_reason: str = ""
    kind: ItemKind | None = None
    skip: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Common()

    @property
    def is_for_work_only(self) -> bool:
        """Whether it says nothing that a general instruction could take."""
        return not self.skip and self.kind is None


@dataclass
class Outcome:
    """What was changed, and what was left alone with the reason."""

    changed: list[DraftItem] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)  # name, why


def set_together(
    *,
    document_id: int,
    item_versions: Mapping[int, int | None],
    common: Common,
    by: Person,
) -> Outcome:
    """Give several items the same answer; one act, one entry an item.

    What was given out, changed by another since, or is so already, is left alone and
    said. Raises InvalidInput for an answer that is none or contradicts itself.
    """
    _check(common)
    if not item_versions:
        raise InvalidInput("Chưa chọn việc nào.")
    outcome = Outcome()
    with hold_loosely(document_id, item_versions, by=by) as held:
        kind = HistoryKind.ITEM_SKIPPED if common.skip else HistoryKind.ITEM_SETTLED
        missing = len(item_versions) - len(held.items)
        if missing:
            outcome.left.append((f"{missing} việc", "không còn trong văn bản"))
        for item in held.items:
            why = _why_left(item, item_versions[item.pk], common)
            if not why:
                _apply(held, item, common)
                why = "" if held.was_changed(item) else "đã như vậy"
            if why:
                outcome.left.append((name_of(item), why))
                continue
            held.tell(item, kind)
            outcome.changed.append(item)
        act = "bỏ qua" if common.skip else "đặt chung cho"
        held.finish(f"{act} {len(outcome.changed)} việc")
    return outcome


def _check(common: Common) -> None:
    if common.is_empty:
        raise InvalidInput("Chưa chọn nội dung nào để đặt chung.")
    if common.due_on is not None and common.no_deadline_reason.strip():
        raise InvalidInput("Đã có thời hạn thì bỏ trống lý do không có thời hạn.")
    if common.lead_unit is not None and common.lead_unit in common.add_supporting:
        raise InvalidInput(
            f"{common.lead_unit.name} chủ trì thì không đồng thời là đơn vị phối hợp."
        )


def _why_left(item: DraftItem, seen: int | None, common: Common) -> str:
    if item.state != ItemState.DRAFT:
        return ItemState(item.state).label.lower()
    if seen is not None and item.version != seen:
        return f"{who_changed(item)} sau khi trang này mở"
    if item.kind == ItemKind.DIRECTIVE and common.is_for_work_only:
        return "là yêu cầu chung, không giao"
    return ""


def _apply(held: HeldItems, item: DraftItem, common: Common) -> None:
    if common.skip:
        item.state = ItemState.SKIPPED
        return
    if common.kind is not None:
        item.kind = common.kind
    if common.directing_leader is not None:
        item.directing_leader = common.directing_leader
    if common.due_on is not None:
        item.due_on, item.no_deadline_reason = common.due_on, ""
    if common.no_deadline_reason.strip():
        item.due_on, item.no_deadline_reason = None, common.no_deadline_reason.strip()
    _set_units(held, item, common)


def _set_units(held: HeldItems, item: DraftItem, common: Common) -> None:
    units = {unit.pk: unit for unit in held.supporting[item.pk]}
    former = item.lead_unit
    if common.lead_unit is not None and common.lead_unit != former:
        # As on the card: who led so far supports from now on, if the paper names it.
        if former and former.code in item.reading.get("named_units", ()):
            units[former.pk] = former
        item.lead_unit = common.lead_unit
    units |= {unit.pk: unit for unit in common.add_supporting}
    if item.lead_unit is not None:
        units.pop(item.lead_unit.pk, None)
    held.supporting[item.pk] = tuple(units.values())
