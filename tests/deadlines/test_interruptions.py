"""Waiting for others and resting: the unit's clock stands still, the record goes on."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from approvals import services as approvals
from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.deadlines.builders import DUE, LATER, at, extension_of, started
from workflows.enums import ExtensionGrounds, MissionState, WaitKind
from workflows.exceptions import ActionDenied, InvalidInput, InvalidTransition
from workflows.models import Mission, Pause, Wait
from workflows.services import extensions, interruptions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
PAST_DUE = date(2026, 6, 15)


def waiting(cast: Cast) -> Mission:
    mission = started(cast)
    return interruptions.begin_wait(
        mission_id=mission.pk,
        kind=WaitKind.AGENCY,
        on_whom="Sở Tài chính",
        reason="Đã gửi công văn 118/BQL ngày 03/6/2026.",
        expected_on=date(2026, 6, 10),
        by=cast.tp_qldn,
        at=at(3),
    )


def resting(cast: Cast) -> Mission:
    mission = started(cast)
    return interruptions.pause(
        mission_id=mission.pk, reason="Chờ quy hoạch.", by=cast.ptb_hai, at=at(3)
    )


def kinds(mission: Mission) -> list[str]:
    entries = HistoryEntry.objects.filter(subject_type="mission", subject_id=mission.pk)
    return list(entries.order_by("sequence").values_list("kind", flat=True))


def test_a_wait_moves_no_deadline_and_begins_and_ends_with_an_entry(
    cast: Cast,
) -> None:
    mission = waiting(cast)
    assert mission.due_on == DUE
    assert mission in Mission.objects.overdue(on=PAST_DUE)

    mission = interruptions.end_wait(
        mission_id=mission.pk, outcome="Có công văn 90/STC.", by=cast.tp_qldn, at=at(8)
    )

    row = Wait.objects.get(mission=mission)
    assert (row.on_whom, row.outcome) == ("Sở Tài chính", "Có công văn 90/STC.")
    assert (row.began_at, row.ended_at) == (at(3), at(8))
    assert kinds(mission)[-2:] == [HistoryKind.WAIT_BEGAN, HistoryKind.WAIT_ENDED]


def test_one_wait_is_open_at_a_time_and_says_on_whom(cast: Cast) -> None:
    mission = waiting(cast)

    def again(on_whom: str = "UBND tỉnh") -> None:
        interruptions.begin_wait(
            mission_id=mission.pk,
            kind=WaitKind.SUPERIOR,
            on_whom=on_whom,
            reason="Đã trình.",
            by=cast.tp_qldn,
        )

    with pytest.raises(InvalidTransition, match="đã ghi đang chờ"):
        again()
    with pytest.raises(InvalidInput, match="chờ ai"):
        again(on_whom=" ")
    row = Wait.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_hand_in_ends_the_wait_by_itself(cast: Cast) -> None:
    mission = waiting(cast)

    mission = approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã đủ."), by=cast.tp_qldn
    )

    assert mission.wait_began_at is None
    assert Wait.objects.get().outcome == "Nộp báo cáo"
    assert HistoryKind.WAIT_ENDED in kinds(mission)


def test_what_rests_is_not_late_and_takes_no_report(cast: Cast) -> None:
    mission = resting(cast)

    assert mission.state == MissionState.IN_PROGRESS
    assert mission not in Mission.objects.overdue(on=PAST_DUE)
    assert mission not in Mission.objects.due_soon(on=date(2026, 6, 10), until=DUE)
    assert mission in Mission.objects.paused()
    with pytest.raises(InvalidTransition, match="đang tạm dừng, chưa nộp báo cáo"):
        approvals.hand_in(
            mission_id=mission.pk, report=HandIn("Xong."), by=cast.tp_qldn
        )


def test_resuming_may_set_a_later_deadline_and_keeps_the_old(cast: Cast) -> None:
    mission = resting(cast)

    mission = interruptions.resume(
        mission_id=mission.pk,
        reason="Quy hoạch đã duyệt.",
        due_on=LATER,
        by=cast.ptb_hai,
        at=at(16),
    )

    assert (mission.due_on, mission.original_due_on) == (LATER, DUE)
    assert extension_of(mission).grounds == ExtensionGrounds.RESUMED
    assert Pause.objects.get().ended_at == at(16)
    assert kinds(mission)[-2:] == [HistoryKind.PAUSED, HistoryKind.RESUMED]


def test_only_who_directs_it_lets_it_rest(cast: Cast) -> None:
    mission = started(cast)

    for person in (cast.tp_qldn, cast.chanh_vp, cast.gd_ttqlck):
        with pytest.raises(ActionDenied):
            interruptions.pause(mission_id=mission.pk, reason="Thôi.", by=person)
    with pytest.raises(InvalidInput, match="Chưa có lý do"):
        interruptions.pause(mission_id=mission.pk, reason="", by=cast.ptb_hai)


def test_what_rests_asks_for_no_extension_and_waits_for_nobody(cast: Cast) -> None:
    mission = resting(cast)

    with pytest.raises(InvalidTransition, match="tạm dừng"):
        extensions.ask_extension(
            mission_id=mission.pk, due_on=LATER, reason="Chờ.", by=cast.tp_qldn
        )
    with pytest.raises(InvalidTransition, match="tạm dừng"):
        interruptions.pause(mission_id=mission.pk, reason="Lại.", by=cast.ptb_hai)


def test_withdrawing_ends_wait_and_rest(cast: Cast) -> None:
    mission = waiting(cast)
    interruptions.pause(mission_id=mission.pk, reason="Nghỉ.", by=cast.ptb_hai)

    mission = approvals.withdraw(mission_id=mission.pk, reason="Thôi.", by=cast.ptb_hai)

    assert (mission.paused_at, mission.wait_began_at) == (None, None)
    assert Wait.objects.get().outcome == Pause.objects.get().outcome == "Thôi."


def test_nothing_stands_still_above_the_unit_and_the_database_holds_it(
    cast: Cast,
) -> None:
    mission = started(cast)
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Xong."), by=cast.tp_qldn)

    with pytest.raises(InvalidTransition):
        interruptions.pause(mission_id=mission.pk, reason="Nghỉ.", by=cast.ptb_hai)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mission.objects.filter(pk=mission.pk).update(paused_at=at(3))
