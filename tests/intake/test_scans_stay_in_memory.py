"""Nothing of a scan is stored, and nothing named, before its last page was seen."""

import logging
from datetime import timedelta
from functools import cache

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from organization.models import Person
from tests.cast import Cast
from tests.intake.desk import files_below, sent, until, work
from tests.missions.addresses import SIGNED_IN_BY
from tests.reading.documents import one_item
from tests.reading.files import html_of, scan_of
from tests.reading.printing import printed
from workflows.enums import IntakeState
from workflows.exceptions import BadFile
from workflows.models import Document, Intake
from workflows.reading.files.ocr import tesseract
from workflows.services import intake_looking, intake_queue, intake_upkeep, intake_work
from workflows.services.reader_child import Order

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(tesseract() is None, reason="no tesseract here"),
]
NAME = "Phương án quét 7.pdf"
PLAN = one_item(
    "Lãnh đạo chỉ đạo: Đ/c Vũ Việt Hải - Phó Trưởng Ban.",
    "Đơn vị thực hiện: Phòng Quản lý doanh nghiệp.",
    "Thời gian hoàn thành: Trước 30/6/2026.",
    words="Xây dựng kế hoạch kiểm tra công tác phòng cháy, chữa cháy tại cửa khẩu.",
)
NEW_PAGE = '<p style="break-before: page"></p>'


@cache
def scans() -> dict[str, bytes]:
    """Two pages each; the mark of the second stands on its second page."""
    plan = html_of(PLAN)
    annex = html_of("PHỤ LỤC\n\nDanh mục các tòa nhà được kiểm tra trong năm nay.")
    marked = html_of("TỐI MẬT\n\nPhương án tác chiến khu vực Hữu Nghị năm nay.")
    pages = {"plan": plan + NEW_PAGE + annex, "secret": plan + NEW_PAGE + marked}
    return {name: scan_of(pdf) for name, pdf in printed(pages).items()}


@pytest.fixture
def stopped(monkeypatch):
    """The recognising of words waits until the test lets it go on."""
    for _ in range(intake_looking.AT_ONCE):
        intake_looking._seats.acquire()
    given_back: list[int] = []

    def go_on() -> None:
        while len(given_back) < intake_looking.AT_ONCE:
            given_back.append(1)
            intake_looking._seats.release()

    yield go_on
    go_on()
    until(lambda: not intake_looking._held)


def every_text_of_the_database() -> str:
    """Whatever any table says, as the database itself writes it out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(format('SELECT t::text FROM %%I AS t', relname),"
            " ' UNION ALL ') FROM pg_stat_user_tables WHERE schemaname = %s",
            ["public"],
        )
        (every_table,) = cursor.fetchone()
        cursor.execute(every_table)
        return "".join(row[0] for row in cursor.fetchall())


def ended(taken: Intake) -> Intake:
    until(lambda: not intake_looking.name_of(taken.pk), seconds=120)
    taken.refresh_from_db()
    return taken


def clerk_at_the_page(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=SIGNED_IN_BY)
    return client


def test_a_mark_on_the_second_page_leaves_nothing_at_any_time(
    cast: Cast, folders, caplog, monkeypatch
):
    stored: list[str] = []
    noted = intake_queue.note

    def watched(intake, progress):
        stored.append(every_text_of_the_database())
        assert files_below(folders) == []
        return noted(intake, progress)

    monkeypatch.setattr(intake_queue, "note", watched)
    with caplog.at_level(logging.DEBUG):
        taken = ended(sent(cast.van_thu, scans()["secret"], NAME))

    assert taken.state == IntakeState.REFUSED
    assert (taken.file_name, taken.size, taken.stash) == ("", 0, "")
    assert "dấu chỉ độ mật" in taken.sentence
    assert files_below(folders) == []
    assert not Document.objects.exists()
    assert stored
    for text in [*stored, every_text_of_the_database(), caplog.text]:
        assert "án quét 7" not in text
        assert "tác chiến" not in text
    assert "state secret was refused" in caplog.text


def test_a_clean_scan_becomes_a_document_with_its_original(cast: Cast, folders):
    taken = ended(sent(cast.van_thu, scans()["plan"], NAME))

    assert taken.state == IntakeState.DONE
    assert (taken.file_name, taken.size) == (NAME, len(scans()["plan"]))
    assert taken.document is not None
    assert cast.unit("phong_qldn") in [i.lead_unit for i in taken.document.items.all()]
    (original,) = files_below(folders)
    assert original.read_bytes() == scans()["plan"]
    assert not (folders / "stash").exists()


def test_the_same_scan_again_leads_to_its_document(cast: Cast, folders):
    first = ended(sent(cast.van_thu, scans()["plan"], NAME))

    second = ended(sent(cast.cv_vp, scans()["plan"], "lần hai.pdf"))

    assert second.state == IntakeState.FAILED
    assert second.document == first.document
    assert second.file_name == "lần hai.pdf"


def test_the_page_names_the_scan_from_memory_only(cast: Cast, stopped):
    taken = sent(cast.van_thu, scans()["plan"], NAME)

    html = clerk_at_the_page(cast.van_thu).get("/van-ban/").content.decode()

    assert "Đang tìm dấu mật" in html
    assert NAME in html
    assert "án quét 7" not in every_text_of_the_database()
    assert taken.state == IntakeState.LOOKING


def test_a_cancelled_scan_is_let_go(cast: Cast, folders, stopped):
    taken = sent(cast.van_thu, scans()["plan"], NAME)

    intake_queue.cancel(intake_id=taken.pk, by=cast.van_thu)

    assert ended(taken).state == IntakeState.CANCELLED
    assert files_below(folders) == []
    assert not Document.objects.exists()


def test_no_job_takes_up_what_is_only_in_memory(cast: Cast, stopped):
    taken = sent(cast.van_thu, scans()["plan"], NAME)

    work()
    intake_work.read(intake_id=taken.pk, should_stop=lambda: False)

    taken.refresh_from_db()
    assert taken.state == IntakeState.LOOKING


def test_a_scan_whose_process_is_gone_is_said_to_be_gone(cast: Cast):
    now = timezone.now()
    lost = Intake.objects.create(
        by=cast.van_thu, begun_at=now, heard_at=now, state=IntakeState.LOOKING
    )

    intake_upkeep.resume_lost(at=now + timedelta(minutes=1))
    lost.refresh_from_db()
    assert lost.state == IntakeState.LOOKING

    intake_upkeep.resume_lost(at=now + timedelta(minutes=3))
    lost.refresh_from_db()
    assert lost.state == IntakeState.FAILED
    assert "chưa có gì được lưu" in lost.sentence
    assert not lost.can_retry


def test_memory_has_a_limit(cast: Cast, stopped, monkeypatch):
    monkeypatch.setattr(intake_looking, "MOST_BYTES", len(scans()["plan"]))
    sent(cast.van_thu, scans()["plan"], NAME)

    with pytest.raises(BadFile, match="đang xem nhiều bản quét"):
        sent(cast.van_thu, scans()["secret"], "khác.pdf")


def test_a_reading_process_that_dies_is_said(cast: Cast, folders, monkeypatch):
    def nothing_to_read(source, *args, **kwargs):
        return Order(7, *args, **kwargs)

    monkeypatch.setattr(intake_looking, "Order", nothing_to_read)

    taken = ended(sent(cast.van_thu, scans()["plan"], NAME))

    assert taken.state == IntakeState.FAILED
    assert "dừng đột ngột" in taken.sentence
    assert taken.file_name == ""
    assert files_below(folders) == []
