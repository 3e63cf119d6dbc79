"""Several items of one document become one; the others stay, marked as merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from history.enums import HistoryKind
from organization.models import Person, Post, Unit
from workflows.enums import ItemState
from workflows.exceptions import InvalidInput, InvalidTransition, NeedsClarification
from workflows.models import DraftItem
from workflows.services.held_items import HeldItems, hold_items
from workflows.services.item_facts import check_draft, name_of, place_of

FEWEST = 2
LONGEST_TEXT = 20_000
LONGEST = 300
Value = TypeVar("Value")
Span = tuple[int, int]


@dataclass(frozen=True)
class Chosen:
    """What the person chose where the items differ; None: they do not differ.

    `due_from` is the item whose deadline, or reason for none, counts.
    """

    lead_unit: Unit | None = None
    directing_leader: Post | None = None
    due_from: int | None = None
    title: str = ""


def merge_items(
    *,
    document_id: int,
    item_versions: Mapping[int, int | None],
    chosen: Chosen,
    by: Person,
) -> DraftItem:
    """Merge into the first of them; words joined, places kept, units united.

    Raises NeedsClarification where the items differ and nothing was chosen,
    StaleMission where one was changed since the person saw it, InvalidTransition where
    one is no draft any more.
    """
    if len(item_versions) < FEWEST:
        raise InvalidInput("Chọn ít nhất hai việc để gộp.")
    with hold_items(document_id, item_versions, by=by) as held:
        for item in held.items:
            check_draft(item)
        target, *others = held.items
        lead = _agreed([i.lead_unit for i in held.items], chosen.lead_unit, "lead")
        leader = _agreed(
            [i.directing_leader for i in held.items], chosen.directing_leader, "leader"
        )
        due = _due_of(held.items, chosen.due_from)
        held.supporting[target.pk] = _united(held, lead)
        _join(held, target, others, title=chosen.title)
        target.lead_unit, target.directing_leader = lead, leader
        target.due_on, target.no_deadline_reason = due.due_on, due.no_deadline_reason
        target.deadline = due.deadline
        names = [name_of(item) for item in held.items]
        held.tell(target, HistoryKind.ITEM_MERGED, after={"merged": names})
        into = place_of(target)["item"] or name_of(target)
        for item in others:
            item.state, item.merged_into = ItemState.MERGED, target
            held.tell(item, HistoryKind.ITEM_MERGED, after={"merged_into": into})
        held.finish(f"gộp các việc {', '.join(names)}")
    return target


def part_again(
    *, item_id: int, by: Person, expected_version: int | None = None
) -> DraftItem:
    """Take a merged item out again: it is a draft as it was, the other loses its place
    and, where they still stand there, its words."""
    found = DraftItem.objects.filter(pk=item_id, state=ItemState.MERGED)
    place = found.values_list("document_id", "merged_into_id").first()
    if place is None or place[1] is None:
        raise InvalidTransition("Việc này không còn ở trạng thái đã gộp.")
    document_id, target_id = place
    seen = {item_id: expected_version, target_id: None}
    with hold_items(document_id, seen, by=by) as held:
        item = next(one for one in held.items if one.pk == item_id)
        target = next(one for one in held.items if one.pk == target_id)
        if item.merged_into_id != target.pk:
            raise InvalidTransition("Việc này không còn ở trạng thái đã gộp.")
        item.state, item.merged_into = ItemState.DRAFT, None
        held.tell(item, HistoryKind.ITEM_RESTORED)
        if target.state == ItemState.DRAFT and _give_back(target, item):
            held.tell(target, HistoryKind.ITEM_RESTORED)
        held.finish(f"bỏ gộp việc {name_of(item)}")
    return item


def _give_back(target: DraftItem, item: DraftItem) -> bool:
    """Whether the target still had places of its own without those of the item."""
    rest = _apart(target.spans, item.spans)
    if not rest:
        return False  # both had the same words
    (target.span_start, target.span_end), *further = rest
    target.further_spans = [list(span) for span in further]
    reach = _apart(target.reach, item.reach) or rest
    target.reading = {**target.reading, "reach": list(map(list, reach))}
    left = target.text.replace(item.text, "", 1).strip("\n")
    target.text = left.replace("\n\n", "\n") or target.text
    return True


def _apart(places: list[Span], gone: list[Span]) -> list[Span]:
    """These places without those, blanks between them not looked at."""
    left = places
    for begin, stop in gone:
        pieces = [
            [(start, min(end, begin)), (max(start, stop), end)] for start, end in left
        ]
        left = [(a, b) for both in pieces for a, b in both if a < b]
    return left


def differing(values: list[Value | None]) -> list[Value]:
    """The different answers among these, in order; one or none: nothing to ask."""
    found: list[Value] = []
    for value in values:
        if value is not None and value not in found:
            found.append(value)
    return found


def deadline_of(item: DraftItem) -> tuple[date | None, str]:
    return item.due_on, item.no_deadline_reason


ASK = {
    "lead": "Các việc có đơn vị chủ trì khác nhau. Chọn một đơn vị chủ trì.",
    "leader": "Các việc có lãnh đạo chỉ đạo khác nhau. Chọn một người.",
    "due": "Các việc có thời hạn khác nhau. Chọn một thời hạn.",
}


def _agreed(
    values: list[Value | None], chosen: Value | None, what: str
) -> Value | None:
    found = differing(values)
    if chosen is not None:
        return chosen
    if len(found) > 1:
        raise NeedsClarification(ASK[what])
    return found[0] if found else None


def _due_of(items: list[DraftItem], chosen: int | None) -> DraftItem:
    """The item whose deadline the merged one takes."""
    for item in items:
        if item.pk == chosen:
            return item
    answered = [item for item in items if any(deadline_of(item))]
    if len({deadline_of(item) for item in answered}) > 1:
        raise NeedsClarification(ASK["due"])
    return (answered or items)[0]


def _join(
    held: HeldItems, target: DraftItem, others: list[DraftItem], *, title: str
) -> None:
    """Words, places, products and doubts of all in the first."""
    target.text = "\n".join(dict.fromkeys(item.text for item in held.items))
    if len(target.text) > LONGEST_TEXT:
        raise InvalidInput("Nội dung gộp lại quá dài. Chọn ít việc hơn.")
    if title.strip():
        target.title = title.strip()[:LONGEST]
    products = dict.fromkeys(item.product for item in held.items if item.product)
    target.product = "; ".join(products)[:LONGEST]
    reach = joined([span for item in held.items for span in item.reach])
    spans = joined([span for item in held.items for span in item.spans])
    (target.span_start, target.span_end), *further = spans
    target.further_spans = [list(span) for span in further]
    doubts = dict.fromkeys(r for item in held.items for r in item.review_reasons)
    target.review_reasons = list(doubts)
    target.reading = {**_readings(target, others), "reach": list(map(list, reach))}


def joined(spans: list[Span]) -> list[Span]:
    """The same places without overlaps, in the paper's order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _readings(target: DraftItem, others: list[DraftItem]) -> dict[str, Any]:
    """What was read of all of them, as far as the card looks at it."""
    reading = {**target.reading}
    for name in ("named_units", "named_leads", "children", "marks", "conflicts"):
        values = [*reading.get(name, ())]
        for item in others:
            values += [v for v in item.reading.get(name, ()) if v not in values]
        reading[name] = values
    return reading


def _united(held: HeldItems, lead: Unit | None) -> tuple[Unit, ...]:
    """All units of all items, the leading ones too, but for the one that leads now."""
    units: dict[int, Unit] = {}
    for item in held.items:
        if item.lead_unit is not None:
            units[item.lead_unit.pk] = item.lead_unit
        units |= {unit.pk: unit for unit in held.supporting[item.pk]}
    return tuple(unit for pk, unit in units.items() if lead is None or pk != lead.pk)
