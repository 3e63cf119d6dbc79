"""By the clock: what is lost is queued again, what nobody wants any more is wiped."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.cast import Cast
from tests.intake.desk import files_below, plan, sent, work
from workflows import files
from workflows.enums import IntakeState
from workflows.exceptions import InvalidInput
from workflows.models import Document, Intake
from workflows.services import intake_queue, intake_upkeep

pytestmark = pytest.mark.django_db(transaction=True)


def failed(taken: Intake, *, ago: timedelta) -> Intake:
    Intake.objects.filter(pk=taken.pk).update(
        state=IntakeState.FAILED, sentence="…", ended_at=timezone.now() - ago
    )
    taken.refresh_from_db()
    return taken


def test_a_file_whose_job_is_lost_is_queued_again(cast: Cast):
    sent(cast.van_thu)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    later = timezone.now() + intake_upkeep.SILENT_AFTER

    assert intake_upkeep.resume_lost(at=timezone.now()) == 0
    assert intake_upkeep.resume_lost(at=later + timedelta(seconds=1)) == 1
    work()

    assert Document.objects.exists()


def test_a_file_that_waits_its_turn_is_queued_once(cast: Cast):
    sent(cast.van_thu)
    later = timezone.now() + timedelta(hours=1)

    assert intake_upkeep.resume_lost(at=later) == 0


def test_a_failed_file_waits_a_day_for_a_second_try(cast: Cast, folders):
    kept = failed(sent(cast.van_thu), ago=timedelta(hours=23))
    forgotten = failed(sent(cast.van_thu, plan("b")), ago=timedelta(hours=25))

    assert intake_upkeep.clear_old(at=timezone.now()) == 1

    assert [path.name for path in files_below(folders / "stash")] == [kept.stash]
    forgotten.refresh_from_db()
    assert not forgotten.can_retry
    assert "quá 24 giờ" in forgotten.sentence


def test_a_content_without_a_row_is_wiped_after_an_hour(folders):
    old, fresh = files.stash(b"old"), files.stash(b"fresh")
    long_ago = timezone.now().timestamp() - 2 * 60 * 60
    os.utime(folders / "stash" / old, (long_ago, long_ago))

    assert intake_upkeep.clear_old(at=timezone.now()) == 1

    assert [path.name for path in files_below(folders / "stash")] == [fresh]


def test_rows_of_a_month_ago_go(cast: Cast):
    done = sent(cast.van_thu)
    work()
    month_ago = timezone.now() - timedelta(days=31)
    Intake.objects.filter(pk=done.pk).update(ended_at=month_ago)

    intake_upkeep.clear_old(at=timezone.now())

    assert not Intake.objects.exists()
    assert Document.objects.exists()


def test_wiped_contents_are_written_over_first(folders, monkeypatch):
    name = files.stash("TUYỆT MẬT".encode())
    place = folders / "stash" / name
    twin = folders / "another name of the same bytes on disk"
    os.link(place, twin)

    files.wipe(name)
    files.wipe(name)  # gone already: nothing happens

    assert not place.exists()
    assert set(twin.read_bytes()) == {0}


def test_one_person_does_not_fill_the_queue(cast: Cast, folders, monkeypatch):
    monkeypatch.setattr(intake_queue, "MOST_AT_ONCE", 2)
    for mark in "ab":
        sent(cast.van_thu, plan(mark))

    with pytest.raises(InvalidInput):
        sent(cast.van_thu, plan("c"))

    assert len(files_below(folders / "stash")) == 2
    sent(cast.cv_vp, plan("d"))
