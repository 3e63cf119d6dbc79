"""What supporting units owe a mission, and what its lead unit owes them."""

from django.db.models import Exists, OuterRef, QuerySet

from workflows.models import Assignment, Contribution, ContributionRequest


def contributions_owed() -> QuerySet[ContributionRequest]:
    """Asked for and not sent, by units that still support the mission."""
    supports = Assignment.objects.filter(
        mission=OuterRef("mission"), unit=OuterRef("unit")
    )
    return ContributionRequest.objects.filter(
        Exists(supports), answered_at__isnull=True
    ).order_by()


def contributions_unanswered() -> QuerySet[Contribution]:
    """Sent, and neither taken up nor explained; who agrees waits for no answer."""
    rows = Contribution.objects.filter(answered_at__isnull=True, agrees=False)
    return rows.order_by()
