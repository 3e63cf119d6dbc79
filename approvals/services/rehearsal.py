"""What a delegation would do, found out by giving it and taking it back.

The preview asks the very service that will give it, in a transaction that is undone: so
it refuses what that would refuse, and counts what the delegate would really have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from approvals.queries.delegations import overlapping, with_facts
from approvals.queries.lending import Lending, lending
from organization import scopes
from organization.models import Appointment, Delegation, Person
from organization.scopes import Scope
from organization.services import delegate


@dataclass(frozen=True)
class Rehearsal:
    """The delegation as it would stand on its first moment, and what speaks against.

    `holder_until` is the last day of whoever gives it, where that comes before its end.
    """

    row: Any
    lending: Lending
    overlaps: Sequence[Delegation]
    holder_until: date | None


def rehearse(*, terms: Mapping[str, Any], by: Person, scope: Scope) -> Rehearsal:
    """Raises what `organization.services.delegate` raises. Nothing of it remains."""
    with transaction.atomic():
        given = delegate(**terms, by=by)
        at = max(given.starts_at, timezone.now())
        rows = Delegation.objects.filter(pk=given.pk)
        row = with_facts(rows, scope, at=at).get()
        lent = scopes.lent({row.pk: row.delegate_id}, at)
        found = Rehearsal(
            row=row,
            lending=lending(lent[row.pk]),
            overlaps=overlapping(row),
            holder_until=_holder_until(row),
        )
        transaction.set_rollback(True)
    return found


def _holder_until(row: Any) -> date | None:
    seat = Appointment.objects.in_force(on=row.judged_on).filter(post=row.delegator)
    last: date | None = seat.values_list("ends_on", flat=True).first()
    ends_on = timezone.localdate(row.ends_at)
    return last if last is not None and last < ends_on else None
