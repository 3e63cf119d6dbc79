"""Background jobs of this package; each may be run twice without harm."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted, UniqueViolation
from procrastinate.jobs import Status

from workflows.services import (
    intake_upkeep,
    intake_work,
    list_exports,
    saved_views,
    search,
    tallies,
)
from workflows.services.intake_queue import READ_INTAKE
from workflows.services.list_exports import WRITE_EXPORT
from workflows.services.search import attachments

# A worker tells that it lives every ten seconds.
DEAD_AFTER = timedelta(seconds=30)
# One run of the job of the search; where more waits, the next one goes on.
MOST_NOTES = 20_000


@app.task(
    name=READ_INTAKE,
    pass_context=True,
    # Only what was given back because the worker is being stopped.
    retry=RetryStrategy(retry_exceptions=[JobAborted]),
)
def read_intake(context: JobContext, *, intake_id: int) -> None:
    """Read a long file that was laid aside."""
    try:
        intake_work.read(intake_id=intake_id, should_stop=context.should_abort)
    except intake_work.WorkerStops:
        raise JobAborted from None


@app.periodic(cron="* * * * *")
@app.task(
    name="retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True
)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Queue again what a worker took and did not live to finish; of any package."""
    manager = context.app.job_manager
    stalled = await manager.get_stalled_jobs(
        seconds_since_heartbeat=DEAD_AFTER.total_seconds()
    )
    for job in stalled:
        try:
            await manager.retry_job(job)
        except UniqueViolation:  # the same work waits already
            await manager.finish_job(job, Status.ABORTED, delete_job=True)


@app.periodic(cron="* * * * *")
@app.task(name="resume_intakes", queueing_lock="resume_intakes")
def resume_intakes(timestamp: int) -> None:  # noqa: ARG001
    """Files that should be read and are not heard of are queued again."""
    intake_upkeep.resume_lost(at=timezone.now())


@app.task(name=WRITE_EXPORT)
def write_list_export(*, export_id: int) -> None:
    """Write a long list to its file."""
    list_exports.write(export_id=export_id)


@app.periodic(cron="27 * * * *")
@app.task(name="clear_list_exports", queueing_lock="clear_list_exports")
def clear_list_exports(timestamp: int) -> None:  # noqa: ARG001
    """Files of lists and views taken away go when their time is over."""
    list_exports.clear_old(at=timezone.now())
    saved_views.clear_removed(at=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(name="clear_stash", queueing_lock="clear_stash")
def clear_stash(timestamp: int) -> None:  # noqa: ARG001
    """Old contents of the stash and old rows go."""
    intake_upkeep.clear_old(at=timezone.now())


@app.periodic(cron="20 2 * * *")
@app.task(name="check_finished_work", queueing_lock="check_finished_work")
def check_finished_work(timestamp: int) -> None:  # noqa: ARG001
    """Every night: the sums of finished work are folded, and compared with a count."""
    tallies.fold()
    tallies.check(at=timezone.now())


@app.periodic(cron="* * * * * */5")
@app.task(name="index_search", queueing_lock="index_search")
def index_search(timestamp: int) -> None:  # noqa: ARG001
    """Every five seconds: what was recorded since becomes findable."""
    search.index_waiting(most=MOST_NOTES)


@app.periodic(cron="* * * * *")
@app.task(
    name="read_attached_files", queueing_lock="read_attached_files", pass_context=True
)
def read_attached_files(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Every minute: files of evidence that were handed in are read for the search."""
    with suppress(attachments.WorkerStops):
        attachments.read_files(should_stop=context.should_abort)
