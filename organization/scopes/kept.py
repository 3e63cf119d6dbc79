"""A scope kept on the person for one act or one request, never longer."""

from datetime import datetime

from django.utils import timezone

from organization.models import Person
from organization.scopes.persons_scope import in_force
from organization.scopes.scope import Scope

_KEPT = "_scope_of_this_act"


def renew(person: Person, at: datetime) -> Scope:
    """Read the scope anew and keep it on this instance: what every act begins with."""
    scope = in_force(person, at)
    setattr(person, _KEPT, scope)
    return scope


def current(person: Person, at: datetime | None = None) -> Scope:
    """The scope kept on this instance, read now where there is none yet.

    An instance lives as long as a request or an act; a socket must not keep one.
    """
    kept: Scope | None = getattr(person, _KEPT, None)
    if kept is None or (at is not None and kept.at != at):
        return renew(person, at or timezone.now())
    return kept
