"""Writing notices, and reading them: a change, too, of the reader's own rows only."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from notifications import mail
from notifications.models import Notification
from organization.models import Person

# Every act ends with this one; written out it costs half of what the ORM takes for
# rows with a default that the database fills in (`written_in`).
INSERT = """
INSERT INTO notifications_notification
       (recipient_id, entry_id, reminder_id, mission_id, kind, "group", created_at,
        mailing)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
                     %s::text[], %s::text[], %s::timestamptz[], %s::text[])
RETURNING id"""


def write(rows: Sequence[Notification]) -> None:
    """Store the rows in one statement and give each its number."""
    if not rows:
        return
    columns: list[Any] = [
        [row.recipient_id for row in rows],
        [row.entry_id for row in rows],
        [row.reminder_id for row in rows],
        [row.mission_id for row in rows],
        [str(row.kind) for row in rows],
        [str(row.group) for row in rows],
        [row.created_at for row in rows],
        [str(row.mailing) if mail.is_on() else "" for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, columns)
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number


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
