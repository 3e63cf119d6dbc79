"""Thu hồi văn bản: a document is taken back as a whole, with the missions it gave."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from approvals.services.amendments import seat_by_paper
from approvals.services.taking_back import take_back
from organization import scopes
from organization.models import Person
from workflows import policies
from workflows.enums import OPEN_STATES
from workflows.exceptions import InvalidTransition, StaleMission
from workflows.models import Document, Mission
from workflows.services import ending
from workflows.services.held import finish, hold_many
from workflows.services.held_document import lock_document, office_seat


def withdraw_document(
    *,
    document_id: int,
    reason: str,
    seen: dict[int, int],
    by: Person,
    at: datetime | None = None,
) -> list[Mission]:
    """Take the document back: every open mission is withdrawn, every draft left out.

    `seen` is mission to version, as the page listed them. Raises ActionDenied,
    InvalidInput without a reason, InvalidTransition where the document has ended,
    StaleMission where a mission has changed since, come or gone.
    """
    reason = policies.check_reason(
        reason, sentence="Chưa có căn cứ, lý do. Nêu văn bản hoặc ý kiến thu hồi."
    )
    with transaction.atomic():
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = office_seat(scope)
        document = lock_document(document_id, None)
        if not document.is_in_force:
            raise InvalidTransition(
                f"{document.citation} không còn hiệu lực, không thu hồi được nữa."
            )
        held = hold_many(_open(document), by=by, at=at)
        held = [one for one in held if one.mission.state in OPEN_STATES]
        for one in held:
            expected = seen.get(one.mission.pk)
            if expected is None:
                raise StaleMission(
                    f"{one.mission.code} vừa được giao theo văn bản này. Chưa thu hồi "
                    "gì. Xem lại rồi thu hồi."
                )
            policies.check_version(one.mission, expected)
        if len(held) != len(seen):
            raise StaleMission(
                "Có nhiệm vụ vừa kết thúc sau khi mở trang này. Chưa thu hồi gì. "
                "Xem lại rồi thu hồi."
            )
        words = f"Thu hồi {document.citation}: {reason}"
        seats = {one.mission.pk: seat_by_paper(one) for one in held}
        take_back(held, reason=words, seats=seats)
        finish(held)
        missions = [one.mission for one in held]
        ending.withdraw(
            document, reason=reason, missions=missions, by=by, seat=seat, scope=scope
        )
    return missions


def _open(document: Document) -> list[int]:
    found = Mission.objects.filter(document=document, state__in=OPEN_STATES)
    return list(found.values_list("pk", flat=True))
