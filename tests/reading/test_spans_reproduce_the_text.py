import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.catalogue import BOARD
from tests.reading.documents import source
from workflows.reading import Reading, ReadingRefused, read_text

NUMBERS = ("000", "001", "002", "003", "004")
FRAGMENTS = st.sampled_from(
    (
        "I. NỘI DUNG",
        "1. Xây dựng kế hoạch.",
        "1.1. Tổ chức kiểm tra;",
        "- ",
        "a) ",
        "*Đơn vị thực hiện: Văn phòng, các phòng.*",
        "Đơn vị chủ trì:",
        "Thời hạn: trước ngày 25 hằng tháng",
        "(Lãnh đạo chỉ đạo: Đ/c Vũ Việt Hải)",
        "Nơi nhận:",
        "KT. TRƯỞNG BAN",
        "\n",
        "\r\n\r\n",
        "\f",
        " ",
        "**",
        "Giao Văn phòng chủ trì, phối hợp với Sở Nội vụ",
    )
)


def assert_spans_hold(reading: Reading) -> None:
    text = reading.text
    for item in reading.items:
        assert text[slice(*item.span)] == item.text
        spans = (item.leaders_span, item.units_span, item.deadline.span)
        for start, end in filter(None, spans):
            assert 0 <= start <= end <= len(text)
        for mark in item.marks:
            assert text[slice(*mark.span)] == mark.words
        if item.deadline.span is not None:
            assert text[slice(*item.deadline.span)] == item.deadline.words


@pytest.mark.parametrize("number", NUMBERS)
def test_every_span_of_a_real_document_holds_the_words_it_names(number: str) -> None:
    assert_spans_hold(read_text(source(number), BOARD))


@settings(deadline=None)
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=40).map("".join))
def test_any_text_is_read_or_refused_and_its_spans_hold(text: str) -> None:
    try:
        reading = read_text(text, BOARD)
    except ReadingRefused:
        return

    assert reading.text == unicodedata.normalize("NFC", text)
    assert_spans_hold(reading)


def facts_of(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (
            " ".join(item.text.split()),
            item.kind,
            item.leaders,
            item.lead_units,
            item.supporting_units,
            item.deadline.due_on,
            item.review_reasons,
        )
        for item in reading.items
    ]


VARIANTS = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "trailing spaces": lambda text: text.replace("\n", "   \n"),
    "bold labels": lambda text: text.replace(
        "*Đơn vị thực hiện:", "**Đơn vị thực hiện:**"
    ),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("number", NUMBERS)
def test_the_same_words_otherwise_typed_give_the_same_items(
    number: str, variant: str
) -> None:
    text = source(number)

    changed = read_text(VARIANTS[variant](text), BOARD)

    assert facts_of(changed) == facts_of(read_text(text, BOARD))
    assert_spans_hold(changed)


def test_a_page_break_inside_a_value_does_not_cut_it() -> None:
    text = source("000")
    broken = text.replace("phòng Quản lý hạ tầng.", "phòng Quản lý\n\n\f\nhạ tầng.")

    assert broken != text
    assert facts_of(read_text(broken, BOARD)) == facts_of(read_text(text, BOARD))
