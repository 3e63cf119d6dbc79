"""A notice is a row of the transaction that made the entry: once, or not at all."""

import pytest
from django.db import IntegrityError, transaction

from history.models import HistoryEntry
from notifications import services
from notifications.models import Notification
from tests.cast import Cast
from tests.missions import builders
from workflows.exceptions import Refusal
from workflows.models import Mission
from workflows.services import missions

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_second_row_for_the_same_entry(cast: Cast) -> None:
    builders.given(cast)
    row = Notification.objects.filter(recipient=cast.tp_qldn).get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(
            recipient=row.recipient,
            entry=row.entry,
            mission=row.mission,
            kind=row.kind,
            created_at=row.created_at,
        )


def test_an_act_that_is_undone_leaves_no_row(cast: Cast) -> None:
    mission = builders.given(cast)
    known = Notification.objects.count()

    with transaction.atomic():
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)
        assert Notification.objects.count() > known
        transaction.set_rollback(True)

    assert Notification.objects.count() == known
    assert HistoryEntry.objects.filter(subject_type="mission").count() == 1


def test_a_refused_act_leaves_no_row(cast: Cast) -> None:
    mission = builders.given(cast)
    known = Notification.objects.count()

    with pytest.raises(Refusal):
        missions.start(mission_id=mission.pk, by=cast.gd_ttqlck)

    assert Notification.objects.count() == known


def test_an_act_whose_notices_fail_is_not_done(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mission = builders.given(cast)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr("notifications.receivers.write", fail)
    with pytest.raises(RuntimeError):
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    assert Mission.objects.get(pk=mission.pk).version == 1


def test_rows_are_read_by_their_reader_alone(cast: Cast) -> None:
    builders.given(cast)

    assert services.mark_read(by=cast.tp_qldn) == 1
    assert services.mark_read(by=cast.tp_qldn) == 0
    unread = Notification.objects.filter(read_at__isnull=True)
    assert unread.filter(recipient=cast.gd_ttqlck).exists()


def test_reading_one_leaves_the_others_and_reading_up_to_one_the_later(
    cast: Cast,
) -> None:
    for _ in range(3):
        builders.given(cast)
    first, second, third = Notification.objects.filter(recipient=cast.tp_qldn).order_by(
        "pk"
    )

    assert services.mark_read(by=cast.tp_qldn, only=third.pk) == 1
    assert services.mark_read(by=cast.tp_qldn, up_to=first.pk) == 1
    second.refresh_from_db()
    assert second.read_at is None
