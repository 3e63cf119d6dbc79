"""Who hears of what: whoever must act next, and whoever answers for the mission."""

from datetime import timedelta

import pytest
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.services.routes import Chosen, choose_route
from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications import queries
from notifications.catalogue import CATALOGUE, NOBODY
from notifications.models import Notification
from organization.models import Appointment, Person
from organization.services import end_appointment
from tests.cast import Cast
from tests.missions import builders, matrix
from tests.missions.test_limited_delegations import lend_unit
from workflows.enums import ReturnKind
from workflows.models import Mission
from workflows.services import corrections, missions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
K = HistoryKind


def told(mission: Mission, kind: HistoryKind) -> set[str]:
    """Who was told of the last entry of this kind, by sign-in name."""
    entry = HistoryEntry.objects.filter(
        subject_type="mission", subject_id=mission.pk, kind=kind
    ).latest("sequence")
    rows = Notification.objects.filter(entry=entry)
    return set(rows.values_list("recipient__username", flat=True))


def names(*people: Person) -> set[str]:
    return {person.username for person in people}


def decide(
    mission: Mission, by: Person, outcome: DecisionOutcome = DecisionOutcome.APPROVE
) -> None:
    approvals.decide(
        mission_id=mission.pk,
        outcome=outcome,
        kind=ReturnKind.MINOR_CORRECTION,
        reason="Thiếu.",
        by=by,
    )


def hand_in(mission: Mission, cast: Cast) -> None:
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Xong."), by=cast.tp_qldn)


def test_the_catalogue_has_a_row_for_every_kind() -> None:
    assert set(CATALOGUE) == set(HistoryKind)


def test_what_happens_to_a_mission_is_told_and_says_what_was_done() -> None:
    of_missions = list(HistoryKind)[: list(HistoryKind).index(K.DOCUMENT_REGISTERED)]
    # The work goes on as it was, only by a newer paper: nobody is disturbed.
    of_missions.remove(K.CARRIED_OVER)
    # Who read what was said has read it; and of own work each mission tells itself.
    of_missions.remove(K.COMMENT_WITHDRAWN)
    of_missions.remove(K.OWN_WORK_MADE)

    for kind in of_missions:
        assert CATALOGUE[kind].audience != NOBODY
        assert CATALOGUE[kind].did


def test_giving_tells_leader_and_heads_but_not_the_giver(cast: Cast) -> None:
    direct = builders.given(cast)
    from_document = matrix.given_out(cast)

    assert told(direct, K.MISSION_ASSIGNED) == names(cast.tp_qldn, cast.gd_ttqlck)
    assert told(from_document, K.MISSION_ASSIGNED) == names(
        cast.tp_qldn, cast.gd_ttqlck, cast.ptb_hai
    )


def test_taking_up_tells_the_monitor_of_the_document_too(cast: Cast) -> None:
    mission = matrix.given_out(cast)
    missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    assert told(mission, K.MISSION_STARTED) == names(
        cast.ptb_hai, cast.gd_ttqlck, cast.van_thu
    )


def test_a_hand_in_goes_to_who_checks_and_then_to_who_decides(cast: Cast) -> None:
    mission = matrix.given_out(cast)
    missions.start(mission_id=mission.pk, by=cast.tp_qldn)
    hand_in(mission, cast)
    approvals.submit(mission_id=mission.pk, by=cast.cv_vp)

    around = names(cast.ptb_hai, cast.gd_ttqlck, cast.van_thu)
    assert told(mission, K.REPORT_HANDED_IN) == around | names(
        cast.chanh_vp, cast.cv_vp
    )
    assert told(mission, K.SUBMITTED_FOR_APPROVAL) == around | names(
        cast.tp_qldn, cast.chanh_vp
    )


def test_the_officer_in_charge_hears_of_all_that_follows(cast: Cast) -> None:
    mission = builders.given(cast)
    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn)
    missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    assert told(mission, K.OFFICER_NAMED) == names(cast.cv_qldn)
    assert cast.cv_qldn.username in told(mission, K.MISSION_STARTED)


