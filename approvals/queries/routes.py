"""Which way the next report of a mission is to take, and where that was chosen."""

from django.db.models import F, Q

from approvals.models import Route
from workflows.models import Document, Mission


def route_of(mission: Mission, *, document_checks: bool) -> Route:
    """The mission's own route, that of its document, or the usual one; one statement.

    `document_checks` says whether the document asks for a check by Văn phòng.
    """
    chosen = Q(mission=mission)
    if mission.document_id is not None:
        chosen |= Q(document=mission.document_id)
    rows = Route.objects.filter(chosen).order_by(F("mission").desc(nulls_last=True))
    return rows.first() or Route(office_checks=document_checks)


def route_read(mission: Mission) -> Route:
    """The same for a mission that was read with `route` and `document__route`."""
    own: Route | None = getattr(mission, "route", None)
    return own or route_of_document(mission.document)


def route_of_document(document: Document | None) -> Route:
    """What its missions follow, as far as they have no route of their own."""
    chosen: Route | None = getattr(document, "route", None)
    checks = document is not None and document.checked_by_office
    return chosen or Route(office_checks=checks)
