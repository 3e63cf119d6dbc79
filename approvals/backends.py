"""The one answer to "may this person do this to this mission?"."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied

from approvals.authority import SEAT_FOR
from approvals.queries import facts_of
from organization import scopes
from organization.enums import Right
from organization.models import Person
from workflows.models import Mission

READING_HISTORY = frozenset({"history.read_ledger", "history.view_historyentry"})


class AuthorityBackend(BaseBackend):
    """First in AUTHENTICATION_BACKENDS. For a mission it alone decides: where it says
    no it raises, so that nothing behind it is asked."""

    def get_user(self, user_id: int) -> Person | None:
        """Whoever a session names, while the account lives: Django takes the first
        backend of the settings for a session that it opens itself."""
        return Person.objects.filter(pk=user_id, is_active=True).first()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """True or PermissionDenied for a mission and for history; False (no opinion)
        for all else."""
        of_history = perm.startswith("history.")
        if not of_history and not isinstance(obj, Mission):
            return False
        if not isinstance(user_obj, Person) or not user_obj.is_active:
            raise PermissionDenied
        if of_history:
            return _may_read_history(user_obj, perm)
        rule = SEAT_FOR.get(perm)
        scope = scopes.current(user_obj).on_mission(obj.pk)
        if rule is None or rule(scope, facts_of(obj)) is None:
            raise PermissionDenied
        return True


def _may_read_history(person: Person, perm: str) -> bool:
    """Reading, in the ledger and in the admin site alike; nobody writes history."""
    reads = perm in READING_HISTORY
    if not reads or Right.AUDIT_WORK not in scopes.current(person).everywhere:
        raise PermissionDenied
    return True
