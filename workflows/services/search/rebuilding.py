"""All rows of the search made anew: after a large load, or when in doubt.

They go by COPY into a table beside the one that is searched, which takes its place at
the end; until then the search goes on with the old rows.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Final

from django.db import connection, transaction
from django.db.models import Max

from workflows.models import Document, Mission
from workflows.services.search.attachments import enlist_files
from workflows.services.search.lines import Lines, made
from workflows.services.search.rows import (
    Numbers,
    Row,
    Words,
    told_of_documents,
    told_of_missions,
)
from workflows.services.search.turn import take_turn

BATCH: Final = 2000
MOST_IN_MEMORY: Final = "512MB"
COLUMNS: Final = "kind, subject_id, place, mission_id, words"
BESIDE: Final = """
DROP TABLE IF EXISTS workflows_searchrow_new;
CREATE TABLE workflows_searchrow_new (LIKE workflows_searchrow INCLUDING CONSTRAINTS)"""
IN_PLACE: Final = """
ALTER TABLE workflows_searchrow_new
    ADD CONSTRAINT workflows_searchrow_new_pkey PRIMARY KEY (kind, subject_id);
CREATE INDEX search_words_new ON workflows_searchrow_new
    USING gin (words) WITH (fastupdate = off);
ANALYZE workflows_searchrow_new;
DROP TABLE workflows_searchrow;
ALTER TABLE workflows_searchrow_new RENAME TO workflows_searchrow;
ALTER INDEX search_words_new RENAME TO search_words;
ALTER TABLE workflows_searchrow
    RENAME CONSTRAINT workflows_searchrow_new_pkey TO workflows_searchrow_pkey"""
Tell = Callable[[str], None]
Told = Callable[[Numbers], Iterator[Row[Words]]]


def index_all(tell: Tell) -> int:
    """Make every row anew; says how many there are. `tell` hears how far it is.

    All or nothing; inside a transaction of the caller's it is part of that.
    """
    with transaction.atomic():
        _patient()
        take_turn()
        # What is recorded from here on is looked at again afterwards.
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM workflows_searchwaiting")
        enlist_files()
        _run(BESIDE)
        seen: Counter[str] = Counter()
        done = 0
        spans = list(_spans())
        batches = (list(told(Numbers(span=span))) for told, span, _ in spans)
        lines = made(batches, len(spans))
        begun = monotonic()
        for place, batch in enumerate(lines, start=1):
            _copy(batch)
            seen.update(batch.seen)
            done += batch.rows
            left = (monotonic() - begun) / place * (len(spans) - place)
            share = 100 * place // len(spans)
            tell(f"{spans[place - 1][2]} ({share}%), còn khoảng {left:.0f} giây")
        tell(f"dựng chỉ mục của {done} mục")
        _run(IN_PLACE)
        _keep_words(seen)
    return done


def _spans() -> Iterator[tuple[Told, range, str]]:
    """What is told of the next missions or documents, and how far it is after them."""
    last = Mission.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(0, last + 1, BATCH):
        span = range(first, first + BATCH)
        yield told_of_missions, span, f"{min(span.stop - 1, last)}/{last} nhiệm vụ"
    last = Document.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(0, last + 1, BATCH):
        span = range(first, first + BATCH)
        yield told_of_documents, span, f"{min(span.stop - 1, last)}/{last} văn bản"


def _copy(lines: Lines) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY workflows_searchrow_new ({COLUMNS}) FROM STDIN") as target,
    ):
        target.write(lines.text)


def _keep_words(seen: Counter[str]) -> None:
    _run("DELETE FROM workflows_searchword")
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY workflows_searchword (word, seen) FROM STDIN") as target,
    ):
        target.write("".join(f"{word}\t{count}\n" for word, count in seen.items()))
    _run("ANALYZE workflows_searchword")


def _patient() -> None:
    """It waits long for what it makes itself."""
    _run(
        "SET LOCAL idle_in_transaction_session_timeout = 0;"
        "SET LOCAL statement_timeout = 0;"
        f"SET LOCAL maintenance_work_mem = '{MOST_IN_MEMORY}'"
    )


def _run(statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements.split(";"):
            cursor.execute(statement)
