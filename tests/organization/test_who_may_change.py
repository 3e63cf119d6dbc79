"""Who may change the organisation: an administrator, never his own authority."""

import pytest
from django.utils import timezone

from organization import services
from organization.enums import DelegationScope, Right
from organization.exceptions import (
    ActionDenied,
)
from organization.models import (
    Appointment,
    Delegation,
)
from organization.permissions import can_administer
from tests.cast import Cast
from tests.organization.acts import DAY, spare


@pytest.mark.parametrize("who", ["truong_ban", "chanh_vp", "kiem_tra", "cv_vp"])
def test_only_an_administrator_changes_the_organisation(cast: Cast, who: str) -> None:
    with pytest.raises(ActionDenied, match="quản trị") as refused:
        services.create_person(username="x", full_name="X", by=getattr(cast, who))

    assert refused.value.status == 403
    assert refused.value.sentence == str(refused.value)


def test_a_superuser_without_the_seat_may_not(cast: Cast) -> None:
    cast.truong_ban.is_superuser = True

    assert not can_administer(cast.truong_ban, at=timezone.now())
    assert can_administer(cast.quan_tri, at=timezone.now())


def test_an_administrators_seat_cannot_be_lent(cast: Cast) -> None:
    now = timezone.now()
    Delegation.objects.create(
        delegator=cast.post("quan_tri"),
        delegate=cast.cv_vp,
        scope=DelegationScope.ALL,
        starts_at=now,
        ends_at=now + DAY,
        paper="Giấy 1",
    )

    assert not can_administer(cast.cv_vp, at=now)


def test_nobody_changes_his_own_authority(cast: Cast) -> None:
    today = timezone.localdate()
    me, mine = cast.quan_tri, cast.post("quan_tri")
    post, now = spare(cast), timezone.now()
    seat = Appointment.objects.get(post=mine)
    attempts = [
        lambda: services.appoint(post=post, person=me, starts_on=today, by=me),
        lambda: services.end_appointment(appointment=seat, last_day=today, by=me),
        lambda: services.grant_right(
            post=mine, right=Right.VIEW_WORK, on=cast.unit("van_phong"), note="x", by=me
        ),
        lambda: services.hold_portfolio(
            portfolio=cast.portfolio("ha_tang"),
            post=mine,
            starts_on=today,
            by=me,
        ),
        lambda: services.delegate(
            delegator=cast.post("truong_ban"),
            delegate=me,
            starts_at=now,
            ends_at=now + DAY,
            paper="Giấy 1",
            by=me,
        ),
        lambda: services.deactivate_person(person=me, note="x", by=me),
        lambda: services.change_person(person=me, is_staff=True, by=me),
        lambda: services.close_post(post=mine, on=today, by=me),
    ]

    for attempt in attempts:
        with pytest.raises(ActionDenied, match="chính mình"):
            attempt()
