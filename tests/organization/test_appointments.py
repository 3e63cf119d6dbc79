"""One person in a seat on any day, whoever asks and however often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organization import services
from organization.enums import DelegationScope
from organization.exceptions import (
    InvalidInput,
    NotAllowedNow,
    OverlappingAppointment,
)
from organization.models import (
    Appointment,
    Delegation,
    Person,
    PortfolioHolding,
)
from tests.cast import Cast
from tests.organization.acts import (
    DAY,
    HANOI,
    newcomer,
    spare,
    told,
)


def test_two_people_never_sit_in_one_seat(cast: Cast) -> None:
    with pytest.raises(OverlappingAppointment, match="Nguyễn Quốc Toàn") as refused:
        services.appoint(
            post=cast.post("truong_ban"),
            person=cast.ptb_dong,
            starts_on=date(2099, 1, 1),
            by=cast.quan_tri,
        )

    assert refused.value.status == 409


def test_the_database_holds_it_too(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            post=cast.post("truong_ban"),
            person=cast.ptb_dong,
            starts_on=date(2025, 1, 1),
            ends_on=date(2026, 1, 1),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PortfolioHolding.objects.create(
            portfolio=cast.portfolio("ha_tang"),
            post=cast.post("truong_ban"),
            starts_on=date(2025, 1, 1),
            ends_on=date(2026, 1, 1),
        )


@pytest.mark.parametrize(
    "values",
    [
        {"paper": ""},
        {"scope": DelegationScope.UNIT},
        {"ends_at": datetime(2099, 1, 1, tzinfo=HANOI)},
        {"ended_at": datetime(2100, 1, 1, tzinfo=HANOI)},
    ],
)
def test_the_database_refuses_a_delegation_that_makes_no_sense(
    cast: Cast, values: dict[str, object]
) -> None:
    sound: dict[str, object] = {
        "delegator": cast.post("truong_ban"),
        "delegate": cast.cv_vp,
        "scope": DelegationScope.ALL,
        "starts_at": datetime(2099, 1, 2, tzinfo=HANOI),
        "ends_at": datetime(2099, 1, 3, tzinfo=HANOI),
        "paper": "Giấy 1",
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(**(sound | values))


@settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    periods=st.lists(
        st.tuples(st.integers(0, 20), st.none() | st.integers(0, 10)), max_size=5
    )
)
def test_whatever_is_asked_no_day_has_two_holders(
    cast: Cast, periods: list[tuple[int, int | None]]
) -> None:
    first = date(2099, 1, 1)
    with transaction.atomic():
        post = spare(cast)
        for start, length in periods:
            starts_on = first + start * DAY
            ends_on = None if length is None else starts_on + length * DAY
            try:
                services.appoint(
                    post=post,
                    person=cast.cv_khth,
                    starts_on=starts_on,
                    ends_on=ends_on,
                    by=None,
                )
            except OverlappingAppointment:
                asked = Appointment.objects.filter(post=post)
                assert asked.touching(starts_on=starts_on, ends_on=ends_on).exists()
        for day in range(32):
            held = Appointment.objects.in_force(on=first + day * DAY).filter(post=post)
            assert held.count() <= 1
        transaction.set_rollback(True)


def test_a_period_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="Ngày kết thúc") as refused:
        services.appoint(
            post=spare(cast),
            person=cast.cv_vp,
            starts_on=date(2099, 2, 1),
            ends_on=date(2099, 1, 1),
            by=None,
        )

    assert refused.value.status == 422


def test_an_end_may_be_brought_forward_but_not_put_off(cast: Cast) -> None:
    seat = Appointment.objects.get(post__code="tp_khth")
    services.end_appointment(appointment=seat, last_day=date(2099, 6, 30), by=None)
    services.end_appointment(appointment=seat, last_day=date(2099, 5, 31), by=None)
    services.end_appointment(appointment=seat, last_day=date(2099, 5, 31), by=None)

    seat.refresh_from_db()
    assert seat.ends_on == date(2099, 5, 31)
    with pytest.raises(NotAllowedNow, match="chỉ được rút ngắn"):
        services.end_appointment(appointment=seat, last_day=date(2099, 6, 1), by=None)


def test_a_locked_account_is_not_appointed(cast: Cast) -> None:
    person = newcomer(cast)
    services.deactivate_person(person=person, note="Thử", by=cast.quan_tri)

    with pytest.raises(InvalidInput, match="đã khóa"):
        services.appoint(
            post=spare(cast), person=person, starts_on=date(2099, 1, 1), by=None
        )


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_fill_a_seat_once(cast: Cast) -> None:
    post = spare(cast)

    def seat(person: Person) -> str:
        try:
            services.appoint(
                post=post, person=person, starts_on=date(2099, 1, 1), by=cast.quan_tri
            )
        except OverlappingAppointment:
            return "refused"
        finally:
            connection.close()
        return "seated"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(seat, [cast.cv_khth, cast.cv_qlht]))

    assert sorted(outcomes) == ["refused", "seated"]
    assert Appointment.objects.filter(post=post).count() == 1


def test_history_names_who_appointed_whom_and_on_what_paper(cast: Cast) -> None:
    post, person = spare(cast), newcomer(cast)
    services.appoint(
        post=post,
        person=person,
        starts_on=date(2099, 1, 1),
        authority="QĐ số 12/QĐ-BQL ngày 20/12/2026",
        by=cast.quan_tri,
    )

    entry = told("post", post.pk)
    assert (entry.kind, entry.actor_id) == ("PERSON_APPOINTED", cast.quan_tri.pk)
    assert entry.actor_title == "Quản trị hệ thống"
    assert entry.after["full_name"] == "Người Mới Đến"
    assert entry.authority == "QĐ số 12/QĐ-BQL ngày 20/12/2026"
