"""Who opened, printed or took away what: one row a person, thing, way and hour."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from history.enums import HistoryKind, ReadingKind
from history.models import HistoryEntry, ReadingRecord
from history.services import Actor, Reading, record_readings
from tests.cast import Cast
from tests.pages.intake import dated
from tests.pages.visits import page, signed_in
from tests.readings.material import evidence_of

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 09:00 in Lạng Sơn
HANH = Actor(7, "Lê Thị Hạnh", "Chuyên viên")
PLAN = Reading(ReadingKind.OPENED, "document", 3, "Kế hoạch 45/KH-BQLKKTCK")


def kinds(**wanted: object) -> list[str]:
    rows = ReadingRecord.objects.filter(**wanted).order_by("id")
    return list(rows.values_list("kind", flat=True))


def taken(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_same_thing_is_recorded_once_an_hour_and_the_first_moment_stays() -> None:
    for minute in (0, 1, 59, 60, 119, 120):
        record_readings(PLAN, by=HANH, at=NINE + timedelta(minutes=minute))

    moments = ReadingRecord.objects.order_by("at").values_list("at", flat=True)
    assert [at.hour for at in moments] == [2, 3, 4]
    assert moments[0] == NINE


def test_another_person_way_or_thing_is_another_row() -> None:
    record_readings(PLAN, by=HANH, at=NINE)
    record_readings(PLAN, by=Actor(8, "Hoàng Thị Hạnh"), at=NINE)
    record_readings(
        Reading(ReadingKind.PRINTED, "document", 3, PLAN.name),
        Reading(ReadingKind.OPENED, "document", 4, "Thông báo 12/TB-VP"),
        by=HANH,
        at=NINE,
    )

    assert ReadingRecord.objects.count() == 4


def test_two_readings_are_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        record_readings(
            PLAN,
            Reading(ReadingKind.OPENED, "document", 4, "Bản cũ"),
            by=HANH,
            at=NINE,
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_readingrecord SET person_name = 'Ai đó'",
        "DELETE FROM history_readingrecord",
        "TRUNCATE history_readingrecord",
    ],
)
def test_the_database_refuses_to_change_it(statement: str) -> None:
    record_readings(PLAN, by=HANH, at=NINE)

    with (
        pytest.raises(ProgrammingError, match="insert-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert ReadingRecord.objects.get().person_name == "Lê Thị Hạnh"


def test_it_keeps_no_more_of_a_person_than_the_question_needs() -> None:
    assert {field.name for field in ReadingRecord._meta.get_fields()} == {
        "id", "kind", "subject_type", "subject_id", "subject_name", "mission_id",
        "person_id", "person_name", "person_title", "at", "hour",
    }  # fmt: skip


def test_opening_printing_and_taking_a_document_are_three_readings(cast: Cast) -> None:
    document = dated(cast.van_thu)
    clerk = signed_in(cast.van_thu)
    address = f"/van-ban/{document.pk}/"

    for part in ("", "?loc=can-xem", "in/"):
        assert clerk.get(address + part).status_code == 200
    assert taken(clerk.get(f"{address}tep/"))

    rows = ReadingRecord.objects.filter(subject_type="document").order_by("id")
    assert [row.kind for row in rows] == ["OPENED", "PRINTED", "FILE"]
    assert {(row.person_id, row.person_title) for row in rows} == {
        (cast.van_thu.pk, "Văn thư")
    }
    assert rows[0].subject_name.startswith("Kế hoạch 45/KH-BQLKKTCK ngày 02/02/2026")


def test_evidence_is_recorded_with_its_mission(cast: Cast) -> None:
    attachment = evidence_of(cast)

    assert taken(page(cast.kiem_tra, f"/tep/{attachment.pk}/"))

    (row,) = ReadingRecord.objects.filter(subject_type="attachment")
    assert (row.kind, row.subject_id) == ("FILE", attachment.pk)
    assert row.mission_id == attachment.report.mission_id
    assert (row.subject_name, row.person_id) == (attachment.name, cast.kiem_tra.pk)


def test_who_is_refused_has_read_nothing(cast: Cast) -> None:
    attachment = evidence_of(cast)
    document = dated(cast.van_thu)

    for address in (f"/tep/{attachment.pk}/", f"/van-ban/{document.pk}/tep/"):
        assert page(cast.tp_qlht, address).status_code == 404

    assert not kinds()


def test_a_file_that_is_gone_was_not_read(cast: Cast, settings, tmp_path) -> None:
    attachment = evidence_of(cast)
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    assert page(cast.kiem_tra, f"/tep/{attachment.pk}/").status_code == 404
    assert not kinds()


def test_what_cannot_be_put_on_record_is_not_handed_out(cast: Cast) -> None:
    attachment = evidence_of(cast)
    client = signed_in(cast.kiem_tra)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE history_readingrecord RENAME TO gone")

    with transaction.atomic():
        answer = client.get(f"/tep/{attachment.pk}/")
        transaction.set_rollback(True)

    assert answer.status_code == 500
    assert not answer.streaming


def test_reading_and_exporting_history_is_recorded_too(cast: Cast) -> None:
    client = signed_in(cast.kiem_tra)
    for _ in range(2):
        client.get("/lich-su/")
        client.get("/lich-su/ai-da-doc/")
    assert taken(client.post("/lich-su/ket-xuat/"))
    assert taken(client.post("/lich-su/ai-da-doc/xuat/"))

    rows = ReadingRecord.objects.order_by("id").values_list("kind", "subject_type")
    assert list(rows) == [
        ("OPENED", "ledger"),
        ("OPENED", "readings"),
        ("EXPORTED", "ledger"),
        ("EXPORTED", "readings"),
    ]
    chain = HistoryEntry.objects.filter(subject_type="ledger").order_by("sequence")
    assert [(entry.kind, entry.after.get("subject")) for entry in chain] == [
        (HistoryKind.HISTORY_READ, None),
        (HistoryKind.HISTORY_READ, "Sổ lượt đọc"),
        (HistoryKind.HISTORY_EXPORTED, None),
        (HistoryKind.HISTORY_EXPORTED, "Sổ lượt đọc"),
    ]
