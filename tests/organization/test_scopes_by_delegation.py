"""A delegate may, from the first second to the last, within its limits."""

from datetime import date, datetime

from organization import scopes
from organization.enums import Right, SigningCapacity
from organization.models import Appointment, Delegation, Person, Post
from organization.services import (
    appoint,
    end_appointment,
    end_delegation,
    release_portfolio,
)
from tests.cast import Cast
from tests.organization.acts import SECOND, lend, moment


def decides(
    person: Person, post: Post, at: datetime, unit_id: int | None = None
) -> bool:
    scope = scopes.in_force(person, at)
    return scope.on_post(Right.DECIDE_WORK, post.pk, unit_id=unit_id) is not None


def test_a_delegate_may_decide_from_the_first_second_to_the_last(cast: Cast) -> None:
    lend(cast)
    post = cast.post("truong_ban")

    assert not decides(cast.tp_khth, post, moment(10) - SECOND)
    assert decides(cast.tp_khth, post, moment(10))
    assert decides(cast.tp_khth, post, moment(12) - SECOND)
    assert not decides(cast.tp_khth, post, moment(12))


def test_a_delegate_signs_by_delegation_for_the_delegator(cast: Cast) -> None:
    lend(cast)

    scope = scopes.in_force(cast.tp_khth, moment(11))
    seat = scope.on_post(Right.DECIDE_WORK, cast.post("truong_ban").pk)

    assert seat is not None
    assert seat.capacity == SigningCapacity.BY_DELEGATION
    assert seat.on_behalf_of == "Trưởng Ban"
    assert scope.sees_everything


def test_own_seat_beats_a_lent_one(cast: Cast) -> None:
    lend(cast)

    scope = scopes.in_force(cast.tp_khth, moment(11))
    seat = scope.on_unit(Right.VIEW_WORK, cast.unit("phong_khth").pk)

    assert seat is not None
    assert seat.capacity == SigningCapacity.OWN
    assert scope.seats[0].post_id == cast.post("tp_khth").pk


def test_a_delegation_ended_early_is_powerless_that_second(cast: Cast) -> None:
    row = lend(cast)
    Delegation.objects.filter(pk=row.pk).update(ended_at=moment(11))
    post = cast.post("truong_ban")

    assert decides(cast.tp_khth, post, moment(11) - SECOND)
    assert not decides(cast.tp_khth, post, moment(11))


def test_a_delegation_cancelled_before_it_began_never_counts(cast: Cast) -> None:
    end_delegation(delegation=lend(cast), by=cast.quan_tri)

    assert not decides(cast.tp_khth, cast.post("truong_ban"), moment(11))


def test_a_delegation_limited_to_a_unit_lends_nothing_beyond_it(cast: Cast) -> None:
    inside, outside = cast.unit("van_phong"), cast.unit("phong_qlht")
    lend(cast, unit=inside)
    post = cast.post("truong_ban")

    scope = scopes.in_force(cast.tp_khth, moment(11))

    assert not scope.everywhere
    assert scope.on_unit(Right.GIVE_WORK, inside.pk)
    assert not scope.on_unit(Right.GIVE_WORK, outside.pk)
    assert decides(cast.tp_khth, post, moment(11), inside.pk)
    assert not decides(cast.tp_khth, post, moment(11), outside.pk)
    assert not decides(cast.tp_khth, post, moment(11))
    assert post.pk not in scope.post_ids(Right.DECIDE_WORK)


def test_a_delegation_of_a_portfolio_follows_its_units(cast: Cast) -> None:
    lend(
        cast,
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=cast.tp_qldn,
        portfolio=cast.portfolio("xuat_nhap_khau"),
    )
    post = cast.post("ptb_xuat_nhap_khau")

    scope = scopes.in_force(cast.tp_qldn, moment(11))

    assert scope.unit_ids(Right.GIVE_WORK) == {
        cast.unit("phong_qldn").pk,
        cast.unit("tt_qlck").pk,
    }
    assert decides(cast.tp_qldn, post, moment(11), cast.unit("tt_qlck").pk)
    assert not decides(cast.tp_qldn, post, moment(11), cast.unit("van_phong").pk)


def test_a_portfolio_that_is_released_is_no_longer_lent(cast: Cast) -> None:
    field = cast.portfolio("xuat_nhap_khau")
    lend(
        cast,
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=cast.tp_qldn,
        portfolio=field,
    )
    release_portfolio(holding=field.holdings.get(), last_day=date(2099, 3, 10), by=None)

    assert scopes.in_force(cast.tp_qldn, moment(10)).unit_ids(Right.GIVE_WORK)
    assert not scopes.in_force(cast.tp_qldn, moment(11)).unit_ids(Right.GIVE_WORK)


def test_a_delegation_lapses_with_the_appointment_of_who_gave_it(cast: Cast) -> None:
    lend(cast)
    end_appointment(
        appointment=Appointment.objects.get(post__code="truong_ban"),
        last_day=date(2099, 3, 10),
        by=None,
    )
    appoint(
        post=cast.post("truong_ban"),
        person=cast.ptb_dong,
        starts_on=date(2099, 3, 11),
        by=None,
    )
    post = cast.post("truong_ban")

    assert decides(cast.tp_khth, post, moment(10, 23))
    assert not decides(cast.tp_khth, post, moment(11))
    assert decides(cast.ptb_dong, post, moment(11))
