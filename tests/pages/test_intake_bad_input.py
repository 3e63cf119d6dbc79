"""What is refused while documents are taken in: always with a sentence, never with a
trace of what must not be kept; and for whom none of this exists."""

import io
import logging
import unicodedata
import zipfile

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import (
    UPLOAD,
    card,
    document_000,
    file_of,
    item_of,
    refused,
    send,
    signed_in,
    url,
)
from workflows.models import Document, StoredFile

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script>"
STRANGERS = ("truong_ban", "ptb_hai", "tp_qldn", "cv_qldn", "kiem_tra", "quan_tri")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def clerk(cast: Cast):
    return signed_in(cast.van_thu)


@pytest.fixture
def document(cast: Cast) -> Document:
    return intake.taken_in(cast.van_thu)


def nothing_is_kept(folder) -> bool:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return not (files or Document.objects.exists() or StoredFile.objects.exists())


# -- Taking in -----------------------------------------------------------------


def test_neither_file_nor_text_is_asked_for(clerk):
    refused(send(clerk), 422, "Chọn một tệp, hoặc dán nội dung văn bản.")


def test_both_a_file_and_a_text_are_one_too_many(clerk, folder):
    answer = send(clerk, file=file_of(document_000()), text="KẾ HOẠCH")

    html = refused(answer, 422, "Chỉ gửi một trong hai")
    assert "KẾ HOẠCH</textarea>" in html
    assert nothing_is_kept(folder)


def test_an_undeclared_document_is_not_even_read(clerk, folder, monkeypatch):
    monkeypatch.setattr("workflows.services.intake.read_at_once", pytest.fail)

    answer = clerk.post(UPLOAD, {"file": file_of(document_000())})

    refused(answer, 422, "Chưa xác nhận văn bản không chứa bí mật nhà nước.")
    assert nothing_is_kept(folder)


def test_an_empty_file_is_refused(clerk, folder):
    refused(send(clerk, file=file_of(b"")), 422, "Tệp rỗng")
    assert nothing_is_kept(folder)


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("read before it was refused")


def test_a_file_of_50_mb_is_refused_by_its_announced_length(clerk, folder):
    answer = clerk.generic(
        "POST",
        UPLOAD,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(50 * 1024 * 1024), "wsgi.input": Unread()},
    )

    refused(answer, 413, "Tệp lớn hơn 25 MB")
    assert nothing_is_kept(folder)


def test_a_file_a_little_over_the_limit_is_refused_and_never_on_disk(
    clerk, folder, settings, monkeypatch
):
    settings.MAX_DOCUMENT_BYTES = 200_000
    monkeypatch.setattr("tempfile.NamedTemporaryFile", pytest.fail)

    answer = send(clerk, file=file_of(b"a" * 300_000))

    refused(answer, 422, "lớn hơn")
    assert nothing_is_kept(folder)


def test_pasted_text_beyond_all_measure_is_refused(clerk):
    refused(send(clerk, text="a" * 6_000_000), 413, "quá dài")


def test_a_docx_that_is_no_zip_is_refused(clerk, folder):
    answer = send(clerk, file=file_of(b"khong phai zip", "ke-hoach.docx"))

    refused(answer, 422, "không phải tệp Word")
    assert nothing_is_kept(folder)


def test_a_zip_that_is_no_word_file_is_refused(clerk, folder):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("x.txt", "x")

    assert send(clerk, file=file_of(body.getvalue(), "x.docx")).status_code == 422
    assert nothing_is_kept(folder)


def test_a_program_with_the_name_of_a_text_is_refused(clerk, folder):
    answer = send(clerk, file=file_of(b"MZ\x00\x01\x90\x00", "x.txt"))

    assert answer.status_code == 422
    assert nothing_is_kept(folder)


