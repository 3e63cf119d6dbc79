"""The live hint that follows a commit. The rows are the truth; a lost hint is replayed
from them at the next connection."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

from notifications.models import Notification
from notifications.queries import row_of

# All sockets of pages that show the whole agency's work.
BOARD = "board"


def person_group(person_id: int) -> str:
    """The channel group of all sockets of one person."""
    return f"person.{person_id}"


def document_group(document_id: int) -> str:
    """The channel group of all sockets of pages that show one document being read."""
    return f"document.{document_id}"


@dataclass(frozen=True)
class Reader:
    """What the reader of a row may see of its mission, and whether it waits for them,
    as the transaction itself read it from the seats in force."""

    sees: bool
    must_act: bool


def rows_written(written: Iterable[tuple[Notification, Reader]]) -> None:
    """Push rows that a transaction wrote, each to its reader.

    Pages that show the whole are told that something changed, also where nobody got a
    row: one word for the transaction, however many missions it changed.
    """
    messages: list[tuple[str, dict[str, Any]]] = [
        (
            person_group(row.recipient_id),
            {
                "type": "notice",
                "row": row_of(
                    row, visible=reader.sees, needs_action=reader.must_act
                ).as_json(),
            },
        )
        for row, reader in written
    ]
    _send([*messages, (BOARD, {"type": "board"})])


def documents_changed(document_ids: Iterable[int]) -> None:
    """Tell the open pages of these documents that something is other now; they ask
    what, and that answer looks at the rights of that moment."""
    _send(
        [
            (document_group(pk), {"type": "document", "document": pk})
            for pk in document_ids
        ]
    )


def close_session(person_id: int, session_key: str) -> None:
    """Close the sockets that one session opened; called where a session ends."""
    message = {"type": "leave", "session": session_key}
    _send([(person_group(person_id), message)])


def close_person(person_id: int) -> None:
    """Close all sockets of a person; pages that are still signed in connect anew.

    Called where an account, a post, a delegation, a password or a second factor is
    gone.
    """
    _send([(person_group(person_id), {"type": "leave", "session": None})])


def _send(messages: list[tuple[str, dict[str, Any]]]) -> None:
    layer = get_channel_layer()
    if not messages or nobody_listens(layer):
        return

    async def send_all() -> None:
        for group, message in messages:
            await layer.group_send(group, message)

    async_to_sync(send_all)()


def nobody_listens(layer: Any) -> bool:
    """Whether no socket can be reached from here: the in-memory layer ends with its
    process, and a command, a job's own process or a script has no sockets."""
    return isinstance(layer, InMemoryChannelLayer) and not layer.groups
