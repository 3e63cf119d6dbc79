"""The one answer to "may this person do this to this mission?"."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied

from approvals.authority import SEAT_FOR
from approvals.queries import facts_of
from organization import scopes
from organization.models import Person
from workflows.models import Mission


class AuthorityBackend(BaseBackend):
    """First in AUTHENTICATION_BACKENDS. For a mission it alone decides: where it says
    no it raises, so that nothing behind it is asked."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """True or PermissionDenied for a mission; False (no opinion) for all else."""
        if not isinstance(obj, Mission):
            return False
        if not isinstance(user_obj, Person) or not user_obj.is_active:
            raise PermissionDenied
        rule = SEAT_FOR.get(perm)
        if rule is None or rule(scopes.current(user_obj), facts_of(obj)) is None:
            raise PermissionDenied
        return True
