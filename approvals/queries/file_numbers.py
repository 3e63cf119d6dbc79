"""Which time a file of the same name is put in: lần 1, lần 2, … Older ones stay."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any


def numbered(rows: Iterable[Any], *, before: Iterable[str] = ()) -> None:
    """Give each row, oldest first, `time` (1, 2, …) and `note` ("lần 2", or nothing
    where there is but one of the name).

    `before` are names of files that came earlier and stand elsewhere.
    """
    found = list(rows)
    times = Counter(_key(name) for name in before)
    for row in found:
        times[_key(row.name)] += 1
        row.time = times[_key(row.name)]
    for row in found:
        row.note = f"lần {row.time}" if times[_key(row.name)] > 1 else ""


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
