"""What reading is told of the organisation."""

from datetime import datetime
from zoneinfo import ZoneInfo

from organization import catalogue
from organization.enums import Rank
from organization.models import Unit
from tests.cast import Cast

NOW = datetime(2026, 6, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_the_units_of_the_board_with_their_short_forms(cast: Cast) -> None:
    units = {unit.code: unit for unit in catalogue.build(NOW).units}

    assert list(units) == [
        "ban_quan_ly",
        "van_phong",
        "phong_khth",
        "phong_qlht",
        "phong_qldn",
        "tt_qlck",
        "chi_doan",
    ]
    assert "VP" in units["van_phong"].aliases
    assert "TTQLKC" in units["tt_qlck"].aliases


def test_the_departments_together(cast: Cast) -> None:
    (name,) = catalogue.build(NOW).collectives

    assert name.code == "all_departments"
    assert set(name.members) == {"phong_khth", "phong_qlht", "phong_qldn"}


def test_the_leaders_in_the_order_of_protocol(cast: Cast) -> None:
    leaders = catalogue.build(NOW).leaders

    assert [leader.name for leader in leaders] == [
        "Nguyễn Quốc Toàn",
        "Hoàng Việt Đông",
        "Vũ Việt Hải",
        "Vũ Quang Khánh",
    ]
    assert leaders[0].rank == Rank.HEAD


def test_before_they_were_appointed_there_are_no_leaders(cast: Cast) -> None:
    assert catalogue.build(NOW.replace(year=2025)).leaders == ()


def test_a_closed_unit_is_in_no_catalogue(cast: Cast) -> None:
    Unit.objects.filter(code="phong_qlht").update(closed_on=NOW.date())

    built = catalogue.build(NOW)

    assert "phong_qlht" not in {unit.code for unit in built.units}
    assert "phong_qlht" not in built.collectives[0].members


def test_the_boards_own_names_begin_with_the_full_one(cast: Cast) -> None:
    names = catalogue.build(NOW).body_names

    assert names[0] == "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn"
