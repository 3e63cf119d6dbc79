"""A file that takes long waits, is read by a worker, and becomes a document; or it
ends with a sentence. Nothing of it is ever half there."""

import logging
from threading import Thread

import psutil
import pytest
from django.db import connection

from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.intake.desk import (
    NAME,
    files_below,
    is_being_read,
    laid_aside,
    plan,
    sent,
    until,
    work,
)
from tests.intake.slow import SlowBytes
from workflows import files
from workflows.enums import IntakeState
from workflows.exceptions import InvalidTransition, MissionNotFound
from workflows.models import Document, Intake, StoredFile
from workflows.services import intake, intake_queue, intake_work
from workflows.services.held_document import ONLY_OFFICE
from workflows.services.reader_child import Order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slowly(monkeypatch):
    """Reading takes a while, whatever the machine."""

    def order(source, *args, **kwargs):
        return Order(SlowBytes(source), *args, **kwargs)

    monkeypatch.setattr(intake_work, "Order", order)


def reading_processes() -> list[psutil.Process]:
    """Processes that read a document for this one: each leads a group of its own."""
    here = psutil.Process()
    return [
        child
        for child in here.children(recursive=True)
        if "forkserver" in " ".join(child.cmdline()) and child.ppid() != here.pid
    ]


def test_a_long_file_waits_and_a_worker_makes_it_a_document(cast: Cast, folders):
    taken = sent(cast.van_thu)
    (waiting,) = files_below(folders / "stash")
    assert waiting.stat().st_mode & 0o777 == 0o600
    assert (folders / "stash").stat().st_mode & 0o777 == 0o700
    assert not Document.objects.exists()

    work()

    taken.refresh_from_db()
    document = Document.objects.get()
    assert (taken.state, taken.document) == (IntakeState.DONE, document)
    assert document.file_name == NAME
    assert files.path_of(StoredFile.objects.get().sha256).read_bytes() == plan()
    assert files_below(folders / "stash") == []
    entry = HistoryEntry.objects.get(kind=HistoryKind.DOCUMENT_REGISTERED)
    assert entry.actor_name == cast.van_thu.full_name


def test_a_short_file_is_read_at_once(cast: Cast, folders, settings):
    settings.READ_AT_ONCE_SECONDS = 30
    with pytest.raises(AssertionError):  # no intake came of it
        sent(cast.van_thu)

    assert Document.objects.exists()
    assert not Intake.objects.exists()
    assert files_below(folders / "stash") == []


def test_what_is_cancelled_before_its_turn_is_not_read(cast: Cast, folders):
    taken = sent(cast.van_thu)

    intake_queue.cancel(intake_id=taken.pk, by=cast.van_thu)
    work()

    taken.refresh_from_db()
    assert taken.state == IntakeState.CANCELLED
    assert not Document.objects.exists()
    assert files_below(folders) == []


def test_what_is_cancelled_while_it_is_read_ends_at_once(cast: Cast, folders, slowly):
    taken = sent(cast.van_thu)
    worker = Thread(target=work)
    worker.start()
    until(lambda: is_being_read(taken) and bool(reading_processes()))

    intake_queue.cancel(intake_id=taken.pk, by=cast.van_thu)
    worker.join(timeout=5)

    assert not worker.is_alive()
    assert reading_processes() == []
    assert not Document.objects.exists()
    assert files_below(folders) == []


def test_what_has_ended_is_not_cancelled(cast: Cast):
    taken = sent(cast.van_thu)
    work()

    with pytest.raises(InvalidTransition):
        intake_queue.cancel(intake_id=taken.pk, by=cast.van_thu)


def test_another_clerk_finds_none_of_it(cast: Cast):
    taken = sent(cast.van_thu)

    for act in (intake_queue.cancel, intake_queue.retry, intake_queue.dismiss):
        with pytest.raises(MissionNotFound):
            act(intake_id=taken.pk, by=cast.cv_vp)


def test_a_secret_that_only_the_reading_finds_leaves_no_trace(
    cast: Cast, folders, caplog
):
    words = "TỐI MẬT\n\nPhương án tác chiến khu vực Hữu Nghị".encode()
    taken = laid_aside(cast.van_thu, words, "phuong-an-7.txt")

    with caplog.at_level(logging.DEBUG):
        work()

    taken.refresh_from_db()
    assert taken.state == IntakeState.REFUSED
    assert (taken.file_name, taken.size, taken.stash) == ("", 0, "")
    assert "dấu chỉ độ mật" in taken.sentence
    assert files_below(folders) == []
    assert not Document.objects.exists()
    assert "phuong-an-7" not in caplog.text
    assert "tác chiến" not in caplog.text
    assert "state secret was refused" in caplog.text


def test_a_damaged_file_ends_with_its_sentence_and_is_not_kept(cast: Cast, folders):
    taken = laid_aside(cast.van_thu, b"PK\x03\x04 no word file", "hong.docx")

    work()

    taken.refresh_from_db()
    assert taken.state == IntakeState.FAILED
    assert "không phải tệp Word" in taken.sentence
    assert not taken.can_retry
    assert files_below(folders) == []


