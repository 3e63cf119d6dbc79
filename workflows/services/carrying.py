"""Missions and items that go over from one version of a document to the next.

The missions are held, and the documents, by who calls (`approvals.services`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from history.enums import HistoryKind
from organization.models import Person
from organization.scopes import Scope, Seat
from workflows.enums import DocumentState, Fate, ItemKind, ItemState, VersionAct
from workflows.exceptions import NeedsClarification
from workflows.models import Document, DraftItem, ItemVersion
from workflows.queries.version_facts import Facts
from workflows.queries.versions import Row, VersionComparison
from workflows.services.corrections import Correction, correct_held
from workflows.services.held import Held
from workflows.services.held_document import record
from workflows.services.missions import LONGEST

GOES_ON: Final = {VersionAct.CARRY, VersionAct.CORRECT}


def carry(held: Held, row: Row, document: Document, *, seat: Seat) -> None:
    """The mission goes on unchanged; its authority names the new version too."""
    before, after = _move(held, row, document)
    held.enter(HistoryKind.CARRIED_OVER, seat=seat, before=before, after=after)


def correct(held: Held, row: Row, document: Document) -> None:
    """The mission goes on as the new version has it: one đính chính, with history."""
    will = row.will
    if row.new is None or will is None or will.lead_unit is None or will.leader is None:
        raise NeedsClarification("Bản mới chưa đủ thông tin để đính chính.")
    more = _move(held, row, document)
    correction = Correction(
        title=will.title,
        text=will.text,
        lead_unit=will.lead_unit,
        directing_leader=will.leader,
        supporting_units=will.supporting_units,
        due_on=will.due_on,
        no_deadline_reason=will.no_deadline_reason,
    )
    place = f", mục {row.new.address}" if row.new.address else ""
    reason = f"Sửa đổi theo {document.citation}{place}."
    correct_held(held, correction, reason=reason, more=more)


def take_over(rows: Iterable[Row], *, by: Person, at: datetime) -> None:
    """The items follow their missions; answers of people go over to the new drafts."""
    changed: list[DraftItem] = []
    for row in rows:
        old, new = row.old, row.new
        if old is not None and row.act in {*GOES_ON, VersionAct.LEAVE_OUT}:
            goes_on = row.act in GOES_ON
            old.state = ItemState.CARRIED if goes_on else ItemState.SKIPPED
            changed.append(old)
        if new is None or old is None or row.will is None:
            continue
        if row.act in GOES_ON:
            new.state = ItemState.GIVEN
        elif row.act == VersionAct.ALREADY_DONE:
            new.state = ItemState.SKIPPED
        if new.state != ItemState.GIVEN or row.act in GOES_ON:
            _answer(new, row.will, is_same=row.fate == Fate.SAME, old=old)
            changed.append(new)
        pair = {"former": old, "said_by": by, "said_at": at}
        ItemVersion.objects.update_or_create(item=new, defaults=pair)
    for item in changed:
        item.version += 1
    columns = ["state", "title", "text", "lead_unit", "directing_leader", "due_on"]
    columns += ["no_deadline_reason", "review_reasons", "version"]
    DraftItem.objects.bulk_update(changed, columns)


def supersede(
    comparison: VersionComparison,
    told: dict[str, Any],
    *,
    by: Person,
    seat: Seat,
    scope: Scope,
) -> None:
    """The new version counts from now on; the former one ends, unless it was changed
    in part, and keeps its number."""
    document, in_part = comparison.document, comparison.document.amends_in_part
    is_first = document.applied_at is None
    document.applied_at = document.applied_at or scope.at
    document.version += 1
    document.save(update_fields=["applied_at", "version"])
    for former in comparison.formers[:1]:
        if is_first and not in_part:
            former.state, former.ended_at = DocumentState.SUPERSEDED, scope.at
        former.version += 1
        former.save(update_fields=["state", "ended_at", "version"])
        after = {"successor": document.citation, "in_part": in_part, **told}
        kind = HistoryKind.DOCUMENT_SUPERSEDED
        record(former, kind, by, seat, scope, after=after)
    after = {"supersedes": comparison.former.citation, "in_part": in_part, **told}
    record(document, HistoryKind.VERSION_APPLIED, by, seat, scope, after=after)


def drafts_left(document: Document) -> int:
    """Items of work that still are to be settled and given out."""
    drafts = document.items.filter(state=ItemState.DRAFT)
    return drafts.exclude(kind=ItemKind.DIRECTIVE).count()


def _move(
    held: Held, row: Row, document: Document
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Put the mission under the new version and item; what that changes, in words."""
    mission, old, new = held.mission, row.old, row.new
    if old is None or new is None:
        raise ValueError("Only a pair of items carries a mission over.")
    verb = "sửa đổi, bổ sung" if document.amends_in_part else "thay thế"
    authority = f"{document.citation} ({verb} {old.document.citation})"
    before = {
        "authority": mission.authority,
        "document": mission.document_id,
        "item": old.address,
    }
    held.set(document=document, item=new, authority=authority[:LONGEST])
    mission.document_monitor_id = document.monitoring_officer_id
    if new.deadline and new.deadline.get("raw"):
        # By itself: a bulk act groups rows by their values, and this one is a dict.
        mission.deadline = new.deadline
        mission.save(update_fields=["deadline"])
    after = {
        "authority": mission.authority,
        "document": document.pk,
        "item": new.address,
    }
    return before, after


def _answer(new: DraftItem, will: Facts, *, is_same: bool, old: DraftItem) -> None:
    """What people had settled for the former item is settled for this one."""
    new.title, new.text = will.title, will.text
    new.lead_unit, new.directing_leader = will.lead_unit, will.leader
    new.due_on, new.no_deadline_reason = will.due_on, will.no_deadline_reason
    new.supporting_units.set(
        unit for unit in will.supporting_units if unit != will.lead_unit
    )
    if is_same and old.state != ItemState.DRAFT:
        new.review_reasons = old.review_reasons