def test_an_officer_whose_name_is_taken_back_hears_so(cast: Cast) -> None:
    mission = builders.given(cast)
    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn)
    missions.name_officer(mission_id=mission.pk, officer=None, by=cast.tp_qldn)
    missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    assert told(mission, K.OFFICER_NAMED) == names(cast.cv_qldn)
    assert cast.cv_qldn.username not in told(mission, K.MISSION_STARTED)


def test_an_officer_who_left_the_unit_hears_nothing_any_more(cast: Cast) -> None:
    mission = builders.given(cast)
    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn)
    leave(cast.cv_qldn)
    missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    assert cast.cv_qldn.username not in told(mission, K.MISSION_STARTED)


def test_a_monitor_who_left_van_phong_hears_nothing_any_more(cast: Cast) -> None:
    mission = matrix.given_out(cast)
    leave(cast.van_thu)
    missions.start(mission_id=mission.pk, by=cast.tp_qldn)

    assert cast.van_thu.username not in told(mission, K.MISSION_STARTED)


def leave(person: Person) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    seat = Appointment.objects.get(person=person, ends_on=None)
    end_appointment(appointment=seat, last_day=yesterday, by=None)


def test_the_truong_ban_hears_only_what_he_directs_or_what_was_passed_up(
    cast: Cast,
) -> None:
    mission = builders.handed_in(cast)
    assert cast.truong_ban.username not in told(mission, K.SUBMITTED_FOR_APPROVAL)

    approvals.pass_up(mission_id=mission.pk, comment="Vượt quyền.", by=cast.ptb_hai)
    assert cast.truong_ban.username in told(mission, K.PASSED_UP)

    decide(mission, cast.truong_ban, DecisionOutcome.RETURN)
    assert told(mission, K.RETURNED) == names(
        cast.tp_qldn, cast.gd_ttqlck, cast.ptb_hai
    )
    hand_in(mission, cast)
    assert cast.truong_ban.username not in told(mission, K.SUBMITTED_FOR_APPROVAL)


