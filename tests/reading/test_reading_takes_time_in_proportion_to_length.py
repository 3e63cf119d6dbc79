"""Four times the text takes about four times as long: no line makes the reading grow
with its square. Measured in one run as a ratio, so that a busy machine changes little.
"""

from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest

from tests.reading.catalogue import BOARD
from tests.reading.documents import source
from workflows.reading import ReadingRefused, read_text

CHARACTERS_A_PAGE = 2600
# The square of four is sixteen, four is what it should be: half way between.
MOST_GROWTH = 9.0
TRIES = 8
FLAT = "TT\nNội dung\nĐơn vị chủ trì\nThời hạn\n1\n"
HOSTILE: dict[str, Callable[[int], str]] = {
    "one letter": lambda n: "a" * 300 * n,
    "blanks": lambda n: " " * 300 * n + "a",
    "figures": lambda n: "1." * 100 * n,
    "slashes": lambda n: "1/" * 100 * n,
    "bounds": lambda n: "trước ngày " * 20 * n,
    "labels": lambda n: "Đơn vị thực hiện " * 15 * n,
    "names": lambda n: "1. X\nĐơn vị thực hiện: " + "Văn phòng, " * 20 * n,
    "strangers": lambda n: "1. X\nĐơn vị thực hiện: " + "Phòng A và b " * 20 * n,
    "days": lambda n: "1. X\nThời hạn: " + "từ 1/1 " * 30 * n,
    "leaders": lambda n: "1. X\nLãnh đạo chỉ đạo: " + "Đ/c " * 50 * n,
    "orders": lambda n: "1. Giao " + "Văn phòng " * 20 * n,
    "bars": lambda n: "|" * 300 * n,
    "rows": lambda n: "| a | b | c |\n" * 30 * n,
    "heads": lambda n: "| Nội dung | Đơn vị |\n| TT | Nhiệm vụ | Thời hạn |\n" * 8 * n,
    "columns": lambda n: "| Nội dung | Đơn vị chủ trì " * 12 * n,
    "open rows": lambda n: "| TT | Nội dung | Đơn vị\n" * 15 * n,
    "flat rows": lambda n: FLAT + "\n".join(map(str, range(1, 40 * n))),
    "flat heads": lambda n: FLAT * 8 * n,
    "citations": lambda n: "12/CT-A " * 30 * n,
}
FEW, MANY = 40, 160


def seconds(text: str) -> float:
    """Of this process alone."""
    begin = process_time()
    with suppress(ReadingRefused):
        read_text(text, BOARD)
    return process_time() - begin


def growth(short: str, long: str) -> float:
    """How many times as long the long text takes. What disturbs a measurement only
    lengthens it, so the least counts; tried again only where it seems too much."""
    of_short, of_long = [], []
    for _ in range(TRIES):
        of_short.append(seconds(short))
        of_long.append(seconds(long))
        if min(of_long) / min(of_short) < MOST_GROWTH:
            break
    return min(of_long) / min(of_short)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_no_more_than_its_share(name: str) -> None:
    line = HOSTILE[name]

    assert growth(line(FEW), line(MANY)) < MOST_GROWTH


def test_a_long_plan_takes_no_more_than_its_share() -> None:
    body = source("000").split("### **III")[0]
    pages = CHARACTERS_A_PAGE / len(body)

    short, long = (body * int(many * pages) for many in (10, 40))

    assert growth(short, long) < MOST_GROWTH
