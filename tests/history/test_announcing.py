"""The one signal: inside the transaction, and only where it is asked for."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from history.enums import HistoryKind
from history.models import HistoryEntry
from history.services import LEDGER, announce, append, record, record_on_ledger
from history.signals import history_recorded
from tests.history.cast import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    heard: list[dict[str, Any]] = []

    def hear(**kwargs: Any) -> None:
        heard.append(kwargs)

    history_recorded.connect(hear)
    yield heard
    history_recorded.disconnect(hear)


def test_appending_tells_nobody(told: list[dict[str, Any]]) -> None:
    append(draft())

    assert told == []


def test_recording_tells_all_entries_at_once(told: list[dict[str, Any]]) -> None:
    entries = record(draft(), draft(HistoryKind.REPORT_HANDED_IN))

    (signal,) = told
    assert signal["sender"] is HistoryEntry
    assert signal["entries"] == entries


def test_announcing_nothing_tells_nobody(told: list[dict[str, Any]]) -> None:
    announce([])

    assert told == []


def test_a_receiver_that_fails_undoes_the_act() -> None:
    def fail(**kwargs: Any) -> None:
        raise RuntimeError("inbox is full")

    history_recorded.connect(fail)
    try:
        with pytest.raises(RuntimeError, match="inbox"), transaction.atomic():
            record(draft())
    finally:
        history_recorded.disconnect(fail)

    assert not HistoryEntry.objects.exists()


def test_the_reading_of_history_has_a_chain_without_a_row() -> None:
    first = record_on_ledger(draft(HistoryKind.HISTORY_READ, subject=LEDGER))
    second = record_on_ledger(draft(HistoryKind.HISTORY_READ, subject=LEDGER))

    assert (first.sequence, second.sequence) == (1, 2)


def test_the_ledger_takes_no_other_subject() -> None:
    with pytest.raises(ValueError, match="not the ledger"):
        record_on_ledger(draft())
