"""A second version of document 000 beside the first: two deadlines and one unit
changed, an item dropped, an item added, the numbers moved."""

import pytest

from tests.amendments import papers
from tests.amendments.world import World, db, made, world
from workflows.enums import Fate, VersionAct
from workflows.models import Document
from workflows.queries.versions import Row, compare_versions
from workflows.services import items, missions, versions

__all__ = ["db", "made", "world"]


def rows_of(document: Document) -> dict[str, Row]:
    """Rows by the number of the new item, or of the old one where there is none."""
    document = Document.objects.get(pk=document.pk)
    return {
        (row.new or row.old).address: row  # type: ignore[union-attr]
        for row in compare_versions(document).rows
    }


@pytest.fixture
def rows(world: World) -> dict[str, Row]:
    return rows_of(world.second())


def test_changed_items_are_shown_with_what_changed(rows):
    changed = {key: row.changes for key, row in rows.items() if row.changes}

    assert changed == {
        "II.1, 1.1": ("deadline",),
        "II.1, 1.2": ("supporting_units", "deadline"),
    }


def test_the_dropped_item_would_be_withdrawn_and_the_new_one_stays_a_draft(world):
    rows = compare_versions(world.second()).rows

    dropped = [row for row in rows if row.fate == Fate.DROPPED]
    assert [row.act for row in dropped] == [VersionAct.WITHDRAW]
    assert dropped[0].mission == world.mission("1.3")
    added = [row for row in rows if row.fate == Fate.NEW]
    assert [row.act for row in added] == [VersionAct.NOTHING]
    assert added[0].new.title.startswith("Tổ chức gặp mặt các hãng vận tải")


def test_a_renumbered_item_is_the_same_one(world, rows):
    row = rows["II.1, 1.4"]

    assert (row.fate, row.act) == (Fate.SAME, VersionAct.CARRY)
    assert row.is_renumbered
    assert row.mission == world.mission("1.5")


def test_what_a_clerk_settled_is_no_change_where_both_papers_say_the_same(world, rows):
    # 1.4 names five units and no lead; the clerk chose Văn phòng for the first version.
    row = rows["II.1, 1.3"]

    assert row.new.lead_unit is None
    assert row.will.lead_unit == world.cast.unit("van_phong")
    assert row.fate == Fate.SAME


def test_a_persons_new_answer_for_the_new_version_counts(world):
    document = world.second()
    item = rows_of(document)["II.1, 1.3"].new
    papers.settle(world.cast, item)
    answer = items.Answer(
        title=item.title,
        text=item.text,
        lead_unit=world.cast.unit("phong_khth"),
        directing_leader=world.cast.post("truong_ban"),
        supporting_units=(),
        due_on=item.due_on,
    )
    items.settle_item(item_id=item.pk, answer=answer, by=world.cast.van_thu)

    row = rows_of(document)["II.1, 1.3"]

    assert "lead_unit" in row.changes
    assert row.act == VersionAct.CORRECT


def test_an_item_not_given_out_gives_way_to_its_new_version(rows):
    assert rows["II.3, 3.1"].act == VersionAct.LEAVE_OUT


def test_nothing_is_taken_away_by_itself_where_the_paper_amends_in_part(world):
    document = world.second()
    versions.confirm_former(
        document_id=document.pk,
        former_id=world.old.pk,
        by=world.cast.van_thu,
        in_part=True,
    )

    unmentioned = [
        row
        for row in compare_versions(Document.objects.get(pk=document.pk)).rows
        if row.fate == Fate.UNMENTIONED
    ]

    assert [row.mission for row in unmentioned] == [world.mission("1.3")]
    assert [row.is_ticked for row in unmentioned] == [False]


def test_the_comparison_changes_nothing(world):
    document = world.second()
    before = [(m.pk, m.version, m.state) for m in world.old.missions.order_by("pk")]

    compare_versions(document)

    assert before == [
        (m.pk, m.version, m.state) for m in world.old.missions.order_by("pk")
    ]


def test_what_is_seen_is_another_once_a_mission_moved(world):
    document = world.second()
    seen = compare_versions(document).seen
    mission = world.mission("1.4")

    missions.start(mission_id=mission.pk, by=world.cast.chanh_vp)

    assert compare_versions(document).seen != seen
