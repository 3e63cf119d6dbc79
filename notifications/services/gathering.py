"""Notices that wait to be mailed become mails: one for what came together, and one
digest a day. The mail's row, its notices and its job are one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.utils import timezone

from notifications import mail
from notifications.enums import Channel, Group, Mailing, MailKind
from notifications.models import Notification, OutgoingMail
from notifications.policies.in_force import quiet_in_force
from notifications.policies.ways import BREAKS_THE_QUIET, Turned, is_on
from notifications.services.preferences import turned_by
from notifications.services.sending import defer
from organization.models import Person
from workflows.queries.calendar import calendar_in_force

# What comes within a minute of each other goes in one mail; nobody waits for five.
SETTLES: Final = timedelta(seconds=45)
LONGEST_WAIT: Final = timedelta(minutes=4)
TOO_OLD: Final = timedelta(days=7)
MOST_IN_ONE: Final = 500
_MAILBOX: Final = 0x6D61696C  # class of the advisory locks of mailboxes
PENDING: Final = ~Q(mailing="")


def gather(*, at: datetime) -> int:
    """Put together the mails that are due at this moment; says how many."""
    if not mail.is_on():
        return 0
    forget_old(at=at)
    calendar, quiet = calendar_in_force(), quiet_in_force()
    local = timezone.localtime(at)
    if quiet.is_quiet(local, calendar):
        until = quiet.morning(local, calendar).date()
        urgent = Q(
            group__in=BREAKS_THE_QUIET,
            reminder__due_on__gte=local.date(),
            reminder__due_on__lt=until,
        )
        return sum(_at_once(pk, at, urgent) for pk in _waiting(at, urgent))
    morning = local.replace(
        hour=quiet.end.hour, minute=quiet.end.minute, second=0, microsecond=0
    )
    return sum(_digest(pk, at, morning) for pk in _without_digest(morning)) + sum(
        _at_once(pk, at, Q()) for pk in _waiting(at, Q())
    )


def forget_old(*, at: datetime) -> int:
    """What nobody could be mailed for a week is news no more."""
    old = Notification.objects.filter(PENDING, created_at__lt=at - TOO_OLD)
    return old.update(mailing="")


def _waiting(at: datetime, which: Q) -> list[int]:
    """People with something to be mailed at once, after it has settled."""
    rows = Notification.objects.filter(which, mailing=Mailing.AT_ONCE)
    found = rows.values("recipient").annotate(
        first=Min("created_at"), last=Max("created_at"), n=Count("pk")
    )
    settled = Q(last__lte=at - SETTLES) | Q(first__lte=at - LONGEST_WAIT)
    return sorted(found.filter(settled).values_list("recipient", flat=True))


def _without_digest(morning: datetime) -> list[int]:
    """People with something of before this morning, and no digest of today."""
    today = OutgoingMail.objects.filter(
        recipient=OuterRef("recipient"), kind=MailKind.DIGEST, day=morning.date()
    )
    rows = Notification.objects.filter(PENDING, created_at__lt=morning)
    people = rows.filter(~Exists(today)).values_list("recipient", flat=True)
    return sorted(set(people))


@transaction.atomic
def _at_once(person_id: int, at: datetime, which: Q) -> bool:
    person = _open_mailbox(person_id)
    rows = _mailable(person, which & Q(mailing=Mailing.AT_ONCE))
    turned = turned_by([person_id])[person_id]
    now = [row for row in rows if is_on(Group(row.group), Channel.MAIL, turned)]
    _lay_aside(rows, now, turned)
    return _post(person, MailKind.AT_ONCE, now, at)


@transaction.atomic
def _digest(person_id: int, at: datetime, morning: datetime) -> bool:
    """Everything of before the morning in one mail, what was held over night too; where
    no digest is wanted that goes by itself."""
    person = _open_mailbox(person_id)
    day = morning.date()
    sent = OutgoingMail.objects.filter(recipient=person, kind=MailKind.DIGEST, day=day)
    if sent.exists():
        return False
    rows = _mailable(person, Q(created_at__lt=morning))
    turned = turned_by([person_id])[person_id]
    wanted = [row for row in rows if is_on(Group(row.group), Channel.DIGEST, turned)]
    if wanted:
        held = [row for row in rows if is_on(Group(row.group), Channel.MAIL, turned)]
        wanted = sorted({*wanted, *held}, key=lambda row: row.pk)
    _lay_aside(rows, wanted, turned)
    return _post(person, MailKind.DIGEST, wanted, at)


def _open_mailbox(person_id: int) -> Person:
    """Nobody else puts mails together for this person until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_MAILBOX, person_id])
    return Person.objects.get(pk=person_id)


def _mailable(person: Person, which: Q) -> Sequence[Notification]:
    """The person's unread notices that wait; of one who cannot be mailed, or has read
    them, nothing waits any more."""
    waiting = Notification.objects.filter(which, PENDING, recipient=person)
    if person.email and person.is_active:
        gone = waiting.filter(read_at__isnull=False)
    else:
        gone = waiting
    gone.update(mailing="")
    rows = waiting.select_for_update(of=("self",), skip_locked=True)
    return list(rows.order_by("pk")[:MOST_IN_ONE])


def _lay_aside(
    rows: Sequence[Notification], taken: Sequence[Notification], turned: Turned
) -> None:
    """What does not go now goes by itself, or into the next digest, or nowhere."""
    known = {row.pk for row in taken}
    for row in rows:
        group, before = Group(row.group), row.mailing
        if row.pk in known or is_on(group, Channel.MAIL, turned):
            continue
        row.mailing = Mailing.DAILY if is_on(group, Channel.DIGEST, turned) else ""
        if row.mailing != before:
            row.save(update_fields=["mailing"])


def _post(
    person: Person, kind: MailKind, rows: Sequence[Notification], at: datetime
) -> bool:
    if not rows:
        return False
    letter = OutgoingMail.objects.create(
        recipient=person,
        kind=kind,
        day=timezone.localdate(at),
        message_id=mail.new_message_id(),
        address=person.email,
        created_at=at,
        next_try_at=at,
    )
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(
        mail=letter, mailing=""
    )
    defer(letter)
    return True
