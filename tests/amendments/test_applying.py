"""A new version takes effect: what is ticked, in one act, and nothing besides."""

from collections.abc import Iterable

import pytest

from approvals import services as approvals
from history.models import HistoryEntry
from history.verification import verify_database
from notifications.models import Notification
from tests.amendments import papers
from tests.amendments.world import World, db, made, world
from workflows.enums import DocumentState, Fate, ItemState, MissionState, VersionAct
from workflows.exceptions import (
    ActionDenied,
    InvalidTransition,
    NeedsClarification,
    StaleMission,
)
from workflows.models import Document, Mission
from workflows.queries.versions import Row, VersionComparison, compare_versions
from workflows.services import documents, items, missions, version_pairs, versions
from workflows.services.reports import HandIn

__all__ = ["db", "made", "world"]


def compared(document: Document) -> VersionComparison:
    return compare_versions(Document.objects.get(pk=document.pk))


def apply(
    world: World,
    document: Document,
    *,
    rows: Iterable[Row] | None = None,
    seen: str | None = None,
) -> approvals.Applied:
    """As the page would: what is proposed is ticked, unless the test says otherwise."""
    comparison = compared(document)
    chosen = comparison.left_to_do if rows is None else rows
    return approvals.apply_version(
        document_id=document.pk,
        ticked=[row.key for row in chosen if rows is not None or row.is_ticked],
        seen=comparison.seen if seen is None else seen,
        by=world.cast.van_thu,
    )


def handed_in(world: World, ordinal: str) -> Mission:
    mission = world.mission(ordinal)
    head = world.cast.chanh_vp
    missions.start(mission_id=mission.pk, by=head)
    return approvals.hand_in(mission_id=mission.pk, report=HandIn("Đã làm."), by=head)


def completed(world: World, ordinal: str) -> Mission:
    mission = handed_in(world, ordinal)
    approvals.submit(mission_id=mission.pk, by=world.cast.cv_vp)
    return approvals.decide(
        mission_id=mission.pk, outcome="APPROVE", by=world.cast.truong_ban
    )


def test_missions_go_on_change_and_end_as_it_was_shown(world):
    document = world.second()

    applied = apply(world, document)

    assert len(applied.carried) == 9
    assert {m.pk for m in applied.corrected} == {
        world.missions["1.1"].pk,
        world.missions["1.2"].pk,
    }
    assert [m.pk for m in applied.withdrawn] == [world.missions["1.3"].pk]
    assert world.mission("1.1").due_on.isoformat() == "2026-02-08"
    assert world.mission("1.3").state == MissionState.WITHDRAWN
    assert list(verify_database()) == []


def test_an_unchanged_mission_rests_on_both_papers_from_then_on(world):
    document = world.second()

    apply(world, document)

    mission = world.mission("1.5")
    assert mission.authority == f"{papers.NEW} (thay thế {papers.OLD})"
    assert (mission.document, mission.item.ordinal) == (document, "1.4")
    assert mission.state == MissionState.ASSIGNED


def test_the_former_paper_ends_and_keeps_its_number(world):
    document = world.second()

    apply(world, document)

    old = Document.objects.get(pk=world.old.pk)
    assert old.state == DocumentState.SUPERSEDED
    assert old.citation == papers.OLD
    assert old.standing == f"đã được thay thế bởi {papers.NEW}"
    new = Document.objects.get(pk=document.pk)
    assert new.standing == f"thay thế {papers.OLD}"


def test_both_papers_tell_of_it_on_their_own_chains(world):
    document = world.second()

    apply(world, document)

    kinds = dict(
        HistoryEntry.objects.filter(subject_type="document")
        .order_by("pk")
        .values_list("subject_id", "kind")
    )
    assert kinds[world.old.pk] == "DOCUMENT_SUPERSEDED"
    assert kinds[document.pk] == "VERSION_APPLIED"


def test_those_whose_missions_change_are_told_and_the_others_are_left_in_peace(world):
    document = world.second()
    before = Notification.objects.count()

    apply(world, document)

    told = Notification.objects.order_by("pk")[before:]
    assert {one.kind for one in told} == {"CORRECTED", "WITHDRAWN"}


