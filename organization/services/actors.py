"""Who acts, as history writes it down; and what every service does first and last."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from history.enums import HistoryKind
from history.services import SYSTEM, Actor, EntryDraft, record
from organization.models import Person
from organization.permissions import check_can_administer, check_not_own_authority
from organization.scopes import Scope, Seat

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Change:
    """One act on the organisation: who, when, on what written authority."""

    actor: Actor
    at: datetime
    note: str = ""
    authority: str = ""

    def draft(
        self,
        kind: HistoryKind,
        subject: models.Model,
        *,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> EntryDraft:
        """An entry on the chain of a row; its subject type is the model's name."""
        return EntryDraft(
            subject_type=type(subject).__name__.lower(),
            subject_id=subject.pk,
            kind=kind,
            actor=self.actor,
            at=self.at,
            before=before,
            after=after,
            note=self.note,
            authority=self.authority,
        )

    def record(
        self,
        kind: HistoryKind,
        subject: models.Model,
        *,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> None:
        record(self.draft(kind, subject, before=before, after=after))


def begin(
    by: Person | None,
    *,
    person_id: int | None = None,
    post_ids: Collection[int] = (),
    note: str = "",
    authority: str = "",
) -> Change:
    """Check that ``by`` may change the organisation, and not his own place in it.

    ``person_id`` and ``post_ids`` are those whose authority the act changes.
    """
    at = timezone.now()
    if by is None:
        return Change(SYSTEM, at, note, authority)
    scope = check_can_administer(by, at=at)
    check_not_own_authority(scope, person_id=person_id, post_ids=post_ids)
    return Change(actor_in(by, scope), at, note, authority)


def actor_in(person: Person, scope: Scope, seat: Seat | None = None) -> Actor:
    """The person as history names him, acting in the seat given, else in his first.

    The title is that of his own post, also where the seat is a lent one.
    """
    own = next((s for s in scope.seats if s.delegation_id is None), None)
    acting = seat or own
    titled = own if acting is None or acting.delegation_id is not None else acting
    return Actor(
        id=person.pk,
        name=person.full_name,
        title=titled.post_title if titled else "",
        capacity=acting.capacity.value if acting else "",
        on_behalf_of=acting.on_behalf_of if acting else "",
    )


def locked(row: Row) -> Row:
    """The row as it is now, locked until the end of the transaction."""
    every = QuerySet[Row](model=type(row))
    found: Row = every.select_for_update(of=("self",)).get(pk=row.pk)
    return found


def assign(row: models.Model, values: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Set the fields that differ; returns before and after of these alone, unsaved."""
    changed = {
        name: value
        for name, value in values.items()
        if value is not None and getattr(row, name) != value
    }
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    return before, changed
