"""Which registered paper a new one changes or replaces, in its own words.

"sửa đổi, bổ sung Kế hoạch số 45/KH-… ngày …", "thay thế …", "đính chính …". What stands
in the head speaks of the paper itself; further down only a sentence that says so ("Kế
hoạch này thay thế …") does, since a task may be to replace some other paper.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from workflows.deadlines import Span
from workflows.reading.citations import citation_spans, citations_in
from workflows.reading.letters import folded

_VERB: Final = re.compile(
    r"\b(?:(?P<replaces>thay\s{1,4}the)|(?P<corrects>dinh\s{1,4}chinh)"
    r"|(?P<amends>(?:sua\s{1,4}doi|dieu\s{1,4}chinh|bo\s{1,4}sung)))\b"
)
_SENTENCE_END: Final = re.compile(r"[.;:!?](?=\s)|\n[ \t]*\n")
_THIS_PAPER: Final = re.compile(
    r"\b(?:ke hoach|chuong trinh|thong bao|cong dien|cong van|quyet dinh|van ban|lich)"
    r"(?: cong tac| ket luan)? nay\b"
)
_ANOTHERS: Final = re.compile(r"\b(?:theo|thuc hien|can cu|trien khai)\b")
FAR: Final = 200  # characters between the verb and the number


class Change(StrEnum):
    """How a paper changes another."""

    REPLACES = "replaces"
    AMENDS = "amends"
    CORRECTS = "corrects"


@dataclass(frozen=True, slots=True)
class Changed:
    """A paper that this one changes; `span` are the words that say so."""

    reference_number: str
    issued_on: date | None
    change: Change
    span: Span


def changed_documents(text: str, *, head_end: int) -> tuple[Changed, ...]:
    """The papers that this one says it changes, in order, each once.

    `head_end` is where the first item begins.
    """
    fold = folded(text)
    days = citations_in(text, 0, len(text))
    cited = list(citation_spans(text))
    found: dict[str, Changed] = {}
    last_end = 0
    for number, (start, end) in cited:
        since = max(_sentence_start(fold, start), start - 2 * FAR)
        verb = _verb_before(fold, since, start, last_end)
        last_end = end
        if verb is None or number in found:
            continue
        if start >= head_end and not _THIS_PAPER.search(fold, since, verb.start()):
            continue
        change = Change(str(verb.lastgroup))
        found[number] = Changed(number, days.get(number), change, (verb.start(), end))
    return tuple(found.values())


def _verb_before(
    fold: str, since: int, start: int, last_end: int
) -> re.Match[str] | None:
    """The verb of which the number is the object; None where the verb belongs to
    another paper that the sentence names before it."""
    verbs = list(_VERB.finditer(fold, max(since, last_end), start))
    if not verbs or start - verbs[-1].end() > FAR:
        return None
    verb = next((one for one in verbs if one.lastgroup == "replaces"), verbs[0])
    if _ANOTHERS.search(fold, verb.end(), start):
        return None
    # "… số 76 của Chính phủ sửa đổi … số 30": what another paper changes.
    is_anothers = last_end > since and "," not in fold[last_end : verb.start()]
    return None if is_anothers else verb


def _sentence_start(fold: str, at: int) -> int:
    start = 0
    for end in _SENTENCE_END.finditer(fold, max(0, at - 2 * FAR), at):
        start = end.end()
    return start
