"""“Các đồng chí Lãnh đạo Ban”: the one in charge of the lead unit on the document's
day is proposed; where that is not one, a person is asked."""

from datetime import date

import pytest
from django.utils import timezone

from organization.models import PortfolioHolding
from organization.queries.in_charge import charges_on, in_charge
from organization.services import (
    change_portfolio,
    create_portfolio,
    hold_portfolio,
    release_portfolio,
)
from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import item_of, url
from tests.pages.test_intake import clerk, document, files_of_their_own, page
from workflows.models import Document
from workflows.reading import ALL_LEADERS
from workflows.services.leaders_in_charge import means_all_leaders

__all__ = ["clerk", "document", "files_of_their_own"]
pytestmark = pytest.mark.django_db


def meant(cast: Cast, unit: str, words: str = "", day: date | None = None) -> list[str]:
    charges = charges_on(day or timezone.localdate())
    posts = in_charge(charges, unit_id=cast.unit(unit).pk, words=words)
    return [post.code for post in posts]


def test_the_unit_says_who_is_in_charge(cast: Cast) -> None:
    assert meant(cast, "van_phong") == ["ptb_van_phong"]
    assert meant(cast, "phong_qldn") == ["ptb_xuat_nhap_khau"]
    assert meant(cast, "phong_khth") == ["truong_ban"]


def test_where_the_unit_lies_in_two_fields_the_subject_says_it(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    units = [cast.unit("phong_qlht"), cast.unit("phong_qldn")]
    change_portfolio(portfolio=field, units=units, by=None)

    both = ["ptb_xuat_nhap_khau", "ptb_ha_tang"]
    assert meant(cast, "phong_qldn") == both
    assert meant(cast, "phong_qldn", "Rà soát HẠ TẦNG cửa khẩu") == ["ptb_ha_tang"]
    assert meant(cast, "phong_qldn", "hạ tầng, xuất nhập khẩu") == both


def test_where_no_field_has_the_unit_the_subject_says_it(cast: Cast) -> None:
    change_portfolio(portfolio=cast.portfolio("van_phong"), units=[], by=None)

    assert meant(cast, "chi_doan") == []
    assert meant(cast, "chi_doan", "Công tác Đoàn quý II") == ["ptb_van_phong"]


def test_the_day_says_who_held_the_field(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    held = PortfolioHolding.objects.get(portfolio=field)
    release_portfolio(holding=held, last_day=date(2099, 3, 10), by=None)
    post = cast.post("ptb_van_phong")
    hold_portfolio(portfolio=field, post=post, starts_on=date(2099, 3, 11), by=None)

    assert meant(cast, "phong_qlht", day=date(2099, 3, 10)) == ["ptb_ha_tang"]
    assert meant(cast, "phong_qlht", day=date(2099, 3, 11)) == ["ptb_van_phong"]


def test_document_000_proposes_the_deputy_where_its_lead_unit_is_sure(
    document: Document,
) -> None:
    together = [
        item
        for item in document.items.filter(kind="TASK")
        if item.reading["leaders"] == [ALL_LEADERS]
    ]

    assert together
    for item in together:
        assert means_all_leaders(item)
        assert (item.directing_leader is None) is (item.lead_unit is None)


def test_once_the_lead_unit_is_chosen_the_question_names_who_is_in_charge(
    cast: Cast, clerk, document: Document
) -> None:
    item = item_of(document, "1.4")
    unit = cast.unit("van_phong").pk

    clerk.post(url(item), intake.card(item, lead_unit=unit), headers=intake.HTMX)

    html = page(clerk, document, viec=str(item.pk))
    assert "Phụ trách đơn vị chủ trì là Hoàng Việt Đông" in html


def test_being_through_takes_who_is_in_charge_and_says_why(
    cast: Cast, clerk, document: Document
) -> None:
    item = item_of(document, "1.4")
    answer = intake.card(item, lead_unit=cast.unit("van_phong").pk, done="1")

    clerk.post(url(item), answer)

    item.refresh_from_db()
    assert item.directing_leader == cast.post("ptb_van_phong")
    html = page(clerk, document, viec=str(item.pk))
    assert "Hoàng Việt Đông phụ trách Văn phòng vào ngày văn bản." in html


def test_several_in_charge_are_a_question(
    cast: Cast, clerk, document: Document
) -> None:
    field = create_portfolio(
        code="moi", name="Mới", units=[cast.unit("van_phong")], by=None
    )
    today = document.issued_on or timezone.localdate()
    post = cast.post("ptb_ha_tang")
    hold_portfolio(portfolio=field, post=post, starts_on=today, by=None)
    item = item_of(document, "1.4")
    answer = intake.card(item, lead_unit=cast.unit("van_phong").pk, done="1")

    clerk.post(url(item), answer)

    item.refresh_from_db()
    assert item.directing_leader is None
    html = page(clerk, document, viec=str(item.pk))
    assert "Hoàng Việt Đông, Vũ Quang Khánh. Chọn một người." in html
