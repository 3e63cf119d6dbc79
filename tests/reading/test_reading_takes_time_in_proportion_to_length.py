from contextlib import suppress
from time import process_time

import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import source
from workflows.reading import ReadingRefused, read_text

CHARACTERS_A_PAGE = 2600
HOSTILE = {
    "one letter": "a" * 300_000,
    "blanks": " " * 300_000 + "a",
    "figures": "1." * 100_000,
    "slashes": "1/" * 100_000,
    "bounds": "trước ngày " * 20_000,
    "labels": "Đơn vị thực hiện " * 15_000,
    "a value of names": "1. X\nĐơn vị thực hiện: " + "Văn phòng, " * 20_000,
    "a value of strangers": "1. X\nĐơn vị thực hiện: " + "Phòng A và b " * 20_000,
    "a value of days": "1. X\nThời hạn: " + "từ 1/1 " * 30_000,
    "a value of leaders": "1. X\nLãnh đạo chỉ đạo: " + "Đ/c " * 50_000,
    "orders": "1. Giao " + "Văn phòng " * 20_000,
    "bars": "|" * 300_000,
    "rows": "| a | b | c |\n" * 30_000,
    "heads": "| Nội dung | Đơn vị |\n| TT | Nhiệm vụ | Thời hạn |\n" * 8_000,
    "columns": "| Nội dung | Đơn vị chủ trì " * 12_000,
    "open rows": "| TT | Nội dung | Đơn vị\n" * 15_000,
    "flat rows": "TT\nNội dung\nĐơn vị\nThời hạn\n"
    + "\n".join(map(str, range(1, 40_000))),
    "flat heads": "TT\nNội dung\nĐơn vị chủ trì\nThời hạn\n1\n" * 8_000,
    "citations": "12/CT-A " * 30_000,
}


def seconds(text: str) -> float:
    begin = process_time()
    with suppress(ReadingRefused):
        read_text(text, BOARD)
    return process_time() - begin


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_long_line_is_read_in_seconds(name: str) -> None:
    assert seconds(HOSTILE[name]) < 5


def test_two_hundred_pages_are_read_at_twenty_pages_a_second() -> None:
    body = source("000").split("### **III")[0]
    text = body * (200 * CHARACTERS_A_PAGE // len(body))

    assert seconds(text) < 10
