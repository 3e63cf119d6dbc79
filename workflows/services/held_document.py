"""A document whose row this transaction holds, and how an act on it is recorded."""

from typing import Any

from history import services as history
from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person
from organization.scopes import Scope, Seat
from workflows.exceptions import (
    ActionDenied,
    InvalidTransition,
    MissionNotFound,
    StaleMission,
)
from workflows.models import Document
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


def check_in_force(document: Document) -> None:
    """Raise InvalidTransition where nothing more is to be settled in the document."""
    if not document.is_in_force:
        standing = document.standing or document.get_state_display().lower()
        raise InvalidTransition(
            f"{document.citation} {standing}, không sửa hay giao việc nào nữa."
        )


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
