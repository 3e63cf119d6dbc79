"""Reading the inbox of notices: newest first, and what came since a moment."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from approvals import queries as approvals
from history.enums import HistoryKind
from notifications.catalogue import CATALOGUE
from notifications.models import Notification
from organization import scopes
from organization.models import Person
from organization.scopes import Scope
from workflows.queries import missions_in

PAGE = 30
MOST_REPLAYED = 200
PANEL = 15
PLACE = """
SELECT oldest, ARRAY(
    SELECT id FROM notifications_notification
    WHERE recipient_id = %s AND written_in >= oldest ORDER BY id)
FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest) AS now
"""
COUNTED = 99  # beyond this the badge says "99+"


@dataclass(frozen=True)
class Row:
    """One notice as pages and sockets show it. Title and link are there only for who
    may see the mission now."""

    id: int
    mission: int
    version: int
    state: str
    kind: str
    tone: str
    who: str
    did: str
    code: str
    title: str
    note: str
    needs_action: bool
    url: str
    at: str
    read: bool

    def as_json(self) -> dict[str, Any]:
        return dict(self.__dict__)


def newest(
    person: Person,
    *,
    before: int | None = None,
    waiting: bool = False,
    limit: int = PAGE,
) -> tuple[list[Row], int | None]:
    """The person's notices, newest first, and `before` of the next page, if any.

    `waiting` leaves those whose mission waits for the person now, the last of each.
    One statement.
    """
    scope = scopes.current(person)
    rows = _of(person, scope)
    if waiting:
        later = Notification.objects.filter(
            recipient=person, mission=OuterRef("mission"), pk__gt=OuterRef("pk")
        )
        mine = approvals.waiting_for(scope).filter(pk=OuterRef("mission"))
        rows = rows.filter(Exists(mine), ~Exists(later))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [row_of(row, visible=row.visible) for row in rows[: limit + 1]]  # type: ignore[attr-defined]
    shown = found[:limit]
    return shown, shown[-1].id if len(found) > limit else None


def since(person: Person, scope: Scope, cursor: int) -> list[Row]:
    """What was written by transactions that may not have been seen at `cursor`."""
    mine = approvals.waiting_for(scope).filter(pk=OuterRef("mission"))
    rows = _of(person, scope).annotate(waits=Exists(mine))
    rows = rows.filter(written_in__gte=cursor)[:MOST_REPLAYED]
    return [
        row_of(row, visible=row.visible, needs_action=row.waits)  # type: ignore[attr-defined]
        for row in reversed(rows)
    ]


@dataclass(frozen=True)
class Place:
    """Where a page stands in the news: what it asks for later, and which rows written
    from there on were there already (a transaction may still run that is older)."""

    cursor: int
    seen: list[int]


def place(person: Person) -> Place:
    """The place of a page that is made from now on; one statement."""
    with connection.cursor() as database:
        database.execute(PLACE, [person.pk])
        number, seen = database.fetchone()
    return Place(int(number), seen)


def cursor() -> int:
    """The oldest transaction still running: all before it can be seen from now on."""
    with connection.cursor() as database:
        database.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (number,) = database.fetchone()
    return int(number)


def unread_count(person: Person) -> int:
    """Unread notices, counted up to `COUNTED` and one more."""
    rows = Notification.objects.filter(recipient=person, read_at__isnull=True)
    return len(rows.values_list("pk")[: COUNTED + 1])


def waiting_count(scope: Scope) -> int:
    """Missions that wait for this person, counted up to `COUNTED` and one more."""
    return len(approvals.waiting_for(scope).values_list("pk")[: COUNTED + 1])


def row_of(
    notification: Notification, *, visible: bool, needs_action: bool = False
) -> Row:
    """What the person may know of it: for a mission that is no longer theirs to see,
    only that it was changed, so that a correction does not leave them waiting."""
    entry, mission = notification.entry, notification.mission
    telling = CATALOGUE[HistoryKind(notification.kind)]
    return Row(
        id=notification.pk,
        mission=mission.pk,
        version=entry.sequence,
        state=entry.after.get("state", ""),
        kind=notification.kind,
        tone=telling.tone,
        who=entry.acting_title or entry.actor_name,
        did=telling.did,
        code=mission.code,
        title=mission.title if visible else "Nhiệm vụ này không còn thuộc đơn vị.",
        note=entry.note if visible else "",
        needs_action=needs_action,
        url=reverse("approvals:mission", args=[mission.pk]) if visible else "",
        at=timezone.localtime(notification.created_at).isoformat(),
        read=notification.read_at is not None,
    )


def _of(person: Person, scope: Scope) -> QuerySet[Notification]:
    visible = Exists(missions_in(scope).filter(pk=OuterRef("mission")))
    return (
        Notification.objects.filter(recipient=person)
        .select_related("entry", "mission")
        .annotate(visible=visible)
        .order_by("-pk")
    )
