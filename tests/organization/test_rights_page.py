"""Quyền theo chức vụ: read by who keeps or audits it, changed by the administrator."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from approvals.services.drift import check_authority
from organization import grants, services
from organization.enums import RIGHT_LABELS, Right
from organization.models import Person
from tests.cast import Cast
from tests.organization.acts import HANOI, told
from tests.pages.visits import page, signed_in, text_of

pytestmark = pytest.mark.django_db
LIST = "/to-chuc/quyen/"


def row_of(person: Person, post_id: int, query: str = "") -> str:
    body = page(person, f"{LIST}{query}").content.decode()
    return body.split(f'<tr id="cv-{post_id}">')[1].partition("</tr>")[0]


def act(person: Person, url: str, cast: Cast, **data: str) -> Any:
    """Look ahead, then the act, as the two pages send it."""
    client = signed_in(person)
    seen = client.get(url)
    if seen.status_code != 200:
        return seen
    mark = seen.content.decode().split('name="da-xem" value="')[1].partition('"')[0]
    values = {
        "right": Right.CHECK_WORK.value,
        "place": f"unit:{cast.unit('phong_khth').pk}",
        "note": "Thay Văn phòng kiểm tra thể thức.",
        "paper_number": "15/QĐ-BQL",
        "paper_on": "01/6/2026",
        "da-xem": mark,
        "buoc": "ghi",
    }
    return client.post(url, values | data)


def test_it_is_there_for_who_keeps_or_audits_and_for_nobody_else(cast: Cast) -> None:
    post = cast.post("tp_khth")
    for person in (cast.quan_tri, cast.kiem_tra, cast.truong_ban):
        assert page(person, LIST).status_code == 200, person
        assert page(person, f"{LIST}{post.pk}/").status_code == 200, person
    for person in (cast.chanh_vp, cast.ptb_hai, cast.tp_khth, cast.cv_vp):
        assert page(person, LIST).status_code == 404, person
        assert page(person, f"{LIST}{post.pk}/").status_code == 404, person
    for person in (cast.kiem_tra, cast.truong_ban, cast.tp_khth):
        assert act(person, f"{LIST}{post.pk}/cap/", cast).status_code == 404, person


def test_a_row_says_what_the_seat_may_do_and_where(cast: Cast) -> None:
    row = row_of(cast.kiem_tra, cast.post("truong_ban").pk)

    for right in (Right.VIEW_WORK, Right.DECIDE_WORK):
        cell = row.split(f'data-l="{RIGHT_LABELS[right]}:">')[1].partition("</td>")[0]
        assert "Toàn cơ quan" in cell
        assert "Việc mình chỉ đạo" in cell
    assert "<ins>" not in row
    assert "<del>" not in row


def test_what_differs_from_the_rank_is_marked(cast: Cast) -> None:
    post, unit = cast.post("tp_khth"), cast.unit("phong_khth")
    services.grant_right(
        post=post,
        right=Right.CHECK_WORK,
        on=cast.unit("phong_qlht"),
        by=cast.quan_tri,
        note="Kiểm tra chéo.",
    )
    services.revoke_right(
        post=post, right=Right.START_WORK, on=unit, by=cast.quan_tri, note="Đình chỉ."
    )

    row = row_of(cast.kiem_tra, post.pk)

    assert '<ins><span class="sr">thêm: </span>QLHT</ins>' in row
    assert '<del><span class="sr">bớt: </span>Đơn vị mình</del>' in row
    assert "Có điểm khác mặc định" in text_of(page(cast.kiem_tra, f"{LIST}{post.pk}/"))


def test_the_administrator_gives_and_takes_after_a_look_ahead(cast: Cast) -> None:
    post = cast.post("tp_khth")
    give = f"{LIST}{post.pk}/cap/"

    looked = act(cast.quan_tri, give, cast, buoc="xem")
    assert "Chưa có gì được ghi" in text_of(looked)
    assert "<ins>" not in row_of(cast.quan_tri, post.pk)

    assert act(cast.quan_tri, give, cast).status_code == 302
    assert "<ins>" in row_of(cast.quan_tri, post.pk)
    entry = told("post", post.pk)
    assert entry.note == "Thay Văn phòng kiểm tra thể thức."
    assert entry.authority == "15/QĐ-BQL ngày 01/6/2026"

    assert act(cast.quan_tri, f"{LIST}{post.pk}/thu/", cast).status_code == 302
    assert "<ins>" not in row_of(cast.quan_tri, post.pk)


def test_a_change_needs_a_reason_and_a_right_that_is_there(cast: Cast) -> None:
    post = cast.post("tp_khth")

    no_reason = act(cast.quan_tri, f"{LIST}{post.pk}/cap/", cast, note="")
    assert no_reason.status_code == 422
    on_post = f"post:{cast.post('truong_ban').pk}"
    answer = act(cast.quan_tri, f"{LIST}{post.pk}/cap/", cast, place=on_post)
    assert answer.status_code == 422
    assert "chỉ cấp trên đơn vị" in text_of(answer)
    assert "<ins>" not in row_of(cast.quan_tri, post.pk)


def test_nobody_changes_the_rights_of_his_own_seat(cast: Cast) -> None:
    post = cast.post("quan_tri")

    assert act(cast.quan_tri, f"{LIST}{post.pk}/cap/", cast).status_code == 403
    words = text_of(page(cast.quan_tri, f"{LIST}{post.pk}/"))
    assert "Cấp thêm quyền" not in words
    assert "người quản trị khác" in words


def test_the_nightly_look_stands_on_top_with_its_day_and_what_it_found(
    cast: Cast,
) -> None:
    assert "Chưa có lần kiểm tra đêm nào" in text_of(page(cast.kiem_tra, LIST))
    at = datetime(2026, 6, 8, 1, 30, tzinfo=HANOI)
    check_authority(at=at)
    words = text_of(page(cast.kiem_tra, LIST))
    assert "Kiểm tra đêm lúc 08/6/2026, 01:30" in words

    post = cast.post("tp_khth")
    grants.give(post.group, Right.CHECK_WORK, cast.unit("phong_qlht"))
    check_authority(at=at + timedelta(days=1))

    words = text_of(page(cast.quan_tri, LIST))
    assert "Kiểm tra đêm lúc 09/6/2026, 01:30" in words
    assert "Quyền của chức vụ khác điều đã ghi" in words
    assert "thừa “Kiểm tra báo cáo” (phong_qlht)" in words


def test_seats_are_found_by_rank_and_unit(cast: Cast) -> None:
    heads = page(cast.kiem_tra, f"{LIST}?cap=DIVISION_HEAD").content.decode()
    assert f'id="cv-{cast.post("tp_khth").pk}"' in heads
    assert f'id="cv-{cast.post("truong_ban").pk}"' not in heads

    unit = cast.unit("phong_qldn").pk
    inside = page(cast.kiem_tra, f"{LIST}?don-vi={unit}").content.decode()
    assert inside.count('<tr id="cv-') == 2
    for query in ("cap=x", "don-vi=9" * 9, "sau=x", "sau=1~99999999999"):
        assert page(cast.kiem_tra, f"{LIST}?{query}").status_code == 200


def test_the_page_takes_ten_statements_however_many_seats(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.kiem_tra)

    with django_assert_max_num_queries(10):
        body = client.get(LIST).content.decode()

    assert body.count('<tr id="cv-') == len(cast.posts)
