"""The ledger: newest first, filtered, paged by the last entry shown."""

from datetime import date, timedelta

import pytest
from django.db import connection

from history.enums import HistoryKind
from history.queries import ledger_page
from tests.history.cast import DEPUTY, HEAD, MONDAY, draft, tell, tell_a_mission

pytestmark = pytest.mark.django_db


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
        ledger_page(actor_id=7, kind="RETURNED", before_id=10**9)


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

    page = ledger_page(**filters)  # type: ignore[arg-type]

    assert [entry.sequence for entry in page.entries] == sequences


def test_days_are_those_of_the_agency() -> None:
    just_after_midnight = MONDAY.replace(hour=17, minute=30)  # 00:30 in Lạng Sơn
    tell(draft(at=just_after_midnight))

    assert ledger_page(from_day=date(2026, 1, 27)).entries
    assert not ledger_page(to_day=date(2026, 1, 26)).entries


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
                CASE WHEN n % 997 = 0 THEN 'PASSED_UP' ELSE 'MISSION_STARTED' END,
                CASE WHEN n % 997 = 0 THEN 99 ELSE n % 40 + 10 END, 'Lê Thị Hạnh', '',
                CASE WHEN n % 997 = 0 THEN 'TUQ.' ELSE '' END, '',
                timestamptz '2026-01-01Z' + n * interval '1 minute', '{}', '{}', '', '',
                repeat('0', 64), repeat('0', 64)
            FROM generate_series(1, 20000) AS n
            """
        )
        cursor.execute("ANALYZE history_historyentry")


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"actor_id": 99},
        {"kind": "PASSED_UP"},
        {"capacity": "TUQ."},
        {"subject_type": "document"},
        {"subject_type": "mission"},
        {"subject_type": "mission", "subject_id": 2000},
        {"from_day": date(2026, 1, 1), "to_day": date(2026, 1, 2)},
        {"before_id": 10},
        {"actor_id": 99, "to_day": date(2026, 1, 3)},
    ],
    ids=str,
)
def test_every_filter_reads_an_index_and_little_of_it(
    filters: dict[str, object], twenty_thousand: None, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1) as asked:
        ledger_page(**filters, limit=20)  # type: ignore[arg-type]

    with connection.cursor() as cursor:
        statement = asked.captured_queries[0]["sql"]
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
        plan = cursor.fetchone()[0][0]["Plan"]
    assert "Seq Scan" not in str(plan)
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < 120
