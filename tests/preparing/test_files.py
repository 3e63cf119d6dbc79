"""Files of the same name are numbered, shown inside a page, and bounded together."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from history.models import ReadingRecord
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from workflows import files
from workflows.enums import ReturnKind
from workflows.exceptions import BadFile, InvalidInput
from workflows.models import Attachment, ContributionFile, DraftFile, Mission
from workflows.services import preparing
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db

MIB = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PREVIEW_ROOT = tmp_path / "previews"
    return tmp_path


def upload(name: str, content: bytes = b"%PDF-1.7 khong doc duoc") -> files.Upload:
    return files.Upload(name, len(content), [content])


def pdf(text: str = "Trang") -> bytes:
    """Two pages of a real PDF, written out by hand."""
    stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        page + b"/Contents 5 0 R/Resources<</Font<</F1 " + font + b">>>>>>",
        page + b">>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    found, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        found
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(found)
    )


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def handed_in_with(mission: Mission, cast: Cast, *uploads: files.Upload) -> Mission:
    return builders.approvals.hand_in(
        mission_id=mission.pk,
        report=HandIn("Đã xong.", uploads=uploads),
        by=cast.tp_qldn,
    )


def sent_back(mission: Mission, cast: Cast) -> Mission:
    return builders.approvals.decide(
        mission_id=mission.pk,
        outcome=builders.DecisionOutcome.RETURN,
        kind=ReturnKind.MISSING_EVIDENCE,
        reason="Bổ sung.",
        by=cast.ptb_hai,
    )


def test_a_file_handed_in_again_is_shown_as_the_second_time_and_the_first_stays(
    cast: Cast,
):
    mission = builders.started(cast)
    handed_in_with(mission, cast, upload("so-lieu.pdf"), upload("khac.pdf"))
    sent_back(mission, cast)
    preparing.add_draft_files(
        mission_id=mission.pk, uploads=[upload("So-lieu.pdf", pdf())], by=cast.cv_qldn
    )
    client = signed_in(cast.tp_qldn)

    draft = client.get(f"/nhiem-vu/{mission.pk}/chuan-bi/").content.decode()
    assert "lần 2" in draft

    handed_in_with(mission, cast, upload("so-lieu.pdf", pdf("Hai")))
    page = client.get(f"/nhiem-vu/{mission.pk}/").content.decode()
    assert "lần 1" in page
    assert "lần 2" in page
    first = Attachment.objects.filter(name="so-lieu.pdf").earliest("pk")
    assert b"".join(client.get(f"/tep/{first.pk}/")).startswith(b"%PDF")


def test_a_pdf_is_looked_at_page_by_page_and_that_is_on_record(cast: Cast):
    mission = builders.started(cast)
    handed_in_with(mission, cast, upload("so-lieu.pdf", pdf()))
    row = Attachment.objects.get()
    address = f"/nhiem-vu/{mission.pk}/tep/bao-cao/{row.pk}/"
    client = signed_in(cast.ptb_hai)

    page = client.get(address).content.decode()
    pictures = re.findall(r'<img[^>]* src="([^"]+)"', page)

    assert len(pictures) == 2
    for picture in pictures:
        answer = client.get(picture)
        assert answer["Content-Type"] == "image/png"
        assert b"".join(answer).startswith(PNG)
    assert ReadingRecord.objects.filter(subject_id=row.pk).count() == 1


def test_a_picture_of_a_page_is_for_who_opened_the_file(cast: Cast):
    mission = builders.started(cast)
    handed_in_with(mission, cast, upload("so-lieu.pdf", pdf()))
    row = Attachment.objects.get()
    address = f"/nhiem-vu/{mission.pk}/tep/bao-cao/{row.pk}/"
    page = signed_in(cast.ptb_hai).get(address).content.decode()
    (picture, *_) = re.findall(r'<img[^>]* src="([^"]+)"', page)

    assert signed_in(cast.truong_ban).get(picture).status_code == 404
    assert signed_in(cast.ptb_hai).get(picture.split("?")[0]).status_code == 404
    assert signed_in(cast.tp_khth).get(address).status_code == 404


def test_a_broken_pdf_is_saved_instead(cast: Cast):
    mission = builders.started(cast)
    handed_in_with(mission, cast, upload("hong.pdf"))
    row = Attachment.objects.get()

    answer = signed_in(cast.ptb_hai).get(
        f"/nhiem-vu/{mission.pk}/tep/bao-cao/{row.pk}/"
    )

    assert "Không hiện được tệp này" in answer.content.decode()


def test_pictures_are_shown_as_they_are_and_other_files_are_not(cast: Cast):
    mission = builders.started(cast)
    preparing.contribute(
        mission_id=mission.pk,
        unit=cast.unit("tt_qlck"),
        text="Kèm ảnh.",
        uploads=[upload("anh.png", PNG + b"..."), upload("bang.csv", b"a;b")],
        by=cast.gd_ttqlck,
    )
    picture, table = ContributionFile.objects.order_by("pk")
    client = signed_in(cast.tp_qldn)
    base = f"/nhiem-vu/{mission.pk}/tep/phoi-hop"

    page = client.get(f"{base}/{picture.pk}/").content.decode()
    (found,) = re.findall(r'<img[^>]* src="([^"]+)"', page)

    assert b"".join(client.get(found)) == PNG + b"..."
    assert client.get(f"{base}/{table.pk}/").status_code == 404


def test_the_draft_is_looked_at_by_those_who_prepare_it_only(cast: Cast):
    mission = builders.started(cast)
    preparing.add_draft_files(
        mission_id=mission.pk, uploads=[upload("nhap.pdf", pdf())], by=cast.cv_qldn
    )
    address = f"/nhiem-vu/{mission.pk}/tep/chuan-bi/{DraftFile.objects.get().pk}/"

    assert signed_in(cast.tp_qldn).get(address).status_code == 200
    assert signed_in(cast.ptb_hai).get(address).status_code == 404


def test_all_files_of_a_report_have_a_limit_and_the_sentence_says_what_is_left(
    cast: Cast, settings: Any
):
    settings.MAX_REPORT_BYTES = 2 * MIB
    mission = builders.started(cast)
    heavy = b"%PDF" + b"-" * (MIB + MIB // 2)
    preparing.add_draft_files(
        mission_id=mission.pk, uploads=[upload("a.pdf", heavy)], by=cast.cv_qldn
    )

    with pytest.raises(BadFile, match="chỉ còn chỗ cho 0,5 MB"):
        preparing.add_draft_files(
            mission_id=mission.pk, uploads=[upload("b.pdf", heavy)], by=cast.cv_qldn
        )
    with pytest.raises(BadFile, match="không quá 2 MB"):
        builders.approvals.hand_in(
            mission_id=mission.pk,
            report=HandIn("Đã xong.", uploads=[upload("b.pdf", heavy)], draft=1),
            by=cast.tp_qldn,
        )
    with pytest.raises(InvalidInput, match="không quá 20 tệp"):
        handed_in_with(mission, cast, *(upload(f"{n}.pdf") for n in range(21)))
