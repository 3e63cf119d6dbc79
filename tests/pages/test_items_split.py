"""One item that strings several pieces of work together is parted, its words traced."""

import pytest

from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import HTMX, refused, signed_in, url
from workflows.enums import ItemState
from workflows.exceptions import InvalidInput, InvalidTransition, StaleMission
from workflows.models import Document, DraftItem
from workflows.services import items, splitting
from workflows.views.documents_sheet import sheet_of

pytestmark = pytest.mark.django_db

TEXT = """KẾ HOẠCH
Triển khai công tác năm 2026

I. NHIỆM VỤ

1. Rà soát quy chế làm việc trước ngày 05/9/2026; Tổ chức kiểm tra công vụ trước ngày \
20/9/2026; tổng hợp, báo cáo kết quả.

Lãnh đạo chỉ đạo: Đồng chí Nguyễn Quốc Toàn.

Đơn vị thực hiện: Văn phòng.

2. Sửa chữa trụ sở cơ quan.

Lãnh đạo chỉ đạo: Đồng chí Nguyễn Quốc Toàn.

Đơn vị thực hiện: Văn phòng.
"""


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def clerk(cast: Cast):
    return signed_in(cast.van_thu)


@pytest.fixture
def document(clerk) -> Document:
    intake.send(clerk, text=TEXT)
    return Document.objects.get()


@pytest.fixture
def item(document: Document) -> DraftItem:
    return document.items.get(ordinal="1")


