"""A delegation for one unit: what it lets do is also seen and waited for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.queries import waiting_for
from organization import scopes
from organization.enums import DelegationScope
from organization.models import Delegation, Person
from tests.cast import Cast
from tests.missions import builders, matrix
from workflows.enums import MissionState
from workflows.exceptions import MissionNotFound
from workflows.models import Mission
from workflows.queries import missions_visible_to

pytestmark = pytest.mark.django_db


def lend_unit(cast: Cast, post: str, unit: str, to: Person) -> Delegation:
    now = timezone.now()
    return Delegation.objects.create(
        delegator=cast.post(post),
        delegate=to,
        scope=DelegationScope.UNIT,
        unit=cast.unit(unit),
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        paper="02/GUQ",
    )


def waits_for(person: Person, mission: Mission) -> bool:
    scope = scopes.in_force(person, timezone.now())
    return waiting_for(scope).filter(pk=mission.pk).exists()


def approve(mission: Mission, by: Person) -> Mission:
    return approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=by
    )


def test_a_leader_lends_one_unit_and_its_report_waits_for_the_delegate(
    cast: Cast,
) -> None:
    mission = builders.handed_in(cast)
    lend_unit(cast, "ptb_xuat_nhap_khau", "phong_qldn", cast.tp_khth)

    assert waits_for(cast.tp_khth, mission)
    assert approve(mission, cast.tp_khth).state == MissionState.COMPLETED


def test_what_is_led_outside_the_leaders_field_is_seen_with_the_unit_lent(
    cast: Cast,
) -> None:
    mission = builders.handed_in(
        cast,
        lead_unit=cast.unit("phong_qldn"),
        directing_leader=cast.post("ptb_ha_tang"),
        supporting_units=(),
    )
    lend_unit(cast, "ptb_ha_tang", "phong_qldn", cast.tp_khth)

    assert missions_visible_to(cast.tp_khth).filter(pk=mission.pk).exists()
    assert waits_for(cast.tp_khth, mission)
    assert approve(mission, cast.tp_khth).state == MissionState.COMPLETED


def test_a_unit_lent_says_nothing_of_another_units_work(cast: Cast) -> None:
    mission = builders.handed_in(cast, supporting_units=())
    lend_unit(cast, "ptb_xuat_nhap_khau", "tt_qlck", cast.tp_khth)

    assert not missions_visible_to(cast.tp_khth).filter(pk=mission.pk).exists()
    assert not waits_for(cast.tp_khth, mission)
    with pytest.raises(MissionNotFound):
        approve(mission, cast.tp_khth)


def test_the_truong_ban_lends_one_unit_and_what_is_passed_up_waits_for_the_delegate(
    cast: Cast,
) -> None:
    mission = builders.handed_in(cast)
    approvals.pass_up(mission_id=mission.pk, comment="Vượt quyền.", by=cast.ptb_hai)
    lend_unit(cast, "truong_ban", "phong_qldn", cast.ptb_khanh)
    lend_unit(cast, "truong_ban", "tt_qlck", cast.ptb_dong)

    assert waits_for(cast.ptb_khanh, mission)
    assert not waits_for(cast.ptb_dong, mission)
    assert approve(mission, cast.ptb_khanh).state == MissionState.COMPLETED


def test_van_phong_lends_the_check_of_one_unit(cast: Cast) -> None:
    mission = matrix.given_out(cast)
    matrix.STEPS["start"](cast, mission.pk)
    matrix.STEPS["report"](cast, mission.pk)
    lend_unit(cast, "chanh_van_phong", "phong_qldn", cast.tp_khth)
    lend_unit(cast, "chanh_van_phong", "tt_qlck", cast.tp_qlht)

    assert waits_for(cast.tp_khth, mission)
    assert not waits_for(cast.tp_qlht, mission)
    submitted = approvals.submit(mission_id=mission.pk, by=cast.tp_khth)
    assert submitted.state == MissionState.UNDER_APPROVAL
