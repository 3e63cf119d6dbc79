"""Long files on their way: sent, read by a real worker, looked for on disk."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate.contrib.django import app

from organization.models import Person
from tests.reading.documents import source
from workflows.enums import IntakeState
from workflows.files import Upload
from workflows.models import Intake
from workflows.services import intake, intake_queue

NAME = "Kế hoạch cả năm.txt"


def plan(mark: str = "") -> bytes:
    """Document 000, different with each mark."""
    return f"{source('000')}\n{mark}\n".encode()


def endless(times: int = 36) -> bytes:
    """A text that takes seconds to be read."""
    text = source("003").split("Nơi nhận")[0]
    return f"{text}\n\n".encode() * times


def sent(by: Person, data: bytes | None = None, name: str = NAME) -> Intake:
    """Through the door, as the page sends it."""
    data = plan() if data is None else data
    taken = intake.take_in(
        upload=Upload(name, len(data), [data]), declared_free_of_secrets=True, by=by
    )
    assert isinstance(taken, Intake)
    return taken


def laid_aside(by: Person, data: bytes, name: str = NAME) -> Intake:
    """As if the door had found nothing: what only the whole reading finds."""
    return intake_queue.queue_up(name=name, data=data, by=by)


def work() -> None:
    """A real worker takes up what waits in the queue, and goes."""

    async def until_the_queue_is_empty() -> None:
        connector = app.connector.get_worker_connector()
        async with app.with_connector(connector).open_async() as worker:
            await worker.run_worker_async(
                wait=False,
                install_signal_handlers=False,
                listen_notify=False,
                shutdown_graceful_timeout=None,
            )
        # The clock of periodic jobs used a connection of Django's, on that thread.
        await sync_to_async(connections.close_all)()

    # On a thread of its own: a browser of other tests may keep a loop on this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, until_the_queue_is_empty()).result()


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def is_being_read(taken: Intake) -> bool:
    return Intake.objects.filter(pk=taken.pk, state=IntakeState.READING).exists()


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
