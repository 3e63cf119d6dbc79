"""Files that should not be sent, sent anyway; and names that try to go elsewhere."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from approvals import services as approvals
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.missions.addresses import address, form, signed_in
from workflows.exceptions import BadFile
from workflows.files import Upload
from workflows.models import Attachment, Mission, Report, StoredFile
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(cast: Cast) -> Client:
    return signed_in(cast.tp_qldn)


PDF = b"%PDF-1.7 \x00\xff"


def upload(name: str, content: bytes) -> Upload:
    return Upload(name, len(content), [content])


@pytest.fixture(autouse=True)
def files_elsewhere(settings: LazySettings, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def send(head: Client, cast: Cast, name: str, content: bytes) -> Any:
    mission = builders.started(cast)
    file = SimpleUploadedFile("x", content)
    file._name = name
    words = form("report", cast, mission.version, files=[file])
    return head.post(address("report", mission.pk), words)


def test_a_file_loses_the_path_in_its_name(cast: Cast, tmp_path: Any) -> None:
    for name in ("../../x.pdf", "..\\..\\x.pdf", "/etc/x.pdf", "C:\\a\\x.pdf"):
        mission = builders.started(cast)
        report = HandIn("Xong.", uploads=[upload(name, PDF)])
        approvals.hand_in(mission_id=mission.pk, report=report, by=cast.tp_qldn)
        assert Attachment.objects.get(report__mission=mission).name == "x.pdf"

    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == StoredFile.objects.count() == 1
    assert kept[0].is_relative_to(tmp_path / "files")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.exe", b"MZ", "thuộc loại không nhận"),
        ("../../x", b"x", "thuộc loại không nhận"),
        ("a.pdf.exe", PDF, "thuộc loại không nhận"),
        ("a.pdf", b"MZ is no PDF", "không đúng với đuôi"),
        ("a.docx", b"%PDF-", "không đúng với đuôi"),
        ("a.pdf", b"", "rỗng"),
        ("trang.html", b"<script>", "thuộc loại không nhận"),
        ("hinh.svg", b"<svg onload=x()>", "thuộc loại không nhận"),
    ],
)
def test_a_file_that_is_not_taken_is_named(
    head: Client, cast: Cast, tmp_path: Any, name: str, content: bytes, sentence: str
) -> None:
    answer = send(head, cast, name, content)

    assert answer.status_code == 422
    assert sentence in answer.json()["error"]
    assert not Report.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_that_is_too_large_is_refused(
    head: Client, cast: Cast, settings: LazySettings, tmp_path: Any
) -> None:
    settings.MAX_ATTACHMENT_BYTES = 10

    answer = send(head, cast, "a.pdf", PDF)
    assert answer.status_code == 422
    assert "lớn hơn" in answer.json()["error"]
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_that_says_it_is_smaller_than_it_is_is_refused(
    cast: Cast, settings: LazySettings, tmp_path: Any
) -> None:
    settings.MAX_ATTACHMENT_BYTES = 10
    mission = builders.started(cast)
    report = HandIn("Xong.", uploads=[Upload("a.pdf", 5, [PDF[:6], PDF[6:]])])

    with pytest.raises(BadFile, match="lớn hơn"):
        approvals.hand_in(mission_id=mission.pk, report=report, by=cast.tp_qldn)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_same_file_twice_is_kept_once(cast: Cast) -> None:
    mission = builders.started(cast)
    report = HandIn("Xong.", uploads=[upload("a.pdf", PDF), upload("b.pdf", PDF)])
    approvals.hand_in(mission_id=mission.pk, report=report, by=cast.tp_qldn)

    assert StoredFile.objects.count() == 1
    assert list(Attachment.objects.values_list("name", flat=True)) == ["a.pdf", "b.pdf"]


def test_who_may_not_hand_in_fills_no_disk(cast: Cast, tmp_path: Any) -> None:
    mission = builders.started(cast)

    for stranger in (cast.ptb_khanh, cast.cv_qldn):
        answer = send_to(mission, stranger, cast)
        assert answer.status_code in {403, 404}
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def send_to(mission: Mission, person: Person, cast: Cast) -> Any:
    file = SimpleUploadedFile("a.pdf", PDF)
    words = form("report", cast, mission.version, files=[file])
    return signed_in(person).post(address("report", mission.pk), words)
