"""A refusal says who may, or why not now; the sentence is for the one who asked."""

import pytest

from organization.models import Person
from tests.cast import Cast
from tests.missions import builders, matrix
from workflows.exceptions import ActionDenied, InvalidTransition
from workflows.models import Mission

pytestmark = pytest.mark.django_db


def refused(cast: Cast, mission: Mission, act: str, by: Person) -> str:
    with pytest.raises((ActionDenied, InvalidTransition)) as refusal:
        matrix.through_the_services(cast, act, mission.pk, by)
    return str(refusal.value)


def test_a_leader_who_passed_it_up_reads_that_it_is_above(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    matrix.STEPS["pass_up"](cast, mission.pk)

    for act in ("approve", "return", "pass_up"):
        assert refused(cast, mission, act, cast.ptb_hai) == (
            f"{mission.code} đã chuyển Trưởng Ban quyết định."
        )


def test_who_handed_in_reads_that_nobody_decides_on_his_own(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    matrix.lend_to_the_head(cast)

    assert "báo cáo do chính mình nộp" in refused(
        cast, mission, "approve", cast.tp_qldn
    )


def test_who_does_not_lead_reads_who_does(cast: Cast) -> None:
    mission = builders.given(cast)

    sentence = refused(cast, mission, "start", cast.gd_ttqlck)
    assert sentence == (
        f"Chỉ người đứng đầu đơn vị chủ trì nhận thực hiện ({mission.code})."
    )


def test_an_act_out_of_turn_names_the_state(cast: Cast) -> None:
    mission = builders.completed(cast)

    assert "Hoàn thành, không thể thu hồi" in refused(
        cast, mission, "withdraw", cast.ptb_hai
    )


def test_a_correction_after_a_report_says_what_to_do_instead(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    matrix.STEPS["recall"](cast, mission.pk)

    assert "Thu hồi rồi giao lại" in refused(cast, mission, "correct", cast.ptb_hai)