def test_the_truong_ban_hears_that_what_was_passed_up_is_recalled(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    approvals.pass_up(mission_id=mission.pk, comment="Vượt quyền.", by=cast.ptb_hai)
    approvals.recall(mission_id=mission.pk, by=cast.tp_qldn)

    assert cast.truong_ban.username in told(mission, K.REPORT_RECALLED)


def test_the_truong_ban_hears_what_he_directs(cast: Cast) -> None:
    mission = builders.handed_in(cast, directing_leader=cast.post("truong_ban"))

    assert cast.truong_ban.username in told(mission, K.SUBMITTED_FOR_APPROVAL)


def test_later_rounds_tell_the_same_people(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    for _ in range(2):
        decide(mission, cast.ptb_hai, DecisionOutcome.RETURN)
        assert told(mission, K.RETURNED) == names(cast.tp_qldn, cast.gd_ttqlck)
        hand_in(mission, cast)
        assert told(mission, K.SUBMITTED_FOR_APPROVAL) == names(
            cast.ptb_hai, cast.gd_ttqlck
        )
    decide(mission, cast.ptb_hai)

    assert told(mission, K.COMPLETED) == names(cast.tp_qldn, cast.gd_ttqlck)


def test_a_delegate_is_told_while_in_force(cast: Cast) -> None:
    matrix.lend(cast, cast.bt_chidoan, starts=-1, ends=1)
    matrix.lend(cast, cast.tp_qlht, starts=-2, ends=-1)
    matrix.lend(cast, cast.tp_khth, starts=1, ends=2)
    mission = builders.handed_in(cast)

    assert told(mission, K.SUBMITTED_FOR_APPROVAL) == names(
        cast.ptb_hai, cast.bt_chidoan, cast.gd_ttqlck
    )


def moved(cast: Cast) -> Mission:
    """Given to QLDN under Hải, corrected to QLHT under Khánh."""
    mission = builders.given(cast, by=cast.truong_ban)
    missions.name_officer(mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn)
    change = matrix.correction(
        cast,
        title="Sửa chữa đường nội bộ",
        lead_unit=cast.unit("phong_qlht"),
        directing_leader=cast.post("ptb_ha_tang"),
        supporting_units=(),
    )
    return corrections.correct(
        mission_id=mission.pk, correction=change, reason="Nhầm.", by=cast.truong_ban
    )


def test_former_unit_leader_and_officer_hear_of_a_correction(cast: Cast) -> None:
    mission = moved(cast)

    former = names(cast.tp_qldn, cast.gd_ttqlck, cast.ptb_hai, cast.cv_qldn)
    assert told(mission, K.CORRECTED) == former | names(cast.tp_qlht, cast.ptb_khanh)


def test_of_a_unit_that_left_the_former_leaders_delegate_hears_not_the_new_ones(
    cast: Cast,
) -> None:
    lend_unit(cast, "ptb_xuat_nhap_khau", "tt_qlck", cast.tp_khth)
    lend_unit(cast, "truong_ban", "tt_qlck", cast.cv_vp)
    mission = builders.given(cast)
    change = matrix.correction(
        cast,
        lead_unit=cast.unit("phong_qlht"),
        directing_leader=cast.post("truong_ban"),
        supporting_units=(cast.unit("phong_qldn"),),
    )
    corrections.correct(
        mission_id=mission.pk, correction=change, reason="Nhầm.", by=cast.truong_ban
    )

    former = names(cast.gd_ttqlck, cast.ptb_hai, cast.tp_khth)
    assert told(mission, K.CORRECTED) == former | names(cast.tp_qldn, cast.tp_qlht)


def test_former_people_learn_no_title_and_no_reason(cast: Cast) -> None:
    moved(cast)

    for person in (cast.tp_qldn, cast.gd_ttqlck, cast.ptb_hai, cast.cv_qldn):
        rows, _ = queries.newest(Person.objects.get(pk=person.pk))
        newest = rows[0]
        assert newest.kind == K.CORRECTED
        assert (newest.url, newest.note) == ("", "")
        assert "đường nội bộ" not in newest.title


def test_the_live_hint_shows_no_more_than_the_list(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    pushed: dict[int, bool] = {}
    monkeypatch.setattr(
        "notifications.push.rows_written",
        lambda rows, *_, **__: pushed.update(
            {row.recipient_id: who.sees for row, who in rows}
        ),
    )
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        mission = moved(cast)

    assert pushed
    for person_id, sees in pushed.items():
        person = Person.objects.get(pk=person_id)
        assert sees is person.has_perm("workflows.view_mission", mission)


def test_after_a_correction_the_former_ones_hear_nothing_more(cast: Cast) -> None:
    mission = moved(cast)
    missions.start(mission_id=mission.pk, by=cast.tp_qlht)

    assert told(mission, K.MISSION_STARTED) == names(cast.ptb_khanh)


def test_in_a_bulk_act_each_delegate_hears_of_the_unit_lent_alone(cast: Cast) -> None:
    """Their reports go on to the Trưởng Ban by their route."""
    qldn = builders.started(cast)
    centre = builders.given(cast, lead_unit=cast.unit("tt_qlck"), supporting_units=())
    missions.start(mission_id=centre.pk, by=cast.gd_ttqlck)
    for mission, head in ((qldn, cast.tp_qldn), (centre, cast.gd_ttqlck)):
        pk, route = mission.pk, Chosen(head_decides=True)
        choose_route(mission_id=pk, chosen=route, by=cast.ptb_hai)
        approvals.hand_in(mission_id=pk, report=HandIn("Xong."), by=head)
        approvals.decide(
            mission_id=pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
        )
    lend_unit(cast, "truong_ban", "phong_qldn", cast.tp_khth)
    lend_unit(cast, "truong_ban", "tt_qlck", cast.tp_qlht)
    results = approvals.decide_many(
        versions={qldn.pk: None, centre.pk: None}, by=cast.truong_ban
    )

    assert [result.done for result in results] == [True, True]
    assert cast.tp_khth.username in told(qldn, K.COMPLETED)
    assert cast.tp_khth.username not in told(centre, K.COMPLETED)
    assert cast.tp_qlht.username in told(centre, K.COMPLETED)
    assert cast.tp_qlht.username not in told(qldn, K.COMPLETED)
