"""A document whose row this transaction holds, or an item of it, and how an act on
it is recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from history import services as history
from history.enums import HistoryKind
from history.models import HistoryEntry
from organization import scopes
from organization.enums import Right
from organization.models import Person
from organization.scopes import Scope, Seat
from workflows.exceptions import ActionDenied, MissionNotFound, StaleMission
from workflows.models import Document, DraftItem
from workflows.services.held import actor

ONLY_OFFICE = "Chỉ Văn phòng đăng ký văn bản và giao nhiệm vụ theo văn bản."


def office_seat(scope: Scope) -> Seat:
    """The seat that registers documents; raise ActionDenied where there is none."""
    seat = scope.everywhere.get(Right.ISSUE_WORK)
    if seat is None:
        raise ActionDenied(ONLY_OFFICE)
    return seat


def lock_document(document_id: int, expected_version: int | None) -> Document:
    """The document with its row locked; raises MissionNotFound or StaleMission."""
    document = (
        Document.objects.select_for_update(of=("self",)).filter(pk=document_id).first()
    )
    if document is None:
        raise MissionNotFound("Không tìm thấy văn bản này.")
    if expected_version is not None and expected_version != document.version:
        raise StaleMission(
            "Văn bản vừa được người khác cập nhật. Thao tác vừa bấm chưa được ghi. "
            "Xem bản mới rồi làm tiếp."
        )
    return document


def record(
    document: Document,
    kind: HistoryKind,
    by: Person,
    seat: Seat | None,
    scope: Scope,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
) -> None:
    """One entry on the document's chain; the caller holds its row."""
    history.record(
        history.EntryDraft(
            subject_type="document",
            subject_id=document.pk,
            kind=kind,
            actor=actor(by, seat, scope),
            at=scope.at,
            before=before or {},
            after=after or {},
            note=note,
            authority=document.citation if document.is_dated else "",
        )
    )


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
        record(
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
    """Lock document and item; raises where the person or the page is wrong."""
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = office_seat(scope)
        found = DraftItem.objects.filter(pk=item_id).values_list("document_id").first()
        if found is None:
            raise MissionNotFound("Không tìm thấy việc này.")
        # The document first, always: giving out and settling never wait crosswise.
        lock_document(found[0], None)
        item = (
            DraftItem.objects.select_for_update(of=("self",))
            .select_related("document", "lead_unit", "directing_leader")
            .get(pk=item_id)
        )
        if expected_version is not None and item.version != expected_version:
            raise StaleMission(_changed_meanwhile(item))
        yield HeldItem(item, by, scope, seat)


def _changed_meanwhile(item: DraftItem) -> str:
    """Who was faster, and that nothing of the later answer was written."""
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
    name = item.ordinal or item.address
    return f"{who} đã sửa việc {name}{when}. Nội dung vừa nhập chưa được ghi."
