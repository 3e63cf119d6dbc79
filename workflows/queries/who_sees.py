"""The people who may see one mission: to be offered by name, and to be checked."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from organization import scopes
from organization.enums import Right
from organization.models import Person
from workflows.enums import ExceptionRight
from workflows.models import Mission, MissionException


def seats_around(
    mission: Mission,
    people: Collection[int],
    at: datetime,
    *,
    units: Collection[int] = (),
) -> scopes.Directory:
    """Who sits around the mission and at the head of these units, and who of them, of
    these people and of those whom it names may see it; one statement, which the notices
    of the same act need not repeat."""
    named = {mission.monitoring_officer_id, mission.document_monitor_id}
    return scopes.directory(
        unit_ids={
            mission.lead_unit_id,
            *(mission.supporting_unit_ids or ()),
            *units,
        },
        post_ids=[mission.directing_leader_id],
        people={*people, *(one for one in named if one is not None)},
        mission_ids=[mission.pk],
        at=at,
    )


def who_see(mission: Mission, seats: scopes.Directory) -> set[int]:
    """Who of the people that were asked of may see the mission, from a seat or as a
    delegate; who is let in by exception is known with the mission."""
    units = {mission.lead_unit_id, *(mission.supporting_unit_ids or ())}
    return seats.viewers_of(units, mission_id=mission.pk) | seats.holding(
        mission.directing_leader_id,
        unit_id=mission.lead_unit_id,
        mission_id=mission.pk,
    )


def people_who_see(mission: Mission, at: datetime) -> list[Person]:
    """Everybody who may see the mission, by name; five statements at most."""
    lead, post = mission.lead_unit_id, mission.directing_leader_id
    found = set(
        scopes.people_with_on(Right.VIEW_WORK, {mission.pk: lead}, at)[mission.pk]
    )
    supporting = mission.supporting_unit_ids or frozenset()
    if supporting:
        by_unit = scopes.people_with(Right.VIEW_WORK, supporting, at)
        found |= {one for people in by_unit.values() for one in people}
    found |= {one for one, _lent in scopes.holders([post], at).get(post, [])}
    excepted = MissionException.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=at),
        mission=mission,
        rights__contains=[ExceptionRight.VIEW],
        starts_at__lte=at,
        ends_at__gt=at,
    )
    people = Person.objects.filter(
        Q(pk__in=found) | Q(pk__in=excepted.values("person")), is_active=True
    )
    return list(people.order_by("sort_key"))