def test_decomposed_text_gives_the_same_items(clerk, cast):
    decomposed = unicodedata.normalize("NFD", document_000().decode())

    send(clerk, file=file_of(decomposed.encode()))

    composed = Document.objects.get()
    titles = list(composed.items.values_list("title", flat=True))
    # The same text in NFC is the same registration but for the file itself.
    send(clerk, file=file_of(document_000()))
    other = Document.objects.exclude(pk=composed.pk).get()
    assert list(other.items.values_list("title", flat=True)) == titles
    assert len(titles) == 14


def test_a_name_that_climbs_out_of_its_folder_is_kept_as_its_last_part(clerk, folder):
    send(clerk, file=file_of(document_000(), "../../x.txt"))

    assert Document.objects.get().file_name == "x.txt"
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [StoredFile.objects.get().sha256]


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secret_is_refused_and_no_trace_of_it_stays(clerk, folder, caplog, mark):
    words = f"{mark}\n\nPhương án tác chiến khu vực Hữu Nghị"

    with caplog.at_level(logging.DEBUG):
        by_file = send(clerk, file=file_of(words.encode(), "phuong-an.txt"))
        pasted = send(clerk, text=words)

    for answer in (by_file, pasted):
        html = refused(answer, 422, "dấu chỉ độ mật")
        assert "tác chiến" not in html
    assert nothing_is_kept(folder)
    assert "tác chiến" not in caplog.text
    assert "phuong-an" not in caplog.text
    assert "state secret was refused" in caplog.text


def test_a_name_that_says_secret_is_refused(clerk, folder):
    answer = send(clerk, file=file_of(document_000(), "[MẬT] kế hoạch.txt"))

    html = refused(answer, 422, "dấu chỉ độ mật")
    assert "[MẬT] kế hoạch" not in html
    assert nothing_is_kept(folder)


def test_scripts_in_a_document_are_shown_as_words(clerk):
    text = document_000().decode().replace("Thực hiện trang trí", SCRIPT)
    text = text.replace("**KẾ HOẠCH**", f"**KẾ HOẠCH {SCRIPT}**")

    answer = clerk.post(UPLOAD, {"declared": "1", "text": text}, follow=True)

    html = answer.content.decode()
    assert SCRIPT not in html
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in html


def test_the_limits_of_the_settings_hold_an_upload() -> None:
    assert django_settings.MAX_DOCUMENT_BYTES == 25 * 1024 * 1024
    assert django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 5 * 1024 * 1024


# -- Who may -------------------------------------------------------------------


def test_documents_in_the_making_exist_for_the_office_only(cast, document, monkeypatch):
    item = item_of(document, "1.3")
    monkeypatch.setattr("workflows.services.intake.read_at_once", pytest.fail)
    pages = ["/van-ban/", UPLOAD, f"/van-ban/{document.pk}/", url(item)]
    pages.append(f"/van-ban/{document.pk}/tep/")
    acts = [url(item, act) for act in ("item", "skip", "restore", "split")]
    chosen = [
        reverse(f"workflows:{act}", args=[document.pk])
        for act in ("document_give", "document_number")
    ]

    for name in STRANGERS:
        stranger = signed_in(getattr(cast, name))
        answers = [stranger.get(page) for page in pages]
        answers += [stranger.post(act, card(item)) for act in acts]
        answers += [stranger.post(act, {"item": f"{item.pk}:0"}) for act in chosen]
        answers.append(send(stranger, file=file_of(b"x")))
        assert {answer.status_code for answer in answers} == {404}, name
    item.refresh_from_db()
    assert item.version == 0


def test_an_item_of_another_document_is_not_found_under_this_one(cast, clerk, document):
    item = item_of(document, "1.3")
    address = reverse("workflows:document_item", args=[document.pk + 1, item.pk])

    assert clerk.post(address, card(item)).status_code == 404


def test_a_form_of_another_site_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.van_thu, backend=intake.BACKEND)

    assert send(client, text="KẾ HOẠCH").status_code == 403
