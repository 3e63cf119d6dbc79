"""Who looks at the organisation, and how much of it is shown to them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest
from django.utils import timezone

from organization import scopes
from organization.enums import Rank, Right
from organization.permissions import check_can_administer
from organization.scopes import Scope

if TYPE_CHECKING:
    from organization.models import Person


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person with a seat. Who sits where is a fact of work and open to all of them;
    accounts and history are not."""

    person: "Person"
    scope: Scope

    @property
    def administers(self) -> bool:
        return self.scope.has_rank(Rank.ADMINISTRATOR)

    @property
    def audits(self) -> bool:
        return Right.AUDIT_WORK in self.scope.everywhere

    @property
    def sees_accounts(self) -> bool:
        """User names, last sign-in, state of the account; and the history of it all."""
        return self.administers or self.audits


def visitor(request: HttpRequest) -> Visitor:
    """Who asks. For somebody without a seat the organisation does not exist (404)."""
    person = cast("Person", request.user)
    scope = scopes.current(person)
    if not scope.seats:
        raise Http404
    return Visitor(person, scope)


def administrator(request: HttpRequest) -> Visitor:
    """The same for a page on which one acts: no page (404) for who does not administer,
    and for a form of theirs the sentence (ActionDenied, 403): the seat may have ended
    while the page was open."""
    person = cast("Person", request.user)
    at = timezone.now()
    if request.method == "POST":
        check_can_administer(person, at=at)
    who = visitor(request)
    if not who.administers:
        raise Http404
    return who
