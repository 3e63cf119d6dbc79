"""What happened becomes inbox rows, in the transaction that made the entry."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver

from history.models import HistoryEntry
from history.signals import history_recorded
from notifications import push
from notifications.models import Notification
from notifications.recipients import Directory, recipients
from workflows.concerns import Concern


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
    directory = Directory(batch, batch[0][0].at)
    rows, visible = [], []
    for entry, concern in batch:
        for person_id, sees in recipients((entry, concern), directory).items():
            rows.append(
                Notification(
                    recipient_id=person_id,
                    entry=entry,
                    mission=concern.mission,
                    kind=entry.kind,
                    created_at=entry.at,
                )
            )
            visible.append(sees)
    written = list(zip(Notification.objects.bulk_create(rows), visible, strict=True))
    # A lambda, not a partial: Django names the failed hook by its __qualname__.
    transaction.on_commit(lambda: push.rows_written(written), robust=True)


@receiver(user_logged_out)
def close_sockets_of_session(request: Any, user: Any, **kwargs: Any) -> None:  # noqa: ARG001
    """A socket does not outlive the session that opened it."""
    if user is not None:
        push.session_ended(user.pk, request.session.session_key or "")
