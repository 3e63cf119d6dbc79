"""Three steps of a reorganisation, and a table taken in, as a browser sends them."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from organization.models import Person, Unit
from tests.cast import Cast
from tests.missions import builders
from tests.organization.tables import people
from workflows.models import Reorganisation

pytestmark = pytest.mark.django_db
SPLIT = {
    "former": "",
    "name_1": "Phòng Kinh tế",
    "short_1": "KT",
    "name_2": "Phòng Đầu tư",
    "short_2": "ĐT",
    "paper_number": "15/QĐ-BQLKKTCK",
    "paper_on": "20/7/2026",
}


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def drawn(client: Client, cast: Cast, kind: str, **fields: Any) -> Reorganisation:
    page = client.get(reverse("workflows:reorganisation_new", args=[kind]))
    day = page.context["form"].initial["effective_on"]
    answer = client.post(
        reverse("workflows:reorganisation_new", args=[kind]),
        {"effective_on": f"{day:%d/%m/%Y}", **fields},
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return Reorganisation.objects.get()


def test_a_unit_is_divided_in_three_steps(client: Client, cast: Cast) -> None:
    mission = builders.given(cast)
    signed_in(client, cast.quan_tri)
    former = cast.unit("phong_qldn").pk
    row = drawn(client, cast, "split", **{**SPLIT, "former": former})
    page = client.get(reverse("workflows:reorganisation", args=[row.pk]))
    assert "Chưa chọn nơi đến" in page.content.decode()

    client.post(
        reverse("workflows:reorganisation_change", args=[row.pk]),
        {
            "version": row.version,
            "fate-tp_qldn": "phong_kinh_te:HEAD",
            "fate-cv_qldn": "phong_dau_tu:SAME",
            f"mission-{mission.pk}": "phong_dau_tu",
            "next": "1",
        },
    )
    confirm = reverse("workflows:reorganisation_confirm", args=[row.pk])
    seal = client.get(confirm).context["seal"]
    assert client.post(confirm, {"seal": "other"}).status_code == 409
    assert client.post(confirm, {"seal": seal}).status_code == 302

    mission.refresh_from_db()
    assert mission.lead_unit.code == "phong_dau_tu"
    done = client.get(reverse("workflows:reorganisation", args=[row.pk]))
    assert "Đã thực hiện lúc" in done.content.decode()


def test_a_form_that_lacks_something_says_what(client: Client, cast: Cast) -> None:
    signed_in(client, cast.quan_tri)
    for kind, says in (
        ("merge", "Chưa chọn đơn vị"),
        ("split", "Chưa có tên đơn vị"),
        ("rename", "Chưa có tên đơn vị"),
        ("close", "Chưa chọn đơn vị"),
        ("holder", "Chưa chọn chức vụ"),
        ("post", "Chưa chọn chức vụ"),
    ):
        page = client.post(reverse("workflows:reorganisation_new", args=[kind]), {})
        assert page.status_code == 422
        assert says in page.content.decode()
        assert "Chưa có số, ký hiệu quyết định" in page.content.decode()


def test_a_draft_is_put_away(client: Client, cast: Cast) -> None:
    signed_in(client, cast.quan_tri)
    former = cast.unit("phong_qldn").pk
    row = drawn(client, cast, "split", **{**SPLIT, "former": former})

    client.post(reverse("workflows:reorganisation_drop", args=[row.pk]))

    page = client.get(reverse("workflows:reorganisations"))
    assert "Đã bỏ" in page.content.decode()
    assert not Unit.objects.filter(name="Phòng Kinh tế").exists()


def test_a_table_is_looked_at_then_taken_in(client: Client, cast: Cast) -> None:
    signed_in(client, cast.quan_tri)
    data = people(
        ("Nông Thị Hoa", "", "KHTH", "Chuyên viên", "01/7/2026", None),
    )
    sent = SimpleUploadedFile("can-bo.xlsx", data)
    page = client.post(
        reverse("organization:imports"),
        {"file": sent, "paper_number": "9/QĐ", "paper_on": "01/7/2026"},
    )
    assert "tạo tài khoản hoant" in page.content.decode()
    assert not Person.objects.filter(username="hoant").exists()

    shown = page.context["shown"]
    form = {"token": shown.token, "seal": shown.seal}
    done = client.post(reverse("organization:import_confirm"), form)
    again = client.post(reverse("organization:import_confirm"), form)

    assert "Mật khẩu chỉ hiện một lần" in done.content.decode()
    assert "no-store" in done.headers["Cache-Control"]
    assert again.status_code == 409
    assert "Tổ chức đã thay đổi" in again.content.decode()


def test_a_file_that_is_none_is_refused_with_a_sentence(
    client: Client, cast: Cast
) -> None:
    signed_in(client, cast.quan_tri)
    for name, data in (
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xlsx", b""),
        ("a.docx", b"PK"),
    ):
        sent = SimpleUploadedFile(name, data)
        page = client.post(reverse("organization:imports"), {"file": sent})
        assert page.status_code == 422
        assert "lưu lại dạng .xlsx" in page.content.decode()


def test_the_template_opens_with_its_pages(client: Client, cast: Cast) -> None:
    signed_in(client, cast.quan_tri)

    answer = client.get(reverse("organization:import_template"))

    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Cán bộ", "Lĩnh vực", "Hướng dẫn"]
