"""Which missions a person may see."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from organization import scopes
from organization.enums import Right
from organization.models import Person
from organization.scopes import Scope
from workflows.models import Assignment, Mission
from workflows.querysets import MissionQuerySet


def missions_visible_to(person: Person, at: datetime | None = None) -> MissionQuerySet:
    """Missions that the person may see at this moment; the one source of every list,
    count, search and export."""
    return missions_in(scopes.current(person, at))


def missions_in(scope: Scope) -> MissionQuerySet:
    """The same for a scope that has been read already."""
    if scope.sees_everything:
        return Mission.objects.all()
    units = scope.unit_ids(Right.VIEW_WORK)
    if not units and not scope.seats:
        return Mission.objects.none()
    supporting = Assignment.objects.filter(mission=OuterRef("pk"), unit__in=units)
    return Mission.objects.filter(
        Q(lead_unit__in=units) | directed(scope, Right.VIEW_WORK) | Exists(supporting)
    )


def directed(scope: Scope, right: Right) -> Q:
    """Missions on whose directing post the person has the right; a delegation that is
    limited to some units counts for missions that these lead."""
    found = Q(directing_leader__in=scope.post_ids(right))
    for post_id, seats in scope.limited_post_grants.get(right, {}).items():
        units = frozenset().union(*(seat.limited_to or () for seat in seats))
        found |= Q(directing_leader=post_id, lead_unit__in=units)
    return found


def recorded_states() -> Iterator[tuple[int, int, str]]:
    """Number, version and state of every mission, for the history's completeness."""
    rows = Mission.objects.order_by("pk").values_list("pk", "version", "state")
    yield from rows.iterator(chunk_size=2000)
