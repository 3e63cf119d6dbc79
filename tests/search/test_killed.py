"""Indexing killed by kill -9 at any step loses nothing and doubles nothing."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.benchmarks import databases
from tests.cast import Cast
from tests.missions import builders
from tests.reminders.test_killed_at_any_step import until_nobody_else_is_connected
from workflows.models import SearchRow, SearchWaiting, SearchWord

pytestmark = pytest.mark.django_db(transaction=True)
KILLED = "killed 9"
MOST_STEPS = 200  # it has some forty
STRIDE = 4  # of them one in four dies, other ones each time


@contextmanager
def indexer() -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DATABASE_URL": databases.url(connection.settings_dict["NAME"]),
        "LOG_LEVEL": "CRITICAL",
    }
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.search.mortal"],
        env=environment,
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lives_until(process: subprocess.Popen[str], point: int) -> str:
    assert process.stdin
    assert process.stdout
    order = {"task": "index", "point": point, "now": timezone.now().isoformat()}
    process.stdin.write(f"{json.dumps(order)}\n")
    process.stdin.flush()
    answer = process.stdout.readline().strip()
    assert answer not in {"", "failed"}
    until_nobody_else_is_connected()
    return answer


def test_killed_at_each_step_it_has_done_all_or_nothing(cast: Cast) -> None:
    builders.handed_in(cast, title="Thẩm định giá xyloquartz")
    noted = SearchWaiting.objects.count()
    seen = set()
    first = random.randint(1, STRIDE)  # points are counted from one

    with indexer() as process:
        for point in range(first, MOST_STEPS, STRIDE):
            answer = lives_until(process, point)
            seen.add((SearchWaiting.objects.count(), SearchRow.objects.count()))
            if answer != KILLED:
                break

    assert first + 5 * STRIDE < point < MOST_STEPS - STRIDE
    kinds = SearchRow.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["H", "M", "R"]
    assert seen == {(noted, 0), (0, len(kinds))}
    word = SearchWord.objects.get(word="xyloquartz")
    assert word.seen == 1
