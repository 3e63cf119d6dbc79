"""Thu hồi văn bản: a paper is taken back as a whole, with the missions it gave."""

import pytest

from approvals import services as approvals
from history.verification import verify_database
from notifications.models import Notification
from tests.amendments.world import World, db, made, world
from workflows.enums import OPEN_STATES, DocumentState, ItemState
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    StaleMission,
)
from workflows.models import Document, Mission
from workflows.services import documents, missions
from workflows.services.reports import HandIn

__all__ = ["db", "made", "world"]

REASON = "Công văn số 12/UBND-KT thu hồi kế hoạch"


def seen(world: World) -> dict[int, int]:
    found = world.old.missions.filter(state__in=OPEN_STATES)
    return dict(found.values_list("pk", "version"))


def withdraw(world: World, **changes):
    fields = {"reason": REASON, "seen": seen(world), "by": world.cast.van_thu}
    return approvals.withdraw_document(
        document_id=world.old.pk, **{**fields, **changes}
    )


def test_every_open_mission_ends_with_it_and_the_concerned_are_told(world):
    before = Notification.objects.count()

    gone = withdraw(world)

    assert len(gone) == 12
    assert set(Mission.objects.values_list("state", flat=True)) == {"WITHDRAWN"}
    told = Notification.objects.order_by("pk")[before:]
    assert {one.kind for one in told} == {"WITHDRAWN"}
    assert list(verify_database()) == []


def test_the_reason_stands_on_the_paper_and_on_each_mission(world):
    withdraw(world)

    old = Document.objects.get(pk=world.old.pk)
    assert (old.state, old.end_reason) == (DocumentState.WITHDRAWN, REASON)
    assert old.standing == "đã thu hồi"
    assert old.items.filter(state=ItemState.DRAFT).count() == 0


def test_a_report_on_its_way_ends_with_its_mission(world):
    head, mission = world.cast.chanh_vp, world.mission("2.1")
    missions.start(mission_id=mission.pk, by=head)
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Đã làm."), by=head)

    withdraw(world)

    assert world.mission("2.1").state == "WITHDRAWN"
    assert list(verify_database()) == []


def test_nothing_is_given_out_on_it_any_more(world):
    withdraw(world)

    with pytest.raises(InvalidTransition, match="đã thu hồi"):
        documents.give_out(document_id=world.old.pk, item_ids=[], by=world.cast.van_thu)
    with pytest.raises(InvalidTransition, match="không thu hồi được nữa"):
        withdraw(world)


def test_a_paper_that_was_to_be_changed_is_free_again(world):
    second = world.second()

    approvals.withdraw_document(
        document_id=second.pk, reason=REASON, seen={}, by=world.cast.van_thu
    )

    assert Document.objects.get(pk=second.pk).supersedes is None
    assert Document.objects.get(pk=world.old.pk).is_in_force


def test_without_a_reason_nothing_happens(world):
    with pytest.raises(InvalidInput, match="Chưa có căn cứ, lý do"):
        withdraw(world, reason="  ")


def test_a_mission_that_moved_since_the_page_was_shown_stops_all_of_it(world):
    before = seen(world)
    missions.start(mission_id=world.missions["1.1"].pk, by=world.cast.chanh_vp)

    with pytest.raises(StaleMission, match="vừa được người khác cập nhật"):
        withdraw(world, seen=before)

    assert Document.objects.get(pk=world.old.pk).is_in_force
    assert set(Mission.objects.values_list("state", flat=True)) >= {"ASSIGNED"}


def test_a_mission_that_the_page_did_not_list_stops_all_of_it(world):
    listed = seen(world)
    listed.pop(world.missions["1.1"].pk)

    with pytest.raises(StaleMission, match="vừa được giao"):
        withdraw(world, seen=listed)


@pytest.mark.parametrize("role", ["truong_ban", "tp_qldn", "kiem_tra", "quan_tri"])
def test_only_the_office_takes_a_paper_back(world, role):
    with pytest.raises(ActionDenied):
        withdraw(world, by=getattr(world.cast, role))
