"""In whose name a person acts."""

from datetime import date

import pytest

from organization import scopes
from organization.enums import Right, SigningCapacity
from organization.services import (
    appoint,
)
from tests.cast import Cast
from tests.organization.acts import NOW, newcomer, spare


def test_the_head_acts_in_his_own_name(cast: Cast) -> None:
    (seat,) = scopes.in_force(cast.truong_ban, NOW).seats

    assert (seat.capacity, seat.on_behalf_of) == (SigningCapacity.OWN, "")


@pytest.mark.parametrize("who", ["ptb_dong", "ptb_hai", "ptb_khanh"])
def test_a_deputy_signs_for_the_head(cast: Cast, who: str) -> None:
    (seat,) = scopes.in_force(getattr(cast, who), NOW).seats

    assert (seat.capacity, seat.on_behalf_of) == (
        SigningCapacity.FOR_HEAD,
        "Trưởng Ban",
    )


def test_a_deputy_gives_work_of_his_portfolio_for_the_head(cast: Cast) -> None:
    scope = scopes.in_force(cast.ptb_khanh, NOW)

    seat = scope.on_unit(Right.GIVE_WORK, cast.unit("phong_qlht").pk)

    assert seat is not None
    assert seat.capacity == SigningCapacity.FOR_HEAD


def test_an_acting_appointment_is_said_to_be_acting(cast: Cast) -> None:
    post, person = spare(cast), newcomer(cast)
    appoint(
        post=post,
        person=person,
        starts_on=date(2099, 1, 1),
        acting=True,
        by=None,
    )

    (seat,) = scopes.in_force(person, NOW).seats

    assert seat.capacity == SigningCapacity.ACTING
