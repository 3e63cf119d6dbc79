"""Words of files of evidence: read apart, bounded, never of a secret."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals import services as approvals
from tests.cast import Cast
from tests.missions import builders
from tests.reading.files import word_file
from tests.search.searching import kinds, look
from workflows.enums import SearchKind
from workflows.files import Upload
from workflows.models import FileText, SearchRow
from workflows.services.reports import HandIn
from workflows.services.search import index_waiting
from workflows.services.search.attachments import read_files

pytestmark = pytest.mark.django_db
# One page with one line, as small as a PDF can be.
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 66>>stream
BT /F1 12 Tf 72 700 Td (Bien ban xyloquartz tai cua khau) Tj ET  \n\
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


@pytest.fixture(autouse=True)
def kept_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def attached(cast: Cast, *files: Any) -> FileText:
    """A report with these files (name, content, …) that wait to be read; the first."""
    uploads = [
        Upload(name, len(content), [content])
        for name, content in zip(files[::2], files[1::2], strict=True)
    ]
    mission = builders.started(cast)
    approvals.hand_in(
        mission_id=mission.pk,
        report=HandIn("Đã xong.", uploads=uploads),
        by=cast.tp_qldn,
    )
    index_waiting()
    first = FileText.objects.order_by("pk").first()
    assert first is not None
    return first


def test_the_words_of_word_and_pdf_files_are_found(cast: Cast) -> None:
    paper = word_file("# Biên bản\n\nĐã bàn giao **thiết bị zirconhafni** tại kho.")
    attached(cast, "bien-ban.docx", paper, "so-2.pdf", PDF)
    assert kinds(cast.cv_qldn, "zirconhafni") == set()

    assert read_files() == 2

    assert [one.state for one in FileText.objects.all()] == ["READ", "READ"]
    assert kinds(cast.cv_qldn, "thiet bi zirconhafni") == {"ATTACHMENT"}
    assert kinds(cast.cv_qldn, '"thiết bị zirconhafni"') == {"ATTACHMENT"}
    assert kinds(cast.cv_qldn, "bien ban xyloquartz") == {"ATTACHMENT"}
    assert kinds(cast.cv_qldn, "so-2.pdf") == {"ATTACHMENT"}
    assert kinds(cast.cv_qlht, "zirconhafni") == set()
    assert read_files() == 0


def test_of_a_secret_neither_words_nor_name_enter(cast: Cast) -> None:
    secret = "TỐI MẬT\n\nKế hoạch zirconhafni".encode()
    attached(cast, "ke-hoach-zirconhafni.txt", secret)

    read_files()

    (words,) = FileText.objects.all()
    assert (words.state, words.text) == ("REFUSED", "")
    assert kinds(cast.truong_ban, "zirconhafni") == set()
    assert not SearchRow.objects.filter(kind=SearchKind.ATTACHMENT).exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("anh-zirconhafni.zip", b"PK\x03\x04 nothing"), ("zirconhafni.pdf", b"%PDF-x")],
)
def test_what_cannot_be_read_is_found_by_its_name_and_says_why(
    cast: Cast, name: str, content: bytes
) -> None:
    attached(cast, name, content)

    read_files()

    (words,) = FileText.objects.all()
    assert words.state == "FAILED"
    assert words.sentence.endswith(".")
    assert kinds(cast.cv_qldn, "zirconhafni") == {"ATTACHMENT"}
    assert read_files() == 0


def test_whoever_is_at_a_file_is_left_alone_until_he_is_dead(cast: Cast) -> None:
    words = attached(cast, "ghi-chu.txt", "Ghi chú zirconhafni".encode())
    FileText.objects.filter(pk=words.pk).update(begun_at=timezone.now(), attempts=1)

    assert read_files() == 0

    long_ago = timezone.now() - timedelta(hours=1)
    FileText.objects.filter(pk=words.pk).update(begun_at=long_ago)
    assert read_files() == 1
    assert look(cast.cv_qldn, "zirconhafni").hits
