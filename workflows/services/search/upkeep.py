"""What was recorded since is looked at again: in the background, again and again."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django.db import connection, transaction

from workflows.models import Attachment
from workflows.models.search import SearchRow, SearchWaiting
from workflows.queries.search.words import Vector, can_be_completed
from workflows.services.search.attachments import enlist_files
from workflows.services.search.rows import (
    CLEARED,
    Numbers,
    Row,
    rows_of_documents,
    rows_of_missions,
)
from workflows.services.search.turn import try_turn

AT_ONCE: Final = 200  # notes; one mission has several where much happened
WRITE: Final = """
INSERT INTO workflows_searchrow (kind, subject_id, place, mission_id, words)
VALUES (%s, %s, %s, %s, %s::tsvector)
    ON CONFLICT (kind, subject_id) DO UPDATE
   SET place = excluded.place, mission_id = excluded.mission_id,
       words = excluded.words
 WHERE (workflows_searchrow.place, workflows_searchrow.mission_id,
        workflows_searchrow.words)
       IS DISTINCT FROM (excluded.place, excluded.mission_id, excluded.words)"""
COUNT: Final = """
INSERT INTO workflows_searchword AS known (word, seen) VALUES (%s, %s)
    ON CONFLICT (word) DO UPDATE SET seen = known.seen + excluded.seen"""


def index_waiting(*, most: int = 1_000_000) -> int:
    """Bring the rows up to date of what waits, up to so many notes; says how many.

    Killed at any point it loses nothing: notes go in the transaction that writes the
    rows. While somebody else is at it, nothing is done.
    """
    done = 0
    while done < most:
        took = _some(min(AT_ONCE, most - done))
        done += took
        if not took:
            break
    return done


@transaction.atomic
def _some(count: int) -> int:
    if not try_turn():
        return 0
    notes = (
        SearchWaiting.objects.select_for_update(skip_locked=True)
        .order_by("pk")
        .values_list("pk", "subject_type", "subject_id")[:count]
    )
    taken = list(notes)
    if not taken:
        return 0
    # What is committed after this look has its own note, and comes again.
    SearchWaiting.objects.filter(pk__in=[pk for pk, _, _ in taken]).delete()
    missions = sorted({pk for _, kind, pk in taken if kind == "mission"})
    documents = sorted({pk for _, kind, pk in taken if kind == "document"})
    if missions:
        enlist_files(missions)
        _drop_refused(missions)
        _write(rows_of_missions(Numbers(ids=missions)))
    if documents:
        _write(rows_of_documents(Numbers(ids=documents)))
    return len(taken)


def _drop_refused(missions: list[int]) -> None:
    """Files that are not cleared any more leave the search, name and all."""
    gone = Attachment.objects.filter(report__mission__in=missions).exclude(
        file__words__state__in=CLEARED
    )
    SearchRow.objects.filter(kind="A", subject_id__in=gone.values("pk")).delete()


def _write(rows: Iterable[Row[Vector]]) -> None:
    seen: Counter[str] = Counter()
    written: list[tuple[Any, ...]] = []
    for row in rows:
        seen.update(filter(can_be_completed, row.words.words))
        written.append((*row[:4], row.words.stored))
    with connection.cursor() as cursor:
        cursor.executemany(WRITE, written)
        # In one order always, though only one at a time writes here.
        cursor.executemany(COUNT, sorted(seen.items()))
