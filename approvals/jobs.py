"""Background jobs of this package; each may be run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from approvals.services import drift


@app.periodic(cron="40 1 * * *")
@app.task(name="check_authority", queueing_lock="check_authority")
def check_authority(timestamp: int) -> None:  # noqa: ARG001
    """Every night: orphans and drift of authority are found and kept, not mended."""
    drift.check_authority(at=timezone.now())
