"""The socket of one page: first what was missed, then what comes."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from history.queries import happened_since
from notifications import push, queries
from organization import scopes
from organization.enums import Right
from organization.models import Person
from workflows.models import Document
from workflows.queries import missions_in
from workflows.queries.overseeing import counts, oversees

NOT_SIGNED_IN = 4401
LEFT = 4403
LARGEST_CURSOR = 2**63 - 1
# An act names its moment when it begins; others see it when it is committed.
LONGEST_ACT = timedelta(minutes=1)


@dataclass(frozen=True)
class Place:
    """Where a page stands: a document being read, and the card that is open there."""

    document: int
    item: int | None


class InboxConsumer(AsyncJsonWebsocketConsumer):
    """Only signed-in people; it reads, it never writes. Rights are read anew for every
    answer: nothing of them is kept on the connection."""

    person_id: int
    session_key: str
    follows_board: bool = False
    place: Place | None = None
    watched: int | None = None  # the mission that the page shows
    end: asyncio.TimerHandle | None = None

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
        # Asked from within the group: what ends from here on is told to this socket.
        lives_for = await _seconds_left(person, self.session_key)
        if lives_for is None:
            await self._leave_own_group()
            await self.close(code=NOT_SIGNED_IN)
            return
        # Nobody tells of a session that runs out: its socket keeps the time itself.
        self.end = asyncio.get_running_loop().call_later(
            lives_for, self._session_ran_out
        )
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002
        if self.end is not None:
            self.end.cancel()
        if hasattr(self, "person_id"):
            await self._leave_own_group()
            await self.channel_layer.group_discard(push.BOARD, self.channel_name)
            await self._leave_document()
            await self._leave_mission()

    async def receive_json(self, content: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """`hello` with the cursor of the page asks for what was missed, and with
        `board`, when its figures were made, to hear of every change; `at` says which
        document the page shows and which card is open; `watch` which mission it shows.
        All else is answered with nothing."""
        kind = content.get("type") if isinstance(content, dict) else None
        if kind == "at":
            await self._stand_at(_place(content))
        elif kind == "watch":
            await self._watch(content.get("mission"))
        elif kind == "hello":
            await self._hello(content)

    async def _hello(self, content: dict[str, Any]) -> None:
        cursor = content.get("cursor")
        if not isinstance(cursor, int) or not 0 <= cursor <= LARGEST_CURSOR:
            return
        missed = await self._missed(cursor)
        if missed is None:
            await self.close(code=NOT_SIGNED_IN)
            return
        answer, has_board = missed
        await self.send_json(answer)
        if (made_at := _moment(content.get("board"))) and has_board:
            await self._follow_board(made_at)

    async def notice(self, message: dict[str, Any]) -> None:
        """A row was committed for this person."""
        await self.send_json({"type": "row", "row": message["row"]})

    async def board(self, message: dict[str, Any]) -> None:
        """Some mission changed. The hint says nothing: the page asks for its figures
        again. Still, nobody learns when something moves that his board does not
        count, and who may no longer have one hears nothing more."""
        counts = await self._board_counts(message.get("missions"), message.get("left"))
        if counts:
            await self.send_json({"type": "board"})
        elif counts is None:
            self.follows_board = False
            await self.channel_layer.group_discard(push.BOARD, self.channel_name)

    async def mission(self, message: dict[str, Any]) -> None:
        """The mission that this page shows changed: also for who gets no row of it."""
        if message["by"] == self.person_id:
            return
        if await self._version_of(message["mission"]) is None:
            await self._leave_mission()
            return
        names = ("type", "mission", "version")
        await self.send_json({name: message[name] for name in names})

    async def document(self, message: dict[str, Any]) -> None:
        """Something on a document that this page shows is other now."""
        if await self._reads_documents():
            await self.send_json({"type": "document", "document": message["document"]})

    async def at(self, message: dict[str, Any]) -> None:
        """Where another's page stands; a newcomer is told where this one does."""
        if message["person"] == self.person_id or self.place is None:
            return
        if not await self._reads_documents():
            await self._leave_document()
            return
        if message.get("asks"):
            told = await self._my_place()
            await self.channel_layer.send(message["channel"], told)
        names = ("type", "document", "item", "who", "seat", "left")
        await self.send_json({name: message[name] for name in names if name in message})

    async def leave(self, message: dict[str, Any]) -> None:
        """The session ended, or the person's seats changed."""
        if message["session"] in (None, self.session_key):
            await self.close(code=LEFT)

    async def _watch(self, number: object) -> None:
        """Follow one mission, and say how it stands now: it may have changed since the
        page was made. What the person may not see is answered with nothing."""
        await self._leave_mission()
        if type(number) is not int or not 0 < number <= LARGEST_CURSOR:
            return
        group = push.mission_group(number)
        await self.channel_layer.group_add(group, self.channel_name)
        self.watched = number
        version = await self._version_of(number)
        if version is None:
            await self._leave_mission()
            return
        answer = {"type": "mission", "mission": number, "version": version}
        await self.send_json(answer)

    async def _leave_mission(self) -> None:
        if self.watched is None:
            return
        group = push.mission_group(self.watched)
        self.watched = None
        await self.channel_layer.group_discard(group, self.channel_name)

    @database_sync_to_async
    def _version_of(self, mission_id: int) -> int | None:
        """The mission's version; None for whoever may not see it at this moment."""
        person = Person.objects.filter(pk=self.person_id, is_active=True).first()
        if person is None:
            return None
        seen = missions_in(scopes.in_force(person, timezone.now()))
        return seen.filter(pk=mission_id).values_list("version", flat=True).first()

    async def _leave_own_group(self) -> None:
        await self.channel_layer.group_discard(
            push.person_group(self.person_id), self.channel_name
        )

    def _session_ran_out(self) -> None:
        self.closing = asyncio.ensure_future(self.close(code=NOT_SIGNED_IN))

    async def _stand_at(self, place: Place | None) -> None:
        """Follow a document, and let the others there know; who may not, hears nothing
        and is not seen."""
        if place is None or not await self._reads_documents(place.document):
            await self._leave_document()
            return
        newcomer = self.place is None or self.place.document != place.document
        if newcomer:
            await self._leave_document()
            await self.channel_layer.group_add(
                push.document_group(place.document), self.channel_name
            )
        self.place = place
        told = {**await self._my_place(), "asks": newcomer}
        await self.channel_layer.group_send(push.document_group(place.document), told)

    async def _leave_document(self) -> None:
        if self.place is None:
            return
        group = push.document_group(self.place.document)
        told = {**await self._my_place(), "item": None, "left": True}
        self.place = None
        await self.channel_layer.group_discard(group, self.channel_name)
        await self.channel_layer.group_send(group, told)

    async def _my_place(self) -> dict[str, Any]:
        assert self.place is not None  # noqa: S101  for mypy
        return {
            "type": "at",
            "document": self.place.document,
            "item": self.place.item,
            "person": self.person_id,
            "who": await self._name(),
            "seat": _seat(self.channel_name),
            "channel": self.channel_name,
        }

    @database_sync_to_async
    def _name(self) -> str:
        person = Person.objects.filter(pk=self.person_id).first()
        return person.full_name if person else ""

    @database_sync_to_async
    def _board_counts(self, missions: list[int] | None, left: Any) -> bool | None:
        """Whether the person's board counts one of these missions, or did so before a
        unit lost its part in them; None where there is no board."""
        person = Person.objects.filter(pk=self.person_id, is_active=True).first()
        if person is None:
            return None
        return counts(scopes.in_force(person, timezone.now()), missions, left or ())

    @database_sync_to_async
    def _reads_documents(self, document_id: int | None = None) -> bool:
        """Whether the person takes documents in at this moment, and that one exists."""
        person = Person.objects.filter(pk=self.person_id, is_active=True).first()
        if person is None:
            return False
        scope = scopes.in_force(person, timezone.now())
        if Right.ISSUE_WORK not in scope.everywhere:
            return False
        return document_id is None or Document.objects.filter(pk=document_id).exists()

    async def _follow_board(self, made_at: datetime) -> None:
        """Hear of every change from now on; and at once, if there may have been one
        between the figures and this moment."""
        if self.follows_board:
            return
        self.follows_board = True
        await self.channel_layer.group_add(push.BOARD, self.channel_name)
        if await database_sync_to_async(happened_since)(made_at - LONGEST_ACT):
            await self.send_json({"type": "board"})

    @database_sync_to_async
    def _missed(self, cursor: int) -> tuple[dict[str, Any], bool] | None:
        person = Person.objects.filter(pk=self.person_id, is_active=True).first()
        if person is None:
            return None
        # The new cursor is taken before the rows are read: what commits in between is
        # then read twice and shown once, never missed.
        new_cursor = queries.cursor()
        scope = scopes.in_force(person, timezone.now())
        unread, waiting = queries.figures(scope)
        answer = {
            "type": "rows",
            "rows": [row.as_json() for row in queries.since(person, scope, cursor)],
            "cursor": new_cursor,
            "unread": unread,
            "inbox": waiting,
        }
        return answer, oversees(scope)


@database_sync_to_async
def _seconds_left(person: Person, session_key: str) -> float | None:
    """How long the session of the person, as the door saw him, is still good for;
    None where the session, the account or the password is another by now."""
    now = Person.objects.filter(pk=person.pk, is_active=True).first()
    if now is None or now.get_session_auth_hash() != person.get_session_auth_hash():
        return None
    kept = Session.objects.filter(session_key=session_key).values_list("expire_date")
    ends = kept.first()
    left = (ends[0] - timezone.now()).total_seconds() if ends else 0.0
    return left if left > 0 else None


def _moment(text: object) -> datetime | None:
    """An aware moment out of what a page says; None for whatever else it says."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None


def _place(content: dict[str, Any]) -> Place | None:
    """A place out of what a page says; None for whatever else it says."""
    document, item = content.get("document"), content.get("item")
    if type(document) is not int or not 0 < document <= LARGEST_CURSOR:
        return None
    if type(item) is not int or not 0 < item <= LARGEST_CURSOR:
        item = None
    return Place(document, item)


def _seat(channel_name: str) -> str:
    """A name for one open page that says nothing about the server."""
    return hashlib.blake2s(channel_name.encode(), digest_size=6).hexdigest()
