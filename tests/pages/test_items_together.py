"""The same answer for several items at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import HTMX, item_of, refused, signed_in
from workflows.enums import ItemKind, ItemState
from workflows.exceptions import InvalidInput
from workflows.models import Document, DraftItem
from workflows.services import documents, items
from workflows.services.together import Common, Outcome, set_together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def clerk(cast: Cast):
    return signed_in(cast.van_thu)


@pytest.fixture
def document(cast: Cast) -> Document:
    return intake.dated(cast.van_thu)


def work_of(document: Document) -> list[DraftItem]:
    return list(document.items.exclude(kind=ItemKind.DIRECTIVE))


def seen(found: list[DraftItem]) -> dict[int, int | None]:
    return {item.pk: item.version for item in found}


def put(cast: Cast, found: list[DraftItem], **common) -> Outcome:
    return set_together(
        document_id=found[0].document_id,
        item_versions=seen(found),
        common=Common(**common),
        by=cast.van_thu,
    )


def test_a_leader_is_set_for_all_and_nothing_else_changes(cast, document):
    found = work_of(document)
    leader = cast.post("truong_ban")

    put(cast, found, directing_leader=leader)

    for item in found:
        fresh = DraftItem.objects.get(pk=item.pk)
        assert fresh.directing_leader == leader
        assert (fresh.title, fresh.due_on) == (item.title, item.due_on)
        assert fresh.lead_unit_id == item.lead_unit_id


def test_who_led_so_far_supports_from_then_on(cast, document):
    item = item_of(document, "1.3")

    put(cast, [item], lead_unit=cast.unit("phong_khth"))

    item.refresh_from_db()
    assert item.lead_unit == cast.unit("phong_khth")
    assert list(item.supporting_units.all()) == [cast.unit("van_phong")]


def test_a_supporting_unit_is_added_where_it_does_not_lead(cast, document):
    leads, other = item_of(document, "1.3"), item_of(document, "1.6")

    outcome = put(cast, [leads, other], add_supporting=(cast.unit("van_phong"),))

    assert [item.pk for item in outcome.changed] == [other.pk]
    assert outcome.left == [("1.3", "đã như vậy")]


def test_a_deadline_takes_the_place_of_a_reason_and_the_other_way_round(cast, document):
    found = work_of(document)

    put(cast, found, no_deadline_reason="Việc thường xuyên")
    assert not document.items.filter(pk__in=seen(found), due_on__isnull=False).exists()
    put(cast, work_of(document), due_on=intake.DAY)

    fresh = document.items.filter(pk__in=seen(found))
    assert set(fresh.values_list("due_on", "no_deadline_reason")) == {(intake.DAY, "")}


def test_several_are_left_out_at_once(cast, document):
    found = work_of(document)[:3]

    put(cast, found, skip=True)

    states = document.items.filter(pk__in=seen(found)).values_list("state", flat=True)
    assert set(states) == {ItemState.SKIPPED}


def test_what_was_given_out_is_left_alone_and_said(cast, document):
    given, other = item_of(document, "1.3"), item_of(document, "1.4")
    documents.give_out(document_id=document.pk, item_ids=[given.pk], by=cast.van_thu)

    outcome = put(cast, [given, other], lead_unit=cast.unit("phong_khth"))

    assert [item.pk for item in outcome.changed] == [other.pk]
    assert outcome.left == [("1.3", "đã giao")]


def test_what_another_changed_meanwhile_is_left_alone_and_said(cast, document):
    first, other = item_of(document, "1.3"), item_of(document, "1.4")
    items.skip_item(item_id=first.pk, by=cast.cv_vp)
    items.restore_item(item_id=first.pk, by=cast.cv_vp)

    outcome = put(cast, [first, other], lead_unit=cast.unit("phong_khth"))

    ((name, why),) = outcome.left
    assert name == "1.3"
    assert why.startswith(f"{cast.cv_vp.full_name} đã sửa việc 1.3")


def test_an_instruction_gets_no_unit_but_may_become_a_task(cast, document):
    directive = document.items.get(kind=ItemKind.DIRECTIVE)

    outcome = put(cast, [directive], lead_unit=cast.unit("van_phong"))
    assert outcome.left[0][1] == "là yêu cầu chung, không giao"
    put(cast, [directive], kind=ItemKind.TASK, lead_unit=cast.unit("van_phong"))

    directive.refresh_from_db()
    assert directive.kind == ItemKind.TASK
    assert directive.lead_unit == cast.unit("van_phong")


@pytest.mark.parametrize(
    "common",
    [
        {},
        {"due_on": intake.DAY, "no_deadline_reason": "Việc thường xuyên"},
    ],
)
def test_an_answer_that_is_none_is_refused(cast, document, common):
    with pytest.raises(InvalidInput):
        put(cast, work_of(document), **common)


def test_one_unit_cannot_lead_and_support(cast, document):
    office = cast.unit("van_phong")

    with pytest.raises(InvalidInput, match="không đồng thời"):
        put(cast, work_of(document), lead_unit=office, add_supporting=(office,))


def test_each_item_has_its_entry(cast, document):
    put(cast, work_of(document), lead_unit=cast.unit("chi_doan"))

    entries = HistoryEntry.objects.filter(kind=HistoryKind.ITEM_SETTLED)
    assert entries.count() == len(work_of(document))
    assert {entry.after["lead_unit"] for entry in entries} == {"chi_doan"}


def test_twelve_items_take_no_statement_more_than_two(cast, document):
    found = work_of(document)
    counts = []
    for chosen, unit in ((found[:2], "phong_khth"), (found[2:], "phong_qlht")):
        with CaptureQueriesContext(connection) as captured:
            put(cast, chosen, lead_unit=cast.unit(unit))
        counts.append(len(captured))

    assert counts[1] <= counts[0]


def test_the_page_says_what_changed_and_what_did_not(cast, clerk, document):
    given, other = item_of(document, "1.3"), item_of(document, "1.4")
    documents.give_out(document_id=document.pk, item_ids=[given.pk], by=cast.van_thu)
    address = reverse("workflows:document_together", args=[document.pk])
    sent = {
        "item": [f"{given.pk}:1", f"{other.pk}:{other.version}"],
        "lead_unit": cast.unit("phong_khth").pk,
        "seen": f"{given.pk}:1 {other.pk}:{other.version}",
    }

    html = clerk.post(address, sent, headers=HTMX).content.decode()

    assert "Đã đặt chung cho 1 việc." in html
    assert "1.3: đã giao." in html
    assert f'id="v{other.pk}"' in html
    assert 'form="hoan-tac"' in html


def test_the_sheet_tells_what_is_wrong_and_keeps_what_was_chosen(cast, clerk, document):
    item = item_of(document, "1.3")
    address = reverse("workflows:document_together", args=[document.pk])
    sent = {
        "item": f"{item.pk}:{item.version}",
        "due_on": "31/6/2026",
        "kind": "TARGET",
    }

    answer = clerk.post(address, sent, headers=HTMX)

    html = refused(answer, 422, "Tháng 6 chỉ có 30 ngày.")
    assert 'value="31/6/2026"' in html
    assert '<option value="TARGET" selected>' in html


def test_without_scripts_the_sheet_is_a_page_and_leads_back(cast, clerk, document):
    item = item_of(document, "1.4")
    address = reverse("workflows:document_together", args=[document.pk])
    pair = f"{item.pk}:{item.version}"

    assert "Trở lại văn bản" in clerk.get(address, {"item": pair}).content.decode()
    answer = clerk.post(address, {"item": pair, "lead_unit": cast.unit("van_phong").pk})

    assert answer["Location"] == f"/van-ban/{document.pk}/"
