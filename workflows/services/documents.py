"""Registering a document that was read, dating it, and giving out what is settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from history import services as history
from history.enums import HistoryKind
from organization import scopes
from organization.enums import Right, SigningCapacity
from organization.models import Person, Post, Unit
from organization.queries import posts_by_leader_name
from organization.scopes import Scope, Seat
from workflows import files
from workflows.enums import DocumentKind, ItemKind, ItemState
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    MissionNotFound,
    NeedsClarification,
    StaleMission,
)
from workflows.models import Document, DraftItem, Mission
from workflows.reading import Item, Reading
from workflows.services.held import actor
from workflows.services.missions import Order, give
from workflows.services.reports import store

ONLY_OFFICE = "Chỉ Văn phòng đăng ký văn bản và giao nhiệm vụ theo văn bản."


@dataclass(frozen=True)
class GivenOut:
    """What became missions, and what stays a draft because something is missing."""

    missions: list[Mission]
    remaining: int


def office_seat(scope: Scope) -> Seat:
    """The seat that registers documents; raise ActionDenied where there is none."""
    seat = scope.everywhere.get(Right.ISSUE_WORK)
    if seat is None:
        raise ActionDenied(ONLY_OFFICE)
    return seat


def register_document(
    *,
    reading: Reading,
    by: Person,
    kept: files.Kept | None = None,
    at: datetime | None = None,
) -> Document:
    """Keep what was read as a document with draft items; nothing is given out yet.

    Raises ActionDenied for who is not Văn phòng.
    """
    with transaction.atomic():
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = office_seat(scope)
        document = Document.objects.create(
            **_facts(reading),
            text=reading.text,
            file=store([kept])[kept.sha256] if kept else None,
            file_name=kept.name if kept else "",
            monitoring_officer=by,
            registered_at=at,
            version=1,
        )
        _create_items(document, reading.items, on=timezone.localdate(at))
        after = {
            "kind": document.kind,
            "subject": document.subject,
            "items": len(reading.items),
            "file": kept.sha256 if kept else None,
        }
        record(document, HistoryKind.DOCUMENT_REGISTERED, by, seat, scope, after=after)
    return document


def set_number_and_date(
    *,
    document_id: int,
    reference_number: str,
    issued_on: date,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Document:
    """The clerk enters what the signed paper bears; without it nothing is given out.

    Raises InvalidInput once missions were given out on it, or when the same paper
    is registered already.
    """
    with transaction.atomic():
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = office_seat(scope)
        document = lock_document(document_id, expected_version)
        number = " ".join(reference_number.split())
        if not number:
            raise InvalidInput("Chưa có số, ký hiệu. Nhập như trên văn bản đã ký.")
        if issued_on > timezone.localdate(at):
            raise InvalidInput("Ngày ban hành ở sau hôm nay. Nhập ngày trên văn bản.")
        if document.missions.exists():
            raise InvalidInput(
                "Đã giao nhiệm vụ theo số và ngày này, không sửa được nữa."
            )
        before = _number(document)
        document.reference_number = number
        document.issued_on = issued_on
        document.version += 1
        try:
            with transaction.atomic():
                document.save(
                    update_fields=["reference_number", "issued_on", "version"]
                )
        except IntegrityError:
            raise InvalidInput(
                f"Văn bản {number} ngày {issued_on:%d/%m/%Y} đã được đăng ký."
            ) from None
        record(
            document,
            HistoryKind.DOCUMENT_DATED,
            by,
            seat,
            scope,
            before=before,
            after=_number(document),
        )
    return document


def give_out(
    *,
    document_id: int,
    item_ids: Iterable[int],
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> GivenOut:
    """Give out the chosen items that are settled, in one transaction; the rest stays.

    The document's number and date are the authority. Raises NeedsClarification when
    the document has none, or when none of the chosen items is settled.
    """
    with transaction.atomic():
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = office_seat(scope)
        document = lock_document(document_id, expected_version)
        if not document.is_dated:
            raise NeedsClarification(
                "Văn bản chưa có số và ngày ban hành. Nhập đủ rồi giao."
            )
        wanted = set(item_ids)
        drafts = list(
            document.items.select_for_update(of=("self",))
            .filter(state=ItemState.DRAFT)
            .select_related("lead_unit", "directing_leader")
            .prefetch_related("supporting_units")
        )
        chosen = [item for item in drafts if item.pk in wanted and item.is_settled]
        if not chosen:
            raise NeedsClarification(
                "Chưa có việc nào đủ đơn vị chủ trì, lãnh đạo chỉ đạo và thời hạn."
            )
        missions = give(
            [_order(item) for item in chosen],
            by=by,
            at=at,
            scope=scope,
            seat=seat,
            authority=document.citation,
            document=document,
        )
        for item in chosen:
            item.state = ItemState.GIVEN
            item.version += 1
        DraftItem.objects.bulk_update(chosen, ["state", "version"])
        document.version += 1
        document.save(update_fields=["version"])
        after = {"missions": [mission.pk for mission in missions]}
        record(document, HistoryKind.ITEM_GIVEN_OUT, by, seat, scope, after=after)
    undone = [i for i in drafts if i not in chosen and i.kind != ItemKind.DIRECTIVE]
    return GivenOut(missions, remaining=len(undone))


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


def _number(document: Document) -> dict[str, Any]:
    day = document.issued_on
    return {
        "reference_number": document.reference_number or None,
        "issued_on": day.isoformat() if day else None,
    }


def _facts(reading: Reading) -> dict[str, Any]:
    facts = reading.as_json()["document"]
    capacity = facts.get("signing_capacity") or ""
    return {
        "kind": DocumentKind(facts["kind"].upper()),
        "reference_number": facts.get("reference_number") or "",
        "issued_on": facts.get("issued_on"),
        "subject": facts.get("subject") or "",
        "issuing_body": (facts.get("issuing_body") or "")[:300],
        "signer": (facts.get("signer") or "")[:120],
        "signer_title": (facts.get("signer_title") or "")[:120],
        "signing_capacity": capacity if capacity in SigningCapacity.values else "",
        "recipients": facts.get("recipients") or [],
        "cited_documents": facts.get("cited_documents") or [],
    }


def _create_items(document: Document, items: Iterable[Item], *, on: date) -> None:
    """Draft items with what the reading is sure of; the rest is left to a person."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    posts = posts_by_leader_name(on)
    rows, supports = [], []
    for position, item in enumerate(items, start=1):
        facts = item.as_json()
        leads = [units[code] for code in facts["lead_units"] if code in units]
        leaders = [posts[name] for name in facts["leaders"] if name in posts]
        rows.append(_draft(document, position, item, facts, leads, leaders))
        supports.append(
            [units[code] for code in facts["supporting_units"] if code in units]
        )
    created = DraftItem.objects.bulk_create(rows)
    through = DraftItem.supporting_units.through
    through.objects.bulk_create(
        through(draftitem_id=row.pk, unit_id=unit.pk)
        for row, found in zip(created, supports, strict=True)
        for unit in found
        if unit.pk != row.lead_unit_id
    )


