"""A seat counts from its first midnight to its last."""

from datetime import UTC, date, datetime

import pytest

from organization import scopes
from organization.enums import Right
from organization.models import Appointment, Person
from organization.services import (
    appoint,
    close_post,
    deactivate_person,
    end_appointment,
    hold_portfolio,
    release_portfolio,
)
from tests.cast import Cast
from tests.organization.acts import NOW, moment, newcomer, spare


@pytest.mark.parametrize(
    ("at", "seated"),
    [
        (datetime(2099, 3, 9, 16, 59, 59, tzinfo=UTC), False),  # 23:59:59 on the 9th
        (datetime(2099, 3, 9, 17, 0, 0, tzinfo=UTC), True),  # midnight in Hà Nội
        (datetime(2099, 3, 20, 16, 59, 59, tzinfo=UTC), True),  # 23:59:59 on the 20th
        (datetime(2099, 3, 20, 17, 0, 0, tzinfo=UTC), False),
    ],
)
def test_an_appointment_counts_from_its_first_midnight_to_its_last(
    cast: Cast, at: datetime, seated: bool
) -> None:
    post, person = spare(cast), newcomer(cast)
    appoint(
        post=post,
        person=person,
        starts_on=date(2099, 3, 10),
        ends_on=date(2099, 3, 20),
        by=None,
    )

    assert bool(scopes.in_force(person, at).seats) is seated
    assert bool(scopes.holders([post.pk], at)) is seated


def test_one_person_in_two_seats_has_the_rights_of_both(cast: Cast) -> None:
    end_appointment(
        appointment=Appointment.objects.get(post__code="tp_qlht"),
        last_day=date(2099, 1, 31),
        by=None,
    )
    appoint(
        post=cast.post("tp_qlht"),
        person=cast.tp_khth,
        starts_on=date(2099, 2, 1),
        by=None,
    )

    scope = scopes.in_force(cast.tp_khth, NOW)

    assert len(scope.seats) == 2
    assert scope.unit_ids(Right.REPORT_WORK) == {
        cast.unit("phong_khth").pk,
        cast.unit("phong_qlht").pk,
    }


def test_a_field_passes_to_another_deputy_at_midnight(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    unit_id = cast.unit("phong_qlht").pk
    release_portfolio(holding=field.holdings.get(), last_day=date(2099, 3, 9), by=None)
    hold_portfolio(
        portfolio=field,
        post=cast.post("ptb_van_phong"),
        starts_on=date(2099, 3, 10),
        by=None,
    )

    def may_give(person: Person, at: datetime) -> bool:
        return scopes.in_force(person, at).on_unit(Right.GIVE_WORK, unit_id) is not None

    assert may_give(cast.ptb_khanh, moment(9, 23))
    assert not may_give(cast.ptb_dong, moment(9, 23))
    assert not may_give(cast.ptb_khanh, moment(10, 0))
    assert may_give(cast.ptb_dong, moment(10, 0))


def test_a_closed_post_gives_nothing(cast: Cast) -> None:
    post, person = spare(cast), newcomer(cast)
    appoint(
        post=post,
        person=person,
        starts_on=date(2099, 1, 1),
        ends_on=date(2099, 3, 31),
        by=None,
    )
    close_post(post=post, on=date(2099, 4, 1), by=None)
    Appointment.objects.filter(post=post).update(ends_on=None)

    assert scopes.in_force(person, moment(31)).seats
    assert not scopes.in_force(person, moment(1, month=4)).seats


def test_a_deactivated_person_has_no_seat_at_once(cast: Cast) -> None:
    deactivate_person(person=cast.tp_khth, note="Nghỉ hưu", by=cast.quan_tri)

    assert scopes.in_force(cast.tp_khth, NOW).seats == ()
    assert scopes.holders([cast.post("tp_khth").pk], NOW) == {}
