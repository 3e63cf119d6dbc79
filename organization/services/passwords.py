"""Passwords: given for once by an administrator, then chosen by the person alone.

No text of a password is stored, told to history, or logged; the one that an
administrator gives is returned to be shown a single time.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.exceptions import InvalidInput, NotAllowedNow
from organization.models import Person
from organization.services.actors import Change, actor_in, begin, locked

ONE_TIME_PASSWORD_LIVES = timedelta(days=7)
# No letter or digit that is mistaken for another when read aloud or from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS_IN_GROUP = 4, 4  # 31 ** 16: 79 bits


@dataclass(frozen=True, slots=True)
class OneTimePassword:
    """What an administrator hands over; `text` is known here and nowhere else."""

    text: str
    until: datetime


@transaction.atomic
def reset_password(
    *, person: Person, by: Person | None, note: str = "", authority: str = ""
) -> OneTimePassword:
    """Give a password for one sign-in, at which the person chooses another.

    Every session of the person ends. A second factor stays as it is. Raises
    ``ActionDenied`` for one's own account (its page changes it) and
    ``NotAllowedNow`` for a deactivated one.
    """
    change = begin(by, person_id=person.pk, note=note, authority=authority)
    row = locked(person)
    if not row.is_active:
        raise NotAllowedNow(f"Tài khoản của {row.full_name} đã khóa.")
    given = OneTimePassword(_random_words(), change.at + ONE_TIME_PASSWORD_LIVES)
    row.set_password(given.text)
    row.must_change_password = True
    row.one_time_until = given.until
    row.session_epoch += 1
    row.save(
        update_fields=[
            "password",
            "must_change_password",
            "one_time_until",
            "session_epoch",
        ]
    )
    change.record(
        HistoryKind.PASSWORD_GIVEN,
        row,
        before={},
        after={"one_time_until": given.until},
    )
    return given


@transaction.atomic
def change_own_password(*, by: Person, password: str) -> Person:
    """Store the password that the person chose; the form has checked old and new."""
    at = timezone.now()
    # `by` is what a request calls its user: an object that only wraps a Person.
    row = Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    row.set_password(password)
    row.must_change_password = False
    row.one_time_until = None
    row.save(update_fields=["password", "must_change_password", "one_time_until"])
    change = Change(actor_in(row, scopes.in_force(row, at)), at)
    change.record(HistoryKind.PASSWORD_CHANGED, row, before={}, after={})
    by.refresh_from_db(fields=["password", "must_change_password", "one_time_until"])
    return row


@transaction.atomic
def link_identity(
    *,
    person: Person,
    identity: str,
    by: Person | None,
    note: str = "",
    authority: str = "",
) -> Person:
    """Let whom the identity provider calls ``identity`` sign in as the person; an
    empty one takes the link away. Nobody links himself."""
    change = begin(by, person_id=person.pk, note=note, authority=authority)
    row = locked(person)
    given = identity.strip() or None
    if given == row.identity:
        return row
    if given and Person.objects.filter(identity=given).exists():
        raise InvalidInput("Mã định danh này đã liên kết với một tài khoản khác.")
    before, row.identity = row.identity, given
    row.save(update_fields=["identity"])
    change.record(
        HistoryKind.PERSON_CHANGED,
        row,
        before={"identity": before},
        after={"identity": given},
    )
    return row


def _random_words() -> str:
    groups = (
        "".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_GROUP))
        for _ in range(GROUPS)
    )
    return "-".join(groups)
