"""Reading the inbox of notices: newest first, and what came since a moment."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from approvals import queries as approvals
from history.enums import HistoryKind
from notifications.catalogue import CATALOGUE
from notifications.enums import MailState
from notifications.models import Notification, OutgoingMail, Reminder
from organization import scopes
from organization.models import Person
from organization.scopes import Scope
from workflows.queries import missions_in
from workflows.queries.seen import Statement, compiled

PAGE = 30
MOST_REPLAYED = 200
PANEL = 15
MOST_UNDELIVERED = 100
PLACE = """
SELECT oldest, ARRAY(
    SELECT id FROM notifications_notification
    WHERE recipient_id = %s AND written_in >= oldest ORDER BY id)
FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest) AS now
"""
COUNTED = 99  # beyond this the badge says "99+"
STATEMENTS_KEPT: Final = 500  # of so many people, with what they reach


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


def of_mail(
    person: Person, scope: Scope, mail: OutgoingMail
) -> list[tuple[Notification, Row]]:
    """The notices of one mail whose missions the person may see, oldest first; one
    statement."""
    rows = _of(person, scope).filter(mail=mail).order_by("pk")
    return [(row, row_of(row, visible=True)) for row in rows if row.visible]  # type: ignore[attr-defined]


def undelivered() -> list[OutgoingMail]:
    """Mails that did not get there, the newest first; one statement."""
    troubled = Q(state__in=[MailState.REFUSED, MailState.FAILED]) | Q(
        state=MailState.WAITING, attempts__gt=0
    )
    rows = OutgoingMail.objects.filter(troubled).select_related("recipient")
    return list(rows.order_by("-pk")[:MOST_UNDELIVERED])


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
    return len(_unread(person.pk))


def figures(scope: Scope) -> tuple[int, int]:
    """Unread notices, and missions that wait for this person, each counted up to
    `COUNTED` and one more; one statement, which every page takes."""
    statement, values = _statement_of_figures(_Asking(scope.reach, scope))
    with connection.cursor() as database:
        database.execute(statement, values)
        found: tuple[int, int] = database.fetchone()
    return found


@dataclass(frozen=True)
class _Asking:
    """Who asks for figures; the same where the person and what is reached are."""

    reach: Hashable
    scope: Scope = field(compare=False)


@lru_cache(maxsize=STATEMENTS_KEPT)
def _statement_of_figures(asking: _Asking) -> Statement:
    """Kept: putting it together takes longer than the database needs to answer it. It
    holds units, posts and missions, but no moment, so it is right for as long as the
    person reaches the same."""
    unread, of_unread = compiled(_unread(asking.scope.person_id))
    waiting, of_waiting = compiled(approvals.asked_of(asking.scope, most=COUNTED + 1))
    statement = (
        f"SELECT (SELECT count(*) FROM ({unread}) AS unread),"  # noqa: S608
        f" (SELECT count(*) FROM ({waiting}) AS waiting)"
    )
    return statement, (*of_unread, *of_waiting)


def _unread(person: int) -> QuerySet[Any, Any]:
    rows = Notification.objects.filter(recipient=person, read_at__isnull=True)
    return rows.values("pk")[: COUNTED + 1]


def row_of(
    notification: Notification, *, visible: bool, needs_action: bool = False
) -> Row:
    """What the person may know of it: for a mission that is no longer theirs to see,
    only that it was changed, so that a correction does not leave them waiting."""
    mission = notification.mission
    told = _told(notification)
    return Row(
        id=notification.pk,
        mission=mission.pk,
        kind=notification.kind,
        code=mission.code,
        title=mission.title if visible else "Nhiệm vụ này không còn thuộc đơn vị.",
        # A reminder brings nothing that did not wait before.
        needs_action=needs_action and notification.reminder_id is None,
        url=reverse("approvals:mission", args=[mission.pk]) if visible else "",
        at=timezone.localtime(notification.created_at).isoformat(),
        read=notification.read_at is not None,
        **{**told, "note": told["note"] if visible else ""},
    )


def _told(notification: Notification) -> dict[str, Any]:
    """Who did what, as the entry or the reminder tells it."""
    entry, reminder = notification.entry, notification.reminder
    if reminder is not None:
        return {
            "version": notification.mission.version,
            "state": notification.mission.state,
            "tone": "quahan" if reminder.left < 0 else "saphan",
            "who": "Hệ thống",
            "did": f"nhắc hạn ({time_left(reminder)})",
            "note": _deadline(reminder),
        }
    assert entry is not None  # noqa: S101  the database holds that it is one of the two
    telling = CATALOGUE[HistoryKind(notification.kind)]
    return {
        "version": entry.sequence,
        "state": entry.after.get("state", ""),
        "tone": telling.tone,
        "who": entry.acting_title or entry.actor_name,
        "did": telling.did,
        "note": entry.note,
    }


def time_left(reminder: Reminder) -> str:
    """How long there is still, as it was when the machine reminded."""
    if reminder.left > 0:
        return f"còn {reminder.left} ngày làm việc"
    if reminder.left < 0:
        return f"quá hạn {-reminder.left} ngày làm việc"
    if reminder.due_on == timezone.localdate(reminder.written_at):
        return "hôm nay"
    return "hôm nay là ngày làm việc cuối cùng"


def _deadline(reminder: Reminder) -> str:
    name = "Hạn nội bộ" if reminder.is_internal else "Hạn"
    return f"{name} {reminder.due_on:%d/%m/%Y}."


def _of(person: Person, scope: Scope) -> QuerySet[Notification]:
    visible = Exists(missions_in(scope).filter(pk=OuterRef("mission")))
    return (
        Notification.objects.filter(recipient=person)
        .select_related("entry", "reminder", "mission")
        .annotate(visible=visible)
        .order_by("-pk")
    )
