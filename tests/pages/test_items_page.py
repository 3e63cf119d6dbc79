"""The intake page with many cards: what it shows, what it sends for, how fast."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import HTMX, card, item_of, settled, signed_in, url
from workflows.enums import Doubt, ItemKind
from workflows.models import Document, DraftItem, Mission
from workflows.services import documents, items

pytestmark = pytest.mark.django_db

HEAD = "KẾ HOẠCH\nTriển khai công tác năm 2026\n\nI. NHIỆM VỤ\n\n"
ITEM = (
    "{}. Xây dựng kế hoạch kiểm tra khu vực cửa khẩu số {}; báo cáo kết quả.\n\n"
    "Lãnh đạo chỉ đạo: Đồng chí Nguyễn Quốc Toàn.\n\nĐơn vị thực hiện: Văn phòng.\n\n"
    "Thời gian hoàn thành: Trước ngày 30/11/2026\n\n"
)


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def clerk(cast: Cast):
    return signed_in(cast.van_thu)


@pytest.fixture
def document(cast: Cast) -> Document:
    return intake.dated(cast.van_thu)


def page(client, document: Document, **query: str) -> str:
    answer = client.get(f"/van-ban/{document.pk}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def news(client, document: Document, seen: str, **more: str):
    address = reverse("workflows:document_news", args=[document.pk])
    sent = {"seen": seen, "seen_document": str(document.version), **more}
    return client.get(address, sent, headers=HTMX)


def all_seen(document: Document) -> str:
    rows = document.items.values_list("pk", "version")
    return " ".join(f"{pk}:{version}" for pk, version in rows)


# -- What a card shows ---------------------------------------------------------


def test_only_the_open_card_has_its_fields_the_others_fetch_theirs(clerk, document):
    item = item_of(document, "1.3")

    html = page(clerk, document, viec=str(item.pk))

    assert html.count('name="directing_leader"') == 1
    body = clerk.get(f"{url(item)}?than=1", headers=HTMX).content.decode()
    assert 'name="directing_leader"' in body
    assert "xcard" not in body


def test_a_doubt_is_shown_with_the_words_it_is_about(clerk, document):
    item = item_of(document, "1.1")
    item.review_reasons = [Doubt.IMPLIED_OBLIGATION.value]
    item.save()

    html = page(clerk, document, viec=str(item.pk))

    assert "Văn bản không giao trực tiếp việc này." in html
    assert "<blockquote>“Phổ biến quán triệt" in html
    assert f'data-place="{item.position}"' in html


def test_several_milestones_are_named(clerk):
    text = HEAD + ITEM.format(1, "1").replace(
        "báo cáo kết quả",
        "báo cáo lần một trước ngày 05/6/2026, lần hai trước 05/9/2026",
    )
    intake.send(clerk, text=text)
    document = Document.objects.get()
    item = document.items.get()
    item.review_reasons = [Doubt.MULTIPLE_MILESTONES.value]
    item.save()

    html = page(clerk, document, viec=str(item.pk))

    assert "Văn bản nêu nhiều mốc thời gian cho việc này." in html
    assert "05/6/2026" in html.split("<blockquote>")[1].split("</blockquote>")[0]


def test_values_that_conflict_are_shown_side_by_side(clerk, document):
    item = item_of(document, "1.1")
    start = item.span_start
    spans = [{"span": [start, start + 9]}, {"span": [start + 10, start + 20]}]
    item.reading = {**item.reading, "conflicts": spans}
    item.review_reasons = [Doubt.CONFLICTING_VALUES.value]
    item.save()

    html = page(clerk, document, viec=str(item.pk))

    assert html.split("<blockquote>")[1].count("“") >= 2


def test_a_target_shows_its_figure(clerk, document):
    item = item_of(document, "1.1")
    item.kind = ItemKind.TARGET
    item.reading = {
        **item.reading,
        "kpi": {
            "metric": "Hồ sơ đúng hạn",
            "op": ">=",
            "value": 95,
            "unit": "%",
            "period": "năm",
        },
    }
    item.save()

    assert "Hồ sơ đúng hạn, từ 95 %, năm" in page(clerk, document, viec=str(item.pk))


@pytest.mark.parametrize("kind", ItemKind)
def test_each_kind_says_what_follows_from_it(clerk, document, kind):
    item = item_of(document, "1.3")

    html = clerk.post(url(item), card(item, kind=kind.value), headers=HTMX)

    hints = {
        ItemKind.TASK: "theo dõi đến khi hoàn thành",
        ItemKind.DIRECTIVE: "không giao, không theo dõi thời hạn",
        ItemKind.MEETING: "thời hạn là ngày họp",
        ItemKind.RECURRING_REPORT: "thời hạn là kỳ báo cáo gần nhất",
        ItemKind.TARGET: "đối chiếu với con số",
    }
    assert hints[kind] in html.content.decode()


def test_the_product_goes_from_the_card_into_the_mission(cast, clerk, document):
    item = item_of(document, "1.3")
    sent = settled(cast, item, product="Báo cáo kết quả trang trí")
    clerk.post(url(item), sent, headers=HTMX)

    documents.give_out(document_id=document.pk, item_ids=[item.pk], by=cast.van_thu)

    mission = Mission.objects.get()
    assert mission.product == "Báo cáo kết quả trang trí"
    shown = signed_in(cast.truong_ban).get(f"/nhiem-vu/{mission.pk}/")
    assert "Báo cáo kết quả trang trí" in shown.content.decode()


def test_a_card_that_does_not_send_a_product_keeps_it(cast, clerk, document):
    item = item_of(document, "1.3")
    DraftItem.objects.filter(pk=item.pk).update(product="Báo cáo")

    clerk.post(url(item), card(item, title="Tên khác"), headers=HTMX)

    item.refresh_from_db()
    assert (item.title, item.product) == ("Tên khác", "Báo cáo")


def test_what_is_saved_says_so_and_offers_the_way_back(clerk, document):
    item = item_of(document, "1.3")

    html = clerk.post(url(item), card(item, title="Tên khác"), headers=HTMX)

    assert "Đã lưu." in html.content.decode()
    assert 'form="hoan-tac"' in html.content.decode()


def test_the_cards_stand_under_the_headings_of_the_paper(clerk, document):
    html = page(clerk, document)

    assert "II.1. Các nhiệm vụ trước Tết" in html
    assert html.count("data-pick-section") >= 3


def test_the_list_for_the_leader_names_what_is_open(cast, clerk, document):
    address = reverse("workflows:document_print", args=[document.pk])

    html = clerk.get(address).content.decode()

    assert "Danh sách nhiệm vụ giao theo Kế hoạch 45/KH-BQLKKTCK" in html
    assert html.count('<td class="num">') == 13
    assert "chưa chọn" in html
    assert "Lãnh đạo duyệt" in html
    assert signed_in(cast.truong_ban).get(address).status_code == 404


# -- What an open page asks for ------------------------------------------------


def test_where_nothing_changed_there_is_no_news(clerk, document):
    assert news(clerk, document, all_seen(document)).status_code == 204


def test_news_brings_only_the_cards_that_changed(cast, clerk, document):
    seen = all_seen(document)
    item, other = item_of(document, "1.3"), item_of(document, "1.4")
    signed_in(cast.cv_vp).post(url(item), card(item, title="Tên mới"), headers=HTMX)

    html = news(clerk, document, seen).content.decode()

    assert "Tên mới" in html
    assert f'id="v{item.pk}"' in html
    assert f'id="v{other.pk}"' not in html


def test_news_does_not_touch_the_card_in_which_one_types(cast, clerk, document):
    seen = all_seen(document)
    item = item_of(document, "1.3")
    signed_in(cast.cv_vp).post(url(item), card(item, title="Tên mới"), headers=HTMX)

    answer = news(clerk, document, seen, seen_open=f"{item.pk}", seen_busy="1")

    html = answer.content.decode()
    assert f'id="v{item.pk}"' not in html
    assert "Người khác vừa sửa việc 1.3." in html


def test_news_brings_new_cards_to_their_place_and_takes_old_ones_away(
    cast, clerk, document
):
    item = item_of(document, "1.4")
    seen = f"{all_seen(document)} 999999:1"
    signed_in(cast.cv_vp).post(url(item, "split"), {"version": 0}, headers=HTMX)

    html = news(clerk, document, seen).content.decode()

    assert f'hx-swap-oob="afterend:#v{item.pk}"' in html
    assert '<div id="v999999" hx-swap-oob="delete">' in html


def test_news_brings_number_and_date_that_another_entered(cast, clerk):
    document = intake.taken_in(cast.van_thu)
    seen = all_seen(document)
    documents.set_number_and_date(
        document_id=document.pk,
        reference_number=intake.NUMBER,
        issued_on=intake.DAY,
        by=cast.cv_vp,
    )

    html = news(clerk, document, seen).content.decode()

    assert intake.NUMBER in html
    assert 'id="thong-tin"' in html


@pytest.mark.parametrize("seen", ["", "x", "1", ":", "1:x 2:3:4", "-1:-1"])
def test_whatever_a_page_says_that_it_shows_is_answered(clerk, document, seen):
    assert news(clerk, document, seen).status_code == 200


def test_news_is_for_the_office_only(cast, document):
    for person in (cast.truong_ban, cast.tp_qldn, cast.quan_tri):
        assert news(signed_in(person), document, "").status_code == 404


def test_acts_on_many_are_for_the_office_only(cast, document):
    item = item_of(document, "1.3")

    for person in (cast.truong_ban, cast.tp_qldn, cast.kiem_tra, cast.quan_tri):
        stranger = signed_in(person)
        for act in ("together", "merge", "add", "undo"):
            address = reverse(f"workflows:document_{act}", args=[document.pk])
            answer = stranger.post(address, {"item": f"{item.pk}:0", "skip": "1"})
            assert answer.status_code == 404, (person.username, act)
    item.refresh_from_db()
    assert item.version == 0


# -- Long documents ------------------------------------------------------------


@pytest.fixture
def long_document(clerk) -> Document:
    text = HEAD + "".join(ITEM.format(n, n) for n in range(1, 201))
    intake.send(clerk, text=text)
    found = Document.objects.get()
    assert found.items.count() == 200
    return found


def statements(client, address: str, **query: str) -> list[str]:
    client.get(address, query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, query).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_two_hundred_items_take_no_statement_more_and_little_to_send(
    clerk, long_document
):
    address = f"/van-ban/{long_document.pk}/"
    many = statements(clerk, address)
    few = long_document.items.values_list("pk", flat=True)[:3]
    long_document.items.exclude(pk__in=list(few)).delete()

    assert len(many) == len(statements(clerk, address)), "\n".join(many)


def test_the_page_of_two_hundred_items_is_small(clerk, long_document):
    answer = clerk.get(f"/van-ban/{long_document.pk}/")

    assert len(answer.content) < 700_000


def test_saving_one_of_two_hundred_sends_little(clerk, long_document):
    item = long_document.items.get(ordinal="7")

    answer = clerk.post(url(item), card(item, title="Tên khác"), headers=HTMX)

    assert answer.status_code == 200
    assert len(answer.content) < 120_000


def test_what_another_skipped_is_counted_at_once(cast, clerk, document):
    seen = all_seen(document)
    items.skip_item(item_id=item_of(document, "1.3").pk, by=cast.cv_vp)

    html = news(clerk, document, seen).content.decode()

    assert '<span class="n" id="dem-bo-qua" hx-swap-oob="true">1</span>' in html
