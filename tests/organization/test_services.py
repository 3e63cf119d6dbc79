"""The doors: who may change the organisation, what is refused, what is written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from history.models import HistoryEntry
from organization import grants, scopes, services
from organization.enums import DelegationScope, Rank, Right, UnitKind
from organization.exceptions import (
    ActionDenied,
    InvalidInput,
    NotAllowedNow,
    OverlappingAppointment,
    OverlappingHolding,
    Refusal,
)
from organization.models import (
    Appointment,
    CollectiveName,
    Delegation,
    Person,
    PortfolioHolding,
    Post,
    Unit,
)
from organization.permissions import can_administer
from tests.cast import Cast

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)


def told(subject_type: str, subject_id: int) -> HistoryEntry:
    return HistoryEntry.objects.filter(
        subject_type=subject_type, subject_id=subject_id
    ).latest("sequence")


def spare(cast: Cast, rank: Rank = Rank.OFFICER, unit: str = "phong_khth") -> Post:
    return services.create_post(
        code="chuc_vu_moi",
        title="Chức vụ mới",
        short="MỚI",
        rank=rank,
        unit=cast.unit(unit),
        by=cast.quan_tri,
    )


def newcomer(cast: Cast) -> Person:
    return services.create_person(
        username="moi", full_name="Người Mới Đến", by=cast.quan_tri
    )


# -- Who may -------------------------------------------------------------------


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
    services.delegate(
        delegator=cast.post("quan_tri"),
        delegate=cast.cv_vp,
        starts_at=now,
        ends_at=now + DAY,
        paper="Giấy 1",
        by=None,
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


# -- Units ---------------------------------------------------------------------


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
    closed = services.close_unit(unit=unit, on=date(2027, 1, 1), by=None)

    assert entry.before == {"name": "Phòng Mới", "aliases": []}
    assert entry.after == {"name": "Phòng Đổi tên", "aliases": ["P.ĐT"]}
    assert closed.closed_on == date(2027, 1, 1)
    assert told("unit", unit.pk).after == {"closed_on": "2027-01-01"}


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
        services.close_unit(unit=cast.unit("van_phong"), on=date(2027, 1, 1), by=None)


def test_a_closed_unit_is_not_closed_again_and_gets_no_post(cast: Cast) -> None:
    Unit.objects.filter(code="chi_doan").update(closed_on=date(2026, 6, 1))
    cast.unit("chi_doan").refresh_from_db()

    with pytest.raises(NotAllowedNow, match="đã giải thể"):
        services.close_unit(unit=cast.unit("chi_doan"), on=date(2027, 1, 1), by=None)
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


# -- Posts and grants ----------------------------------------------------------


def test_a_new_post_gets_the_rights_of_its_rank_in_the_same_act(cast: Cast) -> None:
    post = spare(cast, Rank.AUDITOR)

    assert grants.described(post.group_id) == [
        "audit_work on ban_quan_ly",
        "view_work on ban_quan_ly",
    ]
    assert told("post", post.pk).after["grants"] == grants.described(post.group_id)


def test_a_post_that_fails_leaves_neither_group_nor_grant(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
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
    services.close_post(post=post, on=date(2027, 1, 1), by=cast.quan_tri)

    assert Post.objects.get(pk=post.pk).title == "Chuyên viên chính"
    with pytest.raises(NotAllowedNow, match="đã bãi bỏ"):
        services.close_post(post=post, on=date(2027, 1, 1), by=None)
    with pytest.raises(NotAllowedNow, match="đã bãi bỏ"):
        services.appoint(
            post=post, person=cast.cv_vp, starts_on=date(2027, 2, 1), by=None
        )
    post.refresh_from_db()
    with pytest.raises(NotAllowedNow, match="đã bãi bỏ"):
        services.hold_portfolio(
            portfolio=cast.portfolio("ha_tang"),
            post=post,
            starts_on=date(2027, 2, 1),
            by=None,
        )


def test_a_post_with_a_holder_or_a_field_is_not_closed(cast: Cast) -> None:
    post = cast.post("ptb_ha_tang")
    with pytest.raises(NotAllowedNow, match="Còn người giữ"):
        services.close_post(post=post, on=date(2027, 1, 1), by=None)
    services.end_appointment(
        appointment=Appointment.objects.get(post=post),
        last_day=date(2026, 12, 31),
        by=None,
    )
    with pytest.raises(NotAllowedNow, match="còn phụ trách lĩnh vực"):
        services.close_post(post=post, on=date(2027, 1, 1), by=None)


# -- Appointments --------------------------------------------------------------


def test_two_people_never_sit_in_one_seat(cast: Cast) -> None:
    with pytest.raises(OverlappingAppointment, match="Nguyễn Quốc Toàn") as refused:
        services.appoint(
            post=cast.post("truong_ban"),
            person=cast.ptb_dong,
            starts_on=date(2027, 1, 1),
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
        {"ends_at": datetime(2027, 1, 1, tzinfo=HANOI)},
        {"ended_at": datetime(2028, 1, 1, tzinfo=HANOI)},
    ],
)
def test_the_database_refuses_a_delegation_that_makes_no_sense(
    cast: Cast, values: dict[str, object]
) -> None:
    sound: dict[str, object] = {
        "delegator": cast.post("truong_ban"),
        "delegate": cast.cv_vp,
        "scope": DelegationScope.ALL,
        "starts_at": datetime(2027, 1, 2, tzinfo=HANOI),
        "ends_at": datetime(2027, 1, 3, tzinfo=HANOI),
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
    first = date(2027, 1, 1)
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
            starts_on=date(2027, 2, 1),
            ends_on=date(2027, 1, 1),
            by=None,
        )

    assert refused.value.status == 422


def test_an_end_may_be_brought_forward_but_not_put_off(cast: Cast) -> None:
    seat = Appointment.objects.get(post__code="tp_khth")
    services.end_appointment(appointment=seat, last_day=date(2027, 6, 30), by=None)
    services.end_appointment(appointment=seat, last_day=date(2027, 5, 31), by=None)
    services.end_appointment(appointment=seat, last_day=date(2027, 5, 31), by=None)

    seat.refresh_from_db()
    assert seat.ends_on == date(2027, 5, 31)
    with pytest.raises(NotAllowedNow, match="chỉ được rút ngắn"):
        services.end_appointment(appointment=seat, last_day=date(2027, 6, 1), by=None)


def test_a_locked_account_is_not_appointed(cast: Cast) -> None:
    person = newcomer(cast)
    services.deactivate_person(person=person, note="Thử", by=cast.quan_tri)

    with pytest.raises(InvalidInput, match="đã khóa"):
        services.appoint(
            post=spare(cast), person=person, starts_on=date(2027, 1, 1), by=None
        )


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_fill_a_seat_once(cast: Cast) -> None:
    post = spare(cast)

    def seat(person: Person) -> str:
        try:
            services.appoint(
                post=post, person=person, starts_on=date(2027, 1, 1), by=cast.quan_tri
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
        starts_on=date(2027, 1, 1),
        authority="QĐ số 12/QĐ-BQL ngày 20/12/2026",
        by=cast.quan_tri,
    )

    entry = told("post", post.pk)
    assert (entry.kind, entry.actor_id) == ("PERSON_APPOINTED", cast.quan_tri.pk)
    assert entry.actor_title == "Quản trị hệ thống"
    assert entry.after["full_name"] == "Người Mới Đến"
    assert entry.authority == "QĐ số 12/QĐ-BQL ngày 20/12/2026"


# -- People --------------------------------------------------------------------


def test_a_user_name_is_taken_once(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="đã có người dùng"):
        services.create_person(username="truongban", full_name="X", by=None)


def test_deactivation_ends_open_appointments_and_is_told(cast: Cast) -> None:
    services.deactivate_person(person=cast.cv_vp, note="Chuyển công tác", by=None)

    seat = Appointment.objects.get(person=cast.cv_vp)
    assert seat.ends_on == timezone.localdate()
    assert told("person", cast.cv_vp.pk).after == {"is_active": False}
    assert told("post", seat.post_id).kind == "APPOINTMENT_ENDED"
    with pytest.raises(NotAllowedNow, match="đã khóa"):
        services.deactivate_person(person=cast.cv_vp, note="Lần nữa", by=None)


def test_reactivation_gives_sign_in_back_and_no_seat(cast: Cast) -> None:
    services.deactivate_person(person=cast.cv_vp, note="Nhầm", by=None)
    person = services.reactivate_person(person=cast.cv_vp, note="Nhầm", by=None)

    assert person.is_active
    assert not Appointment.objects.filter(person=person, ends_on=None).exists()
    with pytest.raises(NotAllowedNow, match="đang hoạt động"):
        services.reactivate_person(person=person, note="Lần nữa", by=None)


def test_a_name_is_corrected_with_its_place_in_lists(cast: Cast) -> None:
    person = newcomer(cast)
    before = person.sort_key

    changed = services.change_person(person=person, full_name="Lê An", by=cast.quan_tri)

    assert changed.sort_key != before
    assert Person.objects.get(pk=person.pk).sort_key == changed.sort_key


def test_people_posts_and_units_are_never_deleted(cast: Cast) -> None:
    for row in (cast.truong_ban, cast.post("truong_ban"), cast.unit("van_phong")):
        with pytest.raises(ProtectedError):
            row.delete()


# -- Portfolios ----------------------------------------------------------------


def test_the_units_of_a_portfolio_and_its_grants_change_together(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    services.change_portfolio(
        portfolio=field,
        name="Hạ tầng, cửa khẩu",
        units=[cast.unit("phong_qlht"), cast.unit("tt_qlck")],
        by=cast.quan_tri,
    )

    entry = told("portfolio", field.pk)
    assert entry.after["units"] == ["phong_qlht", "tt_qlck"]
    assert grants.described(field.group_id) == entry.after["grants"]
    assert len(entry.after["grants"]) == 4


def test_a_portfolio_renamed_keeps_its_grants(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    before = grants.described(field.group_id)

    services.change_portfolio(portfolio=field, subjects=["cầu, đường"], by=None)

    assert told("portfolio", field.pk).after == {"subjects": ["cầu, đường"]}
    assert grants.described(field.group_id) == before


def test_two_posts_never_answer_for_one_field(cast: Cast) -> None:
    with pytest.raises(OverlappingHolding, match="đang phụ trách"):
        services.hold_portfolio(
            portfolio=cast.portfolio("ha_tang"),
            post=cast.post("ptb_van_phong"),
            starts_on=date(2027, 1, 1),
            by=cast.quan_tri,
        )


def test_a_field_released_can_be_held_again(cast: Cast) -> None:
    field = cast.portfolio("ha_tang")
    services.release_portfolio(
        holding=field.holdings.get(), last_day=date(2026, 12, 31), by=cast.quan_tri
    )
    holding = services.hold_portfolio(
        portfolio=field,
        post=cast.post("ptb_van_phong"),
        starts_on=date(2027, 1, 1),
        by=cast.quan_tri,
    )

    assert told("portfolio", field.pk).after["holding"] == holding.pk


# -- Delegations ---------------------------------------------------------------


def lend(cast: Cast, **values: object) -> Delegation:
    now = timezone.now()
    terms: dict[str, object] = {
        "delegator": cast.post("truong_ban"),
        "delegate": cast.tp_khth,
        "starts_at": now,
        "ends_at": now + 2 * DAY,
        "paper": "Giấy ủy quyền số 05/GUQ ngày 01/3/2027",
        "by": cast.quan_tri,
    }
    return services.delegate(**(terms | values))  # type: ignore[arg-type]


def test_a_delegation_is_told_with_its_paper(cast: Cast) -> None:
    entry = told("delegation", lend(cast).pk)

    assert entry.kind == "DELEGATION_GIVEN"
    assert entry.authority == "Giấy ủy quyền số 05/GUQ ngày 01/3/2027"
    assert entry.after["scope"] == "ALL"


def delegations_refused(cast: Cast) -> list[tuple[dict[str, object], str]]:
    now = timezone.now()
    field, unit = cast.portfolio("ha_tang"), cast.unit("phong_qlht")
    return [
        ({"paper": "  "}, "bằng văn bản"),
        ({"ends_at": now - DAY}, "phải sau thời điểm"),
        ({"starts_at": now - 2 * DAY, "ends_at": now - DAY}, "đã qua"),
        ({"portfolio": field, "unit": unit}, "Chỉ chọn một"),
        ({"portfolio": field}, "không phụ trách"),
        ({"delegate": cast.truong_ban}, "đang giữ chức vụ"),
        ({"delegator": spare(cast)}, "chưa có người giữ"),
    ]


def test_a_delegation_that_makes_no_sense_is_refused(cast: Cast) -> None:
    for values, sentence in delegations_refused(cast):
        with pytest.raises(Refusal, match=sentence):
            lend(cast, **values)


def test_a_locked_account_gets_no_delegation(cast: Cast) -> None:
    services.deactivate_person(person=cast.tp_khth, note="x", by=None)
    cast.tp_khth.refresh_from_db()

    with pytest.raises(InvalidInput, match="đã khóa"):
        lend(cast)


def test_a_delegation_ends_once(cast: Cast) -> None:
    row = services.end_delegation(delegation=lend(cast), note="Về", by=cast.quan_tri)

    assert told("delegation", row.pk).kind == "DELEGATION_ENDED"
    with pytest.raises(NotAllowedNow, match="đã hết hiệu lực"):
        services.end_delegation(delegation=row, by=cast.quan_tri)


def test_delegations_end_with_the_appointment_also_those_to_come(cast: Cast) -> None:
    now = timezone.now()
    coming = lend(cast, starts_at=now + 30 * DAY, ends_at=now + 40 * DAY)
    services.end_appointment(
        appointment=Appointment.objects.get(post__code="truong_ban"),
        last_day=timezone.localdate(),
        by=cast.quan_tri,
    )

    coming.refresh_from_db()
    midnight = datetime.combine(timezone.localdate() + DAY, datetime.min.time(), HANOI)
    assert coming.ended_at == midnight
    assert told("delegation", coming.pk).kind == "DELEGATION_ENDED"
