"""A document that no longer counts: what becomes of its row and of its drafts."""

from collections.abc import Sequence

from django.db.models import F

from history.enums import HistoryKind
from organization.models import Person
from organization.scopes import Scope, Seat
from workflows.enums import DocumentState, ItemState
from workflows.models import Document, ItemVersion, Mission
from workflows.services.held_document import record


def withdraw(
    document: Document,
    *,
    reason: str,
    missions: Sequence[Mission],
    by: Person,
    seat: Seat,
    scope: Scope,
) -> None:
    """The held document ends; its missions were withdrawn by who calls.

    An amendment that was not applied yet lets go of the version that it would have
    changed, so that another can.
    """
    if document.supersedes_id is not None and document.applied_at is None:
        ItemVersion.objects.filter(item__document=document).delete()
        document.supersedes, document.amends_in_part = None, False
    document.state, document.ended_at = DocumentState.WITHDRAWN, scope.at
    document.end_reason = reason
    document.version += 1
    document.save(
        update_fields=[
            "supersedes",
            "amends_in_part",
            "state",
            "ended_at",
            "end_reason",
            "version",
        ]
    )
    drafts = document.items.filter(state=ItemState.DRAFT)
    left_out = drafts.update(state=ItemState.SKIPPED, version=F("version") + 1)
    after = {"withdrawn": [one.pk for one in missions], "left_out": left_out}
    kind = HistoryKind.DOCUMENT_WITHDRAWN
    record(document, kind, by, seat, scope, after=after, note=reason)
