"""Each act on units, posts, portfolios and people, done through its page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from organization import services
from organization.models import Person, Portfolio, PortfolioHolding, Post, Unit
from tests.cast import Cast
from tests.organization.acts import spare, told
from tests.organization.pages import AUTHORITY, PAPER, done, seat_of, send, written
from tests.pages.visits import page, signed_in, text_of

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=20)


def make_unit(cast: Cast) -> None:
    board = cast.unit("ban_quan_ly")
    done(
        cast,
        "/to-chuc/don-vi/moi/",
        name="Phòng Đầu tư",
        short_name="ĐT",
        kind="DIVISION",
        parent=board.pk,
        position="9",
        aliases="P. Đầu tư\nPhòng ĐT\nPhòng ĐT",
        **PAPER,
    )
    unit = Unit.objects.get(name="Phòng Đầu tư")
    assert (unit.code, unit.aliases) == ("phong_dau_tu", ["P. Đầu tư", "Phòng ĐT"])
    assert told("unit", unit.pk).authority == AUTHORITY


def rename_unit(cast: Cast) -> None:
    unit = cast.unit("phong_qlht")
    done(
        cast,
        f"/to-chuc/don-vi/{unit.pk}/sua/",
        name="Phòng Hạ tầng",
        short_name=unit.short_name,
        position="3",
        aliases="QLHT",
        note="Theo đề án",
    )
    unit.refresh_from_db()
    assert (unit.name, unit.aliases, unit.position) == ("Phòng Hạ tầng", ["QLHT"], 3)


def make_and_close_post(cast: Cast) -> None:
    unit = cast.unit("phong_khth")
    done(
        cast,
        f"/to-chuc/don-vi/{unit.pk}/chuc-vu-moi/",
        title="Phó Trưởng phòng Kế hoạch tổng hợp",
        rank="DEPUTY_DIVISION_HEAD",
        short="PTP KHTH",
        position="7",
        **PAPER,
    )
    post = Post.objects.get(short="PTP KHTH")
    assert post.grants.exists() or post.group_id
    url = f"/to-chuc/chuc-vu/{post.pk}/bai-bo/"
    done(cast, url, closed_on=written(SOON), **PAPER)
    post.refresh_from_db()
    assert post.closed_on == SOON


def make_hold_and_release_portfolio(cast: Cast) -> None:
    unit = cast.unit("phong_khth")
    done(
        cast,
        "/to-chuc/linh-vuc/moi/",
        name="Chuyển đổi số",
        subjects="dữ liệu\nphần mềm",
        units=[unit.pk],
        **PAPER,
    )
    portfolio = Portfolio.objects.get(name="Chuyển đổi số")
    assert list(portfolio.units.all()) == [unit]
    done(
        cast,
        f"/to-chuc/linh-vuc/{portfolio.pk}/giao/",
        post=cast.post("ptb_ha_tang").pk,
        starts_on=written(timezone.localdate()),
        **PAPER,
    )
    holding = PortfolioHolding.objects.get(portfolio=portfolio)
    url = f"/to-chuc/phu-trach/{holding.pk}/thoi/"
    done(cast, url, last_day=written(SOON), **PAPER)
    holding.refresh_from_db()
    assert holding.ends_on == SOON


def take_a_coming_holding_back(cast: Cast) -> None:
    portfolio = services.create_portfolio(
        code="moi", name="Lĩnh vực mới", units=[], by=None
    )
    holding = services.hold_portfolio(
        portfolio=portfolio, post=cast.post("ptb_ha_tang"), starts_on=SOON, by=None
    )
    done(cast, f"/to-chuc/phu-trach/{holding.pk}/huy/", note="Phân công lại")
    assert not PortfolioHolding.objects.filter(portfolio=portfolio).exists()
    assert told("portfolio", portfolio.pk).kind == "HOLDING_WITHDRAWN"


def close_and_open_an_account(cast: Cast) -> None:
    services.appoint(post=spare(cast), person=cast.cv_vp, starts_on=SOON, by=None)
    done(cast, f"/to-chuc/nguoi/{cast.cv_vp.pk}/khoa/", note="Chuyển công tác")
    cast.cv_vp.refresh_from_db()
    assert not cast.cv_vp.is_active
    assert seat_of(cast.cv_vp).ends_on == timezone.localdate()
    done(cast, f"/to-chuc/nguoi/{cast.cv_vp.pk}/mo/", note="Trở lại")
    cast.cv_vp.refresh_from_db()
    assert cast.cv_vp.is_active


def correct_a_name(cast: Cast) -> None:
    url = f"/to-chuc/nguoi/{cast.cv_vp.pk}/sua/"
    done(cast, url, full_name="Đỗ  Minh Khôi", email="khoi@langson.gov.vn")
    cast.cv_vp.refresh_from_db()
    assert cast.cv_vp.full_name == "Đỗ Minh Khôi"


@pytest.mark.parametrize(
    "act",
    [
        make_unit,
        rename_unit,
        make_and_close_post,
        make_hold_and_release_portfolio,
        take_a_coming_holding_back,
        close_and_open_an_account,
        correct_a_name,
    ],
)
def test_each_act_is_done_through_its_page(
    cast: Cast, act: Callable[[Cast], None]
) -> None:
    act(cast)


def test_a_person_is_made_and_the_password_is_shown_once(cast: Cast) -> None:
    answer = done(
        cast,
        "/to-chuc/nguoi/moi/",
        full_name="Nông Văn An",
        username="an.nv",
        email="",
    )

    person = Person.objects.get(username="an.nv")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    words = answer.content.decode().split('class="once">')[1].split("<")[0]
    assert person.check_password(words)
    assert person.must_change_password
    shown = text_of(page(cast.quan_tri, f"/to-chuc/nguoi/{person.pk}/"))
    assert words not in shown


def test_a_second_head_and_a_name_that_is_taken_are_refused_in_words(
    cast: Cast,
) -> None:
    client = signed_in(cast.quan_tri)
    unit = cast.unit("phong_khth")

    head = send(
        client,
        f"/to-chuc/don-vi/{unit.pk}/chuc-vu-moi/",
        "xem",
        title="Trưởng phòng thứ hai",
        rank="DIVISION_HEAD",
        short="TP2",
        position="8",
        **PAPER,
    )
    user = send(
        client, "/to-chuc/nguoi/moi/", "xem", full_name="Người Khác", username="tp.khth"
    )
    name = send(
        client,
        f"/to-chuc/don-vi/{unit.pk}/sua/",
        "xem",
        name="Văn phòng",
        short_name="KHTH",
        position="3",
    )

    assert head.status_code == 409
    assert "đã có chức vụ cấp này" in text_of(head)
    assert user.status_code == 422
    assert "đã có người dùng" in text_of(user)
    assert "Đã có đơn vị tên “Văn phòng”." in text_of(name)
