"""The words of the paper that a doubt of the reading is about."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from workflows.enums import Doubt
from workflows.models import DraftItem
from workflows.reading import find_deadlines
from workflows.services.splitting import clauses_of
from workflows.views.documents_sheet import MARKUP, words_marked

NUMBERS: Final = re.compile(r"\d")
MOST: Final = 4
LONGEST: Final = 400


def quotes(item: DraftItem, doubt: Doubt) -> tuple[str, ...]:
    """A few passages, shortened where they are long."""
    said = WORDS_OF.get(doubt, _own_words)(item)
    clean = (" ".join(MARKUP.sub("", words).split()) for words in said)
    kept = [words for words in dict.fromkeys(clean) if words][:MOST]
    return tuple(
        words if len(words) <= LONGEST else words[: LONGEST - 1] + "…" for words in kept
    )


def _conflicts(item: DraftItem) -> Iterator[str]:
    """What the reading found to contradict; else the clauses that hold figures."""
    text = item.document.text
    known = item.reading.get("conflicts") or []
    spans = [span for one in known for span in _spans_in(one)]
    if spans:
        yield from (text[start:end] for start, end in spans)
        return
    pieces = [text[slice(*span)] for span in clauses_of(item, text)]
    yield from (words for words in pieces if NUMBERS.search(words))


def _milestones(item: DraftItem) -> Iterator[str]:
    text = item.document.text
    for start, end in item.spans:
        for one in find_deadlines(text, start, end):
            if one.span is not None:
                yield text[slice(*one.span)]
    yield words_marked(item, "deadline")


def _period(item: DraftItem) -> Iterator[str]:
    yield words_marked(item, "deadline")


def _roles(item: DraftItem) -> Iterator[str]:
    yield words_marked(item, "unit")
    yield words_marked(item, "leader")


def _own_words(item: DraftItem) -> Iterator[str]:
    yield from (item.document.text[start:end] for start, end in item.spans)


WORDS_OF: Final[Mapping[Doubt, Callable[[DraftItem], Iterator[str]]]] = {
    Doubt.CONFLICTING_VALUES: _conflicts,
    Doubt.MULTIPLE_MILESTONES: _milestones,
    Doubt.PERIOD_UNSPECIFIED: _period,
    Doubt.ROLE_AMBIGUOUS: _roles,
    Doubt.IMPLIED_OBLIGATION: _own_words,
}


def _spans_in(one: Any) -> list[tuple[int, int]]:
    """Places in what the reading keeps of a conflict, whichever way it names them."""
    if isinstance(one, Mapping):
        spans = one.get("spans") or ([one["span"]] if one.get("span") else [])
        return [(start, end) for start, end in spans]
    return []
