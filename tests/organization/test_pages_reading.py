"""The pages of the organisation: who reads what, and on which day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from organization import services
from organization.models import Person
from tests.cast import Cast
from tests.organization.acts import lend, newcomer, spare
from tests.organization.pages import seat_of
from tests.pages.visits import HTMX, page, text_of

pytestmark = pytest.mark.django_db
TREE, PEOPLE, FIELDS = "/to-chuc/", "/to-chuc/nguoi/", "/to-chuc/linh-vuc/"


def post_page(cast: Cast, code: str) -> str:
    return f"/to-chuc/chuc-vu/{cast.post(code).pk}/"


def person_page(person: Person) -> str:
    return f"/to-chuc/nguoi/{person.pk}/"


def test_the_tree_shows_units_posts_and_holders_in_the_order_of_protocol(
    cast: Cast,
) -> None:
    _, shown = text_of(page(cast.cv_khth, TREE)).split("Tổ chức ngày")

    order = [
        "Trưởng Ban Nguyễn Quốc Toàn",
        "Văn phòng",
        f"Chánh Văn phòng {cast.chanh_vp}",
        "Phòng Kế hoạch tổng hợp",
        f"Trưởng phòng Kế hoạch tổng hợp {cast.tp_khth}",
    ]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert "Xuất nhập khẩu, doanh nghiệp, cửa khẩu Phó Trưởng Ban: Vũ Việt Hải" in shown


def test_a_vacant_post_and_an_acting_holder_are_said(cast: Cast) -> None:
    today = timezone.localdate()
    services.end_appointment(
        appointment=seat_of(cast.tp_khth), last_day=today - timedelta(days=1), by=None
    )
    vacant = text_of(page(cast.cv_khth, TREE))
    services.appoint(
        post=cast.post("tp_khth"),
        person=cast.cv_khth,
        starts_on=today,
        acting=True,
        by=None,
    )
    acting = text_of(page(cast.cv_khth, TREE))

    assert "Trưởng phòng Kế hoạch tổng hợp Khuyết" in vacant
    assert "Khuyết người đứng đầu" in vacant
    assert f"Trưởng phòng Kế hoạch tổng hợp {cast.cv_khth} Quyền" in acting


def test_past_and_coming_seats_show_on_their_day(cast: Cast) -> None:
    today = timezone.localdate()
    change = today + timedelta(days=10)
    services.transfer(
        appointment=seat_of(cast.cv_khth),
        post=spare(cast),
        starts_on=change,
        by=None,
        authority="12/QĐ-BQL",
    )

    now = text_of(page(cast.tp_qldn, TREE))
    eve = text_of(page(cast.tp_qldn, f"{TREE}?ngay={change - timedelta(days=1)}"))
    then = text_of(page(cast.tp_qldn, f"{TREE}?ngay={change:%d/%m/%Y}"))

    assert f"Chuyên viên Phòng Kế hoạch tổng hợp {cast.cv_khth}" in now
    assert f"Chuyên viên Phòng Kế hoạch tổng hợp {cast.cv_khth}" in eve
    assert "Chuyên viên Phòng Kế hoạch tổng hợp Khuyết" in then
    assert f"Chức vụ mới {cast.cv_khth}" in then
    assert "Chức vụ mới Khuyết" in now


def test_before_anybody_was_appointed_every_post_is_vacant(cast: Cast) -> None:
    shown = text_of(page(cast.tp_qldn, f"{TREE}?ngay=2020-01-01"))

    assert "Trưởng Ban Khuyết" in shown
    assert "Chưa có người phụ trách" in shown
    assert "Nguyễn Quốc Toàn" not in shown


def test_a_day_that_is_none_is_said_and_today_is_shown(cast: Cast) -> None:
    shown = text_of(page(cast.tp_qldn, f"{TREE}?ngay=31/6/2026"))

    assert "Tháng 6 chỉ có 30 ngày" in shown
    assert f"Trưởng Ban {cast.truong_ban}" in shown


def test_a_delegation_stands_on_the_page_of_its_days(cast: Cast) -> None:
    lend(cast)

    on, after = (
        text_of(page(cast.tp_qldn, f"{TREE}?ngay={day}"))
        for day in (date(2099, 3, 11), date(2099, 3, 13))
    )

    assert f"Trưởng Ban ủy quyền cho {cast.tp_khth}" in on
    assert "ủy quyền cho" not in after


@pytest.mark.parametrize("typed", ["hai", "HẢI", "vu viet hai", "Hải Vũ"])
def test_a_name_is_found_as_it_is_typed_in_haste(cast: Cast, typed: str) -> None:
    tree = text_of(page(cast.tp_qldn, f"{TREE}?q={typed}"))
    people = text_of(page(cast.tp_qldn, f"{PEOPLE}?q={typed}", **HTMX))

    assert "Vũ Việt Hải" in tree
    assert str(cast.tp_khth) not in tree.split("Lĩnh vực phụ trách")[0]
    assert "Vũ Việt Hải" in people
    assert str(cast.tp_khth) not in people


def test_a_unit_that_is_found_comes_with_its_posts(cast: Cast) -> None:
    shown = text_of(page(cast.tp_qldn, f"{TREE}?q=ke hoach tong hop"))

    assert str(cast.cv_khth) in shown
    assert str(cast.cv_qlht) not in shown


def test_what_is_not_found_is_said(cast: Cast) -> None:
    assert "Không tìm thấy" in text_of(page(cast.tp_qldn, f"{TREE}?q=khongcoai"))
    assert "Không tìm thấy ai" in text_of(page(cast.tp_qldn, f"{PEOPLE}?q=%25"))


def test_while_one_types_only_the_results_come(cast: Cast) -> None:
    headers = {**HTMX, "HX-Target": "ket-qua"}

    tree = page(cast.tp_qldn, f"{TREE}?q=hai", **headers).content.decode()
    people = page(cast.tp_qldn, f"{PEOPLE}?q=hai", **headers).content.decode()

    assert 'id="ket-qua"' in tree
    assert 'id="ket-qua"' in people
    assert "<html" not in tree + people


def test_accounts_and_history_are_for_administrators_and_auditors(cast: Cast) -> None:
    pages = [person_page(cast.tp_qldn), post_page(cast, "tp_qldn"), PEOPLE]
    for person, sees in (
        (cast.quan_tri, True),
        (cast.kiem_tra, True),
        (cast.ptb_hai, False),
        (cast.cv_qldn, False),
    ):
        one, post, people = (text_of(page(person, url)) for url in pages)
        assert ("Đăng nhập lần cuối" in one) is sees
        assert ("tp.qldn" in people) is sees
        assert ("tp.qldn" in one) is sees
        assert ("Lịch sử thay đổi" in post) is sees


def test_the_history_says_who_changed_what_on_which_paper(cast: Cast) -> None:
    services.end_appointment(
        appointment=seat_of(cast.tp_qldn),
        last_day=date(2027, 1, 31),
        by=cast.quan_tri,
        authority="12/QĐ-BQL ngày 01/11/2026",
    )

    for url in (post_page(cast, "tp_qldn"), person_page(cast.tp_qldn)):
        shown = text_of(page(cast.kiem_tra, url))
        assert f"{cast.quan_tri}, Quản trị hệ thống" in shown
        assert "31/01/2027" in shown
        assert "Căn cứ: 12/QĐ-BQL ngày 01/11/2026" in shown


def test_a_post_tells_its_rights_in_words(cast: Cast) -> None:
    shown = text_of(page(cast.cv_khth, post_page(cast, "ptb_xuat_nhap_khau")))

    assert "Phòng Quản lý doanh nghiệp Xem nhiệm vụ, Giao nhiệm vụ" in shown
    assert "Việc do Phó Trưởng Ban chỉ đạo" in shown


def test_who_does_not_administer_is_offered_no_act(cast: Cast) -> None:
    urls = [
        TREE,
        PEOPLE,
        FIELDS,
        person_page(cast.tp_qldn),
        post_page(cast, "tp_qldn"),
        f"/to-chuc/don-vi/{cast.unit('phong_qldn').pk}/",
        f"/to-chuc/linh-vuc/{cast.portfolio('ha_tang').pk}/",
    ]
    acts = ("/moi/", "/sua/", "/bo-nhiem/", "/thoi/", "/giao/", "/khoa/", "/bai-bo/")
    for url in urls:
        shown = page(cast.truong_ban, url).content.decode()
        offered = page(cast.quan_tri, url).content.decode()
        assert not [one for one in acts if f"{one}" in shown.split("<main")[1]]
        assert [one for one in acts if f"{one}" in offered.split("<main")[1]]


def test_for_whom_sits_nowhere_there_is_no_organisation(cast: Cast) -> None:
    stranger = newcomer(cast)

    for url in (TREE, PEOPLE, FIELDS, person_page(stranger)):
        assert page(stranger, url).status_code == 404
    assert "Tổ chức" not in text_of(page(stranger, "/nhiem-vu/"))


def test_who_sits_nowhere_is_found_among_those_without_a_post(cast: Cast) -> None:
    stranger = newcomer(cast)

    without = text_of(page(cast.quan_tri, f"{PEOPLE}?chuc-vu=khong"))
    seated = text_of(page(cast.quan_tri, f"{PEOPLE}?chuc-vu=co"))

    assert stranger.full_name in without
    assert stranger.full_name not in seated
    assert str(cast.tp_qldn) in seated
