"""The live hint that follows a commit. The rows are the truth; a lost hint is replayed
from them at the next connection."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

from notifications.models import Notification
from notifications.queries import row_of
from workflows.models import Mission

# All sockets of pages that show figures over the work that somebody oversees.
BOARD = "board"
# Of how many changed missions at most the boards are told which: each of them is asked
# for. After more, every board may be another.
MOST_NAMED = 200


def person_group(person_id: int) -> str:
    """The channel group of all sockets of one person."""
    return f"person.{person_id}"


def document_group(document_id: int) -> str:
    """The channel group of all sockets of pages that show one document being read."""
    return f"document.{document_id}"


def mission_group(mission_id: int) -> str:
    """The channel group of all sockets of pages that show one mission."""
    return f"mission.{mission_id}"


@dataclass(frozen=True)
class Reader:
    """What the reader of a row may see of its mission, and whether it waits for them,
    as the transaction itself read it from the seats in force."""

    sees: bool
    must_act: bool


def rows_written(
    written: Iterable[tuple[Notification, Reader]],
    changed: Iterable[Mission] = (),
    *,
    by: int | None = None,
    left: Iterable[int] = (),
) -> None:
    """Push rows that a transaction wrote, each to its reader; open pages of the
    missions that it changed hear of them, also of whoever gets no row, but not of the
    person `by` whom it was done: that page has its answer.

    Boards are told that something changed, also where nobody got a row: one word for
    the transaction, however many missions it changed. `left` are the units that lost a
    part in them.
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
    pages = [
        (
            mission_group(one.pk),
            {"type": "mission", "mission": one.pk, "version": one.version, "by": by},
        )
        for one in changed
    ]
    named = [page["mission"] for _, page in pages]
    board = {
        "type": "board",
        "missions": named if len(named) <= MOST_NAMED else None,
        "left": sorted(left),
    }
    _send([*messages, *pages, (BOARD, board)])


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
