"""Which missions a person may see."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from organization import scopes
from organization.enums import Right
from organization.models import Person
from organization.scopes import Scope
from workflows.enums import ExceptionRight
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
    excepted = scope.excepted(ExceptionRight.VIEW)
    if not scope.seats and not scope.of_missions and not excepted:
        return Mission.objects.none()
    seen = seen_from_seats(scope)
    if excepted:
        seen |= Q(pk__in=excepted)
    return Mission.objects.filter(seen | lent_alone(scope, seen_from_seats))


def seen_from_seats(scope: Scope) -> Q:
    """Units that lead or support it, and its leader."""
    if scope.sees_everything:
        return Q(pk__isnull=False)
    units = scope.unit_ids(Right.VIEW_WORK)
    supporting = Assignment.objects.filter(mission=OuterRef("pk"), unit__in=units)
    led = Q(lead_unit__in=units) | directed(scope, Right.VIEW_WORK)
    return led | Q(Exists(supporting))


def lent_alone(scope: Scope, rule: Callable[[Scope], Q]) -> Q:
    """What a rule finds through delegations that name one mission, each for that one
    mission; nothing is added to a statement where there are none."""
    found = Q()
    for mission_id, lent in scope.of_missions.items():
        found |= Q(pk=mission_id) & rule(lent)
    return found


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