def place(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


def words_of(item: DraftItem) -> list[str]:
    return [item.document.text[start:end] for start, end in item.spans]


def test_the_clauses_of_an_item_are_offered(clerk, document, item):
    html = clerk.get(url(item, "split"), headers=HTMX).content.decode()

    assert html.count('name="span"') == 3
    assert "Tổ chức kiểm tra công vụ trước ngày 20/9/2026" in html


def test_clauses_that_the_reading_found_are_offered_first(document, item):
    start, end = place(document, "Rà soát quy chế làm việc")
    other = place(document, "Tổ chức kiểm tra công vụ")
    item.reading = {
        **item.reading,
        "children": [{"span": [start, end], "text": ""}, {"span": [*other]}],
    }

    found = splitting.clauses_of(item, document.text)

    assert found == [(start, end), other]


def test_each_part_keeps_its_own_words_and_their_place(cast, document, item):
    chosen = place(document, "Tổ chức kiểm tra công vụ trước ngày 20/9/2026")

    (part,) = splitting.split_into(item_id=item.pk, spans=[chosen], by=cast.van_thu)

    item.refresh_from_db()
    assert part.title == "Tổ chức kiểm tra công vụ trước ngày 20/9/2026"
    assert words_of(part) == [part.text]
    assert "kiểm tra công vụ" not in item.text
    assert [words.split()[0] for words in words_of(item)] == ["Rà", "tổng"]
    assert part.lead_unit == item.lead_unit == cast.unit("van_phong")


def test_a_part_gets_the_deadline_that_stands_in_it(cast, document, item):
    chosen = place(document, "Tổ chức kiểm tra công vụ trước ngày 20/9/2026")

    (part,) = splitting.split_into(item_id=item.pk, spans=[chosen], by=cast.van_thu)

    item.refresh_from_db()
    assert part.due_on.isoformat() == "2026-09-19"
    assert item.due_on.isoformat() == "2026-09-04"


def test_where_all_is_parted_the_first_stays(cast, document, item):
    spans = splitting.clauses_of(item, document.text)

    parts = splitting.split_into(item_id=item.pk, spans=spans, by=cast.van_thu)

    item.refresh_from_db()
    assert len(parts) == 2
    assert item.text.startswith("Rà soát")
    assert {part.part for part in parts} == {1, 2}


def test_an_item_is_parted_at_a_place_that_a_person_chose(clerk, document, item):
    at = document.text.index("kiểm tra công vụ")

    clerk.post(url(item, "split"), {"version": item.version, "at": at}, headers=HTMX)

    texts = list(document.items.filter(ordinal="1").values_list("text", flat=True))
    assert texts[0].endswith("Tổ chức")
    assert texts[1].startswith("kiểm tra công vụ")


def test_words_that_a_person_wrote_are_not_thrown_away(cast, document, item):
    item.text = item.text.replace("Rà soát", "Khẩn trương rà soát")
    item.save()
    chosen = place(document, "Tổ chức kiểm tra công vụ trước ngày 20/9/2026")

    splitting.split_into(item_id=item.pk, spans=[chosen], by=cast.van_thu)

    item.refresh_from_db()
    assert item.text.startswith("Khẩn trương rà soát")
    assert "kiểm tra công vụ" not in item.text


@pytest.mark.parametrize("span", [(0, 5), (10**6, 10**6 + 5)])
def test_a_place_of_another_item_is_refused(cast, document, item, span):
    with pytest.raises(InvalidInput, match="không nằm trong việc này"):
        splitting.split_into(item_id=item.pk, spans=[span], by=cast.van_thu)


def test_nothing_ticked_is_said_in_the_sheet(clerk, item):
    sent = {"version": item.version, "apart": "1"}

    answer = clerk.post(url(item, "split"), sent, headers=HTMX)

    refused(answer, 422, "Chưa chọn phần nào để tách.")
    assert answer["HX-Retarget"] == "#hop-thoai"


@pytest.mark.parametrize("sent", [{"span": "x"}, {"span": "1"}, {"at": "đây"}])
def test_a_place_that_cannot_be_read_is_refused(clerk, item, sent):
    answer = clerk.post(url(item, "split"), {"version": 0, **sent}, headers=HTMX)

    assert answer.status_code == 422


def test_an_item_that_another_changed_is_not_parted(cast, document, item):
    items.skip_item(item_id=item.pk, by=cast.cv_vp)
    items.restore_item(item_id=item.pk, by=cast.cv_vp)
    chosen = place(document, "Rà soát quy chế làm việc")

    with pytest.raises(StaleMission, match="đã sửa việc 1"):
        splitting.split_into(
            item_id=item.pk, spans=[chosen], by=cast.van_thu, expected_version=0
        )


def test_what_is_left_out_is_not_parted(cast, document, item):
    items.skip_item(item_id=item.pk, by=cast.van_thu)

    with pytest.raises(InvalidTransition):
        splitting.split_item(item_id=item.pk, by=cast.van_thu)


def test_the_paper_shows_which_words_are_whose(cast, document, item):
    chosen = place(document, "Tổ chức kiểm tra công vụ trước ngày 20/9/2026")
    (part,) = splitting.split_into(item_id=item.pk, spans=[chosen], by=cast.van_thu)

    blocks = sheet_of(document.text, document.items.all())

    pieces = [
        piece for block in blocks for line in block.lines for piece in line.pieces
    ]
    own = "".join(p.text for p in pieces if p.owners == f"v{part.pk}")
    assert own == "Tổ chức kiểm tra công vụ trước ngày 20/9/2026"


def test_parting_is_told_once_for_each_part(cast, document, item):
    spans = splitting.clauses_of(item, document.text)[1:]

    splitting.split_into(item_id=item.pk, spans=spans, by=cast.van_thu)

    entries = HistoryEntry.objects.filter(kind=HistoryKind.ITEM_SPLIT)
    assert [entry.after["parts"] for entry in entries] == [3, 3, 3]


def test_the_card_after_parting_opens_the_new_part(clerk, document, item):
    (start, end), *_ = splitting.clauses_of(item, document.text)[1:]
    sent = {"version": item.version, "span": f"{start}:{end}", "seen": f"{item.pk}:0"}

    answer = clerk.post(url(item, "split"), sent, headers=HTMX)

    part = document.items.get(ordinal="1", part=1)
    assert f'"card": "v{part.pk}"' in answer["HX-Trigger-After-Settle"]
    assert f'hx-swap-oob="afterend:#v{item.pk}"' in answer.content.decode()
    assert part.state == ItemState.DRAFT
