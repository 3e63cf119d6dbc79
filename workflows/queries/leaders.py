"""Who holds a leader's post today: three of the four are called Phó Trưởng Ban."""

from datetime import date

from django.db.models import OuterRef, Subquery

from organization.models import Appointment


def holder_of(post: str, *, on: date) -> Subquery:
    """The name of who sits in the post that the field names; NULL while vacant."""
    seats = Appointment.objects.in_force(on=on).filter(post=OuterRef(post))
    return Subquery(seats.order_by("-starts_on").values("person__full_name")[:1])
