"""Background jobs of this package; each may be run twice without harm."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from history.services import seals

# Writers did not pause, or the key was not there: again in ten minutes, until morning.
LATER = RetryStrategy(max_attempts=30, wait=600)


@app.periodic(cron="50 23 * * *")
@app.task(name="seal_history", queueing_lock="seal_history", retry=LATER)
def seal_history(timestamp: int) -> None:  # noqa: ARG001
    """Every night: the day's seal."""
    seals.seal_day(at=timezone.now())


@app.periodic(cron="10 2 * * *")
@app.task(name="check_history", queueing_lock="check_history")
def check_history(timestamp: int) -> None:  # noqa: ARG001
    """Every night: every entry, every state and the newest seal are looked at."""
    seals.check_everything(at=timezone.now())
