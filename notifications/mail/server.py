"""The mail server, and what its answers mean. Nothing here knows what is told."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from notifications.enums import MailState

PERMANENT = 500
LONGEST_ANSWER = 500
# Refusals that speak of us and not of the mail: it is tried again.
NOT_OF_THE_MAIL = (smtplib.SMTPAuthenticationError, smtplib.SMTPHeloError)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail says."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it: SENT, REFUSED for good, or WAITING to be tried again; and
    what the server said."""

    state: MailState
    words: str = ""


def is_on() -> bool:
    """Whether a mail server is set up."""
    return bool(settings.EMAIL_HOST)


def new_message_id() -> str:
    """Unlike any other, and fixed from then on."""
    _, _, host = settings.DEFAULT_FROM_EMAIL.rpartition("@")
    return f"<{uuid4().hex}@{host.rstrip('>') or 'localhost'}>"


def absolute(path: str) -> str:
    """The address of a page as a mail names it."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def send(letter: Letter, *, to: str, message_id: str) -> Answer:
    """Hand the letter to the server. Raises nothing that a server, a line or a bad
    address can cause."""
    connection = get_connection()
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[to],
        headers={
            "Message-ID": message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=connection,
    )
    message.attach_alternative(letter.html, "text/html")
    try:
        connection.open()
        message.send()
    except (OSError, smtplib.SMTPException, ValueError) as fault:
        return _answer(fault)
    finally:
        # What is said at the door changes nothing: a letter that was taken is taken.
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
    return Answer(MailState.SENT)


def _answer(fault: Exception) -> Answer:
    code, words = _said(fault)
    refused = isinstance(fault, ValueError) or (
        code >= PERMANENT and not isinstance(fault, NOT_OF_THE_MAIL)
    )
    state = MailState.REFUSED if refused else MailState.WAITING
    return Answer(state, words[:LONGEST_ANSWER])


def _said(fault: Exception) -> tuple[int, str]:
    """The server's number, 0 where it gave none, and its words."""
    code: int
    said: bytes | str
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        # One recipient a mail; the last answer is the only one.
        code, said = next(reversed(fault.recipients.values()))
    elif isinstance(fault, smtplib.SMTPResponseException):
        code, said = fault.smtp_code, fault.smtp_error
    else:
        code, said = 0, f"{type(fault).__name__}: {fault}"
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return code, f"{code} {words}" if code else words
