"""Signs that no reader sees, taken out before reading and put back into the spans.

A soft hyphen in mid-word would hide the word from every pattern, yet spans count in
the text as it is.
"""

import re
from dataclasses import replace

from workflows.deadlines import Span
from workflows.reading.results import Item

_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")


class Hidden:
    """The text without its hidden signs, and where each letter left stood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = _HIDDEN.sub("", text)
        self._places: list[int] = []
        if self.is_any:
            hidden = {n for one in _HIDDEN.finditer(text) for n in range(*one.span())}
            self._places = [n for n in range(len(text)) if n not in hidden]

    @property
    def is_any(self) -> bool:
        """Whether the text holds any such sign."""
        return len(self.plain) != len(self.text)

    def restored(self, item: Item) -> Item:
        """An item of the plain text with its spans and words in the text itself."""
        if not self.is_any:
            return item
        deadline = item.deadline
        if deadline.span is not None:
            span = self._span(deadline.span)
            deadline = replace(deadline, span=span, words=self.text[slice(*span)])
        return replace(
            item,
            span=self._span(item.span),
            text=self._words(item.span),
            leaders_span=self._maybe(item.leaders_span),
            units_span=self._maybe(item.units_span),
            deadline=deadline,
            marks=tuple(
                replace(mark, span=self._span(mark.span), words=self._words(mark.span))
                for mark in item.marks
            ),
            children=tuple(
                replace(
                    child, span=self._span(child.span), text=self._words(child.span)
                )
                for child in item.children
            ),
        )

    def _span(self, span: Span) -> Span:
        start, end = span
        if start >= end:
            at = self._places[start] if start < len(self._places) else len(self.text)
            return at, at
        return self._places[start], self._places[end - 1] + 1

    def _maybe(self, span: Span | None) -> Span | None:
        return None if span is None else self._span(span)

    def _words(self, span: Span) -> str:
        return self.text[slice(*self._span(span))]
