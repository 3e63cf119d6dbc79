"""How long `make run` takes on a prepared machine until it answers."""

import os
import signal
import statistics
import subprocess
import tempfile
from collections.abc import Iterator

from django.conf import settings

from tests.benchmarks import databases
from tests.benchmarks.sockets import wait_for

RUNS = 3
PORT = 8766


def measure(only: str) -> Iterator[dict[str, object]]:
    with databases.fresh("start") as name, tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": databases.url(name),
            "VAR_DIR": folder,
            "PORT": str(PORT),
        }
        _seconds(environment)  # the first start loads the demonstration
        times = [_seconds(environment) for _ in range(RUNS)]
    yield {
        "name": "start.seconds",
        "value": round(statistics.median(times), 2),
        "unit": "s",
        "n": RUNS,
    }


def _seconds(environment: dict[str, str]) -> float:
    process = subprocess.Popen(
        ["make", "run"],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return wait_for(f"http://127.0.0.1:{PORT}/healthz")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
