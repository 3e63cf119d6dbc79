"""A lost phone: an administrator takes the factors of another away."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from notifications import push
from organization.models import Person
from organization.services import end_second_factor


@transaction.atomic
def let_in_again(*, person: Person, by: Person | None, note: str) -> None:
    """The person signs in with the password alone once more; all sessions end.

    Raises ``ActionDenied`` where ``by`` is no administrator, or it is his own account.
    """
    row = end_second_factor(person=person, by=by, note=note)
    Authenticator.objects.filter(user=row).delete()
    UserSession.objects.filter(user=row).delete()
    transaction.on_commit(lambda: push.close_person(row.pk), robust=True)
