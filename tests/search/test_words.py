"""Words are found with or without marks, in any composition; quoted, as written."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workflows.queries.search.asked import Term, asked
from workflows.queries.search.excerpts import excerpt, marked, pattern_of
from workflows.queries.search.found import stretches
from workflows.queries.search.words import (
    STRETCH_BITS,
    stretch_marks,
    vector,
    words_of,
)

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệốồổỗộứừửữựýỳỷỹỵ /-.0123"
)
TEXTS = st.one_of(VIETNAMESE, VIETNAMESE.map(str.upper), st.text())


def without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def bare(text: str) -> list[str]:
    return [word for word, _ in words_of(text)]


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
@example(text="Giải ngân vốn đầu tư công")
@example(text="\u0301 a\u0323\u0302 שָׁלוֹם")
def test_any_text_has_the_same_words_in_nfc_in_nfd_and_without_marks(text: str) -> None:
    words = bare(text)

    assert bare(unicodedata.normalize("NFC", text)) == words
    assert bare(unicodedata.normalize("NFD", text)) == words
    assert bare(without_marks(text)) == words


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_with_marks_nfc_and_nfd_are_the_same(text: str) -> None:
    composed = list(words_of(unicodedata.normalize("NFC", text)))

    assert list(words_of(unicodedata.normalize("NFD", text))) == composed


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(st.text(), st.text("'\"\\&|!():*<->“” a1ế\0")))
def test_whatever_is_typed_only_letters_and_digits_reach_the_query(text: str) -> None:
    words = {word for term in asked(text).terms for word in term.words}

    assert not {sign for word in words for sign in word} & set("'\\&|!():*<>-\" \0")
    assert sum(len(term.words) for term in asked(text).terms) <= 12


def test_both_forms_of_a_word_stand_at_one_place() -> None:
    stored = vector("Giải ngân", ["giai"], [":u1"]).stored.split(" ")

    assert stored == ["'giai':1A,8", "'ngan':2A", "'=giải':1A", "'=ngân':2A",
                      "'=giai':8", "':u1'"]  # fmt: skip


def test_neighbours_of_which_one_has_a_digit_are_one_word_too() -> None:
    stored = vector("Số 45 /KH-BQL", ["ngày 2"], []).stored

    assert [one for one in stored.split("'") if " " in one.strip()] == [
        "so 45", "45 kh", "ngay 2"]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "apart", "together"),
    [
        ("45/KH-BQL ", ["'45 kh'", "'bql'"], ["('45' <-> 'kh' <-> 'bql')"]),
        ("45/KH-BQL", ["'45 kh'", "('bql' | 'khoa')"],
         ["('45' <-> 'kh' <-> ('bql' | 'khoa'))"]),
        ("45/kh", ["('45 kh' | '45 khoa')"], []),
        ("NV-45", ["'nv 45'"], []),
        ('"số 45"', ["'so 45'"], ["('=số' <-> '=45')"]),
        ("kinh/te 45 ", ["'kinh'", "'te'", "'45'"], ["('kinh' <-> 'te')"]),
    ],
)  # fmt: skip
def test_a_number_is_asked_for_as_it_is_kept(
    typed: str, apart: list[str], together: list[str]
) -> None:
    found = asked(typed)
    longer = ["khoa"] if found.beginning else []

    assert found.words(longer) == apart
    assert found.phrases(longer) == together


@pytest.mark.django_db
@pytest.mark.parametrize("letter", ["", "漢" * 30])
def test_a_sheet_of_nothing_but_different_numbers_is_kept_as_far_as_may_be(
    letter: str,
) -> None:
    """PostgreSQL refuses what is longer, and the job would try it for ever."""
    found = vector("", [" ".join(f"{letter}{10**7 + n}" for n in range(60_000))], [])

    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [found.stored])
        assert cursor.fetchone()[0] > 2 * len(found.words) > 1000


@pytest.mark.django_db
@pytest.mark.parametrize("last", [0, 1, 255, 256, 2047, 2048, 16_384, 1_000_000])
def test_the_walk_goes_over_each_place_once_newest_first(last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(stretches(f"SELECT {last}::bigint AS last"))
        marks = [mark for (mark,) in cursor.fetchall()]

    expected = last >> STRETCH_BITS[0]  # the small stretch that comes next
    for mark in marks:
        bits, number = map(int, mark[1:].split("n"))
        size = bits - STRETCH_BITS[0]
        assert number == expected >> size
        expected = (number << size) - 1
    assert expected == -1
    assert len(marks) < 50
    assert stretch_marks(last)[0] == marks[0]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Giải ngân ", [Term(("giai",)), Term(("ngan",))]),
        ("giai ng", [Term(("giai",)), Term(("ng",), is_begun=True)]),
        ("giai n", [Term(("giai",)), Term(("n",))]),
        ("04/CT-UBND ", [Term(("04", "ct", "ubnd"))]),
        ("NV 12", [Term(("nv",)), Term(("12",))]),
        ("“Giải ngân” vốn ", [Term(("giải", "ngân"), is_exact=True), Term(("von",))]),
        ('"giải', [Term(("giải",), is_exact=True)]),
        ("́̀ ''", []),
    ],
)
def test_what_is_typed_is_read(typed: str, terms: list[Term]) -> None:
    assert list(asked(typed).terms) == terms


def test_the_words_are_marked_where_they_stand_marks_or_not() -> None:
    pieces = marked("Tỷ lệ GIẢI NGÂN, giai đoạn", pattern_of(asked("giai ngan ")))

    assert [one.words for one in pieces if one.marked] == ["GIẢI", "NGÂN", "giai"]


def test_quoted_words_are_marked_as_they_are_written() -> None:
    text = "giải ngân; giai ngan; ngân giải"

    pieces = marked(text, pattern_of(asked('"giải ngân"')))

    assert [one.words for one in pieces if one.marked] == ["giải ngân"]


def test_the_excerpt_is_where_most_of_the_words_stand() -> None:
    text = "vốn " + "xa " * 200 + "đã giải ngân vốn đầu tư " + "sau " * 200

    words = "".join(one.words for one in excerpt(text, pattern_of(asked("giai von "))))

    assert "giải ngân vốn" in words
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert len(words) < 300
