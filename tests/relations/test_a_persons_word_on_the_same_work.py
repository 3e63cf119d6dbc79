"""What Văn phòng says of two items, what that does, and how it is taken back."""

from datetime import date

import pytest

from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.relations.five import Five, items_with, link_between, registered
from workflows.enums import ItemState, LinkKind
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    StaleMission,
)
from workflows.models import DraftItem, ItemLink
from workflows.services import items, undo
from workflows.services.documents import give_out, set_number_and_date
from workflows.services.links import Decision, decide_link, reopen_link

HALF_YEAR = date(2026, 6, 30)


@pytest.fixture
def papers(cast: Cast) -> Five:
    """The notice, and the programme that takes its work up."""
    return registered(cast.van_thu, "003", "001")


@pytest.fixture
def link(papers: Five) -> ItemLink:
    """Row c: the half-year review has a day in the notice, none in the programme."""
    found = link_between(
        items_with(papers["001"], "5.2", "sơ kết 6 tháng"),
        items_with(papers["003"], "2.c", "tháng đầu"),
    )
    assert found is not None
    return found


def say(link: ItemLink, cast: Cast, kind: LinkKind, **effects: bool) -> ItemLink:
    return decide_link(
        link_id=link.pk,
        decision=Decision(kind, **effects),
        by=cast.van_thu,
        expected_version=link.version,
    )


def state_of(item: DraftItem) -> str:
    return DraftItem.objects.get(pk=item.pk).state


@pytest.mark.parametrize("kind", LinkKind)
def test_each_word_is_kept_with_who_said_it_and_changes_no_item(
    kind: LinkKind, link: ItemLink, cast: Cast
) -> None:
    say(link, cast, kind)

    link.refresh_from_db()
    assert link.kind == kind
    assert link.decided_by == cast.van_thu
    assert link.item.version == link.earlier.version == 0


def test_the_word_stands_in_the_history_of_the_later_document(
    link: ItemLink, cast: Cast
) -> None:
    say(link, cast, LinkKind.SPECIFIES)

    entry = HistoryEntry.objects.filter(kind=HistoryKind.ITEM_LINKED).get()
    assert entry.subject_id == link.item.document_id
    assert entry.after["kind"] == "SPECIFIES"
    assert entry.after["earlier_item"] == link.earlier_id


def test_an_undated_item_gets_its_day_from_the_superior_paper(
    link: ItemLink, cast: Cast
) -> None:
    say(link, cast, LinkKind.INHERITS, takes_deadline=True)

    item = DraftItem.objects.get(pk=link.item_id)
    assert item.due_on == HALF_YEAR
    assert item.deadline is not None
    # Not to be counted anew when the paper gets its own day.
    assert item.deadline["type"] == "by"


def test_an_item_with_a_day_of_its_own_keeps_it(link: ItemLink, cast: Cast) -> None:
    DraftItem.objects.filter(pk=link.item_id).update(due_on=date(2026, 6, 15))

    with pytest.raises(InvalidInput, match="đã có thời hạn 15/06/2026"):
        say(link, cast, LinkKind.INHERITS, takes_deadline=True)


def test_there_is_no_day_to_take_where_the_earlier_work_has_none(
    link: ItemLink, cast: Cast
) -> None:
    DraftItem.objects.filter(pk=link.earlier_id).update(due_on=None)

    with pytest.raises(InvalidInput, match="không có thời hạn để lấy"):
        say(link, cast, LinkKind.INHERITS, takes_deadline=True)


def test_inherited_work_is_not_given_out_a_second_time(
    link: ItemLink, cast: Cast
) -> None:
    say(link, cast, LinkKind.INHERITS, leaves_out=True)

    assert state_of(link.item) == ItemState.SKIPPED
    assert state_of(link.earlier) == ItemState.DRAFT


def test_replaced_work_that_is_still_a_draft_is_left_out(
    link: ItemLink, cast: Cast
) -> None:
    say(link, cast, LinkKind.REPLACES, leaves_out=True)

    assert state_of(link.item) == ItemState.DRAFT
    assert state_of(link.earlier) == ItemState.SKIPPED


def test_replaced_work_that_was_given_out_is_not_left_out_here(
    papers: Five, link: ItemLink, cast: Cast
) -> None:
    mission = given(papers, link.earlier, cast)

    with pytest.raises(InvalidTransition, match="đã giao"):
        say(link, cast, LinkKind.REPLACES, leaves_out=True)
    assert mission == DraftItem.objects.get(pk=link.earlier_id).mission.pk


def test_the_day_that_is_taken_is_that_of_the_mission(
    papers: Five, link: ItemLink, cast: Cast
) -> None:
    given(papers, link.earlier, cast)
    mission = DraftItem.objects.get(pk=link.earlier_id).mission
    type(mission).objects.filter(pk=mission.pk).update(due_on=date(2026, 7, 15))

    say(link, cast, LinkKind.INHERITS, takes_deadline=True)

    assert DraftItem.objects.get(pk=link.item_id).due_on == date(2026, 7, 15)


