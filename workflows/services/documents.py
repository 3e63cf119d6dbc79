"""Registering a document that was read, dating it, and giving out what is settled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.models import Person
from workflows import files
from workflows.enums import ItemKind, ItemState
from workflows.exceptions import (
    InvalidInput,
    NeedsClarification,
    StaleMission,
)
from workflows.models import Document, DraftItem, Mission
from workflows.queries.calendar import calendar_in_force
from workflows.reading import Reading, read_deadline
from workflows.services import drafts
from workflows.services.agencies import giver_of
from workflows.services.cited_documents import find_citing
from workflows.services.held_document import lock_document, office_seat, record
from workflows.services.missions import Order, give
from workflows.services.relations import relate
from workflows.services.twins import (
    AlreadyRegistered,
    find_twin,
    hold_file,
    same_number,
)
from workflows.services.version_proposals import propose_versions
from workflows.services.versions import check_counts, confirm_as_read


@dataclass(frozen=True)
class GivenOut:
    """What became missions, and what stays a draft because something is missing."""

    missions: list[Mission]
    remaining: int


def register_document(
    *,
    reading: Reading,
    by: Person,
    kept: files.Kept | None = None,
    supersedes: Document | None = None,
    at: datetime | None = None,
) -> Document:
    """Keep what was read as a document with draft items; nothing is given out yet.

    `supersedes` is what the person says that it is a new version of. Raises
    ActionDenied for who is not Văn phòng, AlreadyRegistered for a file or a number that
    is there already, InvalidTransition where that one cannot be superseded.
    """
    with transaction.atomic():
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = office_seat(scope)
        facts = drafts.facts_of(reading)
        file = hold_file(kept) if kept else None
        twin = find_twin(file, facts)
        if twin is not None:
            raise AlreadyRegistered(twin)
        document = Document.objects.create(
            **facts,
            file=file,
            file_name=kept.name if kept else "",
            monitoring_officer=by,
            registered_at=at,
            version=1,
        )
        drafts.create_items(document, reading.items, on=timezone.localdate(at))
        if supersedes is None:
            propose_versions(document)
        # Before history is written: others wait for its chain.
        relate(document, reading, former=supersedes)
        after = {
            "kind": document.kind,
            "subject": document.subject,
            "items": len(reading.items),
            "file": kept.sha256 if kept else None,
        }
        record(document, HistoryKind.DOCUMENT_REGISTERED, by, seat, scope, after=after)
        if supersedes is not None:
            document = confirm_as_read(document, supersedes, by=by, at=at)
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

    Periods that run from the day of issue get their last day. Raises InvalidInput
    once missions were given out on it, AlreadyRegistered when the same paper is.
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
        before, former_day = _number(document), document.issued_on
        document.reference_number = number
        document.issued_on = issued_on
        document.version += 1
        try:
            with transaction.atomic():
                document.save(
                    update_fields=["reference_number", "issued_on", "version"]
                )
        except IntegrityError:
            raise AlreadyRegistered(same_number(document)) from None
        deadlines = _anchor_deadlines(document, before=former_day)
        find_citing(document)
        after = {**_number(document), "deadlines": deadlines}
        kind = HistoryKind.DOCUMENT_DATED
        record(document, kind, by, seat, scope, before=before, after=after)
    return document


def give_out(
    *,
    document_id: int,
    item_ids: Iterable[int],
    by: Person,
    expected_version: int | None = None,
    item_versions: Mapping[int, int] | None = None,
    at: datetime | None = None,
) -> GivenOut:
    """Give out the chosen items that are settled, in one transaction; the rest stays.

    The document's number and date are the authority. `item_versions` is what the
    person saw of each: StaleMission where another has changed one since. Raises
    NeedsClarification when number or date are missing, or no chosen item is settled.
    """
    with transaction.atomic():
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = office_seat(scope)
        document = lock_document(document_id, expected_version)
        check_counts(document)
        if not document.is_dated:
            raise NeedsClarification(
                "Văn bản chưa có số và ngày ban hành. Nhập đủ rồi giao."
            )
        wanted = set(item_ids)
        open_items = list(
            document.items.select_for_update(of=("self",))
            .filter(state=ItemState.DRAFT)
            .select_related("lead_unit", "directing_leader", "led_outside")
            .prefetch_related("supporting_units")
        )
        for item in open_items:
            if (item_versions or {}).get(item.pk, item.version) != item.version:
                raise StaleMission(
                    f"Việc {item.address} vừa được người khác sửa. Chưa giao việc nào. "
                    "Xem bản mới rồi giao."
                )
        chosen = [item for item in open_items if item.pk in wanted and item.is_settled]
        if not chosen:
            raise NeedsClarification(
                "Chưa có việc nào đủ đơn vị chủ trì, lãnh đạo chỉ đạo và thời hạn."
            )
        giver = giver_of(document)
        missions = give(
            [replace(_order(item), given_by_agency=giver) for item in chosen],
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
    undone = [
        item
        for item in open_items
        if item not in chosen and item.kind != ItemKind.DIRECTIVE
    ]
    return GivenOut(missions, remaining=len(undone))


def _anchor_deadlines(document: Document, *, before: date | None) -> dict[str, str]:
    """Set what "sau 05 ngày kể từ ngày ban hành" comes to; the last days by place.

    `before` is the day of issue so far: a last day that a person entered is kept.
    """
    calendar = calendar_in_force()
    drafts_left = document.items.filter(state=ItemState.DRAFT)
    changed: dict[str, str] = {}
    for item in drafts_left.filter(deadline__type="relative", no_deadline_reason=""):
        words = (item.deadline or {}).get("raw") or ""
        former, last = (
            read_deadline(words, issued_on=day, calendar=calendar).due_on
            for day in (before, document.issued_on)
        )
        if last is None or last == item.due_on or item.due_on not in {None, former}:
            continue
        item.due_on = last
        item.version += 1
        item.save(update_fields=["due_on", "version"])
        changed[f"{item.position}.{item.part}"] = last.isoformat()
    return changed


def _number(document: Document) -> dict[str, Any]:
    day = document.issued_on
    return {
        "reference_number": document.reference_number or None,
        "issued_on": day.isoformat() if day else None,
    }


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
        product=item.product,
        led_outside=item.led_outside,
    )