def test_what_is_not_ticked_stays_and_can_be_applied_later(world):
    document = world.second()
    dropped = [row for row in compared(document).rows if row.fate == Fate.DROPPED]

    apply(world, document, rows=[])
    assert world.mission("1.3").state == MissionState.ASSIGNED
    later = [r for r in compared(document).rows if r.key == dropped[0].key]
    apply(world, document, rows=later)

    assert world.mission("1.3").state == MissionState.WITHDRAWN


def test_applying_twice_changes_nothing_more(world):
    document = world.second()
    apply(world, document)
    versions_before = list(Mission.objects.values_list("pk", "version").order_by("pk"))

    apply(world, document)

    assert compared(document).left_to_do == []
    assert versions_before == list(
        Mission.objects.values_list("pk", "version").order_by("pk")
    )


def test_the_new_item_is_given_out_like_any_other_afterwards(world):
    document = world.second()
    apply(world, document)
    item = document.items.get(title__startswith="Tổ chức gặp mặt")

    given = documents.give_out(
        document_id=document.pk, item_ids=[item.pk], by=world.cast.van_thu
    )

    assert [mission.title for mission in given.missions] == [item.title]


def test_before_it_is_applied_nothing_of_it_is_given_out_twice(world):
    document = world.second()
    every = [item.pk for item in document.items.all()]

    with pytest.raises(InvalidTransition, match="So sánh và áp dụng trước"):
        documents.give_out(
            document_id=document.pk, item_ids=every, by=world.cast.van_thu
        )


def test_an_old_draft_gives_way_and_its_answers_go_over(world):
    first = world.old.items.get(ordinal="3.1")
    papers.settle(world.cast, first)
    document = world.second()

    apply(world, document)

    first.refresh_from_db()
    assert first.state == ItemState.SKIPPED
    new = document.items.get(ordinal="3.1")
    assert new.state == ItemState.DRAFT
    assert new.lead_unit == first.lead_unit


def test_nothing_of_the_former_paper_can_be_settled_any_more(world):
    apply(world, world.second())
    item = world.old.items.get(ordinal="3.1")

    with pytest.raises(InvalidTransition, match="đã được thay thế"):
        items.restore_item(item_id=item.pk, by=world.cast.van_thu)


def test_a_finished_mission_is_left_as_it_is(world):
    done = completed(world, "2.1")
    document = world.second()

    apply(world, document)

    mission = world.mission("2.1")
    assert (mission.state, mission.version) == (MissionState.COMPLETED, done.version)
    assert mission.document == world.old
    # Nothing is to be done twice.
    assert document.items.get(ordinal="2.1").state == ItemState.SKIPPED


def test_a_report_on_its_way_goes_on_under_the_new_paper(world):
    handed_in(world, "2.1")
    document = world.second()

    apply(world, document)
    approvals.submit(mission_id=world.missions["2.1"].pk, by=world.cast.cv_vp)

    assert world.mission("2.1").state == MissionState.UNDER_APPROVAL
    assert world.mission("2.1").document == document


def test_a_changed_mission_with_a_report_is_given_anew_only_where_it_is_ticked(world):
    handed_in(world, "1.1")
    document = world.second()
    row = next(r for r in compared(document).rows if r.mission == world.mission("1.1"))
    assert (row.act, row.is_ticked) == (VersionAct.GIVE_ANEW, False)

    apply(world, document)
    assert world.mission("1.1").state == MissionState.REPORTED
    apply(world, document, rows=compared(document).left_to_do)

    assert world.mission("1.1").state == MissionState.WITHDRAWN
    assert document.items.get(ordinal="1.1").state == ItemState.DRAFT


def test_the_office_takes_back_what_the_new_paper_drops_though_it_was_taken_up(world):
    mission = world.mission("1.3")
    missions.start(mission_id=mission.pk, by=world.cast.chanh_vp)

    apply(world, world.second())

    assert world.mission("1.3").state == MissionState.WITHDRAWN


def test_a_changed_item_that_says_too_little_must_be_made_clear_first(world):
    text = papers.second_version().replace(
        "*Đơn vị thực hiện: Kế hoạch tổng hợp chủ trì phối hợp với phòng Quản lý doanh",
        "*Đơn vị thực hiện: Phòng Kế hoạch tổng hợp, phòng Quản lý hạ tầng, doanh",
    )
    document = world.second(text)
    row = next(r for r in compared(document).rows if r.mission == world.mission("1.2"))

    assert row.act == VersionAct.CLARIFY
    assert not row.is_tickable


