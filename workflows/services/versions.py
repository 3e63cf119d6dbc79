"""Which document a new one supersedes, and which item is which: a person's word.

Nothing of the former version changes here; `approvals.services.apply_version` does
that, once all of it was shown.
"""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.models import Person
from workflows.exceptions import InvalidInput, InvalidTransition
from workflows.models import (
    Document,
    ItemLink,
    ItemVersion,
    VersionProposal,
)
from workflows.reading.amendments import Change, changed_documents
from workflows.services.held_document import (
    check_in_force,
    lock_document,
    office_seat,
    record,
)

NO_FORMER: Final = (
    "Văn bản này chưa được ghi là bản sửa đổi của văn bản nào. Chọn văn bản bị sửa đổi."
)
APPLIED: Final = "Bản sửa đổi này đã được áp dụng, không bỏ hay ghép lại được nữa."


def confirm_former(
    *,
    document_id: int,
    former_id: int,
    by: Person,
    in_part: bool = False,
    at: datetime | None = None,
) -> Document:
    """Say that the document is a new version of the former one.

    `in_part`: it changes some items, and what it does not mention stays as it was.
    Raises InvalidTransition where the former one no longer counts, has another
    successor, or is itself a later version of this document.
    """
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = office_seat(scope)
        document, former = lock_two(document_id, former_id)
        check_can_supersede(document, former)
        if document.supersedes_id not in {None, former.pk}:
            ItemVersion.objects.filter(item__document=document).delete()
        document.supersedes = former
        document.amends_in_part = in_part
        document.version += 1
        try:
            with transaction.atomic():
                document.save(update_fields=["supersedes", "amends_in_part", "version"])
        except IntegrityError:
            raise InvalidTransition(_taken(former)) from None
        former.version += 1
        former.save(update_fields=["version"])
        # Between two versions the comparison asks, item by item.
        ItemLink.objects.filter(
            item__document=document, earlier__document=former, kind=""
        ).delete()
        after = {"supersedes": former.citation, "in_part": in_part}
        kind = HistoryKind.VERSION_CONFIRMED
        record(document, kind, by, seat, scope, after=after)
        told = {"successor": document.citation, "in_part": in_part}
        record(former, kind, by, seat, scope, after=told)
    return document


def confirm_as_read(
    document: Document, former: Document, *, by: Person, at: datetime
) -> Document:
    """The same for a document that is just being registered; where it says itself that
    it only amends or corrects, it is taken to do so in part, until a person says."""
    first = document.items.aggregate(Min("span_start"))["span_start__min"]
    end = len(document.text) if first is None else first
    said = changed_documents(document.text, head_end=end)
    number = former.reference_number.lower()
    in_part = any(
        one.change != Change.REPLACES and one.reference_number.lower() == number
        for one in said
    )
    return confirm_former(
        document_id=document.pk, former_id=former.pk, by=by, in_part=in_part, at=at
    )


def check_counts(document: Document) -> None:
    """Raise unless its items may be given out: it is in force, and what it changes was
    compared and applied, so that no work is given out twice."""
    check_in_force(document)
    if document.supersedes is not None and document.applied_at is None:
        raise InvalidTransition(
            f"Văn bản này sửa đổi {document.supersedes.citation}. "
            "So sánh và áp dụng trước, rồi giao các việc mới."
        )


def refuse_former(
    *, document_id: int, former_id: int, by: Person, at: datetime | None = None
) -> None:
    """Say that it is no version of the proposed one; that is not asked again."""
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        office_seat(scope)
        lock_document(document_id, None)
        VersionProposal.objects.filter(document=document_id, former=former_id).update(
            is_refused=True
        )


def drop_version(
    *, document_id: int, by: Person, at: datetime | None = None
) -> Document:
    """Take back that it is a new version, before that was applied."""
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = office_seat(scope)
        document, former = lock_version(document_id)
        if document.applied_at is not None:
            raise InvalidTransition(APPLIED)
        VersionProposal.objects.filter(document=document, former=former).update(
            is_refused=True
        )
        ItemVersion.objects.filter(item__document=document).delete()
        document.supersedes, document.amends_in_part = None, False
        document.version += 1
        document.save(update_fields=["supersedes", "amends_in_part", "version"])
        kind = HistoryKind.VERSION_DROPPED
        before = {"supersedes": former.citation}
        record(document, kind, by, seat, scope, before=before)
        record(former, kind, by, seat, scope, before={"successor": document.citation})
    return document


def lock_two(one_id: int, other_id: int) -> tuple[Document, Document]:
    """Both documents, always locked in the order of their numbers."""
    locked = {pk: lock_document(pk, None) for pk in sorted({one_id, other_id})}
    return locked[one_id], locked[other_id]


def lock_version(document_id: int) -> tuple[Document, Document]:
    """A document and the one that it supersedes; raises InvalidTransition where it
    supersedes none (any more)."""
    former_id = (
        Document.objects.filter(pk=document_id)
        .values_list("supersedes_id", flat=True)
        .first()
    )
    if former_id is None:
        lock_document(document_id, None)
        raise InvalidTransition(NO_FORMER)
    document, former = lock_two(document_id, former_id)
    if document.supersedes_id != former_id:
        raise InvalidTransition(NO_FORMER)
    document.supersedes = former
    return document, former


def check_can_supersede(document: Document, former: Document) -> None:
    """Raise InvalidInput or InvalidTransition unless it can be its new version."""
    if document.pk == former.pk:
        raise InvalidInput("Một văn bản không sửa đổi chính nó. Chọn văn bản khác.")
    if document.applied_at is not None:
        raise InvalidTransition(APPLIED)
    if not document.is_in_force:
        raise InvalidTransition(f"{document.citation} không còn hiệu lực.")
    if not former.is_in_force:
        raise InvalidTransition(
            f"{former.citation} không còn hiệu lực, không sửa đổi được nữa. "
            "Chọn bản đang có hiệu lực."
        )
    earlier: Document | None = former
    while earlier is not None:
        if earlier.pk == document.pk:
            raise InvalidTransition(
                f"{former.citation} là bản sửa đổi của chính văn bản này."
            )
        earlier = earlier.supersedes
    successor: Document | None = getattr(former, "successor", None)
    if successor is not None and successor.pk != document.pk:
        raise InvalidTransition(_taken(former))


def _taken(former: Document) -> str:
    successor = Document.objects.filter(supersedes=former).first()
    name = successor.citation if successor else "văn bản khác"
    return (
        f"{former.citation} đã có bản sửa đổi là {name}. "
        "Chọn bản đó nếu văn bản này sửa đổi tiếp."
    )
