"""A mail on its way to the server, and what became of it.

The mail is locked while it is sent, without a row being touched, so that a slow server
keeps nobody else waiting. What a person reads is made at that moment. A process that
dies after the server took the mail and before our commit sends it again, under the
same Message-ID; nothing else does.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from notifications import mail
from notifications.enums import MailState
from notifications.mail import Answer
from notifications.models import OutgoingMail
from notifications.policies.in_force import quiet_in_force
from organization.exceptions import Refusal
from organization.models import Person
from organization.permissions import check_can_administer
from workflows.queries.calendar import calendar_in_force

S = MailState
SEND_MAIL: Final = "send_mail"  # the job of notifications.jobs, named: it lies above
_LETTER: Final = 0x6C657474  # class of the advisory locks of mails
PAUSES: Final = tuple(timedelta(minutes=n) for n in (1, 2, 5, 10, 30, 60))
GIVES_UP_AFTER: Final = timedelta(hours=24)
UNHEARD_OF: Final = timedelta(minutes=10)
KEPT: Final = timedelta(days=90)
NO_ADDRESS: Final = "Người nhận không còn địa chỉ thư, hoặc tài khoản đã khóa."


def defer(letter: OutgoingMail) -> bool:
    """Have it sent once this transaction commits; False if it is queued already."""
    job = app.configure_task(
        SEND_MAIL,
        queueing_lock=f"mail-{letter.pk}",
        schedule_at=letter.next_try_at if letter.attempts else None,
    )
    try:
        with transaction.atomic():
            job.defer(mail_id=letter.pk)
    except AlreadyEnqueued:
        return False
    return True


@transaction.atomic
def send(*, mail_id: int, at: datetime) -> None:
    """Send it, unless it is sent, or on its way from another process."""
    if not _is_mine(mail_id):
        return
    letter = OutgoingMail.objects.select_related("recipient").get(pk=mail_id)
    if letter.state != S.WAITING or not mail.is_on():
        return
    person = letter.recipient
    if not person.email or not person.is_active:
        _end(letter, Answer(S.DROPPED, NO_ADDRESS), at)
        return
    if (later := _quiet_until(letter, at)) is not None:
        _again(letter, later)
        return
    words = mail.letter_of(letter, to=person, at=at)
    if words is None:
        _end(letter, Answer(S.DROPPED), at)
        return
    letter.address, letter.subject = person.email, words.subject
    answer = mail.send(words, to=person.email, message_id=letter.message_id)
    letter.attempts += 1
    if answer.state != S.WAITING:
        _end(letter, answer, at)
    elif at - letter.created_at >= GIVES_UP_AFTER:
        _end(letter, Answer(S.FAILED, answer.words), at)
    else:
        letter.answer = answer.words
        pause = PAUSES[min(letter.attempts, len(PAUSES)) - 1]
        _again(letter, at + pause)


def resume_lost(*, at: datetime) -> int:
    """Queue again mails that should have gone and are not heard of; how many."""
    if not mail.is_on():
        return 0
    lost = OutgoingMail.objects.filter(state=S.WAITING, next_try_at__lt=at - UNHEARD_OF)
    return sum(defer(letter) for letter in lost)


def clear_old(*, at: datetime) -> int:
    """Mails of three months ago go; the notices stay."""
    old = OutgoingMail.objects.filter(created_at__lt=at - KEPT)
    count, _ = old.exclude(state=S.WAITING).delete()
    return count


@transaction.atomic
def try_again(*, mail_id: int, by: Person, at: datetime) -> OutgoingMail:
    """An administrator has what the server refused sent once more."""
    check_can_administer(by, at=at)
    rows = OutgoingMail.objects.select_for_update(of=("self",))
    letter = rows.filter(pk=mail_id, state__in=[S.REFUSED, S.FAILED]).first()
    if letter is None:
        raise Refusal("Thư này không còn nằm trong danh sách chưa gửi được.")
    letter.state = S.WAITING
    letter.created_at = letter.next_try_at = at
    letter.attempts = 0
    letter.save()
    defer(letter)
    return letter


def _is_mine(mail_id: int) -> bool:
    with connection.cursor() as cursor:
        # The server may be slow; longer than each of its answers it cannot be.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LETTER, mail_id])
        (mine,) = cursor.fetchone()
    return bool(mine)


def _quiet_until(letter: OutgoingMail, at: datetime) -> datetime | None:
    """When it may go, where that is not now."""
    calendar, quiet = calendar_in_force(), quiet_in_force()
    local = timezone.localtime(at)
    if not quiet.is_quiet(local, calendar):
        return None
    days = letter.notifications.exclude(reminder=None).values_list("reminder__due_on")
    if any(quiet.may_speak(local, calendar, due_on=day) for (day,) in days):
        return None
    return quiet.morning(local, calendar)


def _again(letter: OutgoingMail, later: datetime) -> None:
    letter.next_try_at = later
    letter.save()
    job = app.configure_task(
        SEND_MAIL, queueing_lock=f"mail-{letter.pk}", schedule_at=later
    )
    try:
        with transaction.atomic():
            job.defer(mail_id=letter.pk)
    except AlreadyEnqueued:
        return


def _end(letter: OutgoingMail, answer: Answer, at: datetime) -> None:
    letter.state, letter.answer = answer.state, answer.words
    letter.sent_at = at if answer.state == S.SENT else None
    letter.save()
