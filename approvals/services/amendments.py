"""A new version of a document takes effect, item by item, in one act of one person.

What was shown on the page is what happens, or nothing does: the documents' rows are
held first (so no item can change), then the missions', then all is compared anew with
what the person saw.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from approvals import authority
from approvals.queries import facts_of
from approvals.services.taking_back import take_back
from organization import scopes
from organization.models import Person
from organization.scopes import Scope, Seat
from workflows import policies
from workflows.enums import OPEN_STATES, VersionAct
from workflows.exceptions import (
    ActionDenied,
    InvalidTransition,
    NeedsClarification,
    StaleMission,
)
from workflows.models import Document, Mission
from workflows.permissions import WHO
from workflows.queries.versions import (
    Row,
    VersionComparison,
    compare_versions,
    former_versions,
)
from workflows.services import carrying, versions
from workflows.services.held import Held, finish, hold_many
from workflows.services.held_document import lock_document, office_seat

A: Final = VersionAct


@dataclass
class Applied:
    """What became of the missions and items, for the page and for the history."""

    document: Document
    carried: list[Mission] = field(default_factory=list)
    corrected: list[Mission] = field(default_factory=list)
    withdrawn: list[Mission] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # addresses of items
    drafts: int = 0  # items of the new version that still are to be given out


def apply_version(
    *,
    document_id: int,
    ticked: Collection[str],
    seen: str,
    by: Person,
    at: datetime | None = None,
) -> Applied:
    """Apply what is ticked of the comparison that the person saw, or nothing of it.

    `ticked` are keys of rows; `seen` is `VersionComparison.seen`. What is not ticked
    stays as it is and can be applied later. Raises ActionDenied; NeedsClarification
    without number and date, or where a pair is in question; StaleMission where an item
    or a mission has changed since; InvalidTransition where the former version ended.
    """
    with transaction.atomic():
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = office_seat(scope)
        document = _lock(document_id)
        held = _hold_missions(document, by, at)
        comparison = compare_versions(document)
        _check_seen(comparison, seen)
        rows = _chosen(comparison, ticked)
        applied = Applied(document)
        for row in rows:
            _apply(row, document, held, seat, applied)
        _take_back(rows, document, held, applied)
        finish([held[pk] for pk in sorted(held)])
        carrying.take_over(rows, by=by, at=at)
        applied.left_out = [
            row.old.address
            for row in rows
            if row.act == A.LEAVE_OUT and row.old is not None
        ]
        _supersede(comparison, applied, by, seat, scope)
    return applied


def _lock(document_id: int) -> Document:
    """The document with all versions below it, held; whether it can be applied."""
    document, former = versions.lock_version(document_id)
    for earlier in former_versions(document)[1:]:
        lock_document(earlier.pk, None)
    if not document.is_dated:
        raise NeedsClarification(
            "Bản mới chưa có số và ngày ban hành. Nhập đủ rồi áp dụng."
        )
    if not document.is_in_force:
        raise InvalidTransition(f"{document.citation} không còn hiệu lực.")
    if document.applied_at is None and not former.is_in_force:
        raise InvalidTransition(
            f"{former.citation} không còn hiệu lực nên không áp dụng được bản sửa đổi. "
            "Bỏ bản sửa đổi, rồi giao theo văn bản mới."
        )
    return document


def _hold_missions(document: Document, by: Person, at: datetime) -> dict[int, Held]:
    """The open missions that rest on the former versions; finished ones do not move."""
    ids = Mission.objects.filter(
        item__document__in=former_versions(document), state__in=OPEN_STATES
    ).values_list("pk", flat=True)
    return {one.mission.pk: one for one in hold_many(ids, by=by, at=at)}


def _check_seen(comparison: VersionComparison, seen: str) -> None:
    """Raise StaleMission and say what has changed since the page was shown."""
    shown = set(seen.split())
    for row in comparison.rows:
        if row.seen in shown:
            continue
        mission = row.mission
        was_shown = any(one.startswith(f"{row.key}:") for one in shown)
        if was_shown and mission is not None:
            raise StaleMission(
                f"{mission.code} vừa được người khác cập nhật, hiện ở trạng thái "
                f"{mission.get_state_display()}. Chưa áp dụng gì. "
                "Xem lại bản so sánh rồi áp dụng."
            )
        item = row.new or row.old
        place = f"Việc {item.address}" if item is not None else "Một việc"
        raise StaleMission(
            f"{place} vừa được người khác sửa hoặc ghép lại. Chưa áp dụng gì. "
            "Xem lại bản so sánh rồi áp dụng."
        )
    if len(shown) != len(comparison.rows):
        raise StaleMission(
            "Bản so sánh đã thay đổi so với lúc mở trang. Chưa áp dụng gì. "
            "Xem lại bản so sánh rồi áp dụng."
        )


def _chosen(comparison: VersionComparison, ticked: Collection[str]) -> list[Row]:
    if comparison.asked:
        raise NeedsClarification(
            f"Còn {len(comparison.asked)} cặp việc chưa chắc là một. "
            "Xác nhận từng cặp rồi áp dụng."
        )
    return [row for row in comparison.left_to_do if row.key in ticked]


def _apply(
    row: Row,
    document: Document,
    held: dict[int, Held],
    seat: Seat,
    applied: Applied,
) -> None:
    if row.mission is None or row.act not in {A.CARRY, A.CORRECT}:
        return
    one = held[row.mission.pk]
    if row.act == A.CARRY:
        carrying.carry(one, row, document, seat=seat)
        applied.carried.append(one.mission)
    else:
        carrying.correct(one, row, document)
        applied.corrected.append(one.mission)


def _take_back(
    rows: list[Row], document: Document, held: dict[int, Held], applied: Applied
) -> None:
    """Withdraw what the new version drops, and what it gives in another way."""
    for anew in (False, True):
        acts = {A.GIVE_ANEW} if anew else {A.WITHDRAW}
        chosen = [row for row in rows if row.act in acts and row.mission is not None]
        gone = [held[row.mission.pk] for row in chosen if row.mission is not None]
        seats = {one.mission.pk: seat_by_paper(one) for one in gone}
        take_back(gone, reason=_reason(document, anew=anew), seats=seats)
        applied.withdrawn += [one.mission for one in gone]


def seat_by_paper(held: Held) -> Seat:
    """The seat that takes a held mission back because of a signed paper; raises."""
    policies.check_can("withdraw", held.mission)
    facts = facts_of(held.mission)
    seat = authority.seat_to_withdraw_by_paper(held.scope, facts)
    if seat is None:
        raise ActionDenied(f"{WHO['withdraw']} ({held.mission.code}).")
    return seat


def _reason(document: Document, *, anew: bool) -> str:
    if anew:
        return f"Giao lại theo {document.citation}."
    return f"Không còn giao tại {document.citation}."


def _supersede(
    comparison: VersionComparison,
    applied: Applied,
    by: Person,
    seat: Seat,
    scope: Scope,
) -> None:
    """Both documents' rows and chains tell it."""
    applied.drafts = carrying.drafts_left(applied.document)
    told = {
        "carried": [one.pk for one in applied.carried],
        "corrected": [one.pk for one in applied.corrected],
        "withdrawn": [one.pk for one in applied.withdrawn],
        "left_out": applied.left_out,
    }
    carrying.supersede(comparison, told, by=by, seat=seat, scope=scope)