def test_without_number_and_date_it_is_not_applied(world):
    document = papers.undated(world.cast.van_thu, papers.second_version(), world.old)

    with pytest.raises(NeedsClarification, match="chưa có số và ngày"):
        apply(world, document)


def test_a_pair_in_question_must_be_answered_first(world):
    text = papers.second_version().replace(
        "Xây dựng kế hoạch tổ chức Tết cho lái xe, chủ hàng tại khu vực cửa khẩu không "
        "kịp trở về gia đình đón Tết.",
        "Chuẩn bị phương án đón Tết tại chỗ cho lái xe và chủ hàng còn lưu lại cửa "
        "khẩu, không kịp về nhà.",
    )
    document = world.second(text)
    (asked,) = compared(document).asked
    with pytest.raises(NeedsClarification, match="chưa chắc là một"):
        apply(world, document)

    version_pairs.pair_items(
        document_id=document.pk,
        item_id=asked.new.pk,
        former_item_id=asked.old.pk,
        by=world.cast.van_thu,
    )

    assert world.missions["1.6"].pk in {
        mission.pk for mission in apply(world, document).corrected
    }


@pytest.mark.parametrize("role", ["tp_qldn", "truong_ban", "kiem_tra", "quan_tri"])
def test_only_the_office_applies_it(world, role):
    document = world.second()

    with pytest.raises(ActionDenied):
        approvals.apply_version(
            document_id=document.pk, ticked=[], seen="", by=getattr(world.cast, role)
        )


def test_a_mission_completed_meanwhile_stops_all_of_it(world):
    document = world.second()
    seen = compared(document).seen
    done = completed(world, "2.1")

    with pytest.raises(StaleMission) as refused:
        apply(world, document, seen=seen)

    assert done.code in str(refused.value)
    assert "Hoàn thành" in str(refused.value)
    assert "Chưa áp dụng gì" in str(refused.value)
    assert world.mission("1.1").due_on.isoformat() == "2026-02-04"
    assert Document.objects.get(pk=world.old.pk).state == DocumentState.IN_FORCE


def test_an_item_changed_meanwhile_stops_all_of_it(world):
    document = world.second()
    seen = compared(document).seen
    papers.settle(world.cast, world.old.items.get(ordinal="3.1"))

    with pytest.raises(StaleMission, match=r"3\.1 vừa được người khác sửa"):
        apply(world, document, seen=seen)


def test_a_former_paper_taken_back_meanwhile_stops_all_of_it(world):
    document = world.second()
    comparison = compared(document)
    seen = {m.pk: m.version for m in world.old.missions.all()}
    approvals.withdraw_document(
        document_id=world.old.pk, reason="Theo ý kiến", seen=seen, by=world.cast.van_thu
    )

    with pytest.raises(InvalidTransition, match="không còn hiệu lực"):
        apply(world, document, seen=comparison.seen)


def test_a_third_version_follows_the_second(world):
    second = world.second()
    apply(world, second)
    text = papers.second_version(replaces=False).replace(
        "Trước ngày 09/02/2026", "Trước ngày 12/02/2026"
    )
    third = papers.registered(world.cast.van_thu, text, second, number="60/KH-BQLKKTCK")

    apply(world, third)

    mission = world.mission("1.1")
    assert mission.due_on.isoformat() == "2026-02-11"
    assert mission.authority.endswith(f"(thay thế {papers.NEW})")
    assert list(verify_database()) == []


def test_a_paper_amended_in_part_still_counts(world):
    document = world.second()
    versions.confirm_former(
        document_id=document.pk,
        former_id=world.old.pk,
        by=world.cast.van_thu,
        in_part=True,
    )

    apply(world, document)

    old = Document.objects.get(pk=world.old.pk)
    assert old.is_in_force
    assert old.standing == f"đã được sửa đổi, bổ sung bởi {papers.NEW}"
    assert world.mission("1.3").state == MissionState.ASSIGNED
    assert world.mission("1.3").document == world.old
