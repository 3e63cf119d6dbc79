"""The page on which a report is got ready, as its people see it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from history.models import ReadingRecord
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.missions.addresses import SIGNED_IN_BY
from workflows.models import Contribution, ContributionFile, DraftFile, ReportDraft
from workflows.services import preparing

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def at_the_page(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=SIGNED_IN_BY)
    return client


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("so-lieu.pdf", b"%PDF-1.7 x", "application/pdf")


def address(mission, rest: str = "") -> str:
    return f"/nhiem-vu/{mission.pk}/chuan-bi/{rest}"


def test_what_is_typed_is_kept_as_one_types(cast: Cast):
    mission = builders.started(cast)
    officer = at_the_page(cast.cv_qldn)

    answer = officer.post(
        address(mission, "luu/"),
        {"draft": 0, "text": "Đã kiểm tra", "result": ""},
        headers=HTMX,
    )

    assert "Đã lưu lúc" in answer.content.decode()
    assert 'name="draft" value="1"' in answer.content.decode()
    assert "Đã kiểm tra" in officer.get(address(mission)).content.decode()


def test_somebody_elses_words_are_not_overwritten_from_an_old_page(cast: Cast):
    mission = builders.started(cast)
    form = {"draft": 0, "text": "Một", "result": ""}
    at_the_page(cast.cv_qldn).post(address(mission, "luu/"), form)

    answer = at_the_page(cast.tp_qldn).post(
        address(mission, "luu/"), {**form, "text": "Hai"}, headers=HTMX
    )

    assert answer.status_code == 409
    assert cast.cv_qldn.full_name in answer.content.decode()
    assert ReportDraft.objects.get().text == "Một"


def test_the_head_finds_the_draft_in_the_form(cast: Cast):
    mission = builders.started(cast)
    officer, head = at_the_page(cast.cv_qldn), at_the_page(cast.tp_qldn)
    officer.post(address(mission, "luu/"), {"draft": 0, "text": "Bản của cv"})
    officer.post(address(mission, "tep/"), {"files": [pdf()]})

    html = head.get(f"/nhiem-vu/{mission.pk}/").content.decode()
    assert "Bản của cv</textarea>" in html
    version, draft = (
        re.search(rf'name="{name}" value="(\d+)"', html).group(1)
        for name in ("version", "draft")
    )
    head.post(
        f"/nhiem-vu/{mission.pk}/nop-bao-cao/",
        {"version": version, "draft": draft, "text": "Bản của cv"},
    )

    mission.refresh_from_db()
    assert mission.rounds == 1
    assert mission.reports.get().attachments.get().name == "so-lieu.pdf"
    assert not ReportDraft.objects.exists()


def test_the_draft_is_the_units_own(cast: Cast):
    mission = builders.started(cast)
    at_the_page(cast.cv_qldn).post(
        address(mission, "luu/"), {"draft": 0, "text": "Chưa nộp thì chưa ai thấy"}
    )
    at_the_page(cast.cv_qldn).post(address(mission, "tep/"), {"files": [pdf()]})
    file = DraftFile.objects.get()

    for other in (cast.gd_ttqlck, cast.ptb_hai, cast.kiem_tra):
        page = at_the_page(other).get(address(mission))
        assert page.status_code == 200
        assert "Chưa nộp thì" not in page.content.decode()
        got = at_the_page(other).get(address(mission, f"tep/{file.pk}/"))
        assert got.status_code == 404
    assert at_the_page(cast.tp_qlht).get(address(mission)).status_code == 404


def test_a_contribution_is_sent_and_read(cast: Cast):
    mission = builders.started(cast)
    supporting = at_the_page(cast.cv_ttqlck)

    supporting.post(
        f"/nhiem-vu/{mission.pk}/phoi-hop/",
        {
            "version": mission.version,
            "unit": cast.unit("tt_qlck").pk,
            "text": "Có 412 xe qua cửa khẩu",
            "files": [pdf()],
        },
    )

    file = ContributionFile.objects.get()
    for reader in (cast.tp_qldn, cast.ptb_hai, cast.kiem_tra):
        html = at_the_page(reader).get(address(mission)).content.decode()
        assert "Có 412 xe qua cửa khẩu" in html
        assert cast.cv_ttqlck.full_name in html
    got = at_the_page(cast.tp_qldn).get(
        f"/nhiem-vu/{mission.pk}/phoi-hop/tep/{file.pk}/"
    )
    assert b"".join(got) == b"%PDF-1.7 x"
    on_record = ReadingRecord.objects.get(subject_type="contribution_file")
    assert (on_record.person_id, on_record.mission_id) == (cast.tp_qldn.pk, mission.pk)


def test_a_file_of_another_mission_is_not_reached_through_this_one(cast: Cast):
    mission, other = builders.started(cast), builders.started(cast)
    preparing.contribute(
        mission_id=other.pk,
        unit=cast.unit("tt_qlck"),
        text="Số liệu",
        uploads=[preparing.files.Upload("a.pdf", 6, [b"%PDF-1"])],
        by=cast.gd_ttqlck,
    )
    file = ContributionFile.objects.get()

    got = at_the_page(cast.tp_qldn).get(
        f"/nhiem-vu/{mission.pk}/phoi-hop/tep/{file.pk}/"
    )

    assert got.status_code == 404


def test_who_has_not_sent_anything_is_named(cast: Cast):
    mission = builders.started(cast)

    html = at_the_page(cast.tp_qldn).get(address(mission)).content.decode()

    assert f"Chưa gửi: {cast.unit('tt_qlck').name}." in html
    assert not Contribution.objects.exists()


def test_the_page_takes_few_statements_whatever_was_sent(
    cast: Cast, django_assert_max_num_queries
):
    mission = builders.started(cast)
    for number in range(6):
        preparing.contribute(
            mission_id=mission.pk,
            unit=cast.unit("tt_qlck"),
            text=f"Lần {number}",
            uploads=[preparing.files.Upload("a.pdf", 6, [b"%PDF-1"])],
            by=cast.gd_ttqlck,
        )
    client = at_the_page(cast.tp_qldn)

    with django_assert_max_num_queries(14):
        client.get(address(mission))
