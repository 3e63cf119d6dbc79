"""How long pages take at the small and the large volume, for each kind of person.

Both databases come from `load_volume`, each is read by a process of its own, and the
two are asked in turn, so that they meet the same machine. Each line says how many
statements the page takes, and holds the plan of each that reads missions at the large
volume; `scans` names the tables that grow and were read from end to end.

BENCH_VOLUMES=10000,1000000 are the volumes; BENCH_KEEP=1 keeps the databases for the
next run (bench_volume_<missions>), where they are brought up to date.
"""

import multiprocessing
import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from django.core.management import call_command
from django.db import connection

from tests.benchmarks import databases
from tests.benchmarks.page_reader import serve
from tests.cast import load_cast

ROUNDS = 30
LIST = "/nhiem-vu/"
BUSIEST = "phong_so_8"  # the first of the new units has the greatest share of the work
# Kinds of people: user names, or the place of the person in the busiest unit.
HEAD, OFFICER = 0, 1
PEOPLE: dict[str, str | int] = {
    "truong_ban": "truongban",
    "pho_truong_ban": "ptb.hai",
    "truong_phong": HEAD,
    "chuyen_vien": OFFICER,
    "kiem_tra": "kiemtra",
}


@dataclass(frozen=True)
class Page:
    """One page as some kinds of people open it; `grace` milliseconds may be added."""

    name: str
    address: str
    people: tuple[str, ...] = tuple(PEOPLE)


PAGES = (
    Page("page.list", LIST),
    Page("page.list.completed", f"{LIST}?loc=hoan-thanh"),
    Page("page.list.all", f"{LIST}?loc=tat-ca"),
    Page("page.inbox", "/hop-viec/", ("truong_ban", "pho_truong_ban", "truong_phong")),
    Page("page.backlog", "/ban-dieu-hanh/", ("truong_ban", "pho_truong_ban")),
    Page("page.mission", "/nhiem-vu/{mission}/", ("truong_ban", "kiem_tra")),
    Page("page.history", "/lich-su/", ("kiem_tra",)),
)


def measure(only: str) -> Iterator[dict[str, object]]:
    """A line for each page and kind of person, then the worst of the page."""
    wanted = [one for one in PAGES if one.name.startswith(only) or only == "page"]
    if not wanted:
        return
    small, large = volumes()
    with ExitStack() as stack:
        readers = [stack.enter_context(reading(size)) for size in (small, large)]
        for page in wanted:
            lines = [_measured(readers, page, kind) for kind in page.people]
            yield from lines
            yield {**max(lines, key=lambda line: line["ratio"]), "name": page.name}


def volumes() -> tuple[int, int]:
    small, large = os.environ.get("BENCH_VOLUMES", "10000,1000000").split(",")
    return int(small), int(large)


def _measured(readers: list["Reader"], page: Page, kind: str) -> dict[str, Any]:
    times: list[list[float]] = [[], []]
    for reader in readers:
        reader.ask("get", kind, page.address)  # warm
        reader.ask("get", kind, page.address)
    for _ in range(ROUNDS):
        for reader, found in zip(readers, times, strict=True):
            found.append(reader.ask("get", kind, page.address))
    small, large = (statistics.median(found) for found in times)
    looked = readers[1].ask("look", kind, page.address)
    return {
        "name": f"{page.name}.{kind}",
        "value": round(large, 2),
        "unit": "ms",
        "small": round(small, 2),
        "ratio": round(large / small, 3),
        "n": ROUNDS,
        **looked,
    }


@dataclass
class Reader:
    """The process that reads one volume."""

    pipe: "Connection[Any, Any]"

    def ask(self, *question: str) -> Any:
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
    name = f"bench_volume_{missions}"
    keep = os.environ.get("BENCH_KEEP") == "1"
    databases.use_original()
    if not databases.exists(name):
        databases.create(name)
        databases.use(name)
        call_command("migrate", verbosity=0, interactive=False)
        load_cast()
        call_command("load_volume", str(missions))
    databases.use(name)
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    try:
        yield name
    finally:
        if not keep:
            databases.drop(name)
