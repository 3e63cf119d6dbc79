"""A leader gives a mission directly, within the own field; nobody else does."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.pages.visits import signed_in
from workflows.models import Mission

pytestmark = pytest.mark.django_db


def fields(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "title": "Rà soát quy trình",
        "text": "Rà soát quy trình tiếp nhận phương tiện.",
        "lead_unit": cast.unit("phong_qldn").pk,
        "supporting_units": [cast.unit("tt_qlck").pk],
        "directing_leader": cast.post("ptb_xuat_nhap_khau").pk,
        "due_on": "31/12/2026",
        **changes,
    }


def test_a_deputy_gives_to_a_unit_of_the_own_field(cast: Cast) -> None:
    answer = signed_in(cast.ptb_hai).post("/nhiem-vu/giao/", fields(cast))

    mission = Mission.objects.get()
    assert answer["Location"] == f"/nhiem-vu/{mission.pk}/"
    assert mission.authority == "Phó Trưởng Ban giao trực tiếp"


def test_the_page_offers_the_units_of_the_own_field_only(cast: Cast) -> None:
    page = signed_in(cast.ptb_hai).get("/nhiem-vu/giao/").content.decode()
    leads = page[page.index("gv-chu-tri") : page.index("gv-chi-dao")]

    assert "Phòng Quản lý doanh nghiệp" in leads
    assert "Phòng Quản lý hạ tầng" not in leads
    assert "Ban Quản lý Khu kinh tế" not in leads


def test_outside_the_field_it_is_refused(cast: Cast) -> None:
    order = fields(cast, lead_unit=cast.unit("phong_qlht").pk)

    answer = signed_in(cast.ptb_hai).post("/nhiem-vu/giao/", order)

    assert answer.status_code == 403
    assert not Mission.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_on": ""}, "nhập thời hạn"),
        ({"due_on": "31/6/2026"}, "Tháng 6 chỉ có 30 ngày"),
        ({"title": ""}, ""),
    ],
)
def test_what_is_missing_or_wrong_is_said(cast: Cast, wrong: Any, words: str) -> None:
    answer = signed_in(cast.ptb_hai).post("/nhiem-vu/giao/", fields(cast, **wrong))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Mission.objects.exists()


@pytest.mark.parametrize("role", ["tp_qldn", "van_thu", "kiem_tra", "quan_tri"])
def test_who_gives_nothing_does_not_find_it(cast: Cast, role: str) -> None:
    client = signed_in(getattr(cast, role))

    assert client.get("/nhiem-vu/giao/").status_code == 404
    assert client.post("/nhiem-vu/giao/", fields(cast)).status_code == 404
    assert "/nhiem-vu/giao/" not in client.get("/nhiem-vu/").content.decode()
