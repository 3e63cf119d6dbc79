"""Documents that a text refers to: number, symbol and day."""

import re
from datetime import date

from workflows.reading.date_words import DAY, days_in
from workflows.reading.letters import GAP, lowered
from workflows.reading.results import CitedDocument

# 04/CT-UBND, 55-CT/TW, 35/2022/NĐ-CP, 27/BQLKKTCK-VP, 11-QĐi/TW, 857-TB/UBKTTW
_NUMBER = re.compile(
    r"(?<![\w/.,-])\d{1,5}(?:/(?:19|20)\d\d)?[/-]"
    r"[A-ZĐƯ][A-Za-zĐđƯƠÔư]{1,14}(?:[/-][A-ZĐƯ][A-Za-z0-9ĐđƯƠÔư]{0,14}){0,3}(?![\w/])"
)
_ITS_DAY = re.compile(rf"[\s*_]{{0,4}},?{GAP}(?:ký{GAP})?ngày{GAP}({DAY})")
_FAR_ENOUGH = 60


def citations_in(text: str, start: int, end: int) -> dict[str, date | None]:
    """Numbers in order of appearance, each with its day where one is given."""
    found: dict[str, date | None] = {}
    for match in _NUMBER.finditer(text, start, end):
        number = match.group()
        day = _day_behind(text, match.end(), end)
        found[number] = found.get(number) or day
    return found


def cited_documents(
    text: str, body_start: int, first_entry: int, end: int
) -> tuple[CitedDocument, ...]:
    """All documents cited from ``body_start`` on; the preamble's are its basis."""
    basis = citations_in(text, body_start, first_entry)
    every = citations_in(text, body_start, end)
    return tuple(
        CitedDocument(number, every[number] or basis.get(number), number in basis)
        for number in every
    )


def _day_behind(text: str, at: int, end: int) -> date | None:
    low = lowered(text[at : min(end, at + _FAR_ENOUGH)])
    match = _ITS_DAY.match(low)
    if match is None:
        return None
    days = days_in(match.group(1), None)
    return days[0].day if days else None
