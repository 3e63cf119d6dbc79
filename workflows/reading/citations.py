"""Documents that a text refers to: number, symbol and day."""

import re
from collections.abc import Iterator
from datetime import date

from workflows.deadlines import Span
from workflows.reading.letters import GAP, folded, lowered
from workflows.reading.results import CitedDocument
from workflows.reading.time.date_words import DAY, days_in

_CAPITAL = "A-ZĐƯÔƠÊ"
# 04/CT-UBND, 55-CT/TW, 35/2022/NĐ-CP, 117/2025/QH15, 27/BQLKKTCK-VP, 857-TB/UBKTTW;
# a scanner may leave a blank beside the mark: "170 /KH-UBND".
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(\d{{1,5}})(?:\s?(/)\s?((?:19|20)\d\d))?\s?([/-])\s?"
    rf"([{_CAPITAL}][A-Za-z0-9ĐđƯƠÔưêô]{{1,14}}"
    rf"(?:\s?[/-]\s?[{_CAPITAL}][A-Za-z0-9ĐđƯƠÔưêô]{{0,14}}){{0,3}})(?![\w/])"
)
_SPACED = re.compile(r"\s")
_ITS_DAY = re.compile(
    rf"[\s*_]{{0,4}}[,(]?{GAP}?(?:(?:ký|ban hành){GAP})?ngày{GAP}({DAY})"
)
_LETTERS = re.compile(r"[^\W\d_]")
_BASIS = (
    "can cu",
    "thuc hien",
    "theo ",
    "tiep theo",
    "trien khai",
    "tren co so",
    "thi hanh",
)
_LEADS_OVER = ("nhu sau:", "sau day:", "cu the:", "noi dung sau:", "cu the nhu sau")
# From one ground to the next in a list: "… của Bộ Chính trị và Kế hoạch số …".
_JOINED = re.compile(
    r"(?:\s{0,3},?\s{0,3}(?:ngày[^,;]{4,24}|\([^)]{1,40}\)))?"
    r"(?:\s{0,3}của [^,;]{3,60}?)?\s{0,3}(?:,|và|;)\s"
)
_FAR_ENOUGH = 60


def citations_in(text: str, start: int, end: int) -> dict[str, date | None]:
    """Numbers in order of appearance, each with its day where one is given."""
    found: dict[str, date | None] = {}
    for match in _NUMBER.finditer(text, start, end):
        number = _spelled(match)
        if number is None:
            continue
        day = _day_behind(text, match.end(), end)
        found[number] = found.get(number) or day
    return found


def citation_spans(text: str) -> Iterator[tuple[str, Span]]:
    """Each number where it stands, as often as it stands there."""
    for match in _NUMBER.finditer(text):
        number = _spelled(match)
        if number is not None:
            yield number, match.span()


def cited_documents(
    text: str, first_entry: int, subject: str | None = None
) -> tuple[CitedDocument, ...]:
    """All documents that a text cites, in order.

    Those that a "Căn cứ …" or "Thực hiện …" of the preamble rests on are its basis;
    the preamble ends at the first entry, or where a sentence leads over to the work.
    """
    every = citations_in(text, 0, len(text))
    basis = _basis(text, first_entry, folded(subject or ""))
    return tuple(
        CitedDocument(number, every[number], number in basis) for number in every
    )


def _basis(text: str, end: int, subject: str) -> set[str]:
    """The first document of each ground; what that one cites in turn is not ours."""
    found: set[str] = set()
    at = 0
    for line in text[:end].splitlines(keepends=True):
        fold = " ".join(folded(line).strip(" -+\n\r").split())
        # A subject may begin with "Thực hiện …" as well, and is no ground.
        if fold.startswith(_BASIS) and fold not in subject:
            clause = at
            for part in line.split(";"):
                found |= _grounds(text, clause, clause + len(part))
                clause += len(part) + 1
        at += len(line)
        if fold.endswith(_LEADS_OVER):
            break
    return found


def _grounds(text: str, start: int, end: int) -> set[str]:
    grounds: set[str] = set()
    last = -1
    for match in _NUMBER.finditer(text, start, end):
        number = _spelled(match)
        if number is None:
            continue
        if last >= 0 and not _JOINED.match(text, last, match.start()):
            break
        grounds.add(number)
        last = match.end()
    return grounds


def _spelled(match: re.Match[str]) -> str | None:
    """The number without blanks of a scanner; None for "2 - Tân Thanh" and such."""
    digits, slash, year, mark, symbol = match.groups()
    symbol = _SPACED.sub("", symbol)
    is_spaced = match.group() != _SPACED.sub("", match.group())
    if is_spaced and not re.search(r"[-/]", symbol):
        return None
    head = symbol.split("-")[0].split("/")[0]
    if sum(c.isupper() for c in head) < 2 and len(head) > 3:  # noqa: PLR2004
        return None
    return f"{digits}{slash or ''}{year or ''}{mark}{symbol}"


def _day_behind(text: str, at: int, end: int) -> date | None:
    low = lowered(text[at : min(end, at + _FAR_ENOUGH)])
    match = _ITS_DAY.match(low)
    if match is None:
        return None
    days = days_in(match.group(1), None)
    return days[0].day if days else None
