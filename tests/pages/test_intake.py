"""From the paper to the missions: document 000 taken in, settled, given out."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import HTMX, card, item_of, send, settled, signed_in, url
from workflows.enums import Doubt, ItemKind, ItemState, MissingFact
from workflows.models import Document, Mission
from workflows.services import documents, items

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


def section_two(document: Document):
    return list(document.items.filter(section__startswith="II."))


def page(client, document: Document, **query: str) -> str:
    answer = client.get(f"/van-ban/{document.pk}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_uploaded_file_becomes_a_document_with_its_original_kept(cast, clerk):
    answer = send(clerk, file=intake.file_of(intake.document_000(), "Kế hoạch.txt"))

    document = Document.objects.get()
    assert answer["Location"] == f"/van-ban/{document.pk}/"
    assert document.monitoring_officer == cast.van_thu
    original = clerk.get(f"/van-ban/{document.pk}/tep/")
    assert b"".join(original.streaming_content) == intake.document_000()
    assert original["X-Content-Type-Options"] == "nosniff"
    assert original["Content-Disposition"].startswith("attachment")


def test_document_000_gives_twelve_items_and_asks_what_it_leaves_open(document):
    found = section_two(document)

    assert len(found) == 12
    assert sum(MissingFact.LEAD_UNIT in item.missing for item in found) == 7
    assert sum(MissingFact.LEADER in item.missing for item in found) == 4
    assert sum(MissingFact.DEADLINE in item.missing for item in found) == 5


def test_a_collective_name_is_asked_about_with_every_unit_it_means(clerk, document):
    html = page(clerk, document, viec=str(item_of(document, "1.4").pk))

    assert "Văn bản nêu 5 đơn vị, không ghi đơn vị nào chủ trì." in html
    assert "Văn bản ghi “Các đồng chí Lãnh đạo Ban”. Chọn một người." in html


def test_the_words_of_a_deadline_are_shown_as_they_were_understood(clerk, document):
    assert "“Trước 10/02/2026” được hiểu là hết ngày 09/02/2026." in page(
        clerk, document
    )


def test_the_paper_is_shown_with_its_marks(clerk, document):
    html = page(clerk, document)

    assert '<mark class="m ld" data-k="LĐ">Nguyễn Quốc Toàn</mark>' in html
    assert '<mark class="m han" data-k="HẠN">Trước ngày 05/02/2026</mark>' in html
    assert "**" not in html.split('<div class="doc"')[1].split("</section>")[0]


def test_what_is_saved_answers_with_what_is_still_open(cast, clerk, document):
    item = item_of(document, "1.4")

    answer = clerk.post(
        url(item), card(item, lead_unit=cast.unit("van_phong").pk), headers=HTMX
    )

    html = answer.content.decode()
    assert "không ghi đơn vị nào chủ trì" not in html
    assert "Cần xem lại 1 điểm" in html
    item.refresh_from_db()
    assert item.lead_unit == cast.unit("van_phong")
    supporting = {unit.code for unit in item.supporting_units.all()}
    assert supporting == {"phong_khth", "phong_qlht", "phong_qldn", "tt_qlck"}


def test_all_is_settled_one_by_one_and_only_what_is_settled_is_given_out(
    cast, clerk, document
):
    asked = [item for item in section_two(document) if item.missing]
    left_open = asked.pop()
    for item in asked:
        assert clerk.post(url(item), settled(cast, item)).status_code == 302

    chosen = [f"{item.pk}:{item.version}" for item in document.items.all()]
    answer = clerk.post(f"/van-ban/{document.pk}/giao/", {"item": chosen}, follow=True)

    assert Mission.objects.count() == 11
    left_open.refresh_from_db()
    assert left_open.state == ItemState.DRAFT
    authorities = set(Mission.objects.values_list("authority", flat=True))
    assert authorities == {"Kế hoạch 45/KH-BQLKKTCK ngày 02/02/2026"}
    html = answer.content.decode()
    assert "Đã giao 11 nhiệm vụ." in html
    assert "2 việc cần xem lại ở lại bản nháp." in html


def test_an_instruction_to_everybody_is_shown_but_never_given_out(clerk, document):
    directive = document.items.get(kind=ItemKind.DIRECTIVE)

    answer = clerk.post(
        f"/van-ban/{document.pk}/giao/", {"item": f"{directive.pk}:{directive.version}"}
    )

    assert answer.status_code == 422
    assert not Mission.objects.exists()
    assert "không giao thành nhiệm vụ" in page(clerk, document)


def test_being_through_with_a_card_leads_to_the_next_question(cast, clerk, document):
    item, following = item_of(document, "1.4"), item_of(document, "1.5")

    answer = clerk.post(url(item), settled(cast, item), headers=HTMX)

    assert f'"card": "v{following.pk}"' in answer["HX-Trigger-After-Settle"]
    assert answer["HX-Retarget"] == f"#v{item.pk}"


def test_being_through_with_an_open_card_stays_there(clerk, document):
    item = item_of(document, "1.4")

    answer = clerk.post(url(item), card(item, done="1"), headers=HTMX)

    assert f'"card": "v{item.pk}"' in answer["HX-Trigger-After-Settle"]


def test_a_doubt_without_a_field_is_asked_until_a_person_is_through(
    cast, clerk, document
):
    item = item_of(document, "1.1")
    item.review_reasons = [Doubt.CONFLICTING_VALUES.value]
    item.save()
    assert "Văn bản nêu các nội dung không khớp nhau." in page(clerk, document)

    clerk.post(url(item), settled(cast, item))

    item.refresh_from_db()
    assert items.is_ready(item)
    entry = HistoryEntry.objects.filter(kind=HistoryKind.ITEM_SETTLED).get()
    assert entry.before["review_reasons"] == ["conflicting_values"]


def test_an_item_is_skipped_and_brought_back(clerk, document):
    item = item_of(document, "1.3")

    clerk.post(url(item, "skip"), {"version": item.version})
    assert "Khôi phục" in page(clerk, document, loc="bo-qua", viec=str(item.pk))
    item.refresh_from_db()
    clerk.post(url(item, "restore"), {"version": item.version})

    item.refresh_from_db()
    assert item.state == ItemState.DRAFT


def test_an_item_is_split_for_a_second_unit(clerk, document):
    item = item_of(document, "1.5")

    answer = clerk.post(url(item, "split"), {"version": item.version}, headers=HTMX)

    assert "1.5 (phần 2)" in answer.content.decode()
    assert document.items.filter(ordinal="1.5").count() == 2


def test_a_period_from_the_day_of_issue_ends_once_that_day_is_known(cast, clerk):
    text = (
        "KẾ HOẠCH\nTriển khai công tác năm 2026\n\nI. NHIỆM VỤ\n\n1. Xây dựng kế hoạch "
        "chi tiết của đơn vị.\n\nĐơn vị thực hiện: Văn phòng.\n\n"
        "Thời gian hoàn thành: chậm nhất sau 05 ngày kể từ ngày ban hành"
    )
    send(clerk, text=text)
    document = Document.objects.get()
    assert document.items.get().due_on is None

    documents.set_number_and_date(
        document_id=document.pk,
        reference_number="46/KH-BQLKKTCK",
        issued_on=intake.DAY,
        by=cast.van_thu,
    )

    assert document.items.get().due_on.isoformat() == "2026-02-09"


def test_the_same_file_twice_leads_to_the_first_registration(cast, clerk):
    document = intake.taken_in(cast.cv_vp)

    answer = send(clerk, file=intake.file_of(intake.document_000(), "bản sao.txt"))

    assert answer.status_code == 409
    assert f'href="/van-ban/{document.pk}/"' in answer.content.decode()
    assert Document.objects.count() == 1


def test_the_same_text_twice_leads_to_the_first_registration(clerk):
    text = intake.document_000().decode()
    send(clerk, text=text)

    assert send(clerk, text=text).status_code == 409
    assert Document.objects.count() == 1


def test_the_list_tells_what_became_of_what_was_read(clerk, document):
    documents_page = clerk.get("/van-ban/").content.decode()

    assert "Kế hoạch 45/KH-BQLKKTCK" in documents_page
    assert re.search(r'data-l="Đọc được"><a [^>]*data-figure="1\d"', documents_page)


def test_an_empty_list_says_what_to_do(clerk):
    assert "Chưa có văn bản nào" in clerk.get("/van-ban/").content.decode()


def statements(client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_the_intake_page_takes_fourteen_statements_at_most(clerk, document):
    used = statements(clerk, f"/van-ban/{document.pk}/")

    assert len(used) <= 14, "\n".join(used)


def test_the_list_takes_ten_statements_at_most(clerk, document):
    assert len(statements(clerk, "/van-ban/")) <= 10
