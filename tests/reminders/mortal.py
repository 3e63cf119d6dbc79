"""Processes that die by kill -9 at a chosen point: run as `python -m …` by `Mortals`.

One process is made ready (Django loaded, nothing connected) and divides for each order
that it reads; the child works like a worker, or like a web process, and kills itself
at the point that it was told: before or after a statement, a commit, the server's 250.
"""

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

NEVER = 10**9


class Points:
    """Counts the points that were passed, and dies at one of them."""

    def __init__(self, last: int) -> None:
        self.last, self.passed = last, 0
        self.lock = threading.Lock()

    def __call__(self) -> None:
        with self.lock:
            self.passed += 1
            if self.passed == self.last:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, place: Any, name: str) -> None:
        """A point before each call of what is found there, and one after it."""
        original = getattr(place, name)

        def passing(*args: Any, **kwargs: Any) -> Any:
            self()
            result = original(*args, **kwargs)
            self()
            return result

        async def passing_async(*args: Any, **kwargs: Any) -> Any:
            self()
            result = await original(*args, **kwargs)
            self()
            return result

        is_async = asyncio.iscoroutinefunction(original)
        setattr(place, name, passing_async if is_async else passing)


def make_mortal(points: Points) -> None:
    import smtplib

    import psycopg
    from django.db.backends.base.base import BaseDatabaseWrapper

    points.around(psycopg.Cursor, "execute")  # Django's statements
    points.around(psycopg.AsyncCursor, "execute")  # the queue's own
    points.around(BaseDatabaseWrapper, "_commit")
    points.around(smtplib.SMTP, "connect")
    points.around(smtplib.SMTP, "data")  # comes back with the server's 250


def work() -> None:
    """A real worker takes up what waits in the queue, and goes."""
    from procrastinate.contrib.django import app

    async def until_the_queue_is_empty() -> None:
        connector = app.connector.get_worker_connector()
        async with app.with_connector(connector).open_async() as worker:
            await worker.run_worker_async(
                wait=False, install_signal_handlers=False, listen_notify=False
            )

    # What is due is put into the queue by the test: it has a clock of its own.
    app.periodic_registry.periodic_tasks.clear()
    asyncio.run(until_the_queue_is_empty())


def give() -> None:
    """What a web process does when the deputy in charge gives a mission."""
    from tests.cast import Cast
    from tests.missions import builders
    from tests.reminders.clock import DUE

    builders.given(Cast(), due_on=DUE)


def work_until_the_server_took_a_letter() -> None:
    """Dies between the server's 250 and our commit."""
    import smtplib

    original = smtplib.SMTP.data

    def taken(self: smtplib.SMTP, *args: Any) -> tuple[int, bytes]:
        original(self, *args)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody lives here")

    smtplib.SMTP.data = taken  # type: ignore[method-assign]
    work()


TASKS: dict[str, Callable[[], None]] = {
    "work": work,
    "give": give,
    "work until 250": work_until_the_server_took_a_letter,
}


def child(order: dict[str, Any]) -> None:
    from django.utils import timezone

    now = datetime.fromisoformat(order["now"])
    timezone.now = lambda: now
    points = Points(order["point"])
    make_mortal(points)
    TASKS[order["task"]]()
    say(f"{points.passed}")


def say(answer: str) -> None:
    os.write(sys.stdout.fileno(), f"{answer}\n".encode())


def make_ready() -> None:
    """What every child would else load for itself."""
    from django.core.mail import get_connection
    from django.template.loader import get_template
    from django.urls import reverse
    from procrastinate.contrib.django import app

    import tests.missions.builders
    import tests.reminders.clock
    from workflows.calendars import VIETNAM

    app.perform_import_paths()
    reverse("approvals:inbox")
    get_connection()
    get_template("notifications/mail/letter.txt")
    get_template("notifications/mail/letter.html")
    VIETNAM.is_working_day(tests.reminders.clock.DUE)


def main() -> None:
    import django

    django.setup()
    make_ready()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                child(json.loads(line))
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            say(f"killed {os.WTERMSIG(status)}")
        elif os.WEXITSTATUS(status):
            say("failed")


if __name__ == "__main__":
    main()