def test_different_work_is_given_out_and_keeps_its_own_day(
    link: ItemLink, cast: Cast
) -> None:
    with pytest.raises(InvalidInput, match="khác nhau"):
        say(link, cast, LinkKind.DIFFERENT, leaves_out=True)
    with pytest.raises(InvalidInput, match="thay thế"):
        say(link, cast, LinkKind.REPLACES, takes_deadline=True)


def test_only_the_office_says_what_it_is(link: ItemLink, cast: Cast) -> None:
    for person in (cast.gd_ttqlck, cast.cv_khth, cast.quan_tri):
        with pytest.raises(ActionDenied):
            decide_link(
                link_id=link.pk,
                decision=Decision(LinkKind.INHERITS),
                by=person,
                expected_version=link.version,
            )
        with pytest.raises(ActionDenied):
            reopen_link(link_id=link.pk, by=person, expected_version=link.version)


def test_who_looks_at_an_old_page_is_told(link: ItemLink, cast: Cast) -> None:
    say(link, cast, LinkKind.INHERITS)

    with pytest.raises(StaleMission, match="vừa được người khác xử lý"):
        say(link, cast, LinkKind.DIFFERENT)
    link.refresh_from_db()
    with pytest.raises(StaleMission):
        say(link, cast, LinkKind.DIFFERENT)


def test_a_proposal_that_is_gone_is_said_to_be_gone(cast: Cast) -> None:
    with pytest.raises(MissionNotFound):
        reopen_link(link_id=0, by=cast.van_thu, expected_version=0)


def test_a_word_that_is_taken_back_takes_back_what_it_did(
    link: ItemLink, cast: Cast
) -> None:
    before = DraftItem.objects.get(pk=link.item_id)
    effects = {"leaves_out": True, "takes_deadline": True}
    said = say(link, cast, LinkKind.INHERITS, **effects)

    again = reopen_link(link_id=link.pk, by=cast.van_thu, expected_version=said.version)

    item = DraftItem.objects.get(pk=link.item_id)
    assert again.kind == ""
    assert (item.state, item.due_on, item.deadline) == (
        ItemState.DRAFT,
        None,
        before.deadline,
    )


def test_what_somebody_changed_since_is_not_taken_back(
    link: ItemLink, cast: Cast
) -> None:
    said = say(link, cast, LinkKind.INHERITS, takes_deadline=True)
    DraftItem.objects.filter(pk=link.item_id).update(due_on=date(2026, 6, 20))

    reopen_link(link_id=link.pk, by=cast.van_thu, expected_version=said.version)

    assert DraftItem.objects.get(pk=link.item_id).due_on == date(2026, 6, 20)


def test_hoan_tac_takes_the_word_back_with_the_item(link: ItemLink, cast: Cast) -> None:
    say(link, cast, LinkKind.INHERITS, leaves_out=True)

    undo.undo_last(document_id=link.item.document_id, by=cast.van_thu)

    link.refresh_from_db()
    assert link.kind == ""
    assert state_of(link.item) == ItemState.DRAFT
    words = HistoryEntry.objects.filter(kind=HistoryKind.ITEM_LINKED)
    assert [entry.after["kind"] for entry in words.order_by("sequence")] == [
        "INHERITS",
        None,
    ]


def test_an_item_left_out_is_no_second_mission(
    papers: Five, link: ItemLink, cast: Cast
) -> None:
    given(papers, link.earlier, cast)
    say(link, cast, LinkKind.INHERITS, leaves_out=True)

    with pytest.raises(InvalidTransition):
        settle(link.item, cast)


def settle(item: DraftItem, cast: Cast) -> None:
    item.refresh_from_db()
    items.settle_item(
        item_id=item.pk,
        answer=items.Answer(
            title=item.title,
            text=item.text,
            lead_unit=cast.unit("van_phong"),
            directing_leader=cast.post("truong_ban"),
            supporting_units=(),
            due_on=item.due_on,
            no_deadline_reason="" if item.due_on else "Văn bản không nêu thời hạn",
            reviewed=True,
        ),
        by=cast.van_thu,
    )


def given(papers: Five, item: DraftItem, cast: Cast) -> int:
    """Settle the item and give it out under the number of its paper."""
    settle(item, cast)
    set_number_and_date(
        document_id=item.document_id,
        reference_number="292/TB-VP",
        issued_on=date(2026, 5, 7),
        by=cast.van_thu,
    )
    (mission,) = give_out(
        document_id=item.document_id, item_ids=[item.pk], by=cast.van_thu
    ).missions
    return mission.pk
