"""Units are made, renamed and closed; each act is told."""

from datetime import date

import pytest

from history.models import HistoryEntry
from organization import services
from organization.enums import UnitKind
from organization.exceptions import (
    NotAllowedNow,
)
from organization.models import (
    CollectiveName,
    Unit,
)
from tests.cast import Cast
from tests.organization.acts import spare, told


def test_a_unit_is_made_renamed_and_closed_and_each_is_told(cast: Cast) -> None:
    unit = services.create_unit(
        code="phong_moi",
        name="Phòng Mới",
        short_name="PM",
        kind=UnitKind.DIVISION,
        parent=cast.unit("ban_quan_ly"),
        by=cast.quan_tri,
    )
    services.change_unit(unit=unit, name="Phòng Đổi tên", aliases=["P.ĐT"], by=None)
    entry = told("unit", unit.pk)
    closed = services.close_unit(unit=unit, on=date(2099, 1, 1), by=None)

    assert entry.before == {"name": "Phòng Mới", "aliases": []}
    assert entry.after == {"name": "Phòng Đổi tên", "aliases": ["P.ĐT"]}
    assert closed.closed_on == date(2099, 1, 1)
    assert told("unit", unit.pk).after == {"closed_on": "2099-01-01"}


def test_a_change_that_changes_nothing_is_not_told(cast: Cast) -> None:
    unit = cast.unit("van_phong")
    before = HistoryEntry.objects.count()

    services.change_unit(unit=unit, name=unit.name, by=None)
    services.change_post(post=cast.post("tp_khth"), short="TP KHTH", by=None)
    services.change_person(person=cast.cv_vp, full_name=cast.cv_vp.full_name, by=None)
    services.change_portfolio(
        portfolio=cast.portfolio("ha_tang"), units=[cast.unit("phong_qlht")], by=None
    )

    assert HistoryEntry.objects.count() == before


def test_a_unit_with_somebody_in_it_is_not_closed(cast: Cast) -> None:
    with pytest.raises(NotAllowedNow, match="Còn người giữ chức vụ"):
        services.close_unit(unit=cast.unit("van_phong"), on=date(2099, 1, 1), by=None)


def test_a_closed_unit_is_not_closed_again_and_gets_no_post(cast: Cast) -> None:
    Unit.objects.filter(code="chi_doan").update(closed_on=date(2026, 6, 1))
    cast.unit("chi_doan").refresh_from_db()

    with pytest.raises(NotAllowedNow, match="đã giải thể"):
        services.close_unit(unit=cast.unit("chi_doan"), on=date(2099, 1, 1), by=None)
    with pytest.raises(NotAllowedNow, match="đã giải thể"):
        spare(cast, unit="chi_doan")


def test_a_collective_name_is_told_on_the_boards_chain(cast: Cast) -> None:
    services.set_collective_name(
        code="all_departments",
        name="Các phòng chuyên môn",
        members=[cast.unit("phong_khth")],
        by=cast.quan_tri,
    )

    name = CollectiveName.objects.get(code="all_departments")
    entry = told("unit", cast.unit("ban_quan_ly").pk)
    assert [unit.code for unit in name.members.all()] == ["phong_khth"]
    assert entry.after["collective_name"]["members"] == ["phong_khth"]


def test_a_collective_name_that_stays_the_same_is_not_told(cast: Cast) -> None:
    name = CollectiveName.objects.get(code="all_departments")
    before = HistoryEntry.objects.count()

    services.set_collective_name(
        code=name.code,
        name=name.name,
        aliases=name.aliases,
        members=list(name.members.all()),
        by=None,
    )

    assert HistoryEntry.objects.count() == before
