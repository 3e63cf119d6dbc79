"""What the page of a document shows of overlaps and citations; what a click does."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organization.models import Person
from tests.cast import Cast
from tests.pages.intake import HTMX, signed_in
from tests.relations.five import Five, items_with, link_between
from workflows.enums import CitationState, ItemState, LinkKind
from workflows.models import Document, DocumentCitation, DraftItem, ItemLink
from workflows.services.documents import give_out, set_number_and_date
from workflows.services.items import Answer, settle_item
from workflows.services.links import Decision, decide_link


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return signed_in(cast.van_thu)


@pytest.fixture
def link(five: Five) -> ItemLink:
    """Row a: the decree is due on 30/5 in the notice, undated in the June programme."""
    found = link_between(
        items_with(five["001"], "3", "Nghị định số 35"),
        items_with(five["003"], "2.d", "Nghị định số 35"),
    )
    assert found is not None
    return found


@pytest.fixture
def citation(five: Five) -> DocumentCitation:
    return five["001"].citations.get(reference_number="292/TB-VP")


def page(client: Client, document: Document, query: str = "") -> str:
    answer = client.get(reverse("workflows:document", args=[document.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def opened(client: Client, item: DraftItem) -> str:
    return page(client, item.document, f"?viec={item.pk}")


def decide(client: Client, link: ItemLink, **fields: object) -> HttpResponse:
    url = reverse("workflows:document_link", args=[link.item.document_id, link.pk])
    return client.post(url, {"version": link.version, **fields}, headers=HTMX)


def act(
    client: Client, name: str, row: DocumentCitation, **fields: str
) -> HttpResponse:
    url = reverse(f"workflows:{name}", args=[row.document_id, row.pk])
    return client.post(url, fields, headers=HTMX)


def test_a_card_shows_the_earlier_work_its_day_and_why(
    clerk: Client, link: ItemLink
) -> None:
    html = opened(clerk, link.item)

    address = reverse("workflows:document", args=[link.earlier.document_id])
    assert "Có thể trùng với việc" in html
    assert f'href="{address}?viec={link.earlier_id}#v{link.earlier_id}"' in html
    assert "2.d, Thông báo (chưa có số)" in html
    assert "cùng viện dẫn 35/2022/NĐ-CP" in html
    assert "<mark>phối hợp với các sở, ngành liên quan rà soát</mark>" in html
    assert "Lấy thời hạn 30/5/2026 của văn bản trước" in html


def test_it_says_that_the_inherited_day_is_over(
    clerk: Client, link: ItemLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 6, 1))

    assert "hạn 30/5/2026, đã qua" in opened(clerk, link.item)


def test_the_card_of_the_earlier_work_leads_to_the_later(
    clerk: Client, link: ItemLink
) -> None:
    html = opened(clerk, link.earlier)

    assert "Có thể được nhắc lại ở việc" in html
    assert f"?viec={link.item_id}#v{link.item_id}" in html


def test_the_head_counts_and_the_filter_shows_what_is_still_open(
    clerk: Client, five: Five, link: ItemLink
) -> None:
    whole = page(clerk, five["001"])
    html = page(clerk, five["001"], "?loc=co-the-trung")

    assert " có thể trùng" in whole
    assert f'id="v{link.item_id}"' in html
    (meeting,) = items_with(five["001"], "1", "Hội nghị cán bộ chủ chốt")
    assert f'id="v{meeting.pk}"' not in html


def test_a_click_says_what_it_is_and_leaves_a_quiet_line(
    clerk: Client, link: ItemLink, cast: Cast
) -> None:
    answer = decide(clerk, link, kind="INHERITS", leaves_out="on")

    html = answer.content.decode()
    link.refresh_from_db()
    assert (link.kind, link.decided_by) == (LinkKind.INHERITS, cast.van_thu)
    assert DraftItem.objects.get(pk=link.item_id).state == ItemState.SKIPPED
    assert "Kế thừa việc" in html
    assert "không giao lần thứ hai" in html
    assert f'id="lk{link.pk}-sua"' in html


def test_sua_opens_the_question_again(clerk: Client, link: ItemLink) -> None:
    decide(clerk, link, kind="DIFFERENT")
    link.refresh_from_db()

    url = reverse(
        "workflows:document_link_reopen", args=[link.item.document_id, link.pk]
    )
    answer = clerk.post(url, {"version": link.version}, headers=HTMX)

    link.refresh_from_db()
    assert link.kind == ""
    assert "Có thể trùng với việc" in answer.content.decode()


def test_it_works_without_scripts(clerk: Client, link: ItemLink) -> None:
    url = reverse("workflows:document_link", args=[link.item.document_id, link.pk])

    answer = clerk.post(
        url, {"version": link.version, "kind": "SPECIFIES"}, follow=True
    )

    assert answer.redirect_chain[0][0].endswith(f"?viec={link.item_id}#v{link.item_id}")
    assert "Cụ thể hóa việc" in answer.content.decode()


def test_a_box_that_does_not_concern_the_word_is_no_order(
    clerk: Client, link: ItemLink
) -> None:
    answer = decide(clerk, link, kind="DIFFERENT", leaves_out="on", takes_deadline="on")

    assert answer.status_code == 200
    assert DraftItem.objects.get(pk=link.item_id).state == ItemState.DRAFT


@pytest.mark.parametrize("kind", ["", "SAME", "\x00"])
def test_an_unknown_word_is_refused(clerk: Client, link: ItemLink, kind: str) -> None:
    answer = decide(clerk, link, kind=kind)

    assert answer.status_code == 422
    link.refresh_from_db()
    assert link.kind == ""


def test_an_old_page_is_told_so(clerk: Client, link: ItemLink) -> None:
    assert decide(clerk, link, kind="INHERITS", version=7).status_code == 409


def test_a_link_of_another_document_is_not_found(
    clerk: Client, five: Five, link: ItemLink
) -> None:
    url = reverse("workflows:document_link", args=[five["000"].pk, link.pk])

    assert clerk.post(url, {"kind": "INHERITS"}).status_code == 404


def test_for_all_others_it_does_not_exist(
    cast: Cast, link: ItemLink, citation: DocumentCitation
) -> None:
    for person in (cast.gd_ttqlck, cast.truong_ban, cast.quan_tri):
        client = signed_in(person)
        assert decide(client, link, kind="INHERITS").status_code == 404
        assert act(client, "document_citation", citation, is_it="1").status_code == 404


def test_the_page_proposes_the_cited_paper_with_its_sentence(
    clerk: Client, five: Five
) -> None:
    html = page(clerk, five["001"])

    assert "Văn bản này viện dẫn <b>292/TB-VP</b> ngày 07/5/2026" in html
    assert "Ghi luôn số 292/TB-VP ngày 07/5/2026" in html
    assert "35/2022/NĐ-CP" in html


def test_a_click_links_the_paper_and_fills_in_its_number(
    clerk: Client, five: Five, citation: DocumentCitation
) -> None:
    answer = act(clerk, "document_citation", citation, is_it="1", takes_number="on")

    citation.refresh_from_db()
    assert citation.state == CitationState.LINKED
    assert Document.objects.get(pk=five["003"].pk).reference_number == "292/TB-VP"
    assert "Đã nối văn bản viện dẫn." in answer.content.decode()
    assert "292/TB-VP" in page(clerk, five["003"])
    assert "Được viện dẫn bởi" in page(clerk, five["003"])


def test_a_refused_paper_can_be_looked_at_again(
    clerk: Client, citation: DocumentCitation
) -> None:
    act(clerk, "document_citation", citation, is_it="0")
    answer = act(clerk, "document_citation_reopen", citation)

    citation.refresh_from_db()
    assert citation.state == CitationState.PROPOSED
    assert "Đúng văn bản này" in answer.content.decode()


def test_contradicting_figures_are_shown_beside_each_other(
    clerk: Client, five: Five
) -> None:
    html = page(clerk, five["002"])

    assert "Mâu thuẫn trong văn bản." in html
    start = html.index("Mâu thuẫn trong văn bản.")
    block = html[start : html.index('id="ds-viec"')]
    assert "95%" in block
    assert "100%" in block
    assert block.count("Xem trong văn bản") >= 2


def test_the_page_takes_as_many_statements_with_links_as_without(
    clerk: Client, five: Five
) -> None:
    page(clerk, five["000"])
    with CaptureQueriesContext(
        connection,
    ) as many:
        page(clerk, five["001"])
    ItemLink.objects.all().delete()
    DocumentCitation.objects.all().delete()
    with CaptureQueriesContext(connection) as none:
        page(clerk, five["001"])

    assert len(many) == len(none)


# -- Given out ---------------------------------------------------------------------


@pytest.fixture
def give(cast: Cast) -> Callable[[DraftItem, str], None]:
    """Settle one item and give it out under a number for its paper."""

    def give_it(item: DraftItem, number: str) -> None:
        settle(item, cast)
        numbered(item, number, cast.van_thu)
        give_out(document_id=item.document_id, item_ids=[item.pk], by=cast.van_thu)

    return give_it


def settle(item: DraftItem, cast: Cast) -> None:
    settle_item(
        item_id=item.pk,
        answer=Answer(
            title=item.title,
            text=item.text,
            lead_unit=cast.unit("phong_khth"),
            directing_leader=cast.post("truong_ban"),
            supporting_units=(),
            due_on=item.due_on,
            no_deadline_reason="" if item.due_on else "Văn bản không nêu thời hạn",
            reviewed=True,
        ),
        by=cast.van_thu,
    )


def numbered(item: DraftItem, number: str, by: Person) -> None:
    set_number_and_date(
        document_id=item.document_id,
        reference_number=number,
        issued_on=date(2026, 5, 7),
        by=by,
    )


def test_the_card_names_the_mission_that_the_earlier_work_has_become(
    clerk: Client, link: ItemLink, give: Callable[[DraftItem, str], None]
) -> None:
    give(link.earlier, "292/TB-VP")

    mission = DraftItem.objects.get(pk=link.earlier_id).mission
    assert f"Đã giao {mission.code}" in opened(clerk, link.item)


def test_who_gives_out_is_warned_of_a_second_mission(
    clerk: Client, link: ItemLink, cast: Cast
) -> None:
    settle(link.item, cast)
    numbered(link.item, "6/CTr-BQLKKTCK", cast.van_thu)

    html = page(clerk, link.item.document)

    assert "Có thể trùng với việc 2.d, Thông báo (chưa có số), chưa xác nhận." in html


def test_a_missions_page_leads_to_the_same_work_as_far_as_one_may_see_it(
    clerk: Client,
    cast: Cast,
    link: ItemLink,
    give: Callable[[DraftItem, str], None],
) -> None:
    give(link.earlier, "292/TB-VP")
    decide_link(
        link_id=link.pk,
        decision=Decision(LinkKind.INHERITS),
        by=cast.van_thu,
        expected_version=link.version,
    )
    mission = DraftItem.objects.get(pk=link.earlier_id).mission
    url = reverse("approvals:mission", args=[mission.pk])

    for_office = clerk.get(url).content.decode()
    for_unit = signed_in(cast.tp_khth).get(url).content.decode()

    # The later item is a draft: a document that only Văn phòng may open.
    assert "Được nhắc lại ở" in for_office
    assert "Việc liên quan" not in for_unit

    give(link.item, "6/CTr-BQLKKTCK")
    later = DraftItem.objects.get(pk=link.item_id).mission
    for_unit = signed_in(cast.tp_khth).get(url).content.decode()
    assert later.code in for_unit
    assert f"/van-ban/{link.item.document_id}/" not in for_unit
    # Who may merge goes from there to both beside each other.
    assert "Gộp với" not in for_unit
    merging = reverse("approvals:merge", args=[mission.pk])
    assert f'href="{merging}?voi={later.pk}"' in clerk.get(url).content.decode()
