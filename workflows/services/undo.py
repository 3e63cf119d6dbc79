"""Taking back one's own last act on the items of a document, step by step."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from history.enums import HistoryKind
from organization.models import Person, Post, Unit
from workflows.enums import ItemState
from workflows.exceptions import InvalidInput, InvalidTransition, StaleMission
from workflows.models import DraftItem, ItemAct
from workflows.queries.documents import acts_to_undo
from workflows.services.held_items import HeldItems, hold_loosely
from workflows.services.item_facts import FIELDS, name_of, who_changed
from workflows.services.links import reopen_links_of

STEPS = 200  # as many steps back as anybody takes
NOTHING = "Không còn thao tác nào để hoàn tác."


@dataclass(frozen=True)
class Undone:
    """What was taken back, in words, and the items concerned that remain."""

    label: str
    item_ids: list[int]


def undo_last(
    *,
    document_id: int,
    by: Person,
    act_id: int | None = None,
    at: datetime | None = None,
) -> Undone:
    """Put back what the person's last act on this document changed.

    `act_id` is the act that the page named; another window may have taken it back
    meanwhile. Raises StaleMission where somebody changed one of its items since,
    InvalidTransition where one was given out, InvalidInput where nothing is left.
    """
    act = acts_to_undo(document_id, by).first()
    if act is None:
        raise InvalidInput(NOTHING)
    wanted = {change["item"] for change in act.changes}
    with hold_loosely(document_id, wanted, by=by, at=at) as held:
        # Read again under the lock: two windows may press the key at once.
        act = acts_to_undo(document_id, by).first()
        if act is None:
            raise InvalidInput(NOTHING)
        if act_id not in {None, act.pk} or {c["item"] for c in act.changes} != wanted:
            raise StaleMission(
                "Thao tác này đã được hoàn tác ở cửa sổ khác. Xem bản mới rồi làm tiếp."
            )
        rows = {item.pk: item for item in held.items}
        _check_untouched(act, rows)
        _put_back(held, act, rows)
        act.is_undone = True
        act.save(update_fields=["is_undone"])
        # Saved without a way back of its own: an undoing is no act to be undone.
        changes = held.save(note=f"Hoàn tác: {act.label}")
        _relink(act, {change["item"]: change["to"] for change in changes})
        reopen_links_of(act, held)
        kept = [item.pk for item in held.items if item not in held.removed]
    return Undone(act.label, kept)


def _check_untouched(act: ItemAct, rows: dict[int, DraftItem]) -> None:
    for change in act.changes:
        item = rows.get(change["item"])
        if item is None:
            raise StaleMission(
                "Việc này không còn nữa, không hoàn tác được. Xem bản mới rồi làm tiếp."
            )
        if item.state == ItemState.GIVEN:
            raise InvalidTransition(
                f"Việc {name_of(item)} đã giao, không hoàn tác được. "
                "Thu hồi hoặc đính chính ở trang nhiệm vụ."
            )
        if item.version != change["to"]:
            raise StaleMission(
                f"{who_changed(item)} sau thao tác đó nên không hoàn tác được."
            )


def _put_back(held: HeldItems, act: ItemAct, rows: dict[int, DraftItem]) -> None:
    """Set the fields as they were; what the act had made goes."""
    values = [change["was"] or {} for change in act.changes]
    units = Unit.objects.in_bulk(
        {pk for was in values for pk in was.get("supporting_units", ())}
        | {was.get("lead_unit_id") for was in values}
    )
    posts = Post.objects.in_bulk({was.get("directing_leader_id") for was in values})
    for change in act.changes:
        item, was = rows[change["item"]], change["was"]
        held.tell(item, HistoryKind.ITEM_UNDONE)
        if was is None:
            held.remove(item)
            continue
        for name in FIELDS:
            if name in was:
                setattr(item, name, _value(name, was[name]))
        # The objects, too: history names them, and must not fetch each by itself.
        if "lead_unit_id" in was:
            item.lead_unit = units.get(was["lead_unit_id"])
        if "directing_leader_id" in was:
            item.directing_leader = posts.get(was["directing_leader_id"])
        if "supporting_units" in was:
            held.supporting[item.pk] = tuple(
                units[pk] for pk in was["supporting_units"]
            )


def _value(name: str, kept: Any) -> Any:
    if name == "due_on" and kept is not None:
        return date.fromisoformat(kept)
    return kept


def _relink(undone: ItemAct, versions: dict[int, int]) -> None:
    """The items are again as earlier acts left them: these may be taken back next."""
    left = {c["item"]: c["from"] for c in undone.changes}
    earlier = ItemAct.objects.filter(
        document=undone.document_id, is_undone=False, pk__lt=undone.pk
    )
    touched = []
    for act in earlier.order_by("-pk")[:STEPS]:
        for change in act.changes:
            pk = change["item"]
            if pk in versions and change["to"] == left.get(pk):
                change["to"] = versions[pk]
                touched.append(act)
    ItemAct.objects.bulk_update(dict.fromkeys(touched), ["changes"])
