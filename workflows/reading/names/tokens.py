"""Words and marks of a text, with where they stand."""

import re
from dataclasses import dataclass

from workflows.deadlines import Span

_TOKEN = re.compile(r"[^\W_]+|[.,;:()/&+\n-]")
_NO_WORD = {"-", "\n", "&"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a mark between words, with where it stands in the text."""

    fold: str
    start: int
    end: int


def tokens_of(folded_text: str, start: int, end: int) -> list[Token]:
    """The words and marks between two offsets; hyphens and line ends left out."""
    return [
        Token(found.group(), found.start(), found.end())
        for found in _TOKEN.finditer(folded_text, start, end)
        if found.group() not in _NO_WORD
    ]


def span_of(tokens: list[Token]) -> Span:
    """From the first to the last of some tokens."""
    return tokens[0].start, tokens[-1].end
