"""Registering compares with all open work: neither statements nor time grow much."""

import random
from time import process_time

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.relations.five import NOW, reading_of, registered
from workflows.models import Document, DraftItem
from workflows.services.documents import register_document
from workflows.services.relations import MOST_COMPARED, propose_links

MOST_STATEMENTS = 40
# Four times the items take four times as long, sixteen if each met each: half way.
MOST_GROWTH = 9.0


def fill(cast: Cast, number: int) -> None:
    """Drafts of other documents, in words of the real ones, mixed."""
    chance = random.Random(7)
    clauses = [
        clause
        for item in (
            i for n in ("000", "002", "003", "004") for i in reading_of(n).items
        )
        for clause in item.text.replace(";", ".").split(".")
        if len(clause.split()) > 4
    ]
    words = " ".join(clauses).split()
    papers = Document.objects.bulk_create(
        Document(
            kind="PLAN",
            subject=f"Kế hoạch {one}",
            text="-",
            reference_number=f"{number}-{one}/KH",
            monitoring_officer=cast.van_thu,
            registered_at=NOW,
        )
        for one in range(number // 25)
    )
    rows = []
    for place in range(number):
        said = " ".join(chance.choice(clauses).split() + chance.sample(words, 12))
        rows.append(
            DraftItem(
                document=papers[place % len(papers)],
                position=place,
                kind="TASK",
                title="-",
                text=f"{said}. {chance.choice(clauses)}",
                span_start=0,
                span_end=1,
                reading={"lead_units": ["van_phong"], "marks": []},
            )
        )
    DraftItem.objects.bulk_create(rows)


def statements_of_registering(cast: Cast) -> int:
    """Of document 001, which cites ten papers; taken back afterwards."""
    with transaction.atomic(), CaptureQueriesContext(connection) as used:
        register_document(reading=reading_of("001"), by=cast.van_thu, at=NOW)
        transaction.set_rollback(True)
    return len(used)


def test_statements_do_not_grow_with_what_is_compared(cast: Cast) -> None:
    registered(cast.van_thu, "000", "003")
    fill(cast, 100)
    statements_of_registering(cast)  # what is asked once a process is known then
    few = statements_of_registering(cast)
    fill(cast, 600)
    many = statements_of_registering(cast)

    assert many == few
    assert many <= MOST_STATEMENTS


def seconds_of_comparing(document: Document) -> float:
    """Of this process alone; taken back afterwards."""
    with transaction.atomic():
        began = process_time()
        propose_links(document)
        seconds = process_time() - began
        transaction.set_rollback(True)
    return seconds


def test_comparing_takes_time_in_proportion_to_what_is_open(cast: Cast) -> None:
    document = registered(cast.van_thu, "001")["001"]
    fill(cast, MOST_COMPARED // 4)
    few = min(seconds_of_comparing(document) for _ in range(3))
    fill(cast, MOST_COMPARED - MOST_COMPARED // 4)
    many = min(seconds_of_comparing(document) for _ in range(3))

    assert many / few < MOST_GROWTH
