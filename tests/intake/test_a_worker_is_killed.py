"""kill -9 in the middle of a reading: nothing is half there, and another worker ends
what the first began."""

import os
import subprocess
import sys
from contextlib import suppress

import psutil
import pytest
from django.conf import settings
from django.db import connection
from procrastinate.exceptions import AlreadyEnqueued

from tests.benchmarks import databases
from tests.cast import Cast
from tests.intake.desk import (
    endless,
    files_below,
    is_being_read,
    laid_aside,
    until,
    work,
)
from workflows.enums import IntakeState
from workflows.jobs import resume_intakes, retry_stalled_jobs
from workflows.models import Document, Intake

pytestmark = pytest.mark.django_db(transaction=True)


def start_worker(folder) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DATABASE_URL": databases.url(connection.settings_dict["NAME"]),
        "VAR_DIR": str(folder),
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-W", "ignore", "manage.py", "procrastinate", "worker"]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def a_minute_passes() -> None:
    """The dead worker is missed, its silence noticed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'"
        )
        cursor.execute(
            "UPDATE workflows_intake SET heard_at = heard_at - interval '1 min'"
        )


def the_clock_strikes() -> None:
    """The jobs of every minute wait; the clock of the dead worker may have put them
    there before it died."""
    for job in (retry_stalled_jobs, resume_intakes):
        with suppress(AlreadyEnqueued):
            job.defer(timestamp=0)


@pytest.mark.parametrize("minute_turned", [False, True])
def test_a_killed_worker_leaves_nothing_half_and_another_goes_on(
    cast: Cast, folders, minute_turned
):
    taken = laid_aside(cast.van_thu, endless(9))  # read to the end, too, below
    killed = start_worker(folders)
    until(lambda: is_being_read(taken), seconds=60)
    descendants = psutil.Process(killed.pid).children(recursive=True)

    if minute_turned:
        the_clock_strikes()
    killed.kill()
    killed.wait()

    assert not Document.objects.exists()
    assert files_below(folders / "files") == []
    _gone, alive = psutil.wait_procs(descendants, timeout=10)
    assert alive == []

    a_minute_passes()
    the_clock_strikes()
    work()  # queues it again
    work()

    taken.refresh_from_db()
    assert taken.state == IntakeState.DONE
    assert taken.attempts == 2
    assert Document.objects.count() == 1
    assert Intake.objects.count() == 1
    assert len(files_below(folders / "files")) == 1
    assert files_below(folders / "stash") == []
