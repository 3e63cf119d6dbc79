"""Who was let into a mission by exception, and what follows from it."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from organization.models import Appointment, Person
from workflows.enums import ExceptionRight
from workflows.models import Mission, MissionException


def exceptions_of(mission: Mission) -> list[MissionException]:
    """Every exception of a mission, newest first, with its people; one statement.

    ``is_in_force(at)`` and ``is_over(at)`` of a row say how it stands.
    """
    rows = MissionException.objects.filter(mission=mission)
    return list(rows.select_related("person", "given_by"))


def possible_officers(mission: Mission, at: datetime) -> list[Person]:
    """Who may be named officer in charge: active people of the lead unit on that day,
    and who takes part by an exception in force; one statement."""
    today = timezone.localdate(at)
    seats = Appointment.objects.in_force(on=today).filter(
        post__unit=mission.lead_unit_id
    )
    taking_part = (
        MissionException.objects.filter(
            mission=mission,
            rights__contains=[ExceptionRight.PREPARE],
            starts_at__lte=at,
            ends_at__gt=at,
        )
        .filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))
        .values("person")
    )
    found = Person.objects.filter(
        Q(pk__in=seats.values("person")) | Q(pk__in=taking_part), is_active=True
    )
    return list(found.order_by("sort_key"))
