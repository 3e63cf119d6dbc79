"""What the page of a document shows of overlaps and citations, and what a click does."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.pages.intake import HTMX, signed_in
from tests.relations.five import Five, items_with, registered
from workflows.enums import CitationState, ItemState, LinkKind
from workflows.models import Document, DocumentCitation, DraftItem, ItemLink


def page(client: Client, document: Document, query: str = "") -> str:
    answer = client.get(reverse("workflows:document", args=[document.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def june_item(five: Five) -> DraftItem:
    (item,) = items_with(five["001"], "3", "Nghị định số 35")
    return item


def test_a_card_shows_the_earlier_work_its_state_and_why(
    five: Five, cast: Cast
) -> None:
    client, item = signed_in(cast.van_thu), june_item(five)

    html = page(client, five["001"], f"?viec={item.pk}")

    (earlier,) = items_with(five["003"], "2.d", "Nghị định số 35")
    address = reverse("workflows:document", args=[five["003"].pk])
    assert "Có thể trùng với việc" in html
    assert f'href="{address}?viec={earlier.pk}#v{earlier.pk}"' in html
    assert "2.d, Thông báo (chưa có số)" in html
    assert "cùng viện dẫn 35/2022/NĐ-CP" in html
    assert "hạn 30/5/2026" in html
    assert "<mark>phối hợp với các sở, ngành liên quan rà soát</mark>" in html
    assert "Lấy thời hạn 30/5/2026 của văn bản trước" in html
