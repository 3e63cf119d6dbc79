"""A post comes with its rights; exceptions are granted, revoked and told."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from history.models import HistoryEntry
from organization import grants, scopes, services
from organization.enums import Rank, Right
from organization.exceptions import (
    InvalidInput,
    NotAllowedNow,
)
from organization.models import (
    Appointment,
    Post,
)
from tests.cast import Cast
from tests.organization.acts import spare, told


def test_a_new_post_gets_the_rights_of_its_rank_in_the_same_act(cast: Cast) -> None:
    post = spare(cast, Rank.AUDITOR)

    assert grants.described(post.group_id) == [
        "audit_work on ban_quan_ly",
        "view_work on ban_quan_ly",
    ]
    assert told("post", post.pk).after["grants"] == grants.described(post.group_id)


def test_a_post_that_fails_leaves_neither_group_nor_grant(cast: Cast) -> None:
    with pytest.raises(NotAllowedNow, match="đã có chức vụ cấp này"):
        spare(cast, Rank.DIVISION_HEAD)

    assert not Group.objects.filter(name="post:chuc_vu_moi").exists()


def test_every_rank_has_its_rights_written_down() -> None:
    assert set(grants.DEFAULT_RIGHTS) == set(Rank)


def test_a_right_is_granted_and_revoked_and_told(cast: Cast) -> None:
    post, unit = cast.post("cv_khth"), cast.unit("phong_qlht")
    seen = lambda: scopes.in_force(cast.cv_khth, timezone.now())  # noqa: E731

    services.grant_right(
        post=post, right=Right.VIEW_WORK, on=unit, note="Biệt phái", by=cast.quan_tri
    )
    assert seen().on_unit(Right.VIEW_WORK, unit.pk)
    assert told("post", post.pk).note == "Biệt phái"

    services.revoke_right(
        post=post, right=Right.VIEW_WORK, on=unit, note="Hết hạn", by=cast.quan_tri
    )
    assert not seen().on_unit(Right.VIEW_WORK, unit.pk)
    assert "view_work on phong_qlht" not in told("post", post.pk).after["grants"]


def test_a_right_on_a_post_is_granted_and_revoked(cast: Cast) -> None:
    post, other = cast.post("ptb_ha_tang"), cast.post("ptb_van_phong")
    terms = {"post": post, "right": Right.DECIDE_WORK, "on": other, "by": None}

    services.grant_right(**terms, note="Trực thay")  # type: ignore[arg-type]
    assert "decide_work on ptb_van_phong" in grants.described(post.group_id)

    services.revoke_right(**terms, note="Hết trực")  # type: ignore[arg-type]
    with pytest.raises(NotAllowedNow, match="không có quyền"):
        services.revoke_right(**terms, note="Lần nữa")  # type: ignore[arg-type]


def test_a_right_given_twice_is_told_once(cast: Cast) -> None:
    post, unit = cast.post("cv_khth"), cast.unit("phong_khth")
    before = HistoryEntry.objects.count()

    services.grant_right(post=post, right=Right.VIEW_WORK, on=unit, note="x", by=None)

    assert HistoryEntry.objects.count() == before


def test_rights_of_units_are_not_granted_on_posts(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="chỉ cấp trên đơn vị"):
        services.grant_right(
            post=cast.post("cv_khth"),
            right=Right.REPORT_WORK,
            on=cast.post("tp_khth"),
            note="x",
            by=None,
        )


def test_a_post_is_renamed_and_closed_once_vacant(cast: Cast) -> None:
    post = spare(cast)
    services.change_post(post=post, title="Chuyên viên chính", by=None)
    services.close_post(post=post, on=date(2099, 1, 1), by=cast.quan_tri)

    assert Post.objects.get(pk=post.pk).title == "Chuyên viên chính"
    with pytest.raises(NotAllowedNow, match="đã bãi bỏ"):
        services.close_post(post=post, on=date(2099, 1, 1), by=None)
    with pytest.raises(NotAllowedNow, match="đã bãi bỏ"):
        services.appoint(
            post=post, person=cast.cv_vp, starts_on=date(2099, 2, 1), by=None
        )
    post.refresh_from_db()
    with pytest.raises(NotAllowedNow, match="đã bãi bỏ"):
        services.hold_portfolio(
            portfolio=cast.portfolio("ha_tang"),
            post=post,
            starts_on=date(2099, 2, 1),
            by=None,
        )


def test_a_post_with_a_holder_or_a_field_is_not_closed(cast: Cast) -> None:
    post = cast.post("ptb_ha_tang")
    with pytest.raises(NotAllowedNow, match="Còn người giữ"):
        services.close_post(post=post, on=date(2099, 1, 1), by=None)
    services.end_appointment(
        appointment=Appointment.objects.get(post=post),
        last_day=date(2026, 12, 31),
        by=None,
    )
    with pytest.raises(NotAllowedNow, match="còn phụ trách lĩnh vực"):
        services.close_post(post=post, on=date(2099, 1, 1), by=None)
