"""The ledger: newest first, filtered, paged by the last entry shown."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.enums import HistoryKind
from history.models import HistoryEntry
from history.queries import LedgerFilters, ledger_page
from history.services import Actor
from tests.history.cast import DEPUTY, HEAD, MONDAY, draft, tell, tell_a_mission

pytestmark = pytest.mark.django_db
LONG_AGO = MONDAY - timedelta(days=300)


def test_entries_come_newest_first() -> None:
    tell(
        draft(at=MONDAY, note="thứ hai"),
        draft(at=MONDAY + timedelta(days=2), note="thứ tư"),
        draft(at=MONDAY + timedelta(days=1), note="thứ ba"),
    )

    page = ledger_page()

    assert [entry.note for entry in page.entries] == ["thứ tư", "thứ ba", "thứ hai"]
    assert page.older is None


def test_pages_show_each_entry_once_even_at_one_moment() -> None:
    tell(*[draft() for _ in range(7)])

    shown, before_id = [], None
    for _ in range(3):
        page = ledger_page(before_id=before_id, limit=3)
        shown += [entry.sequence for entry in page.entries]
        before_id = page.older

    assert shown == [7, 6, 5, 4, 3, 2, 1]
    assert before_id is None


def test_a_page_is_one_statement(django_assert_num_queries) -> None:
    tell_a_mission()

    with django_assert_num_queries(1):
        ledger_page(LedgerFilters(actor_id=7), before_id=10**9)


@pytest.mark.parametrize(
    ("filters", "sequences"),
    [
        ({"actor_id": HEAD.id}, [1]),
        ({"actor_id": DEPUTY.id}, [4]),
        ({"kind": HistoryKind.REPORT_HANDED_IN}, [5, 3]),
        ({"capacity": "KT."}, [4]),
        ({"subject_type": "mission", "subject_id": 18}, [5, 4, 3, 2, 1]),
        ({"subject_type": "document"}, []),
        ({"from_day": date(2026, 1, 26), "to_day": date(2026, 1, 26)}, [5, 4, 3, 2, 1]),
        ({"from_day": date(2026, 1, 27)}, []),
        ({"to_day": date(2026, 1, 25)}, []),
        ({"kind": "REPORT_HANDED_IN", "actor_id": HEAD.id}, []),
    ],
)
def test_filters_narrow_the_ledger(
    filters: dict[str, object], sequences: list[int]
) -> None:
    tell_a_mission()

    page = ledger_page(LedgerFilters(**filters))  # type: ignore[arg-type]

    assert [entry.sequence for entry in page.entries] == sequences


def test_days_are_those_of_the_agency() -> None:
    just_after_midnight = MONDAY.replace(hour=17, minute=30)  # 00:30 in Lạng Sơn
    tell(draft(at=just_after_midnight))

    assert ledger_page(LedgerFilters(from_day=date(2026, 1, 27))).entries
    assert not ledger_page(LedgerFilters(to_day=date(2026, 1, 26))).entries


@pytest.fixture
def twenty_thousand(db: None) -> None:
    """Many entries, of which few are Hạnh's, TUQ., passed up, or of documents."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO history_historyentry (subject_type, subject_id, sequence, kind,
                actor_id, actor_name, actor_title, capacity, on_behalf_of, at, before,
                after, note, authority, previous_hash, hash)
            SELECT CASE WHEN n % 997 = 0 THEN 'document' ELSE 'mission' END,
                n / 5, n % 5,
                CASE WHEN n % 997 = 0 THEN 'PASSED_UP'
                     WHEN n % 40 = 3 THEN 'COMPLETED' ELSE 'MISSION_STARTED' END,
                CASE WHEN n % 997 = 0 THEN 99 ELSE n % 40 + 10 END, 'Lê Thị Hạnh', '',
                CASE WHEN n % 997 = 0 THEN 'TUQ.' ELSE '' END, '',
                timestamptz '2026-01-01Z' + n * interval '1 minute', '{}', '{}', '', '',
                repeat('0', 64), repeat('0', 64)
            FROM generate_series(1, 20000) AS n
            """
        )
        cursor.execute("ANALYZE history_historyentry")


@pytest.mark.usefixtures("twenty_thousand")
def test_every_filter_reads_an_index_and_little_of_it() -> None:
    first = HistoryEntry.objects.order_by("id").values_list("id", flat=True)[0]
    missions = tuple(range(2000, 2010))
    for filters, place, statements in [
        ({}, {}, 1),
        ({"actor_id": 99}, {}, 1),
        ({"kind": "PASSED_UP"}, {}, 1),
        ({"capacity": "TUQ."}, {}, 1),
        ({"subject_type": "document"}, {}, 1),
        ({"subject_type": "mission"}, {}, 1),
        ({"subject_type": "mission", "subject_id": 2000}, {}, 1),
        ({"document_id": 7, "mission_ids": missions}, {}, 1),
        ({"from_day": date(2026, 1, 1), "to_day": date(2026, 1, 2)}, {}, 1),
        ({}, {"before_id": first + 9000}, 1),
        ({}, {"after_id": first + 9000}, 1),
        ({"actor_id": 99}, {"after_id": first + 9000}, 1),
        ({"actor_id": 99, "to_day": date(2026, 1, 3)}, {}, 1),
        ({"actor_id": 99, "subject_type": "document"}, {}, 2),
        ({"document_id": 7, "mission_ids": missions, "kind": "COMPLETED"}, {}, 2),
        # Each of the two has five hundred; they never meet.
        ({"actor_id": 20, "kind": "COMPLETED"}, {}, 2),
        ({"actor_id": 20, "kind": "COMPLETED"}, {"after_id": first}, 2),
    ]:
        with CaptureQueriesContext(connection) as asked:
            ledger_page(LedgerFilters(**filters), **place, limit=20, window=100)  # type: ignore[arg-type]

        assert len(asked) == statements, filters
        for query in asked.captured_queries:
            plan = explained(query["sql"])
            assert "Seq Scan" not in str(plan), (filters, query["sql"])
            read = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
            assert read < 500, (filters, query["sql"])


def explained(statement: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
        plan: dict[str, Any] = cursor.fetchone()[0][0]["Plan"]
    return plan


@pytest.mark.usefixtures("twenty_thousand")
def test_filters_that_hardly_ever_meet_are_looked_for_window_by_window() -> None:
    tell(draft(HistoryKind.COMPLETED, by=Actor(20, "Lê Thị Hạnh"), at=LONG_AGO))
    wanted = LedgerFilters(actor_id=20, kind="COMPLETED")
    page = ledger_page(wanted, window=100)
    looked_until = []
    while page.older is not None and not page.entries:
        looked_until.append(page.until)
        page = ledger_page(wanted, before_id=page.older, window=100)

    assert [entry.at for entry in page.entries] == [LONG_AGO]
    assert len(looked_until) == 4
    assert looked_until == sorted(looked_until, reverse=True)  # type: ignore[type-var]


def test_a_page_leads_on_and_back() -> None:
    tell(*[draft(at=MONDAY + timedelta(minutes=n // 2)) for n in range(9)])

    newest = ledger_page(limit=3)
    second = ledger_page(before_id=newest.older, limit=3)
    last = ledger_page(before_id=second.older, limit=3)
    back = ledger_page(after_id=last.newer, limit=3)
    top = ledger_page(after_id=back.newer, limit=3)

    assert (newest.newer, last.older, top.newer) == (None, None, None)
    assert back.entries == second.entries
    assert top.entries == newest.entries
    assert [entry.sequence for entry in back.entries] == [6, 5, 4]


def test_a_documents_entries_are_its_own_and_its_missions() -> None:
    tell_a_mission(("document", 3))
    tell_a_mission(("mission", 18))
    tell_a_mission(("mission", 19))
    tell_a_mission(("unit", 18))

    page = ledger_page(LedgerFilters(document_id=3, mission_ids=(18,), kind="RETURNED"))

    assert {(entry.subject_type, entry.subject_id) for entry in page.entries} == {
        ("document", 3),
        ("mission", 18),
    }
