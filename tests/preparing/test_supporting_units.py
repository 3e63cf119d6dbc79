"""Each supporting unit is asked with a day of its own; what it sends is answered."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.queries.answering import must_answer
from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.models import Notification
from organization import scopes
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from workflows.enums import MissionState, OpinionOutcome
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    StaleMission,
)
from workflows.models import Contribution, ContributionRequest, Mission, Report
from workflows.services import preparing, supporting
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


def supported(cast: Cast) -> Mission:
    """By the Centre and by Phòng QLHT."""
    return builders.started(
        cast, supporting_units=(cast.unit("tt_qlck"), cast.unit("phong_qlht"))
    )


def ask(mission: Mission, cast: Cast, by: Person, *units: str, **more: Any) -> Mission:
    values: dict[str, Any] = {
        "text": "Cho số liệu từng cửa khẩu.",
        "due_on": timezone.localdate() + timedelta(days=3),
        **more,
    }
    return supporting.ask(
        mission_id=mission.pk,
        units=[cast.unit(code) for code in units or ("tt_qlck",)],
        by=by,
        **values,
    )


def send(mission: Mission, cast: Cast, **more: Any) -> Contribution:
    preparing.contribute(
        mission_id=mission.pk,
        unit=cast.unit("tt_qlck"),
        by=cast.gd_ttqlck,
        **{"text": "Có 412 xe qua cửa khẩu.", **more},
    )
    return Contribution.objects.latest("pk")


def answer(
    mission: Mission, row: Contribution, by: Person, outcome: str, text: str = ""
) -> Mission:
    return supporting.answer(
        mission_id=mission.pk,
        contribution_id=row.pk,
        outcome=OpinionOutcome(outcome),
        text=text,
        by=by,
    )


def hand_in(mission: Mission, cast: Cast, reason: str = "") -> Mission:
    return builders.approvals.hand_in(
        mission_id=mission.pk,
        report=HandIn("Đã tổng hợp.", missing_reason=reason),
        by=cast.tp_qldn,
    )


def told(kind: HistoryKind) -> set[int]:
    found = Notification.objects.filter(kind=kind)
    return set(found.values_list("recipient", flat=True))


def must_reply(person: Person) -> set[int]:
    scope = scopes.in_force(person, timezone.now())
    return set(must_answer(scope).values_list("pk", flat=True))


def test_all_supporting_units_are_asked_in_one_act_and_their_heads_are_told(
    cast: Cast,
):
    mission = supported(cast)
    day = timezone.localdate() + timedelta(days=2)

    ask(mission, cast, cast.cv_qldn, "tt_qlck", "phong_qlht", due_on=day)

    rows = ContributionRequest.objects.filter(mission=mission)
    assert {row.unit.code for row in rows} == {"tt_qlck", "phong_qlht"}
    assert {row.due_on for row in rows} == {day}
    assert told(HistoryKind.CONTRIBUTION_ASKED) == {
        cast.gd_ttqlck.pk,
        cast.tp_qlht.pk,
    }
    (entry,) = HistoryEntry.objects.filter(kind=HistoryKind.CONTRIBUTION_ASKED)
    assert entry.after["units"] == ["phong_qlht", "tt_qlck"]


def test_only_the_unit_that_was_asked_is_told_and_must_reply(cast: Cast):
    mission = supported(cast)

    ask(mission, cast, cast.tp_qldn, "tt_qlck")

    assert told(HistoryKind.CONTRIBUTION_ASKED) == {cast.gd_ttqlck.pk}
    assert must_reply(cast.gd_ttqlck) == must_reply(cast.cv_ttqlck) == {mission.pk}
    assert must_reply(cast.tp_qlht) == must_reply(cast.tp_qldn) == set()


def test_a_unit_has_one_open_request_and_may_be_asked_anew_afterwards(cast: Cast):
    mission = supported(cast)
    ask(mission, cast, cast.tp_qldn)

    with pytest.raises(InvalidInput, match="đang chờ gửi"):
        ask(mission, cast, cast.tp_qldn)
    row = ContributionRequest.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)

    send(mission, cast)
    ask(mission, cast, cast.tp_qldn)
    assert ContributionRequest.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "Chưa có nội dung đề nghị"),
        ({"due_on": date(2020, 1, 1)}, "Ngày gửi đã qua"),
    ],
)
def test_a_request_says_what_and_by_when(cast: Cast, wrong: Any, sentence: str):
    with pytest.raises(InvalidInput, match=sentence):
        ask(supported(cast), cast, cast.tp_qldn, **wrong)


def test_who_does_not_support_the_mission_is_not_asked(cast: Cast):
    with pytest.raises(InvalidInput, match="không phối hợp"):
        ask(supported(cast), cast, cast.tp_qldn, "phong_khth")


def test_only_the_lead_unit_asks_and_answers(cast: Cast):
    mission = supported(cast)
    row = send(mission, cast)

    for who in (cast.gd_ttqlck, cast.ptb_hai, cast.chanh_vp, cast.kiem_tra):
        with pytest.raises(ActionDenied):
            ask(mission, cast, who)
        with pytest.raises(ActionDenied):
            answer(mission, row, who, "ACCEPTED")
    with pytest.raises(MissionNotFound):
        ask(mission, cast, cast.bt_chidoan)


def test_sending_answers_the_request(cast: Cast):
    mission = supported(cast)
    ask(mission, cast, cast.tp_qldn)

    sent = send(mission, cast)

    row = ContributionRequest.objects.get()
    assert row.contribution == sent
    assert row.answered_by == cast.gd_ttqlck
    assert must_reply(cast.gd_ttqlck) == set()
    assert must_reply(cast.tp_qldn) == {mission.pk}  # to take it up, or explain


def test_one_tap_says_that_there_is_nothing_to_add_and_needs_no_answer(cast: Cast):
    mission = supported(cast)
    ask(mission, cast, cast.tp_qldn)

    sent = send(mission, cast, text="", agrees=True)

    assert sent.text == "Thống nhất, không có ý kiến thêm."
    assert must_reply(cast.gd_ttqlck) == must_reply(cast.tp_qldn) == set()
    with pytest.raises(InvalidTransition):
        answer(mission, sent, cast.tp_qldn, "ACCEPTED")


def test_a_contribution_is_taken_up_or_explained_once_and_its_unit_is_told(
    cast: Cast,
):
    mission = supported(cast)
    first, second = send(mission, cast), send(mission, cast)

    answer(mission, first, cast.cv_qldn, "ACCEPTED")
    with pytest.raises(InvalidInput, match="Chưa có nội dung giải trình"):
        answer(mission, second, cast.tp_qldn, "EXPLAINED", "  ")
    answer(mission, second, cast.tp_qldn, "EXPLAINED", "Số liệu lấy theo hải quan.")

    assert must_reply(cast.tp_qldn) == set()
    assert told(HistoryKind.CONTRIBUTION_ACCEPTED) == {cast.gd_ttqlck.pk}
    assert told(HistoryKind.CONTRIBUTION_EXPLAINED) == {cast.gd_ttqlck.pk}
    with pytest.raises(InvalidTransition):
        answer(mission, first, cast.tp_qldn, "EXPLAINED", "Nghĩ lại.")


def test_handing_in_without_what_was_asked_needs_a_reason_that_stays(cast: Cast):
    mission = supported(cast)
    ask(mission, cast, cast.tp_qldn, "tt_qlck", "phong_qlht")
    send(mission, cast)

    with pytest.raises(InvalidInput, match=cast.unit("phong_qlht").name):
        hand_in(mission, cast)
    assert Mission.objects.get(pk=mission.pk).state == MissionState.IN_PROGRESS

    hand_in(mission, cast, "Hết hạn gửi, số liệu đã đủ.")
    report = Report.objects.get()
    assert report.missing_units == [cast.unit("phong_qlht").name]
    assert report.missing_reason == "Hết hạn gửi, số liệu đã đủ."
    entry = HistoryEntry.objects.get(kind=HistoryKind.REPORT_HANDED_IN)
    assert cast.unit("phong_qlht").name in entry.note
    assert "Hết hạn gửi" in entry.note
    assert cast.ptb_hai.pk in told(HistoryKind.REPORT_HANDED_IN)
    assert must_reply(cast.tp_qlht) == set()  # the report is above; nothing is due


def test_who_was_never_asked_keeps_nobody_from_handing_in(cast: Cast):
    mission = supported(cast)

    hand_in(mission, cast, "Không cần đến.")

    report = Report.objects.get()
    assert (report.missing_units, report.missing_reason) == ([], "")


def test_a_unit_that_no_longer_supports_owes_nothing(cast: Cast):
    mission = supported(cast)
    ask(mission, cast, cast.tp_qldn, "phong_qlht")
    mission.assignments.filter(unit=cast.unit("phong_qlht")).delete()

    assert must_reply(cast.tp_qlht) == set()
    hand_in(mission, cast)
    assert Report.objects.get().missing_units == []


def test_asking_on_an_old_page_is_refused(cast: Cast):
    mission = supported(cast)
    seen = mission.version
    send(mission, cast)

    with pytest.raises(StaleMission):
        ask(mission, cast, cast.tp_qldn, expected_version=seen)


def test_nothing_is_asked_while_the_report_is_above(cast: Cast):
    with pytest.raises(InvalidTransition):
        ask(builders.handed_in(cast), cast, cast.tp_qldn)
