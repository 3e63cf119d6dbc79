"""Second factors as history tells of them; the factors themselves are allauth's."""

from django.db import transaction
from django.utils import timezone

from history.enums import HistoryKind
from organization import scopes
from organization.models import Person
from organization.services.actors import Change, actor_in, begin, locked


@transaction.atomic
def record_second_factor(*, by: Person, what: str, added: bool) -> None:
    """Tell on the person's own chain that a way to sign in was added or taken away.

    ``what``: which kind, in words; nothing of the secret.
    """
    at = timezone.now()
    row = Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    change = Change(actor_in(row, scopes.in_force(row, at)), at)
    change.record(
        HistoryKind.SECOND_FACTOR_CHANGED,
        row,
        before={} if added else {"second_factor": what},
        after={"second_factor": what if added else None},
    )


@transaction.atomic
def end_second_factor(*, person: Person, by: Person | None, note: str) -> Person:
    """For a lost phone: every session ends, and whoever calls this deletes the
    factors in the same transaction. Nobody does that for the own account.

    The person signs in with the password alone once more, and must then set up
    another factor where the post asks for one.
    """
    change = begin(by, person_id=person.pk, note=note)
    row = locked(person)
    row.session_epoch += 1
    row.save(update_fields=["session_epoch"])
    change.record(
        HistoryKind.SECOND_FACTOR_CHANGED,
        row,
        before={"second_factor": "Tất cả"},
        after={"second_factor": None},
    )
    return row


@transaction.atomic
def end_own_sessions(*, by: Person) -> None:
    """Sign out everywhere: no session of the person is good any more, this one too."""
    at = timezone.now()
    row = Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    row.session_epoch += 1
    row.save(update_fields=["session_epoch"])
    change = Change(actor_in(row, scopes.in_force(row, at)), at)
    change.record(HistoryKind.SESSIONS_ENDED, row, before={}, after={})
