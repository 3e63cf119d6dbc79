"""What a draft item says, as history and undoing keep it, and what it is called."""

from datetime import date
from typing import Any, Final

from django.utils import timezone

from history.models import HistoryEntry
from organization.models import Unit
from workflows.enums import ItemState
from workflows.exceptions import InvalidTransition
from workflows.models import DraftItem

# All that an act may change in a row; what is kept to take it back.
FIELDS: Final = (
    "kind",
    "title",
    "text",
    "product",
    "lead_unit_id",
    "directing_leader_id",
    "led_outside_id",
    "due_on",
    "no_deadline_reason",
    "deadline",
    "reading",
    "review_reasons",
    "state",
    "merged_into_id",
    "span_start",
    "span_end",
    "further_spans",
)
Kept = dict[str, Any]


def kept_of(item: DraftItem, supporting: tuple[Unit, ...]) -> Kept:
    """All that an act may change, as JSON keeps it."""
    values = {name: getattr(item, name) for name in FIELDS}
    if isinstance(item.due_on, date):
        values["due_on"] = item.due_on.isoformat()
    values["state"], values["kind"] = str(item.state), str(item.kind)
    return {**values, "supporting_units": sorted(unit.pk for unit in supporting)}


def facts_of_item(item: DraftItem, supporting: tuple[Unit, ...]) -> dict[str, Any]:
    """What history tells of an item, in codes."""
    unit, leader = item.lead_unit, item.directing_leader
    return {
        "state": str(item.state),
        "title": item.title,
        "text": item.text,
        "kind": str(item.kind),
        "product": item.product or None,
        "lead_unit": unit.code if unit else None,
        "directing_leader": leader.code if leader else None,
        "led_outside": item.led_outside.slug if item.led_outside else None,
        "supporting_units": codes(supporting),
        "due_on": item.due_on.isoformat() if item.due_on else None,
        "no_deadline_reason": item.no_deadline_reason or None,
        "review_reasons": [*item.review_reasons],
        "spans": [f"{start}–{end}" for start, end in item.spans],
    }


def codes(units: tuple[Unit, ...]) -> list[str]:
    return sorted(unit.code for unit in units)


def place_of(item: DraftItem) -> dict[str, Any]:
    """Which item an entry is about: its place in the document."""
    part = {"part": item.part + 1} if item.part else {}
    return {"item": item.address, "position": item.position, **part}


def check_draft(item: DraftItem) -> None:
    """Raise InvalidTransition unless the item can still be changed."""
    if item.state != ItemState.DRAFT:
        label = ItemState(item.state).label.lower()
        raise InvalidTransition(f"Việc {name_of(item)} {label}, không sửa được nữa.")


def changed_meanwhile(item: DraftItem) -> str:
    """Who was faster, and that nothing of the later answer was written."""
    return f"{who_changed(item)}. Nội dung vừa nhập chưa được ghi."


def who_changed(item: DraftItem) -> str:
    """“Nguyễn Văn A đã sửa việc 1.4 lúc 09:41”, as the history knows it."""
    entry = (
        HistoryEntry.objects.filter(
            subject_type="document",
            subject_id=item.document_id,
            after__position=item.position,
        )
        .order_by("-sequence")
        .first()
    )
    who = entry.actor_name if entry else "Người khác"
    when = f" lúc {timezone.localtime(entry.at):%H:%M}" if entry else ""
    return f"{who} đã sửa việc {name_of(item)}{when}"


def name_of(item: DraftItem) -> str:
    """What the page calls it: 1.4, 1.4 (phần 2), or Việc 7 where there is no number."""
    label = item.ordinal or f"số {item.position}"
    return f"{label} (phần {item.part + 1})" if item.part else label
