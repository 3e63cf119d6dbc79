"""A person's word on whether a registered document is the one that another cites."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.models import Person
from organization.scopes import Scope, Seat
from workflows.enums import CitationState
from workflows.exceptions import InvalidInput, MissionNotFound, StaleMission
from workflows.models import DocumentCitation
from workflows.services.documents import set_number_and_date
from workflows.services.held_document import lock_document, office_seat, record
from workflows.services.links import CHANGED, lock_both

SAID = {CitationState.LINKED, CitationState.REFUSED}


def decide_citation(
    *,
    citation_id: int,
    is_it: bool,
    by: Person,
    takes_number: bool = False,
    at: datetime | None = None,
) -> DocumentCitation:
    """Say whether the proposed document is the cited one.

    `takes_number`: the cited one was filed without its number, and gets the number and
    day that the citation gives. Raises ActionDenied, StaleMission where another was
    faster, and what `set_number_and_date` raises.
    """
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = office_seat(scope)
        citation = _held(citation_id)
        if citation.state != CitationState.PROPOSED:
            raise StaleMission(CHANGED)
        citation.state = CitationState.LINKED if is_it else CitationState.REFUSED
        citation.save(update_fields=["state"])
        _tell(citation, by, seat, scope, before=CitationState.PROPOSED)
        if is_it and takes_number:
            _give_number(citation, by, scope.at)
    return citation


def reopen_citation(
    *, citation_id: int, by: Person, at: datetime | None = None
) -> DocumentCitation:
    """Take the word back; a number that was filled in with it stays.

    What was found by number and day is no word of a person: StaleMission.
    """
    with transaction.atomic():
        scope = scopes.renew(by, at or timezone.now())
        seat = office_seat(scope)
        citation = _held(citation_id)
        before = CitationState(citation.state)
        if before not in SAID or not citation.evidence:
            raise StaleMission(CHANGED)
        citation.state = CitationState.PROPOSED
        citation.save(update_fields=["state"])
        _tell(citation, by, seat, scope, before=before)
    return citation


def _held(citation_id: int) -> DocumentCitation:
    """The citation with its row and both documents locked, these first."""
    found = DocumentCitation.objects.filter(pk=citation_id).first()
    if found is None:
        raise MissionNotFound("Không tìm thấy viện dẫn này.")
    lock_both(found.document_id, found.cited_id or found.document_id)
    return (
        DocumentCitation.objects.select_for_update(of=("self",))
        .select_related("document", "cited")
        .get(pk=citation_id)
    )


def _give_number(citation: DocumentCitation, by: Person, at: datetime) -> None:
    cited = citation.cited
    if cited is None or cited.reference_number:
        raise InvalidInput("Văn bản này đã có số, ký hiệu; không ghi đè.")
    if citation.issued_on is None:
        raise InvalidInput("Câu viện dẫn không ghi ngày. Nhập ngày ở trang văn bản.")
    set_number_and_date(
        document_id=cited.pk,
        reference_number=citation.reference_number,
        issued_on=citation.issued_on,
        by=by,
        at=at,
    )


def _tell(
    citation: DocumentCitation, by: Person, seat: Seat, scope: Scope, *,
    before: CitationState,
) -> None:  # fmt: skip
    document = lock_document(citation.document_id, None)
    place = {"citation": citation.reference_number, "cited": citation.cited_id}
    record(
        document,
        HistoryKind.CITATION_RESOLVED,
        by,
        seat,
        scope,
        before={**place, "state": str(before)},
        after={**place, "state": str(citation.state)},
    )
