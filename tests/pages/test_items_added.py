"""Work that the reading missed: a person points at its words in the paper."""

import pytest
from django.urls import reverse

from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import HTMX, item_of, refused, signed_in
from workflows.enums import ItemKind, MissingFact
from workflows.models import Document, DraftItem
from workflows.services import adding
from workflows.services.items import skip_item
from workflows.views.documents_sheet import line_spans, offset_at, sheet_of

pytestmark = pytest.mark.django_db

NOTE = """THÔNG BÁO
Kết luận cuộc họp giao ban

Các đơn vị đã hoàn thành phần lớn nhiệm vụ của tháng trước.

**Văn phòng** hoàn thiện hồ sơ lưu trữ trước ngày 30/11/2026, báo cáo Trưởng Ban.
"""


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
def note(clerk) -> Document:
    """A paper in which nothing was found, or which a person emptied."""
    intake.send(clerk, text=NOTE)
    found = Document.objects.get()
    found.items.all().delete()
    return found


def add(client, document: Document, **fields):
    address = reverse("workflows:document_add", args=[document.pk])
    return client.post(address, fields, headers=HTMX)


def line_of(document: Document, words: str) -> str:
    at = document.text.index(words)
    starts = [start for start, end in line_spans(document.text) if start <= at < end]
    return f"{starts[0]}"


def test_the_selected_words_become_an_item_with_their_place(clerk, note):
    line = line_of(note, "hoàn thiện hồ sơ")
    # As the page shows the line: “Văn phòng hoàn thiện …”, without asterisks.
    shown = "Văn phòng "

    add(clerk, note, **{"from": f"{line}:{len(shown)}", "to": f"{line}:75"})

    item = note.items.get()
    assert item.text.startswith("hoàn thiện hồ sơ lưu trữ trước ngày 30/11/2026")
    assert note.text[item.span_start : item.span_end] == item.text
    assert item.kind == ItemKind.TASK


def test_a_deadline_in_the_words_is_read(clerk, note):
    start = note.text.index("hoàn thiện")

    add(clerk, note, passage=f"{start}:{len(note.text)}")

    item = note.items.get()
    assert item.due_on.isoformat() == "2026-11-29"
    assert item.missing == [MissingFact.LEAD_UNIT, MissingFact.LEADER]


def test_no_word_is_cut_at_the_edges(cast, note):
    start = note.text.index("àn thiện hồ")

    item = adding.add_item(
        document_id=note.pk, span=(start, start + 10), by=cast.van_thu
    )

    assert item.text == "hoàn thiện hồ"


def test_the_number_at_the_head_is_kept_as_a_number(cast, document):
    start = document.text.index("1.3. Thực hiện")

    item = adding.add_item(
        document_id=document.pk, span=(start, start + 80), by=cast.van_thu
    )

    assert item.ordinal == "1.3"
    assert item.text.startswith("Thực hiện trang trí")


def test_it_stands_where_its_words_stand(clerk, cast, document):
    before, behind = item_of(document, "1.3"), item_of(document, "1.4")
    at = behind.span_start - 25

    adding.add_item(document_id=document.pk, span=(at, at + 12), by=cast.van_thu)

    html = clerk.get(f"/van-ban/{document.pk}/").content.decode()
    item = document.items.order_by("-position").first()
    places = [html.index(f'id="v{pk}"') for pk in (before.pk, item.pk, behind.pk)]
    assert places == sorted(places)


def test_a_place_that_is_none_is_refused(clerk, document):
    for fields in (
        {},
        {"from": "0:0", "to": "0:0"},
        {"from": "x", "to": "y"},
        {"from": "-5:0", "to": "9:9"},
        {"from": "99999999:0", "to": "99999999:5"},
        {"passage": "5"},
        {"passage": "9:3"},
        {"passage": "0:99999999"},
    ):
        answer = add(clerk, document, **fields)
        refused(answer, 422, "Chưa chọn đoạn nào trong văn bản.")


def test_a_passage_can_be_chosen_with_keys_alone(clerk, document):
    address = reverse("workflows:document_add", args=[document.pk])

    html = clerk.get(address, headers=HTMX).content.decode()

    assert html.count('name="passage"') >= 3
    assert "Thực hiện trang trí khánh tiết" not in html


def test_a_paper_without_items_says_so_and_offers_to_add(clerk, note):
    html = clerk.get(f"/van-ban/{note.pk}/").content.decode()

    assert "Không tìm thấy việc nào được giao" in html
    assert "Thêm việc từ văn bản" in html


def test_the_first_item_takes_the_place_of_that_sentence(clerk, note):
    start = note.text.index("hoàn thiện")

    html = add(clerk, note, passage=f"{start}:{start + 30}", seen="").content.decode()

    assert '<div id="ds-viec" hx-swap-oob="innerHTML">' in html


def test_what_was_added_can_be_left_out_again(cast, document):
    item = adding.add_item(document_id=document.pk, span=(0, 40), by=cast.van_thu)

    skip_item(item_id=item.pk, by=cast.van_thu)

    entries = HistoryEntry.objects.filter(after__position=item.position)
    kinds = list(entries.order_by("sequence").values_list("kind", flat=True))
    assert kinds == [HistoryKind.ITEM_ADDED, HistoryKind.ITEM_SKIPPED]


def test_nobody_but_the_office_adds(cast, document):
    for person in (cast.truong_ban, cast.tp_qldn, cast.kiem_tra):
        answer = add(signed_in(person), document, passage="0:40")
        assert answer.status_code == 404
    assert DraftItem.objects.filter(document=document).count() == 14


def test_every_shown_character_leads_back_to_its_place(document):
    """The page counts what it shows; the text holds marks that it does not show."""
    for block in sheet_of(document.text, document.items.all()):
        for line in block.lines:
            shown = "".join(piece.text for piece in line.pieces)
            for place, character in enumerate(shown):
                assert document.text[offset_at(document.text, line.start, place)] == (
                    character
                )
