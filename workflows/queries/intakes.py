"""Long files of one person: what is being read, and what needs a look."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from organization.models import Person
from workflows.enums import RUNNING_INTAKES, IntakeState
from workflows.models import Intake

SHOWN_FOR = timedelta(days=1)
NEEDS_A_LOOK = (IntakeState.FAILED, IntakeState.REFUSED)


def intakes_of(person: Person) -> QuerySet[Intake]:
    """A person sees his or her own only."""
    return Intake.objects.filter(by=person).select_related("document")


def shown_intakes(person: Person, *, at: datetime) -> QuerySet[Intake]:
    """Those that run, and those of the last day that did not come to a document."""
    recent = Q(state__in=NEEDS_A_LOOK, ended_at__gte=at - SHOWN_FOR)
    return intakes_of(person).filter(Q(state__in=RUNNING_INTAKES) | recent)
