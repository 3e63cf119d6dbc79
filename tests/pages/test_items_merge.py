"""Several items become one and can be taken apart again."""

import pytest
from django.urls import reverse

from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import HTMX, item_of, refused, signed_in
from workflows.enums import ItemState
from workflows.exceptions import (
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    NeedsClarification,
)
from workflows.models import Document, DraftItem
from workflows.services import documents, merging
from workflows.services.merging import Chosen, merge_items

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


@pytest.fixture
def two(document: Document) -> list[DraftItem]:
    """Both are led by Văn phòng, and their deadlines differ."""
    return [item_of(document, "1.1"), item_of(document, "1.3")]


def merge(cast: Cast, found: list[DraftItem], **chosen) -> DraftItem:
    """With an answer to leader and deadline, which differ, unless the test has one."""
    chosen = {"directing_leader": cast.post("truong_ban"), **chosen}
    return merge_items(
        document_id=found[0].document_id,
        item_versions={item.pk: item.version for item in found},
        chosen=Chosen(**{"due_from": found[0].pk, **chosen}),
        by=cast.van_thu,
    )


def test_words_and_places_of_both_are_kept(cast, document, two):
    first, second = two

    target = merge(cast, two)

    target.refresh_from_db()
    assert target.pk == first.pk
    assert target.text == f"{first.text}\n{second.text}"
    assert target.spans == [*first.spans, *second.spans]


def test_the_others_stay_marked_as_merged(cast, document, two):
    target = merge(cast, two)

    second = DraftItem.objects.get(pk=two[1].pk)
    assert second.state == ItemState.MERGED
    assert second.merged_into == target


def test_neighbours_or_not_makes_no_difference(cast, document):
    apart = [item_of(document, "1.1"), item_of(document, "1.7")]

    target = merge(cast, apart, lead_unit=cast.unit("van_phong"))

    assert len(target.spans) == 2


def test_units_that_differ_are_united_under_the_chosen_one(cast, document):
    found = [item_of(document, "1.3"), item_of(document, "1.6")]

    target = merge(cast, found, lead_unit=cast.unit("tt_qlck"))

    target = DraftItem.objects.get(pk=target.pk)
    assert target.lead_unit == cast.unit("tt_qlck")
    assert "van_phong" in {unit.code for unit in target.supporting_units.all()}


def test_units_that_differ_are_asked_about(cast, document):
    found = [item_of(document, "1.3"), item_of(document, "1.6")]

    with pytest.raises(NeedsClarification, match="đơn vị chủ trì khác nhau"):
        merge(cast, found)


def test_deadlines_that_differ_are_asked_about(cast, document, two):
    with pytest.raises(NeedsClarification, match="thời hạn khác nhau"):
        merge(cast, two, due_from=None)


def test_what_differs_is_asked_in_the_sheet(clerk, document):
    found = [item_of(document, "1.3"), item_of(document, "1.6")]
    query = [f"{item.pk}:{item.version}" for item in found]
    address = reverse("workflows:document_merge", args=[document.pk])

    html = clerk.get(address, {"item": query}, headers=HTMX).content.decode()
    answer = clerk.post(address, {"item": query}, headers=HTMX)

    assert html.count('name="lead_unit"') == 2
    assert html.count('name="due_from"') == 2
    refused(answer, 422, "khác nhau. Chọn một")


def test_one_item_alone_is_not_merged(cast, clerk, document, two):
    with pytest.raises(InvalidInput):
        merge(cast, two[:1])
    address = reverse("workflows:document_merge", args=[document.pk])
    pair = f"{two[0].pk}:{two[0].version}"
    assert clerk.get(address, {"item": pair}, headers=HTMX).status_code == 422


def test_what_was_given_out_is_not_merged(cast, document, two):
    documents.give_out(document_id=document.pk, item_ids=[two[1].pk], by=cast.van_thu)
    fresh = list(DraftItem.objects.filter(pk__in=[item.pk for item in two]))

    with pytest.raises(InvalidTransition, match="đã giao"):
        merge(cast, fresh)


def test_a_merged_item_can_be_taken_out_again(cast, clerk, document, two):
    first, second = two
    merge(cast, two)

    restored = merging.part_again(item_id=second.pk, by=cast.van_thu)

    first.refresh_from_db()
    assert restored.state == ItemState.DRAFT
    assert restored.merged_into is None
    assert first.spans == two[0].spans
    assert second.text not in first.text


def test_the_card_of_a_merged_item_leads_to_the_other(clerk, cast, document, two):
    target = merge(cast, two)

    address = f"/van-ban/{document.pk}/"
    html = clerk.get(address, {"viec": two[1].pk}).content.decode()

    assert f'data-card="v{target.pk}"' in html
    assert "Bỏ gộp" in html


def test_the_paper_shows_both_places_as_one_item(clerk, cast, document, two):
    merge(cast, two)

    html = clerk.get(f"/van-ban/{document.pk}/").content.decode()

    assert html.count(f'data-pos="{two[0].position}"') >= 2
    assert f'data-pos="{two[1].position}"' not in html
    assert html.count(f'id="d{two[0].position}"') == 1


def test_what_is_merged_is_given_out_once(cast, document, two):
    merge(cast, two)

    given = documents.give_out(
        document_id=document.pk, item_ids=[item.pk for item in two], by=cast.van_thu
    )

    assert len(given.missions) == 1
    assert all(item.text in given.missions[0].text for item in two)


def test_merging_is_told_for_each_item(cast, document, two):
    merge(cast, two)

    entries = HistoryEntry.objects.filter(kind=HistoryKind.ITEM_MERGED)
    assert [e.after.get("merged") for e in entries] == [["1.1", "1.3"], None]
    assert entries[1].after["state"] == "MERGED"


def test_an_item_of_another_document_is_not_merged_in(cast, document, two):
    intake.send(signed_in(cast.van_thu), text=intake.document_000().decode() + "\nx")
    other = Document.objects.exclude(pk=document.pk).get().items.first()

    with pytest.raises(MissionNotFound, match="Không tìm thấy việc này"):
        merge(cast, [two[0], other])
