"""What each seat may do: the whole table, a row for each fact."""

import pytest

from organization import scopes
from organization.enums import Right
from organization.services import (
    change_portfolio,
)
from tests.cast import Cast
from tests.organization.acts import NOW, newcomer

BOARD_RIGHTS = {
    "truong_ban": {"view_work", "give_work", "decide_work", "audit_work"},
    "ptb_dong": set(),
    "ptb_hai": set(),
    "ptb_khanh": set(),
    "chanh_vp": {"view_work", "issue_work", "check_work"},
    "tp_khth": set(),
    "gd_ttqlck": set(),
    "bt_chidoan": set(),
    "cv_vp": {"view_work", "issue_work", "check_work"},
    "cv_khth": set(),
    "van_thu": {"view_work", "issue_work"},
    "kiem_tra": {"view_work", "audit_work"},
    "quan_tri": set(),
}
STAFF_RIGHTS = {"view_work", "prepare_work"}
HEAD_RIGHTS = STAFF_RIGHTS | {"start_work", "report_work"}
UNIT_RIGHTS = {
    ("ptb_dong", "van_phong"): {"view_work", "give_work"},
    ("ptb_dong", "chi_doan"): {"view_work", "give_work"},
    ("ptb_dong", "phong_qlht"): set(),
    ("ptb_hai", "phong_qldn"): {"view_work", "give_work"},
    ("ptb_hai", "tt_qlck"): {"view_work", "give_work"},
    ("ptb_khanh", "phong_qlht"): {"view_work", "give_work"},
    ("ptb_khanh", "tt_qlck"): set(),
    ("chanh_vp", "van_phong"): HEAD_RIGHTS | {"issue_work", "check_work"},
    ("tp_khth", "phong_khth"): HEAD_RIGHTS,
    ("tp_khth", "phong_qlht"): set(),
    ("tp_qlht", "phong_qlht"): HEAD_RIGHTS,
    ("tp_qldn", "phong_qldn"): HEAD_RIGHTS,
    ("gd_ttqlck", "tt_qlck"): HEAD_RIGHTS,
    ("bt_chidoan", "chi_doan"): HEAD_RIGHTS,
    ("cv_khth", "phong_khth"): STAFF_RIGHTS,
    ("cv_khth", "van_phong"): set(),
    ("cv_vp", "van_phong"): STAFF_RIGHTS | {"issue_work", "check_work"},
    ("van_thu", "van_phong"): {"view_work", "issue_work"},
    ("cv_ttqlck", "tt_qlck"): STAFF_RIGHTS,
    ("quan_tri", "van_phong"): set(),
}
POST_RIGHTS = {
    ("truong_ban", "truong_ban"): {"view_work", "decide_work"},
    ("truong_ban", "ptb_van_phong"): set(),
    ("ptb_dong", "ptb_van_phong"): {"view_work", "decide_work"},
    ("ptb_dong", "truong_ban"): set(),
    ("ptb_hai", "ptb_xuat_nhap_khau"): {"view_work", "decide_work"},
    ("ptb_khanh", "ptb_ha_tang"): {"view_work", "decide_work"},
    ("chanh_vp", "truong_ban"): set(),
    ("kiem_tra", "kiem_tra"): set(),
}


@pytest.mark.parametrize(("who", "rights"), BOARD_RIGHTS.items())
def test_rights_on_everything(cast: Cast, who: str, rights: set[str]) -> None:
    scope = scopes.in_force(getattr(cast, who), NOW)

    assert set(scope.everywhere) == rights
    assert scope.sees_everything == ("view_work" in rights)


@pytest.mark.parametrize(("where", "rights"), UNIT_RIGHTS.items())
def test_rights_on_a_unit(cast: Cast, where: tuple[str, str], rights: set[str]) -> None:
    scope = scopes.in_force(getattr(cast, where[0]), NOW)
    unit_id = cast.unit(where[1]).pk

    assert {right for right in Right if scope.on_unit(right, unit_id)} == rights


@pytest.mark.parametrize(("where", "rights"), POST_RIGHTS.items())
def test_rights_on_a_post(cast: Cast, where: tuple[str, str], rights: set[str]) -> None:
    scope = scopes.in_force(getattr(cast, where[0]), NOW)
    post_id = cast.post(where[1]).pk

    assert {right for right in Right if scope.on_post(right, post_id)} == rights


def test_a_portfolio_that_names_the_board_covers_no_other_unit(cast: Cast) -> None:
    board = cast.unit("ban_quan_ly")
    change_portfolio(portfolio=cast.portfolio("ha_tang"), units=[board], by=None)

    scope = scopes.in_force(cast.ptb_khanh, NOW)

    assert not scope.sees_everything
    assert scope.unit_ids(Right.VIEW_WORK) == {board.pk}


def test_a_superuser_gets_no_right_by_being_one(cast: Cast) -> None:
    person = newcomer(cast)
    person.is_superuser = True
    person.save()

    scope = scopes.in_force(person, NOW)

    assert scope.seats == ()
    assert not scope.everywhere
    assert not scope.grants