def test_what_is_registered_already_leads_to_its_document(cast: Cast):
    sent(cast.van_thu)
    work()

    again = sent(cast.cv_vp, name="bản sao.txt")
    work()

    again.refresh_from_db()
    assert again.state == IntakeState.FAILED
    assert again.document == Document.objects.get()
    assert "đã được đăng ký" in again.sentence


def test_who_lost_the_seat_meanwhile_registers_nothing(cast: Cast, folders):
    taken = laid_aside(cast.cv_qldn, plan())

    work()

    taken.refresh_from_db()
    assert (taken.state, taken.sentence) == (IntakeState.FAILED, ONLY_OFFICE)
    assert files_below(folders) == []


def test_a_content_that_is_gone_is_said(cast: Cast):
    taken = sent(cast.van_thu)
    files.wipe(taken.stash)

    work()

    taken.refresh_from_db()
    assert (taken.state, taken.sentence) == (IntakeState.FAILED, intake_work.GONE)


def test_a_reading_process_that_dies_can_be_tried_again(
    cast: Cast, folders, slowly, monkeypatch
):
    taken = sent(cast.van_thu)
    worker = Thread(target=work)
    worker.start()
    until(lambda: bool(reading_processes()))
    for process in reading_processes():
        process.kill()
    worker.join(timeout=10)
    taken.refresh_from_db()
    assert taken.state == IntakeState.FAILED
    assert "dừng đột ngột" in taken.sentence
    assert taken.can_retry

    monkeypatch.setattr(intake_work, "Order", Order)  # as fast as it goes
    intake_queue.retry(intake_id=taken.pk, by=cast.van_thu)
    work()

    taken.refresh_from_db()
    assert taken.state == IntakeState.DONE
    assert files_below(folders / "stash") == []


def test_the_same_job_twice_registers_once(cast: Cast):
    taken = sent(cast.van_thu)

    for _ in range(2):
        intake_work.read(intake_id=taken.pk, should_stop=lambda: False)

    assert Document.objects.count() == 1


def test_a_second_worker_leaves_alone_what_is_being_read(cast: Cast):
    taken = sent(cast.van_thu)
    now = taken.begun_at

    assert intake_queue.begin(taken.pk, at=now) is not None
    assert intake_queue.begin(taken.pk, at=now) is None
    assert intake_queue.begin(taken.pk, at=now + intake_queue.ALIVE_WITHIN) is not None


def test_a_worker_that_lost_its_row_finishes_nothing(cast: Cast, folders):
    taken = sent(cast.van_thu)
    old = intake_queue.begin(taken.pk, at=taken.begun_at)
    later = taken.begun_at + intake_queue.ALIVE_WITHIN
    assert intake_queue.begin(taken.pk, at=later) is not None

    assert old is not None
    assert not intake_queue.note(old, None)
    intake_work._read_and_register(old, lambda: False)

    assert not Document.objects.exists()
    assert files_below(folders / "files") == []


def test_a_worker_that_is_stopped_gives_its_work_back(cast: Cast, folders, slowly):
    taken = sent(cast.van_thu)

    with pytest.raises(intake_work.WorkerStops):
        intake_work.read(intake_id=taken.pk, should_stop=lambda: True)

    taken.refresh_from_db()
    assert (taken.state, taken.attempts) == (IntakeState.WAITING, 0)
    assert len(files_below(folders / "stash")) == 1


def test_what_brings_the_server_down_three_times_is_not_tried_a_fourth(cast: Cast):
    taken = sent(cast.van_thu)
    Intake.objects.filter(pk=taken.pk).update(attempts=intake_queue.MOST_ATTEMPTS)

    work()

    taken.refresh_from_db()
    assert taken.state == IntakeState.FAILED
    assert taken.sentence == intake_queue.TOO_MANY_ATTEMPTS
    assert taken.can_retry


def test_two_clerks_with_the_same_file_make_one_document(cast: Cast, folders):
    both = [sent(cast.van_thu), sent(cast.cv_vp)]

    def read(taken: Intake) -> None:
        try:
            intake_work.read(intake_id=taken.pk, should_stop=lambda: False)
        finally:
            connection.close()

    threads = [Thread(target=read, args=(taken,)) for taken in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    states = sorted(Intake.objects.values_list("state", flat=True))
    assert states == [IntakeState.DONE, IntakeState.FAILED]
    assert Document.objects.count() == 1
    assert len(files_below(folders / "files")) == 1
    assert files_below(folders / "stash") == []


def test_a_long_pasted_text_waits_too_and_has_no_original(cast: Cast, folders):
    text = plan().decode()
    taken = intake.take_in_text(
        text=text, declared_free_of_secrets=True, by=cast.van_thu
    )

    work()

    taken.refresh_from_db()
    assert isinstance(taken, Intake)
    document = Document.objects.get()
    assert (taken.state, taken.document) == (IntakeState.DONE, document)
    assert (document.text, document.file) == (text, None)
    assert files_below(folders) == []
