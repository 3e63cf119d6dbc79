"""The socket of one page: first what was missed, then what comes."""

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.utils import timezone

from notifications import push, queries
from organization import scopes
from organization.models import Person

NOT_SIGNED_IN = 4401
LEFT = 4403
LARGEST_CURSOR = 2**63 - 1


class InboxConsumer(AsyncJsonWebsocketConsumer):
    """Only signed-in people; it reads, it never writes. Rights are read anew for every
    answer: nothing of them is kept on the connection."""

    person_id: int
    session_key: str

    async def connect(self) -> None:
        person = self.scope.get("user")
        if person is None or not person.is_authenticated:
            await self.close(code=NOT_SIGNED_IN)
            return
        self.person_id = person.pk
        self.session_key = self.scope["session"].session_key or ""
        await self.channel_layer.group_add(
            push.person_group(self.person_id), self.channel_name
        )
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002
        if hasattr(self, "person_id"):
            await self.channel_layer.group_discard(
                push.person_group(self.person_id), self.channel_name
            )

    async def receive_json(self, content: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """`hello` with the cursor of the page asks for what was missed; all else is
        answered with nothing."""
        if not isinstance(content, dict) or content.get("type") != "hello":
            return
        cursor = content.get("cursor")
        if not isinstance(cursor, int) or not 0 <= cursor <= LARGEST_CURSOR:
            return
        answer = await self._missed(cursor)
        if answer is None:
            await self.close(code=NOT_SIGNED_IN)
            return
        await self.send_json(answer)

    async def notice(self, message: dict[str, Any]) -> None:
        """A row was committed for this person."""
        await self.send_json({"type": "row", "row": message["row"]})

    async def leave(self, message: dict[str, Any]) -> None:
        """The session ended, or the person's seats changed."""
        if message["session"] in (None, self.session_key):
            await self.close(code=LEFT)

    @database_sync_to_async
    def _missed(self, cursor: int) -> dict[str, Any] | None:
        person = Person.objects.filter(pk=self.person_id, is_active=True).first()
        if person is None:
            return None
        # The new cursor is taken before the rows are read: what commits in between is
        # then read twice and shown once, never missed.
        new_cursor = queries.cursor()
        scope = scopes.in_force(person, timezone.now())
        return {
            "type": "rows",
            "rows": [row.as_json() for row in queries.since(person, scope, cursor)],
            "cursor": new_cursor,
            "unread": queries.unread_count(person),
            "inbox": queries.waiting_count(scope),
        }
