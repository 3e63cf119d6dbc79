"""What the caller may hand over, and the sentence for what he may not."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import pytest

from history.enums import HistoryKind
from history.exceptions import UnrecordableValue
from history.hashing import DEEPEST, moment, recordable


def nested(levels: int) -> Any:
    value: Any = "đáy"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (date(2026, 2, 6), "2026-02-06"),
        (datetime(2026, 2, 6, 1, 2, 3, tzinfo=UTC), "2026-02-06T01:02:03.000000Z"),
        (("phong_khth", 1), ["phong_khth", 1]),
        (HistoryKind.RETURNED, "RETURNED"),
        (normalize("NFD", "Văn phòng"), normalize("NFC", "Văn phòng")),
        ({normalize("NFD", "hạn"): None}, {normalize("NFC", "hạn"): None}),
        (True, True),
    ],
)
def test_dates_tuples_and_text_take_their_stored_form(value: Any, stored: Any) -> None:
    kept = recordable(value, "after")

    assert kept == stored
    assert type(kept) is type(stored)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (0.5, "kiểu float tại “after/x”"),
        (float("nan"), "kiểu float tại “after/x”"),
        (Decimal("0.5"), "kiểu Decimal tại “after/x”"),
        (b"x", "kiểu bytes"),
        ({"a", "b"}, "kiểu set"),
        (2**53, "vượt quá"),
        ("a\0b", "ký tự rỗng"),
        ("\ud800", "không đủ cặp"),
        ({1: "a"}, "phải là văn bản"),
        ({"ế": 1, normalize("NFD", "ế"): 2}, "bị lặp"),
        (nested(DEEPEST + 1), "lồng nhau"),
        (datetime(2026, 2, 6), "không có múi giờ"),  # noqa: DTZ001
    ],
)
def test_a_value_that_would_not_come_back_is_refused_with_a_sentence(
    value: Any, sentence: str
) -> None:
    with pytest.raises(UnrecordableValue, match=sentence):
        recordable({"x": value}, "after")


def test_a_moment_always_has_six_digits_and_is_in_utc() -> None:
    assert moment(datetime.fromisoformat("2026-01-26T08:30:00+07:00")) == (
        "2026-01-26T01:30:00.000000Z"
    )
