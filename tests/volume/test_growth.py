"""No page reads a table that grows from end to end, or more of it than it shows.

`make bench` tells the same of a million missions by the plans that PostgreSQL chooses
there. So few as here it would rather read from end to end, so it is told not to: where
it still does, an index is missing, and what walks a whole index shows in the rows.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from project.volume import people
from project.volume.load import load_volume
from tests.benchmarks.page_reader import Pages
from tests.benchmarks.pages import PAGES, Page
from tests.benchmarks.plans import growing, total
from tests.benchmarks.volumes import BUSIEST, PEOPLE
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MISSIONS, OPEN = 8000, 100
# The widest reader and the narrowest of each page.
STATEMENTS = {
    "page.list": 10,
    "page.inbox": 14,
    "page.backlog": 10,
    "page.mission": 14,
    "page.history": 10,
    "search": 10,
}


def opened() -> Iterator[tuple[Page, str]]:
    """Each page as its widest reader and its narrowest open it."""
    for page in PAGES:
        yield from ((page, kind) for kind in {page.people[0], page.people[-1]})


def test_no_page_reads_a_table_that_grows_from_end_to_end(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "PEOPLE", 600)  # the work grows, not they
    load_volume(MISSIONS, now=timezone.now(), tell=lambda _: None, opened=OPEN)
    reader = Pages(BUSIEST, PEOPLE)
    sizes = reader.sizes()
    tables = growing({}, sizes)
    assert {"workflows_mission", "history_historyentry", "viewflow_task"} <= set(tables)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    beyond = []
    for page, kind in opened():
        if not reader.is_there(page.address):
            continue
        reader.get(kind, page.address)  # the first of the hour is put on record
        statements, plans = reader.look(kind, page.address, tables)
        whole = {table for plan in plans for table in plan.whole}
        most = {
            table: rows
            for table, rows in total(plans).items()
            if 2 * rows > sizes[table]
        }
        if whole or most or statements > STATEMENTS[page.group]:
            beyond.append((page.name, kind, statements, most, whole))

    assert not beyond, beyond
