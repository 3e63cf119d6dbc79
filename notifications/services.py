"""Reading a notice is a change, too, of the reader's own rows only."""

from django.utils import timezone

from notifications.models import Notification
from organization.models import Person


def mark_read(*, by: Person, up_to: int | None = None, only: int | None = None) -> int:
    """Mark the person's own notices as read: one, or all up to a number; says how many.

    What came in after the page was drawn stays unread.
    """
    rows = Notification.objects.filter(recipient=by, read_at__isnull=True)
    if only is not None:
        rows = rows.filter(pk=only)
    if up_to is not None:
        rows = rows.filter(pk__lte=up_to)
    return rows.update(read_at=timezone.now())
