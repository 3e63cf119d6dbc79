"""Which way the reports of a document or of a mission take to their decision.

A report keeps the way that it began: what is chosen here counts for reports that are
handed in afterwards.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from approvals import authority
from approvals.models import Route
from approvals.models.way import LONGEST_STEP
from approvals.queries import facts_of
from history.enums import HistoryKind
from organization import scopes
from organization.models import Person
from workflows.exceptions import InvalidInput
from workflows.models import Document, Mission
from workflows.services.beside import Beside, as_row
from workflows.services.held import actor, hold
from workflows.services.held_document import (
    check_in_force,
    lock_document,
    office_seat,
    record,
)

# The route of the mission and that of its document, as far as they were chosen.
CHOSEN = """
SELECT mission.id, to_jsonb(route) FROM workflows_mission AS mission
  JOIN approvals_route AS route
    ON route.mission_id = mission.id OR route.document_id = mission.document_id
 WHERE mission.id = ANY(%(missions)s)"""


@dataclass(frozen=True)
class Chosen:
    """The steps of a route, and how many working days each may take."""

    office_checks: bool = False
    head_decides: bool = False
    asks_supporting: bool = False
    office_days: int = 1
    leader_days: int = 2
    head_days: int = 2
    opinion_days: int = 2


def choose_route(
    *,
    mission_id: int,
    chosen: Chosen | None,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Who directs the mission chooses its route; None goes back to its document's.

    Raises ActionDenied for everybody else, InvalidTransition once it is finished,
    InvalidInput for a number of days that makes no sense.
    """
    _check_days(chosen)
    with hold(mission_id, by=by, at=at, beside=Beside(CHOSEN)) as held:
        held.check("set_route", expected_version)
        mission = held.mission
        rows = [as_row(Route, found) for found in held.beside]
        own = next((row for row in rows if row.mission_id is not None), None)
        usual = next(
            (row for row in rows if row.mission_id is None),
            Route(office_checks=bool(mission.document_checks)),
        )
        before = (own or usual).facts()
        seat = authority.seat_to_except(held.scope, facts_of(mission))
        if chosen is not None:
            title = actor(by, seat, held.scope).title
            own = own or Route(mission=mission)
            route = _keep(own, chosen, by=by, title=title, at=held.at)
        else:
            Route.objects.filter(mission=mission).delete()
            route = usual
        held.enter(
            HistoryKind.ROUTE_CHOSEN,
            seat=seat,
            before=before,
            after={**route.facts(), "own": chosen is not None},
        )
    return mission


def choose_route_of_document(
    *,
    document_id: int,
    chosen: Chosen,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Document:
    """Văn phòng chooses the route of what a document gives, before or after giving out.

    Missions with a route of their own keep it. Raises ActionDenied, StaleMission, or
    InvalidTransition where the document no longer counts.
    """
    _check_days(chosen)
    with transaction.atomic():
        document = lock_document(document_id, expected_version)
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = office_seat(scope)
        check_in_force(document)
        former: Route | None = getattr(document, "route", None)
        before = (former or Route(office_checks=document.checked_by_office)).facts()
        title = actor(by, seat, scope).title
        route = former or Route(document=document)
        _keep(route, chosen, by=by, title=title, at=at)
        # What is given out from now on begins with it.
        document.checked_by_office = chosen.office_checks
        document.version += 1
        document.save(update_fields=["checked_by_office", "version"])
        kind = HistoryKind.ROUTE_OF_DOCUMENT_CHOSEN
        record(document, kind, by, seat, scope, before=before, after=route.facts())
    return document


def _keep(
    route: Route, chosen: Chosen, *, by: Person, title: str, at: datetime
) -> Route:
    """One statement; the row of the mission or of the document is held."""
    for name, value in asdict(chosen).items():
        setattr(route, name, value)
    route.set_by, route.set_title, route.set_at = by, title, at
    route.save()
    return route


def _check_days(chosen: Chosen | None) -> None:
    if chosen is None:
        return
    days = [value for name, value in asdict(chosen).items() if name.endswith("_days")]
    if not all(1 <= one <= LONGEST_STEP for one in days):
        raise InvalidInput(
            f"Thời gian của mỗi bước từ 1 đến {LONGEST_STEP} ngày làm việc."
        )
