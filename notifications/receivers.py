"""What happened becomes inbox rows, in the transaction that made the entry."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from allauth.mfa.signals import authenticator_removed
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver

from history.enums import HistoryKind
from history.models import HistoryEntry
from history.signals import history_recorded
from notifications import push
from notifications.catalogue import group_of
from notifications.models import Notification
from notifications.policies.ways import mailing_of
from notifications.recipients import (
    Directory,
    recipients,
    right_asked_of,
    who_is_asked,
    who_must_act,
)
from notifications.services import write
from organization.models import Delegation
from workflows.concerns import Concern

LEAVING = frozenset(
    {
        HistoryKind.PERSON_CHANGED,
        HistoryKind.PASSWORD_GIVEN,
        HistoryKind.PASSWORD_CHANGED,
        HistoryKind.APPOINTMENT_ENDED,
        HistoryKind.DELEGATION_ENDED,
    }
)


@receiver(history_recorded)
def tell_the_entitled(
    entries: Sequence[HistoryEntry],
    about: Mapping[tuple[str, int], object],
    **kwargs: Any,  # noqa: ARG001
) -> None:
    """One row per entitled person and entry; the push follows the commit."""
    batch = [
        (entry, concern)
        for entry in entries
        if isinstance(
            concern := about.get((entry.subject_type, entry.subject_id)), Concern
        )
    ]
    if not batch:
        return
    concerns = [concern for _, concern in batch]
    directory = Directory(concerns, batch[0][0].at, right_asked_of(batch))
    rows, readers = [], []
    for told in batch:
        entry, concern = told
        acting = who_must_act(told, directory)
        asked = who_is_asked(told, directory)
        for person_id, sees in recipients(told, directory).items():
            group = group_of(HistoryKind(entry.kind), asked=person_id in asked)
            rows.append(
                Notification(
                    recipient_id=person_id,
                    entry=entry,
                    mission=concern.mission,
                    kind=entry.kind,
                    group=group,
                    created_at=entry.at,
                    mailing=mailing_of(group) if sees else "",
                )
            )
            readers.append(push.Reader(sees=sees, must_act=person_id in acting))
    write(rows)
    written = list(zip(rows, readers, strict=True))
    changed = {one.mission.pk: one.mission for one in concerns}.values()
    left = frozenset[int]().union(*(one.former_unit_ids for one in concerns))
    by = batch[0][0].actor_id
    # A lambda, not a partial: Django names the failed hook by its __qualname__.
    transaction.on_commit(
        lambda: push.rows_written(written, changed, by=by, left=left), robust=True
    )


@receiver(history_recorded)
def tell_open_documents(
    entries: Sequence[HistoryEntry],
    **kwargs: Any,  # noqa: ARG001
) -> None:
    """Pages on which a document is read follow what others do there."""
    changed = {e.subject_id for e in entries if e.subject_type == "document"}
    if changed:
        transaction.on_commit(lambda: push.documents_changed(changed), robust=True)


@receiver(user_logged_out)
def close_sockets_of_session(request: Any, user: Any, **kwargs: Any) -> None:  # noqa: ARG001
    """A socket does not outlive the session that opened it."""
    if user is not None:
        push.close_session(user.pk, request.session.session_key or "")


@receiver(authenticator_removed)
def close_sockets_after_a_lost_factor(user: Any, **kwargs: Any) -> None:  # noqa: ARG001
    """A page that may go on connects anew; one that needs the factor does not."""
    transaction.on_commit(leaving(user.pk), robust=True)


@receiver(history_recorded)
def close_sockets_of_changed_people(
    entries: Sequence[HistoryEntry],
    **kwargs: Any,  # noqa: ARG001
) -> None:
    """Who lost the account, the post, what was lent, or whose password is another,
    hears nothing more on an open page; whoever may still sign in connects anew."""
    told = [entry for entry in entries if entry.kind in LEAVING]
    people = {
        entry.after.get("person", entry.subject_id)
        for entry in told
        if entry.kind != HistoryKind.DELEGATION_ENDED and not _is_new(entry)
    }
    lent = [e.subject_id for e in told if e.kind == HistoryKind.DELEGATION_ENDED]
    if lent:
        ended = Delegation.objects.filter(pk__in=lent)
        people.update(ended.values_list("delegate_id", flat=True))
    for person_id in people:
        transaction.on_commit(leaving(person_id), robust=True)


def _is_new(entry: HistoryEntry) -> bool:
    """Whether a person was made just now, and cannot have a page open."""
    return entry.kind == HistoryKind.PERSON_CHANGED and not entry.before


def leaving(person_id: int) -> Callable[[], None]:
    """A hook with a name of its own: Django names the one that failed."""
    return lambda: push.close_person(person_id)
