"""What is read once for a request and kept nowhere else: the scope of who asks, and
where the page that they get stands in the news."""

from typing import TYPE_CHECKING, cast

from django.utils.functional import SimpleLazyObject

from notifications.queries import Place, place
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


def keep_live_place(request: "HttpRequest") -> None:
    """Read the place before the page is made: what is committed while it is being made
    comes after that place, and is told to the page once it is open."""
    vars(request)["live_place"] = place(cast("Person", request.user))


def live_place_of(request: "HttpRequest") -> Place:
    """The place kept for this request; read now where none was (an error's page)."""
    if "live_place" not in vars(request):
        keep_live_place(request)
    return cast("Place", vars(request)["live_place"])
