"""Who gives and ends delegations, of what, and in what capacity the delegate signs."""

from datetime import date

import pytest
from django.utils import timezone

from organization import scopes
from organization.enums import DelegationScope, Rank, Right, SigningCapacity
from organization.exceptions import ActionDenied, InvalidInput, Refusal
from organization.models import Appointment, Delegation, Person
from organization.services import appoint, end_appointment, end_delegation
from tests.cast import Cast
from tests.organization.acts import DAY, SECOND, lend, moment, newcomer, spare, told


def lend_now(cast: Cast, **values: object) -> Delegation:
    now = timezone.now()
    return lend(cast, **({"starts_at": now, "ends_at": now + 5 * DAY} | values))


def deputy_of(cast: Cast, unit: str) -> Person:
    post = spare(cast, Rank.DEPUTY_DIVISION_HEAD, unit)
    person = newcomer(cast)
    appoint(post=post, person=person, starts_on=timezone.localdate(), by=None)
    return person


def test_who_sits_in_a_post_lends_it_without_an_administrator(cast: Cast) -> None:
    row = lend_now(
        cast,
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=cast.ptb_khanh,
        by=cast.ptb_hai,
    )

    assert told("delegation", row.pk).actor_name == cast.ptb_hai.full_name
    ended = end_delegation(delegation=row, note="Đã về", by=cast.ptb_hai)
    assert ended.ended_at is not None


def test_the_head_of_a_unit_lends_to_people_of_the_unit_alone(cast: Cast) -> None:
    post = cast.post("tp_qldn")

    lend_now(cast, delegator=post, delegate=cast.cv_qldn, by=cast.tp_qldn)
    with pytest.raises(ActionDenied, match="người trong đơn vị"):
        lend_now(cast, delegator=post, delegate=cast.cv_khth, by=cast.tp_qldn)

    lend_now(cast, delegator=post, delegate=cast.cv_khth, by=cast.quan_tri)


def test_a_delegate_lends_nothing_on_and_ends_nothing(cast: Cast) -> None:
    row = lend_now(cast, delegate=cast.ptb_dong)

    with pytest.raises(ActionDenied, match="không được ủy quyền lại"):
        lend_now(cast, delegate=cast.ptb_khanh, by=cast.ptb_dong)
    with pytest.raises(ActionDenied, match="không được ủy quyền lại"):
        end_delegation(delegation=row, by=cast.ptb_dong)


def test_nobody_gives_himself_anything(cast: Cast) -> None:
    with pytest.raises(ActionDenied, match="chính mình"):
        lend_now(cast, delegate=cast.quan_tri, by=cast.quan_tri)
    with pytest.raises(ActionDenied, match="người quản trị hệ thống"):
        lend_now(cast, delegate=cast.tp_khth, by=cast.tp_khth)


def test_what_is_one_persons_alone_is_not_lent(cast: Cast) -> None:
    for code in ("quan_tri", "kiem_tra"):
        with pytest.raises(InvalidInput, match="không ủy quyền được"):
            lend_now(cast, delegator=cast.post(code), by=None)


def test_a_mission_that_is_not_there_is_not_lent(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="Không có nhiệm vụ"):
        lend_now(cast, mission_id=999_999_999)


def test_one_scope_at_a_time(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="Chỉ chọn một phạm vi"):
        lend_now(cast, mission_id=1, unit=cast.unit("phong_qldn"))


def test_only_the_head_of_a_unit_signs_by_order_of_the_truong_ban(cast: Cast) -> None:
    by_order = {"capacity": SigningCapacity.BY_ORDER}
    refused: list[tuple[dict[str, object], str]] = [
        ({"delegate": cast.cv_vp}, "không đứng đầu đơn vị"),
        ({"delegator": cast.post("ptb_ha_tang")}, "Chỉ Trưởng Ban"),
        ({"capacity": SigningCapacity.FOR_HEAD}, "theo chức vụ"),
    ]

    for values, sentence in refused:
        with pytest.raises(Refusal, match=sentence):
            lend(cast, **(by_order | values))
    lend(cast, delegate=cast.chanh_vp, **by_order)

    scope = scopes.in_force(cast.chanh_vp, moment(11))
    seat = scope.on_unit(Right.GIVE_WORK, cast.unit("phong_khth").pk)
    assert seat is not None
    assert (seat.capacity, seat.on_behalf_of) == (
        SigningCapacity.BY_ORDER,
        "Trưởng Ban",
    )


def test_an_order_lapses_when_its_holder_heads_no_unit_any_more(cast: Cast) -> None:
    lend(cast, delegate=cast.chanh_vp, capacity=SigningCapacity.BY_ORDER)
    seat = Appointment.objects.get(post__code="chanh_van_phong")
    end_appointment(appointment=seat, last_day=date(2099, 3, 10), by=None)

    before = scopes.in_force(cast.chanh_vp, moment(10, 23))
    after = scopes.in_force(cast.chanh_vp, moment(11))

    assert Right.DECIDE_WORK in before.everywhere
    assert not after.everywhere


def test_the_deputy_of_a_units_head_hands_in_by_delegation_alone(cast: Cast) -> None:
    deputy, unit = deputy_of(cast, "phong_qldn"), cast.unit("phong_qldn").pk
    now = timezone.now()

    before = scopes.in_force(deputy, now)
    assert before.on_unit(Right.VIEW_WORK, unit)
    assert not before.on_unit(Right.START_WORK, unit)
    assert not before.on_unit(Right.REPORT_WORK, unit)

    row = lend_now(
        cast, delegator=cast.post("tp_qldn"), delegate=deputy, by=cast.tp_qldn
    )
    seat = scopes.in_force(deputy, row.starts_at).on_unit(Right.REPORT_WORK, unit)
    assert seat is not None
    assert seat.capacity == SigningCapacity.BY_DELEGATION
    assert seat.on_behalf_of == "Trưởng phòng Quản lý doanh nghiệp"
    assert not scopes.in_force(deputy, row.ends_at).on_unit(Right.REPORT_WORK, unit)
    assert scopes.in_force(deputy, row.ends_at - SECOND).may_somewhere(
        Right.REPORT_WORK
    )


def test_the_paper_says_the_scope(cast: Cast) -> None:
    entry = told("delegation", lend(cast, unit=cast.unit("van_phong")).pk)

    assert entry.after["scope"] == DelegationScope.UNIT
    assert entry.after["capacity"] == "TUQ."
