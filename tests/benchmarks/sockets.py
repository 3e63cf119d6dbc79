"""Two thousand live sockets on one process: their cost, and how soon all are told."""

import asyncio
import os
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.test import Client
from websockets.asyncio.client import ClientConnection, connect

from organization.models import Person
from tests.benchmarks import databases
from tests.cast import Cast
from tests.missions import builders

SOCKETS = 2000
CHANGES = 5
PORT = 8765
CSRF = "b" * 32
OPENING_AT_ONCE = 50


def measure(only: str) -> Iterator[dict[str, object]]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))
    with databases.fresh("sockets") as name:
        cast = Cast()
        missions = [builders.given(cast).pk for _ in range(CHANGES)]
        # The leader and the supporting unit's head; who acts is not told.
        told = [cast.ptb_hai, cast.gd_ttqlck]
        keys = [_session(person) for person in told]
        actor = _session(cast.tp_qldn)
        with _server(databases.url(name)) as process:
            figures = asyncio.run(_run(process.pid, keys, actor, missions))
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    yield from figures


async def _run(
    pid: int, keys: list[str], actor: str, missions: list[int]
) -> list[dict[str, object]]:
    sockets = await _open(keys[:1] * 10)  # what the first sockets load is no socket's
    before = _resident_kib(pid)
    sockets += await _open([keys[i % len(keys)] for i in range(SOCKETS)])
    await asyncio.sleep(2)
    each = (_resident_kib(pid) - before) / SOCKETS
    delays: list[float] = []
    expected = len(sockets) * len(missions)
    for mission in missions:
        waiting = [asyncio.create_task(_delay(s, mission)) for s in sockets]
        began = time.perf_counter()
        await asyncio.to_thread(_start_mission, actor, mission)
        for task in waiting:
            with suppress(TimeoutError):
                delays.append(await task - began)
    for socket in sockets:
        await socket.close()
    delays.sort()
    p99 = delays[int(len(delays) * 0.99) - 1] if delays else float("inf")
    return [
        _figure("sockets.reached", len(delays) / expected, "share", expected),
        _figure("sockets.kib_each", each, "KiB", SOCKETS),
        _figure("sockets.push_p99_ms", p99 * 1000, "ms", len(delays)),
    ]


def _figure(name: str, value: float, unit: str, n: int) -> dict[str, object]:
    return {"name": name, "value": round(value, 4), "unit": unit, "n": n}


async def _open(keys: list[str]) -> list[ClientConnection]:
    gate = asyncio.Semaphore(OPENING_AT_ONCE)

    async def one(key: str) -> ClientConnection:
        async with gate:
            return await connect(
                f"ws://127.0.0.1:{PORT}/ws/",
                origin=f"http://127.0.0.1:{PORT}",  # type: ignore[arg-type]
                additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"},
                compression=None,
                open_timeout=60,
                ping_interval=None,
            )

    return list(await asyncio.gather(*(one(key) for key in keys)))


async def _delay(socket: ClientConnection, mission: int) -> float:
    """When the row of this mission's change arrived."""
    async with asyncio.timeout(30):
        async for message in socket:
            if f'"mission": {mission}' in str(message) or (
                f'"mission":{mission}' in str(message)
            ):
                return time.perf_counter()
    raise TimeoutError


def _start_mission(session: str, mission: int) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/nhiem-vu/{mission}/nhan/",
        data=b"version=1",
        headers={
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "HX-Request": "true",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status in {200, 204}


def _session(person: Person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def _server(database_url: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "DATABASE_URL": database_url}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(PORT)],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{PORT}/healthz")
        yield process
    finally:
        process.terminate()
        process.wait(30)


def wait_for(address: str, seconds: float = 60) -> float:
    """Seconds until the address answers 200."""
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return time.perf_counter() - began
        time.sleep(0.02)
    raise RuntimeError(f"{address} did not answer within {seconds} s.")


def _resident_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise RuntimeError("No VmRSS")
