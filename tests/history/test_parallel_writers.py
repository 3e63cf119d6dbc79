"""Twenty writers at once on one subject never fork its chain."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from history.enums import HistoryKind
from history.queries import entries_of
from history.services import LEDGER, append, record_on_ledger
from tests.history.cast import MISSION, draft

WRITERS = 20
ACTS = 5


def write_at_once(act: Callable[[], object]) -> list[BaseException | None]:
    start = Barrier(WRITERS)

    def write() -> BaseException | None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '60s'")  # on this machine, all wait
            start.wait(timeout=60)
            for _ in range(ACTS):
                act()
        except IntegrityError as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(WRITERS) as pool:
        return [done.result() for done in [pool.submit(write) for _ in range(WRITERS)]]


def act_with_lock() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(18)")
        append(draft(), draft(HistoryKind.REPORT_HANDED_IN))


def act_without_lock() -> None:
    with transaction.atomic():
        append(draft())


def act_on_ledger() -> None:
    record_on_ledger(draft(HistoryKind.HISTORY_READ, subject=LEDGER))


@pytest.mark.django_db(transaction=True)
def test_writers_that_lock_the_subject_make_one_chain(
    found: Callable[..., list[str]],
) -> None:
    failures = write_at_once(act_with_lock)

    assert failures == [None] * WRITERS
    assert entries_of(*MISSION).count() == WRITERS * ACTS * 2
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_writers_that_forgot_the_lock_fail_rather_than_fork(
    found: Callable[..., list[str]],
) -> None:
    write_at_once(act_without_lock)

    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_readers_of_history_make_one_chain_without_a_row_to_lock(
    found: Callable[..., list[str]],
) -> None:
    failures = write_at_once(act_on_ledger)

    assert failures == [None] * WRITERS
    assert entries_of(*LEDGER).count() == WRITERS * ACTS
    assert found() == []
