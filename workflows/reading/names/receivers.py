"""Who receives the result of an item: "báo cáo UBND tỉnh", "gửi Văn phòng"."""

import re

from workflows.reading.letters import lowered
from workflows.reading.names.gazetteer import Gazetteer, KnownName
from workflows.reading.names.tokens import tokens_of

_VERB = re.compile(r"(?<![^\W\d_])(?:báo cáo|gửi|trình|nộp)(?![^\W\d_])")
# Between the verb and its receiver; what is handed over may stand there as well.
_TO = re.compile(
    r"\s{1,3}(?:(?:về|cho|lên|tới|đến|với|lại|vào)\s{1,3})?(?:báo cáo\s{1,3})?"
)
_LATER_TO = re.compile(
    r"(?<![^\W\d_])(?:gửi|về|lên|tới|đến|trình|qua)\s{1,3}(?:cho\s{1,3})?"
)
_THROUGH = re.compile(r"\s{0,3}\(?\s{0,3}(?:qua|đồng gửi|và)\s{1,3}|\s{0,3},\s{0,3}")
_CLAUSE_END = re.compile(r"[;.:](?=\s|$)")
LONGEST_CLAUSE = 600


def receivers_in(
    text: str, folded: str, start: int, end: int, gazetteer: Gazetteer
) -> tuple[KnownName, ...]:
    """The receivers of a passage in order; leaders of our own are none."""
    found: dict[tuple[str, ...], KnownName] = {}
    low = lowered(text[start:end])
    for verb in _VERB.finditer(low):
        at = start + verb.end()
        direct = _receiver(text, folded, at, end, gazetteer, _TO)
        hits = [direct] if direct is not None else []
        if not hits:
            hits = _later(text, folded, at, end, gazetteer)
        for name, behind in hits:
            found.setdefault(name.codes, name)
            for more in _more(text, folded, behind, end, gazetteer):
                found.setdefault(more.codes, more)
    return tuple(found.values())


def _receiver(
    text: str,
    folded: str,
    at: int,
    end: int,
    gazetteer: Gazetteer,
    opening: re.Pattern[str],
) -> tuple[KnownName, int] | None:
    opens = opening.match(lowered(text[at : min(end, at + 40)]))
    if opens is None:
        return None
    begin = at + opens.end()
    tokens = tokens_of(folded, begin, min(end, begin + 160))
    if not tokens or tokens[0].start > begin + 2:
        return None
    known = gazetteer.in_prose(tokens, 0, end)
    if known is None or known[0].is_collective:
        return None
    return known[0], tokens[known[1] - 1].end


def _later(
    text: str, folded: str, at: int, end: int, gazetteer: Gazetteer
) -> list[tuple[KnownName, int]]:
    """ "Báo cáo kết quả … về Sở X", "có báo cáo … gửi Chủ tịch UBND tỉnh"."""
    stop = _CLAUSE_END.search(text, at, min(end, at + LONGEST_CLAUSE))
    limit = stop.start() if stop else min(end, at + LONGEST_CLAUSE)
    low = lowered(text[at:limit])
    found = []
    for to in _LATER_TO.finditer(low):
        hit = _receiver(text, folded, at + to.start() - 1, limit, gazetteer, _ANY_TO)
        if hit is not None:
            found.append(hit)
    return found[:1]


_ANY_TO = re.compile(rf"\s?{_LATER_TO.pattern}")


def _more(
    text: str, folded: str, at: int, end: int, gazetteer: Gazetteer
) -> list[KnownName]:
    """Further receivers: "UBND tỉnh (qua Sở Nội vụ)", "UBND tỉnh, Bộ Tư pháp"."""
    found: list[KnownName] = []
    while True:
        through = _THROUGH.match(lowered(text[at : min(end, at + 30)]))
        if through is None:
            return found
        hit = _receiver(text, folded, at, end, gazetteer, _THROUGH)
        if hit is None or not (hit[0].is_outside or "(" in through.group()):
            return found
        found.append(hit[0])
        at = hit[1]
