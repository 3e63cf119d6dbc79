"""Entries take their place in the chain, and are stored as they were hashed."""

from unicodedata import normalize

import pytest
from django.db import IntegrityError, connection, transaction

from history.enums import HistoryKind
from history.exceptions import UnrecordableValue
from history.hashing import GENESIS
from history.models import HistoryEntry
from history.queries import Selection, entries_of, stream_rows
from history.services import append
from history.verification import verify
from tests.history.cast import DEPUTY, MISSION, MONDAY, draft, tell, tell_a_mission

pytestmark = pytest.mark.django_db


def test_the_first_entry_follows_sixty_four_zeros() -> None:
    (entry,) = tell(draft())

    assert (entry.sequence, entry.previous_hash) == (1, GENESIS)
    assert entry.pk is not None


def test_drafts_of_one_call_chain_onto_each_other() -> None:
    first, second = tell(draft(), draft(HistoryKind.REPORT_HANDED_IN))

    assert (second.sequence, second.previous_hash) == (2, first.hash)


def test_a_later_call_goes_on_where_the_chain_ended() -> None:
    told = tell_a_mission()

    (entry,) = tell(draft(HistoryKind.COMPLETED, by=DEPUTY))

    assert (entry.sequence, entry.previous_hash) == (6, told[-1].hash)


def test_each_subject_has_a_chain_of_its_own() -> None:
    entries = tell(
        draft(),
        draft(subject=("document", 18)),
        draft(),
        draft(subject=("mission", 19)),
    )

    assert [entry.sequence for entry in entries] == [1, 1, 2, 1]


def test_who_acted_and_in_what_capacity_is_kept() -> None:
    tell(draft(HistoryKind.RETURNED, by=DEPUTY, note="Bổ sung số liệu."))

    entry = entries_of(*MISSION).get()

    assert entry.actor_id == 2
    assert entry.actor_name == "Hoàng Văn Đức"
    assert entry.actor_title == "Phó Trưởng Ban"
    assert entry.capacity == "KT."
    assert entry.on_behalf_of == "Trưởng Ban"
    assert entry.note == "Bổ sung số liệu."
    assert entry.at == MONDAY


def test_text_is_stored_in_nfc_and_verifies() -> None:
    decomposed = normalize("NFD", "Gửi Sở Xây dựng trước 06/02")

    tell(draft(note=decomposed, after={"text": decomposed}))

    entry = entries_of(*MISSION).get()
    assert entry.note == normalize("NFC", decomposed)
    assert entry.after == {"text": normalize("NFC", decomposed)}
    assert list(verify(stream_rows(Selection()))) == []


def test_an_odd_but_honest_content_verifies_after_its_way_through_jsonb() -> None:
    tell(
        draft(
            before={"": [], "z": {"b": None, "a": [True, -0, 2**53 - 1]}},
            after={"\U0001f600": "\ufb33", "\ufb33": '"\\\n\u2028'},
            note=" \t\r\n",
        )
    )

    assert list(verify(stream_rows(Selection()))) == []


def test_outside_a_transaction_nothing_is_written(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        append(draft())

    assert not HistoryEntry.objects.exists()


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="DANCED"):
        tell(draft("DANCED"))  # type: ignore[arg-type]


def test_a_note_that_cannot_be_kept_is_refused_before_anything_is_written() -> None:
    with pytest.raises(UnrecordableValue, match="note"):
        tell(draft(), draft(note="a\0"))

    assert not HistoryEntry.objects.exists()


def test_a_second_entry_at_the_same_place_is_refused_by_the_database() -> None:
    tell(draft())
    entry = entries_of(*MISSION).get()
    entry.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_appending_takes_two_statements_however_many_drafts(
    django_assert_num_queries,
) -> None:
    tell_a_mission()
    drafts = [draft(subject=("mission", number)) for number in range(1, 200)]

    with django_assert_num_queries(2):
        append(*drafts, *drafts)


def test_appending_nothing_asks_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert append() == []


def test_the_head_of_a_long_chain_costs_one_index_step() -> None:
    tell(*[draft() for _ in range(3000)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE history_historyentry")
        cursor.execute(
            "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "
            "SELECT sequence, hash FROM history_historyentry"
            " WHERE subject_type = 'mission' AND subject_id = 18"
            " ORDER BY sequence DESC LIMIT 1"
        )
        plan = cursor.fetchone()[0][0]["Plan"]

    assert plan["Plans"][0]["Index Name"] == "history_one_entry_per_sequence"
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < 10
