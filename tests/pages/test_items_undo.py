"""Taking back what one did, step by step, as long as nobody went on from there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.enums import HistoryKind
from history.models import HistoryEntry
from history.verification import verify_database
from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import HTMX, card, item_of, refused, signed_in, url
from workflows.enums import ItemKind, ItemState
from workflows.exceptions import InvalidInput, InvalidTransition, StaleMission
from workflows.models import Document, DraftItem, ItemAct
from workflows.services import adding, documents, items, merging, splitting, undo
from workflows.services.held_items import hold_item
from workflows.services.merging import Chosen
from workflows.services.together import Common, set_together

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


def as_it_is(document: Document) -> dict[int, dict[str, object]]:
    """All rows but their versions, with the units that support."""
    rows = {row["id"]: row for row in document.items.values()}
    for item in document.items.prefetch_related("supporting_units"):
        rows[item.pk]["supporting"] = {unit.pk for unit in item.supporting_units.all()}
        rows[item.pk].pop("version")
    return rows


def back(cast: Cast, document: Document) -> undo.Undone:
    return undo.undo_last(document_id=document.pk, by=cast.van_thu)


def retitle(cast: Cast, item: DraftItem, title: str, by=None) -> None:
    item.refresh_from_db()
    answer = items.Answer(
        title=title,
        text=item.text,
        lead_unit=item.lead_unit,
        directing_leader=item.directing_leader,
        supporting_units=tuple(item.supporting_units.all()),
        due_on=item.due_on,
        no_deadline_reason=item.no_deadline_reason,
        kind=ItemKind(item.kind),
    )
    items.settle_item(item_id=item.pk, answer=answer, by=by or cast.van_thu)


def act_settle(cast, document):
    retitle(cast, item_of(document, "1.3"), "Tên khác")


def act_skip(cast, document):
    items.skip_item(item_id=item_of(document, "1.3").pk, by=cast.van_thu)


def act_copy(cast, document):
    splitting.split_item(item_id=item_of(document, "1.4").pk, by=cast.van_thu)


def act_split(cast, document):
    item = item_of(document, "1.4")
    spans = splitting.clauses_of(item, document.text)
    splitting.split_into(item_id=item.pk, spans=spans, by=cast.van_thu)


def act_merge(cast, document):
    found = [item_of(document, "1.3"), item_of(document, "1.6")]
    merging.merge_items(
        document_id=document.pk,
        item_versions={item.pk: None for item in found},
        chosen=Chosen(
            cast.unit("tt_qlck"), cast.post("truong_ban"), due_from=found[0].pk
        ),
        by=cast.van_thu,
    )


def act_together(cast, document):
    set_together(
        document_id=document.pk,
        item_versions=dict.fromkeys(document.items.values_list("pk", flat=True)),
        common=Common(lead_unit=cast.unit("chi_doan"), kind=ItemKind.MEETING),
        by=cast.van_thu,
    )


def act_add(cast, document):
    start = document.text.index("Thực hiện trang trí")
    adding.add_item(document_id=document.pk, span=(start, start + 60), by=cast.van_thu)


ACTS = [act_settle, act_skip, act_copy, act_split, act_merge, act_together, act_add]


@pytest.mark.parametrize("act", ACTS)
def test_every_act_can_be_taken_back(cast, document, act):
    before = as_it_is(document)
    act(cast, document)
    assert as_it_is(document) != before

    back(cast, document)

    assert as_it_is(document) == before
    assert list(verify_database()) == []


def test_all_steps_are_taken_back_one_after_the_other(cast, document):
    before = [as_it_is(document)]
    for act in (act_settle, act_together, act_copy, act_skip, act_settle):
        if act is act_settle and len(before) > 1:
            retitle(cast, item_of(document, "1.7"), "Tên của 1.7")
        else:
            act(cast, document)
        before.append(as_it_is(document))

    for state in reversed(before[:-1]):
        back(cast, document)
        assert as_it_is(document) == state
    with pytest.raises(InvalidInput, match="Không còn thao tác nào"):
        back(cast, document)


def test_restoring_is_an_act_too(cast, document):
    item = item_of(document, "1.3")
    items.skip_item(item_id=item.pk, by=cast.van_thu)
    items.restore_item(item_id=item.pk, by=cast.van_thu)

    back(cast, document)

    item.refresh_from_db()
    assert item.state == ItemState.SKIPPED


def test_what_another_went_on_with_is_not_taken_back(cast, document):
    item = item_of(document, "1.3")
    retitle(cast, item, "Tên của văn thư")
    retitle(cast, item, "Tên của chuyên viên", by=cast.cv_vp)

    with pytest.raises(StaleMission, match=cast.cv_vp.full_name):
        back(cast, document)

    item.refresh_from_db()
    assert item.title == "Tên của chuyên viên"


def test_once_the_other_took_it_back_the_way_is_free_again(cast, document):
    item = item_of(document, "1.3")
    title = item.title
    retitle(cast, item, "Tên của văn thư")
    retitle(cast, item, "Tên của chuyên viên", by=cast.cv_vp)

    undo.undo_last(document_id=document.pk, by=cast.cv_vp)
    back(cast, document)

    item.refresh_from_db()
    assert item.title == title


def test_everybody_takes_back_only_what_was_his_own(cast, document):
    retitle(cast, item_of(document, "1.3"), "Tên của chuyên viên", by=cast.cv_vp)

    with pytest.raises(InvalidInput):
        back(cast, document)


def test_what_was_given_out_is_not_taken_back(cast, document):
    item = item_of(document, "1.3")
    retitle(cast, item, "Tên khác")
    documents.give_out(document_id=document.pk, item_ids=[item.pk], by=cast.van_thu)

    with pytest.raises(InvalidTransition, match="đã giao, không hoàn tác được"):
        back(cast, document)


def test_two_windows_take_one_act_back_once(cast, document):
    retitle(cast, item_of(document, "1.3"), "Một")
    retitle(cast, item_of(document, "1.3"), "Hai")
    act = ItemAct.objects.order_by("-pk").first()
    undo.undo_last(document_id=document.pk, by=cast.van_thu, act_id=act.pk)

    with pytest.raises(StaleMission, match="cửa sổ khác"):
        undo.undo_last(document_id=document.pk, by=cast.van_thu, act_id=act.pk)

    assert item_of(document, "1.3").title == "Một"


def test_only_the_office_takes_back(cast, document):
    retitle(cast, item_of(document, "1.3"), "Một")

    for person in (cast.ptb_hai, cast.tp_qldn, cast.quan_tri):
        address = reverse("workflows:document_undo", args=[document.pk])
        assert signed_in(person).post(address).status_code == 404


def test_taking_back_is_on_record(cast, document):
    retitle(cast, item_of(document, "1.3"), "Tên khác")

    back(cast, document)

    entry = HistoryEntry.objects.get(kind=HistoryKind.ITEM_UNDONE)
    assert entry.before["title"] == "Tên khác"
    assert entry.note == "Hoàn tác: sửa việc 1.3"
    assert entry.actor_name == cast.van_thu.full_name


def test_many_items_take_no_statement_more_than_few(cast, document):
    counts = []
    for pks in (list(document.items.values_list("pk", flat=True))[:2], None):
        chosen = pks or list(document.items.values_list("pk", flat=True))
        set_together(
            document_id=document.pk,
            item_versions=dict.fromkeys(chosen),
            common=Common(kind=ItemKind.TARGET, lead_unit=cast.unit("chi_doan")),
            by=cast.van_thu,
        )
        with CaptureQueriesContext(connection) as captured:
            back(cast, document)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_an_act_that_changed_nothing_is_no_step(cast, document):
    item = item_of(document, "1.3")
    retitle(cast, item, item.title)

    assert not ItemAct.objects.exists()
    with hold_item(item.pk, by=cast.van_thu, expected_version=0) as held:
        assert held.finish("không gì cả") is None


# -- On the page ---------------------------------------------------------------


def test_the_page_names_what_would_be_taken_back_also_after_a_reload(
    cast, clerk, document
):
    item = item_of(document, "1.3")
    clerk.post(url(item), card(item, title="Tên khác"), headers=HTMX)

    html = clerk.get(f"/van-ban/{document.pk}/").content.decode()

    assert "Hoàn tác: sửa việc 1.3" in html


def test_undoing_on_the_page_brings_the_card_as_it_was(cast, clerk, document):
    item = item_of(document, "1.3")
    clerk.post(url(item), card(item, title="Tên khác"), headers=HTMX)
    act = ItemAct.objects.get()
    address = reverse("workflows:document_undo", args=[document.pk])

    sent = {"act": act.pk, "seen": f"{item.pk}:1"}
    html = clerk.post(address, sent, headers=HTMX).content.decode()

    assert "Đã hoàn tác: sửa việc 1.3." in html
    assert item.title in html
    assert "Tên khác" not in html


def test_without_scripts_undoing_leads_back_to_the_page(cast, clerk, document):
    item = item_of(document, "1.3")
    clerk.post(url(item), card(item, title="Tên khác"))
    address = reverse("workflows:document_undo", args=[document.pk])

    answer = clerk.post(address)

    assert answer["Location"] == f"/van-ban/{document.pk}/"
    assert item_of(document, "1.3").title == item.title


def test_nothing_to_take_back_is_said(clerk, document):
    address = reverse("workflows:document_undo", args=[document.pk])

    refused(clerk.post(address, headers=HTMX), 422, "Không còn thao tác nào")
