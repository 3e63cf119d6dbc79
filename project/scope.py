"""The scope of who asks, read once for a request and kept nowhere else."""

from typing import TYPE_CHECKING, cast

from django.utils.functional import SimpleLazyObject

from organization.scopes import Scope, current

if TYPE_CHECKING:
    from django.http import HttpRequest  # noqa: TID251

    from organization.models import Person


def keep_scope(request: "HttpRequest") -> None:
    """Give the request ``scope_in_force``: no statement until it is asked, then one."""
    person = cast("Person", request.user)
    scope = SimpleLazyObject(lambda: current(person))
    vars(request)["scope_in_force"] = scope


def scope_of(request: "HttpRequest") -> Scope:
    """What the person who asks may do at this moment; of a signed-in request only."""
    return cast("Scope", vars(request)["scope_in_force"])
