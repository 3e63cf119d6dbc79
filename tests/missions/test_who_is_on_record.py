"""Under which title and in which capacity an act stands in the history."""

import pytest

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.models import Decision
from history.models import HistoryEntry
from tests.cast import Cast
from tests.missions import builders, matrix
from workflows.models import Mission
from workflows.services import missions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


def last_entry(mission: Mission) -> HistoryEntry:
    return HistoryEntry.objects.filter(
        subject_type="mission", subject_id=mission.pk
    ).latest("sequence")


def test_a_deputy_decides_kt_truong_ban_under_his_own_title(cast: Cast) -> None:
    mission = builders.completed(cast)

    entry = last_entry(mission)
    decision = Decision.objects.get(request__mission=mission)
    assert entry.actor_title == decision.decided_title == "Phó Trưởng Ban"
    assert entry.capacity == decision.capacity == "KT."
    assert entry.on_behalf_of == decision.on_behalf_of == "Trưởng Ban"


def test_the_truong_ban_decides_in_his_own_name(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.truong_ban
    )

    entry = last_entry(mission)
    assert (entry.actor_title, entry.capacity, entry.on_behalf_of) == (
        "Trưởng Ban",
        "",
        "",
    )


def test_a_delegate_decides_tuq_under_his_own_title(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    matrix.lend(cast, cast.bt_chidoan, starts=-1, ends=1)
    approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.bt_chidoan
    )

    entry = last_entry(mission)
    assert (entry.actor_title, entry.capacity, entry.on_behalf_of) == (
        "Bí thư Chi đoàn",
        "TUQ.",
        "Phó Trưởng Ban",
    )


def test_a_delegate_of_the_head_hands_in_under_his_own_title(cast: Cast) -> None:
    mission = builders.started(cast)
    lent = matrix.lend(cast, cast.cv_qldn, starts=-1, ends=1)
    lent.delegator = cast.post("tp_qldn")
    lent.save()
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.cv_qldn)

    report = mission.reports.get()
    assert report.handed_in_title == "Chuyên viên Phòng Quản lý doanh nghiệp"
    assert report.capacity == "TUQ."
    assert report.on_behalf_of == "Trưởng phòng Quản lý doanh nghiệp"


def test_a_correction_that_moves_the_mission_says_that_its_officer_is_free(
    cast: Cast,
) -> None:
    mission = builders.given(cast)
    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn)
    change = matrix.correction(
        cast, lead_unit=cast.unit("tt_qlck"), supporting_units=()
    )
    matrix.corrections.correct(
        mission_id=mission.pk, correction=change, reason="Nhầm.", by=cast.ptb_hai
    )

    entry = last_entry(mission)
    mission.refresh_from_db()
    assert mission.monitoring_officer is None
    assert entry.before["officer"] == cast.cv_qldn.full_name
    assert entry.after["officer"] is None
