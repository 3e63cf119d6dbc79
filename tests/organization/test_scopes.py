"""Who may do what, on the first day and the last, and a second later."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization import scopes
from organization.enums import Rank, Right, SigningCapacity, ToldBecause
from organization.models import Appointment, Delegation, Person, Post
from organization.services import (
    appoint,
    change_portfolio,
    close_post,
    create_person,
    create_post,
    deactivate_person,
    delegate,
    end_appointment,
    end_delegation,
    hold_portfolio,
    release_portfolio,
)
from tests.cast import Cast

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SECOND = timedelta(seconds=1)


def moment(day: int, hour: int = 9, *, month: int = 3, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, tzinfo=HANOI)


NOW = moment(1)
PAPER = "Giấy ủy quyền số 05/GUQ ngày 01/3/2027"


@pytest.fixture
def newcomer(cast: Cast) -> Person:
    return create_person(username="moi", full_name="Người Mới Đến", by=None)


@pytest.fixture
def spare_post(cast: Cast) -> Post:
    return create_post(
        code="cv_thu_hai",
        title="Chuyên viên",
        short="CV 2",
        rank=Rank.OFFICER,
        unit=cast.unit("phong_khth"),
        by=None,
    )


# -- What each seat gives ------------------------------------------------------

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
HEAD_RIGHTS = {"view_work", "start_work", "report_work"}
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
    ("cv_khth", "phong_khth"): {"view_work"},
    ("cv_khth", "van_phong"): set(),
    ("cv_ttqlck", "tt_qlck"): {"view_work"},
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


def test_a_superuser_gets_no_right_by_being_one(cast: Cast, newcomer: Person) -> None:
    newcomer.is_superuser = True
    newcomer.save()

    scope = scopes.in_force(newcomer, NOW)

    assert scope.seats == ()
    assert not scope.everywhere
    assert not scope.grants


# -- In what capacity ----------------------------------------------------------


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


def test_an_acting_appointment_is_said_to_be_acting(
    cast: Cast, newcomer: Person, spare_post: Post
) -> None:
    appoint(
        post=spare_post,
        person=newcomer,
        starts_on=date(2027, 1, 1),
        acting=True,
        by=None,
    )

    (seat,) = scopes.in_force(newcomer, NOW).seats

    assert seat.capacity == SigningCapacity.ACTING


# -- From day to day -----------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "seated"),
    [
        (datetime(2027, 3, 9, 16, 59, 59, tzinfo=UTC), False),  # 23:59:59 on the 9th
        (datetime(2027, 3, 9, 17, 0, 0, tzinfo=UTC), True),  # midnight in Hà Nội
        (datetime(2027, 3, 20, 16, 59, 59, tzinfo=UTC), True),  # 23:59:59 on the 20th
        (datetime(2027, 3, 20, 17, 0, 0, tzinfo=UTC), False),
    ],
)
def test_an_appointment_counts_from_its_first_midnight_to_its_last(
    cast: Cast, newcomer: Person, spare_post: Post, at: datetime, seated: bool
) -> None:
    appoint(
        post=spare_post,
        person=newcomer,
        starts_on=date(2027, 3, 10),
        ends_on=date(2027, 3, 20),
        by=None,
    )

    assert bool(scopes.in_force(newcomer, at).seats) is seated
    assert bool(scopes.holders([spare_post.pk], at)) is seated


def test_one_person_in_two_seats_has_the_rights_of_both(cast: Cast) -> None:
    end_appointment(
        appointment=Appointment.objects.get(post__code="tp_qlht"),
        last_day=date(2027, 1, 31),
        by=None,
    )
    appoint(
        post=cast.post("tp_qlht"),
        person=cast.tp_khth,
        starts_on=date(2027, 2, 1),
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
    release_portfolio(holding=field.holdings.get(), last_day=date(2027, 3, 9), by=None)
    hold_portfolio(
        portfolio=field,
        post=cast.post("ptb_van_phong"),
        starts_on=date(2027, 3, 10),
        by=None,
    )

    def may_give(person: Person, at: datetime) -> bool:
        return scopes.in_force(person, at).on_unit(Right.GIVE_WORK, unit_id) is not None

    assert may_give(cast.ptb_khanh, moment(9, 23))
    assert not may_give(cast.ptb_dong, moment(9, 23))
    assert not may_give(cast.ptb_khanh, moment(10, 0))
    assert may_give(cast.ptb_dong, moment(10, 0))


def test_a_closed_post_gives_nothing(
    cast: Cast, newcomer: Person, spare_post: Post
) -> None:
    appoint(
        post=spare_post,
        person=newcomer,
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 3, 31),
        by=None,
    )
    close_post(post=spare_post, on=date(2027, 4, 1), by=None)
    Appointment.objects.filter(post=spare_post).update(ends_on=None)

    assert scopes.in_force(newcomer, moment(31)).seats
    assert not scopes.in_force(newcomer, moment(1, month=4)).seats


def test_a_deactivated_person_has_no_seat_at_once(cast: Cast) -> None:
    deactivate_person(person=cast.tp_khth, note="Nghỉ hưu", by=cast.quan_tri)

    assert scopes.in_force(cast.tp_khth, NOW).seats == ()
    assert scopes.holders([cast.post("tp_khth").pk], NOW) == {}


# -- Delegation ----------------------------------------------------------------


def lend(cast: Cast, **values: object) -> Delegation:
    terms: dict[str, object] = {
        "delegator": cast.post("truong_ban"),
        "delegate": cast.tp_khth,
        "starts_at": moment(10),
        "ends_at": moment(12),
        "paper": PAPER,
        "by": cast.quan_tri,
    }
    return delegate(**(terms | values))  # type: ignore[arg-type]


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
    release_portfolio(holding=field.holdings.get(), last_day=date(2027, 3, 10), by=None)

    assert scopes.in_force(cast.tp_qldn, moment(10)).unit_ids(Right.GIVE_WORK)
    assert not scopes.in_force(cast.tp_qldn, moment(11)).unit_ids(Right.GIVE_WORK)


def test_a_delegation_lapses_with_the_appointment_of_who_gave_it(cast: Cast) -> None:
    lend(cast)
    end_appointment(
        appointment=Appointment.objects.get(post__code="truong_ban"),
        last_day=date(2027, 3, 10),
        by=None,
    )
    appoint(
        post=cast.post("truong_ban"),
        person=cast.ptb_dong,
        starts_on=date(2027, 3, 11),
        by=None,
    )
    post = cast.post("truong_ban")

    assert decides(cast.tp_khth, post, moment(10, 23))
    assert not decides(cast.tp_khth, post, moment(11))
    assert decides(cast.ptb_dong, post, moment(11))


# -- The other way round -------------------------------------------------------


def test_holders_come_before_their_delegates(cast: Cast) -> None:
    lend(cast)
    post = cast.post("truong_ban")

    assert scopes.holders([post.pk], moment(11)) == {
        post.pk: [(cast.truong_ban.pk, False), (cast.tp_khth.pk, True)]
    }


def test_a_vacant_post_has_no_holder(cast: Cast, spare_post: Post) -> None:
    assert scopes.holders([spare_post.pk], NOW) == {}


def test_who_has_a_right_on_a_unit(cast: Cast) -> None:
    unit_id = cast.unit("phong_qlht").pk

    checkers = scopes.people_with(Right.CHECK_WORK, [unit_id], NOW)[unit_id]
    givers = scopes.people_with(Right.GIVE_WORK, [unit_id], NOW)[unit_id]

    assert set(checkers) == {cast.chanh_vp.pk, cast.cv_vp.pk}
    assert set(givers) == {cast.truong_ban.pk, cast.ptb_khanh.pk}


def test_heads_of_units_and_holders_of_posts_are_told(cast: Cast) -> None:
    lend(cast, delegate=cast.cv_vp)

    told = scopes.people_to_tell(
        unit_ids=[cast.unit("phong_qlht").pk],
        post_ids=[cast.post("truong_ban").pk],
        at=moment(11),
    )

    assert told == {
        cast.tp_qlht.pk: ToldBecause.HEADS_UNIT,
        cast.truong_ban.pk: ToldBecause.HOLDS_POST,
        cast.cv_vp.pk: ToldBecause.DELEGATE,
    }


def test_a_delegate_for_one_unit_is_told_of_that_unit_only(cast: Cast) -> None:
    lend(cast, delegate=cast.cv_vp, unit=cast.unit("phong_qlht"))
    posts = [cast.post("truong_ban").pk]

    def is_told(code: str) -> bool:
        units = [cast.unit(code).pk]
        told = scopes.people_to_tell(unit_ids=units, post_ids=posts, at=moment(11))
        return cast.cv_vp.pk in told

    assert is_told("phong_qlht")
    assert not is_told("van_phong")


def test_a_directory_of_heads_and_holders_in_one_statement(cast: Cast) -> None:
    lend(cast, delegate=cast.cv_vp, unit=cast.unit("phong_qlht"))
    inside, outside = cast.unit("phong_qlht").pk, cast.unit("van_phong").pk
    post = cast.post("truong_ban").pk

    with CaptureQueriesContext(connection) as asked:
        found = scopes.directory(unit_ids=[inside], post_ids=[post], at=moment(11))

    assert len(asked) == 1
    assert found.heads[inside] == {cast.tp_qlht.pk}
    assert found.holding(post, unit_id=inside) == {cast.truong_ban.pk, cast.cv_vp.pk}
    assert found.holding(post, unit_id=outside) == {cast.truong_ban.pk}


def test_a_scope_is_kept_for_the_moment_it_was_read_for(cast: Cast) -> None:
    lend(cast)
    before = scopes.renew(cast.tp_khth, NOW)

    assert scopes.current(cast.tp_khth) is before
    assert scopes.current(cast.tp_khth, NOW) is before
    assert scopes.current(cast.tp_khth, moment(11)).sees_everything


# -- One statement each --------------------------------------------------------


def test_every_question_is_one_statement(cast: Cast) -> None:
    lend(cast)
    people = list(Person.objects.values_list("pk", flat=True))
    units = [unit.pk for unit in cast.units.values()]
    posts = [post.pk for post in cast.posts.values()]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        scopes.in_force(cast.truong_ban, NOW)
        scopes.in_force_many(people, NOW)
        scopes.holders(posts, NOW)
        scopes.people_with(Right.VIEW_WORK, units, NOW)
        scopes.people_to_tell(unit_ids=units, post_ids=posts, at=NOW)

    assert len(asked) == 5


def test_many_scopes_are_the_same_as_one_by_one(cast: Cast) -> None:
    lend(cast)
    people = list(Person.objects.all())

    many = scopes.in_force_many([person.pk for person in people], moment(11))

    assert many == {person.pk: scopes.in_force(person, moment(11)) for person in people}


def test_asked_about_nobody_it_answers_nothing(cast: Cast) -> None:
    assert scopes.in_force_many([], NOW) == {}
    assert scopes.holders([], NOW) == {}
    assert scopes.people_to_tell(at=NOW) == {}
