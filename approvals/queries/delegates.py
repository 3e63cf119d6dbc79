"""Who may lend which post's authority, and to whom it may be lent."""

from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet
from django.utils import timezone

from approvals.queries.delegations import own_posts
from organization.enums import UNIT_HEADS, Rank
from organization.models import Appointment, Delegation, Person, Post
from organization.queries.folding import people_named, typed
from organization.scopes import Scope
from workflows.queries.leaders import holder_of

MOST: Final = 20
# Seats that lend nothing: `organization.services.delegate` says the same.
NOTHING_TO_LEND: Final = (Rank.AUDITOR, Rank.ADMINISTRATOR)


def lendable_posts(scope: Scope) -> QuerySet[Post]:
    """The posts that the person holds; for an administrator all others that somebody
    holds, as nobody changes what concerns himself. ``holder_name``: who sits there."""
    today = timezone.localdate()
    posts = Post.objects.filter(closed_on__isnull=True).exclude(
        rank__in=NOTHING_TO_LEND
    )
    own = own_posts(scope)
    if scope.has_rank(Rank.ADMINISTRATOR):
        seats = Appointment.objects.in_force(on=today).exclude(post__in=own)
        posts = posts.filter(pk__in=seats.values("post"))
    else:
        posts = posts.filter(pk__in=own)
    return posts.annotate(holder_name=holder_of("pk", on=today))


def may_lend(scope: Scope) -> bool:
    """The same question without a statement, for a button."""
    return any(
        seat.delegation_id is None
        and (seat.rank == Rank.ADMINISTRATOR or seat.rank not in NOTHING_TO_LEND)
        for seat in scope.seats
    )


def may_end(scope: Scope, row: Delegation) -> bool:
    """Whoever holds the post that lends, and an administrator; never the delegate."""
    keeps = row.delegator_id in own_posts(scope) or scope.has_rank(Rank.ADMINISTRATOR)
    return keeps and row.delegate_id != scope.person_id


def own_units(scope: Scope) -> frozenset[int] | None:
    """The units within which a person may lend, where all that he could lend is the
    headship of a unit; None: to anybody."""
    seats = [seat for seat in scope.seats if seat.delegation_id is None]
    lending = [seat for seat in seats if seat.rank not in NOTHING_TO_LEND]
    anywhere = scope.has_rank(Rank.ADMINISTRATOR) or any(
        seat.rank not in UNIT_HEADS for seat in lending
    )
    return None if anywhere else frozenset(seat.unit_id for seat in lending)


def candidates(
    words: str, *, but: int, units: frozenset[int] | None = None
) -> tuple[list[Any], bool]:
    """Active people whose name or post bears the words, with their ``titles``, and
    whether there are more; one statement. ``but`` is who asks, ``units`` where the
    people must sit."""
    today = timezone.localdate()
    people = Person.objects.filter(is_active=True).exclude(pk=but)
    if units is not None:
        inside = Appointment.objects.in_force(on=today).filter(post__unit__in=units)
        people = people.filter(pk__in=inside.values("person"))
    wanted = typed(words)
    if wanted:
        seats = Appointment.objects.in_force(on=today)
        for word in wanted:
            seats = seats.filter(post__title__icontains=word)
        named = people_named(wanted)
        people = people.filter(
            Q(pk__in=named.values("pk")) | Q(pk__in=seats.values("person"))
        )
    seated = Q(appointments__starts_on__lte=today) & (
        Q(appointments__ends_on__isnull=True) | Q(appointments__ends_on__gte=today)
    )
    people = people.annotate(
        titles=ArrayAgg("appointments__post__title", filter=seated, default=[])
    )
    found = list(people.order_by("sort_key", "pk")[: MOST + 1])
    return found[:MOST], len(found) > MOST
