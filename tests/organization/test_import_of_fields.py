"""Fields of work from an Excel table: units, subjects, and who answers."""

from datetime import date

import pytest

from organization.models import Person, Portfolio, PortfolioHolding
from tests.cast import Cast
from tests.organization.tables import fields, looked_at, taken

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 1)
ASIDE = ("Hạ tầng", "hạ tầng; môi trường; phòng cháy chữa cháy", "QLHT")


def sentences(data: bytes, by: Person) -> list[tuple[str, str]]:
    return [(s.verb.value, s.sentence) for s in looked_at(data, by).steps]


def test_fields_as_they_are_change_nothing(cast: Cast) -> None:
    data = fields(
        (*ASIDE, "ptb_ha_tang", date(2026, 1, 1), None),
        ("Văn phòng, Chi đoàn", None, "Văn phòng, Chi đoàn", None, None, None),
    )

    assert sentences(data, cast.quan_tri) == [("SAME", ""), ("SAME", "")]


def test_a_field_passes_to_another_leader_with_its_units(cast: Cast) -> None:
    name = f"Phó Trưởng Ban {cast.ptb_dong.full_name}"
    data = fields(("Hạ tầng", "hạ tầng; cây xanh", "QLHT; Chi đoàn", name, JULY, None))

    taken(data, cast.quan_tri)

    row = Portfolio.objects.get(code="ha_tang")
    held = [
        (one.post.code, one.starts_on, one.ends_on)
        for one in PortfolioHolding.objects.filter(portfolio=row).order_by("starts_on")
    ]
    assert row.subjects == ["hạ tầng", "cây xanh"]
    assert set(row.units.values_list("code", flat=True)) == {"phong_qlht", "chi_doan"}
    assert held == [
        ("ptb_ha_tang", date(2026, 1, 1), date(2026, 6, 30)),
        ("ptb_van_phong", JULY, None),
    ]
    assert sentences(data, cast.quan_tri) == [("SAME", "")]


def test_a_new_field_is_made_with_who_answers(cast: Cast) -> None:
    data = fields(("Chuyển đổi số", "dữ liệu", "KHTH", "ptb_ha_tang", JULY, None))

    taken(data, cast.quan_tri)

    row = Portfolio.objects.get(name="Chuyển đổi số")
    assert row.holdings.get().post.code == "ptb_ha_tang"


def test_a_row_that_is_wrong_says_what_is_wrong(cast: Cast) -> None:
    for row, says in (
        (("Ha tang", None, "Phòng Lạ", None, None, None), "Không có đơn vị"),
        (("Hạ tằngg", None, "QLHT", None, None, None), "Gần trùng lĩnh vực"),
        (("Hạ tầng", None, "QLHT", "Phó Trưởng Ban", JULY, None), "Ghi mã chức vụ"),
        (("Hạ tầng", None, "QLHT", "ptb_van_phong", None, None), "Chưa có Từ ngày"),
        (("Hạ tầng", None, "QLHT", "ptb_ha_tang", JULY, None), "đã có phân công"),
        (("Hạ tầng", None, None, None, None, None), "Chưa có đơn vị"),
    ):
        ((verb, words),) = sentences(fields(row), cast.quan_tri)
        assert (verb, says in words) == ("ERROR", True), (row, words)
