"""The pages of files on their way: several at once, progress, cancelling, trying again;
each person sees his or her own only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast
from tests.intake import desk
from tests.pages.intake import (
    HTMX,
    UPLOAD,
    document_000,
    file_of,
    refused,
    send,
    signed_in,
)
from workflows.enums import IntakeState, IntakeStep
from workflows.models import Document, Intake
from workflows.services import intake_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STASH_ROOT = tmp_path / "stash"
    settings.READ_AT_ONCE_SECONDS = 0
    return tmp_path


@pytest.fixture
def clerk(cast: Cast):
    return signed_in(cast.van_thu)


@pytest.fixture
def waiting(cast: Cast) -> Intake:
    return desk.sent(cast.van_thu)


def read_by_a_worker(taken: Intake) -> Intake:
    intake_work.read(intake_id=taken.pk, should_stop=lambda: False)
    taken.refresh_from_db()
    return taken


def failed(taken: Intake) -> Intake:
    taken.state, taken.sentence = IntakeState.FAILED, "Chương trình đọc dừng đột ngột."
    taken.ended_at = timezone.now()
    taken.save()
    return taken


def test_a_long_file_leads_to_its_progress(clerk):
    answer = send(clerk, file=file_of(document_000()))

    taken = Intake.objects.get()
    assert answer["Location"] == f"/van-ban/luot/{taken.pk}/"
    html = clerk.get(answer["Location"]).content.decode()
    assert "Đang chờ đọc" in html
    assert "Hủy đọc 000.txt" in html
    assert not Document.objects.exists()


def test_the_page_asks_how_far_it_is(clerk, waiting):
    Intake.objects.filter(pk=waiting.pk).update(
        state=IntakeState.READING,
        step=IntakeStep.OCR,
        pages_done=3,
        pages_total=80,
    )

    answer = clerk.get(f"/van-ban/luot/{waiting.pk}/dong/", headers=HTMX)

    html = answer.content.decode()
    assert "Nhận dạng chữ trên ảnh quét: trang 3 trên 80" in html
    assert 'max="80" value="3"' in html
    assert "HX-Retarget" not in answer


def test_what_is_read_leads_on_to_its_document(clerk, waiting):
    document = read_by_a_worker(waiting).document
    assert document is not None

    going_on = clerk.get(f"/van-ban/luot/{waiting.pk}/dong/?sang=1", headers=HTMX)
    assert going_on["HX-Redirect"] == f"/van-ban/{document.pk}/"
    whole = clerk.get(f"/van-ban/luot/{waiting.pk}/")
    assert whole["Location"] == f"/van-ban/{document.pk}/"
    on_the_list = clerk.get(f"/van-ban/luot/{waiting.pk}/dong/", headers=HTMX)
    assert on_the_list["HX-Retarget"] == f"#luot-{waiting.pk}"
    assert "Đã đọc xong" in on_the_list.content.decode()


def test_the_list_shows_ones_own_files_on_their_way(cast, clerk, waiting):
    assert "Tệp đang đọc" in clerk.get("/van-ban/").content.decode()

    other = signed_in(cast.cv_vp).get("/van-ban/").content.decode()

    assert "Tệp đang đọc" not in other
    assert desk.NAME not in other


@pytest.mark.parametrize("name", ["cv_vp", "truong_ban", "cv_qldn", "kiem_tra"])
def test_nobody_elses_intake_exists(cast, waiting, name):
    stranger = signed_in(getattr(cast, name))

    assert stranger.get(f"/van-ban/luot/{waiting.pk}/").status_code == 404
    for act in ("huy", "doc-lai", "bo"):
        answer = stranger.post(f"/van-ban/luot/{waiting.pk}/{act}/")
        assert answer.status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == IntakeState.WAITING


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_file_on_its_way_is_cancelled(clerk, waiting, headers):
    answer = clerk.post(f"/van-ban/luot/{waiting.pk}/huy/", headers=headers)

    waiting.refresh_from_db()
    assert waiting.state == IntakeState.CANCELLED
    if headers:
        assert "Đã hủy" in answer.content.decode()
    else:
        assert answer["Location"] == "/van-ban/"


def test_cancelling_too_late_is_said(clerk, waiting):
    read_by_a_worker(waiting)

    answer = clerk.post(f"/van-ban/luot/{waiting.pk}/huy/")

    refused(answer, 409, "đã kết thúc")


def test_what_failed_is_read_again_without_a_new_upload(clerk, waiting):
    failed(waiting)
    page = clerk.get("/van-ban/").content.decode()
    assert "dừng đột ngột" in page
    assert "Đọc lại" in page

    clerk.post(f"/van-ban/luot/{waiting.pk}/doc-lai/", headers=HTMX)

    assert read_by_a_worker(waiting).state == IntakeState.DONE


def test_what_failed_is_taken_off_the_list(clerk, waiting):
    failed(waiting)

    clerk.post(f"/van-ban/luot/{waiting.pk}/bo/")

    assert not Intake.objects.exists()
    gone = clerk.get(f"/van-ban/luot/{waiting.pk}/dong/", headers=HTMX)
    assert gone["HX-Reswap"] == "delete"


def test_several_files_each_get_a_line_without_a_script(clerk, settings):
    settings.READ_AT_ONCE_SECONDS = 30
    files = [
        file_of(document_000(), "kế hoạch.txt"),
        file_of(b"khong phai zip", "hỏng.docx"),
        file_of("TỐI MẬT\n\nPhương án".encode(), "phuong-an-7.txt"),
        file_of(document_000(), "bản sao.txt"),
    ]

    html = send(clerk, file=files).content.decode()

    document = Document.objects.get()
    lines = html.split('id="cac-tep"')[1].split("<form class")[0]
    assert lines.count('class="intake"') == 4
    assert "không phải tệp Word" in html
    assert "đã được đăng ký" in html
    assert "phuong-an-7" not in html
    assert lines.count(f'href="/van-ban/{document.pk}/"') == 2


def test_the_script_gets_one_line_for_one_file(clerk, settings):
    long = clerk.post(
        UPLOAD, {"declared": "1", "file": file_of(document_000())}, headers=HTMX
    )
    assert "Đang chờ đọc" in long.content.decode()
    settings.READ_AT_ONCE_SECONDS = 30

    short = clerk.post(
        UPLOAD, {"declared": "1", "file": file_of(desk.plan("b"))}, headers=HTMX
    )
    assert "Đã đọc xong" in short.content.decode()
    undeclared = clerk.post(UPLOAD, {"file": file_of(b"x")}, headers=HTMX)
    html = refused(undeclared, 422, "Chưa xác nhận")
    assert "<html" not in html


def test_too_many_files_at_once_are_refused(clerk, folders):
    answer = send(clerk, file=[file_of(b"x", f"{n}.txt") for n in range(21)])

    refused(answer, 422, "không quá 20 tệp")
    assert desk.files_below(folders) == []


def test_the_list_takes_ten_statements_with_files_on_their_way(cast, clerk):
    for mark in "abc":
        desk.sent(cast.van_thu, desk.plan(mark))
    clerk.get("/van-ban/")

    with CaptureQueriesContext(connection) as captured:
        clerk.get("/van-ban/")

    assert len(captured) <= 10


def test_the_health_of_the_queue_is_told_to_who_asks(client, cast, waiting):
    assert client.get("/healthz").json() == {"status": "ok"}

    queue = client.get("/healthz?queue").json()["queue"]

    assert (queue["waiting"], queue["running"], queue["failed"]) == (1, 0, 0)
