"""Databases of so many missions, each with a process that opens pages on it."""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from django.core.management import call_command
from django.db import connection

from tests.benchmarks import databases
from tests.benchmarks.page_reader import serve
from tests.cast import load_cast

BUSIEST: Final = "phong_so_8"  # the first of the new units has the most work
# Kinds of people: user names, or the place of the person in the busiest unit.
HEAD, OFFICER = 0, 1
PEOPLE: Final[dict[str, str | int]] = {
    "truong_ban": "truongban",
    "pho_truong_ban": "ptb.hai",
    "truong_phong": HEAD,
    "chuyen_vien": OFFICER,
    "kiem_tra": "kiemtra",
}


@dataclass
class Reader:
    """The process that reads one volume."""

    pipe: "Connection[Any, Any]"

    def ask(self, *question: object) -> Any:
        self.pipe.send(question)
        answer = self.pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def reading(missions: int) -> Iterator[Reader]:
    """A process that opens pages on a database of so many missions."""
    with volume(missions) as name:
        here, there = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=serve, args=(there, databases.url(name), BUSIEST, PEOPLE)
        )
        connection.close()
        process.start()
        try:
            yield Reader(here)
        finally:
            here.send(None)
            process.join(30)


@contextmanager
def volume(missions: int) -> Iterator[str]:
    """The database of so many missions, made where it is not there."""
    from tests.benchmarks.subjects import make_long

    name = f"bench_volume_{missions}"
    keep = os.environ.get("BENCH_KEEP") == "1"
    databases.use_original()
    is_new = not databases.exists(name)
    if is_new:
        databases.create(name)
    databases.use(name)
    call_command("migrate", verbosity=0, interactive=False)
    if is_new:
        load_cast()
        call_command("load_volume", str(missions))
    make_long(BUSIEST)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if is_new else "ANALYZE")
    try:
        yield name
    finally:
        if not keep:
            databases.drop(name)
