"""The live hint that follows a commit. The rows are the truth; a lost hint is replayed
from them at the next connection."""

from collections.abc import Iterable
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.utils import timezone

from approvals.authority import seat_to_view
from approvals.queries import facts_of
from notifications.models import Notification
from notifications.queries import row_of
from organization import scopes
from organization.models import Person


def person_group(person_id: int) -> str:
    """The channel group of all sockets of one person."""
    return f"person.{person_id}"


def rows_written(rows: Iterable[Notification]) -> None:
    """Push rows that a transaction wrote; rights are read anew, once for all."""
    rows = list(rows)
    people = {row.recipient_id for row in rows}
    if not people:
        return
    scope_of = scopes.in_force_many(people, timezone.now())
    messages = []
    for row in rows:
        scope = scope_of[row.recipient_id]
        visible = seat_to_view(scope, facts_of(row.mission)) is not None
        told = row_of(row, visible=visible).as_json()
        message = {"type": "notice", "row": told}
        messages.append((person_group(row.recipient_id), message))
    _send(messages)


def session_ended(person_id: int, session_key: str) -> None:
    """Close the sockets that a session opened."""
    message = {"type": "leave", "session": session_key}
    _send([(person_group(person_id), message)])


def seats_changed(person: Person) -> None:
    """Close all sockets of a person; those still signed in connect anew."""
    _send([(person_group(person.pk), {"type": "leave", "session": None})])


def _send(messages: list[tuple[str, dict[str, Any]]]) -> None:
    layer = get_channel_layer()

    async def send_all() -> None:
        for group, message in messages:
            await layer.group_send(group, message)

    async_to_sync(send_all)()