def _draft(
    document: Document,
    position: int,
    item: Item,
    facts: dict[str, Any],
    leads: list[Unit],
    leaders: list[Post],
) -> DraftItem:
    # One name is an answer; several, or a name that is not ours, is a question.
    sure_lead = len(facts["lead_units"]) == 1 and len(leads) == 1
    sure_leader = len(facts["leaders"]) == 1 and len(leaders) == 1
    deadline = facts.get("deadline")
    return DraftItem(
        document=document,
        position=position,
        ordinal=facts.get("ordinal") or "",
        section=facts.get("section") or "",
        section_title=item.section_title[:300],
        kind=ItemKind(facts["kind"].upper()),
        title=item.title[:300],
        text=facts["text"],
        span_start=facts["span"][0],
        span_end=facts["span"][1],
        lead_unit=leads[0] if sure_lead else None,
        directing_leader=leaders[0] if sure_leader else None,
        due_on=date.fromisoformat(deadline["date"])
        if deadline and deadline.get("date")
        else None,
        deadline=deadline,
        review_reasons=facts.get("review_reasons") or [],
        reading={
            "lead_units": facts["lead_units"],
            "supporting_units": facts["supporting_units"],
            "leaders": facts["leaders"],
            "external_agencies": facts.get("external_agencies") or [],
            "suggested_lead": item.suggested_lead,
            "product": facts.get("product"),
            "marks": [
                {"kind": mark.kind, "span": list(mark.span), "words": mark.words}
                for mark in item.marks
            ],
        },
    )


def _order(item: DraftItem) -> Order:
    if item.lead_unit is None or item.directing_leader is None:
        raise NeedsClarification(f"“{item.title}” chưa đủ thông tin để giao.")
    return Order(
        title=item.title,
        text=item.text,
        lead_unit=item.lead_unit,
        directing_leader=item.directing_leader,
        due_on=item.due_on,
        no_deadline_reason=item.no_deadline_reason,
        supporting_units=tuple(item.supporting_units.all()),
        deadline=item.deadline,
        item=item,
    )
