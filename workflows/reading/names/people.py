"""Leaders named in labelled values: by name, all of them, or by a title alone."""

import re

from workflows.deadlines import Span
from workflows.reading.labels import Field, FieldKind
from workflows.reading.letters import folded
from workflows.reading.names.persons import (
    HONORIFICS,
    People,
    looks_like_a_name,
    title_at,
    titled_name,
)
from workflows.reading.names.prose_people import (
    ALL_LEADERS,
    Leaders,
    behind_title,
    office_at,
    person_at,
)
from workflows.reading.results import ReviewReason

__all__ = ["ALL_LEADERS", "Leaders", "read_leaders", "without_people"]

_EVERYBODY = re.compile(
    r"(?:(?:cac|tap the|toan the)\s{1,3})?(?:(?:dong chi|d/c)\s{1,3})?(?:trong\s{1,3})?"
    r"(?:tap the\s{1,3})?lanh\s{1,3}dao\b|(?:truong\s{1,3}\w{2,8}\s{1,3}va\s{1,3})?"
    r"cac\s{1,3}pho\s{1,3}truong\b"
)
_UNNAMED = re.compile(
    r"\bcac\s{1,3}(?:dong\s{1,3}chi|d/c)\s{1,3}(?:pho|truong|thanh vien)"
)
# "PTB Vũ Quang Khánh", "PGĐ. Trần Văn A"
_SHORT_TITLE = re.compile(
    r"(?:PTB|TB|PGĐ|GĐ|PCT|CT|TP|PTP|CVP|PCVP|BT|PBT|HT|PHT|TGĐ)[.:]?\s{1,3}(?=[A-ZÀ-ỸĐ])"
)
_PIECES = re.compile(r"[^;,()\n–—-]+")


def read_leaders(text: str, fields: list[Field], people: People) -> Leaders:
    """The leaders of the labelled lines of one item.

    A title that one leader alone holds names that leader; a title that several
    hold, or nobody, is a question for a person. Who chairs a meeting leads it.
    """
    values = [field.span for field in fields if field.kind is FieldKind.LEADER]
    chairs = [
        span
        for field in fields
        if field.kind in (FieldKind.LEAD, FieldKind.UNITS)
        for span in _people_in(text, field.span)
    ]
    found = [
        named
        for start, end in (*values, *chairs)
        for named in _in_value(text, start, end, people)
    ]
    names = tuple(dict.fromkeys(name for name, _ in found))
    rest = any(_UNNAMED.search(folded(text[start:end])) for start, end in values)
    said = [span for span in values if any(c.isalpha() for c in text[slice(*span)])]
    unsure = ((said or chairs) and not names) or (rest and ALL_LEADERS not in names)
    doubts = (ReviewReason.ROLE_AMBIGUOUS,) if unsure else ()
    return Leaders(names, tuple(span for _, span in found), doubts)


def without_people(text: str, span: Span) -> list[Span]:
    """The parts of a value for units in which no person is named."""
    rest: list[Span] = []
    at = span[0]
    for start, end in _people_in(text, span):
        rest += [(at, start)] if at < start else []
        at = end
    return [*rest, (at, span[1])] if at < span[1] else rest


def _people_in(text: str, span: Span) -> list[Span]:
    """The pieces of a value that name persons: "Đ/c A, Phó Trưởng Ban"."""
    found: list[Span] = []
    for piece in re.finditer(r"[^;,()\n]+", text[slice(*span)]):
        start, end = span[0] + piece.start(), span[0] + piece.end()
        bare = text[start:end]
        start += len(bare) - len(bare.lstrip(" *_-–"))
        fold = folded(text[start:end])
        honorific = HONORIFICS.match(fold)
        goes_on = bool(found) and not text[found[-1][1] : start].strip(" ,-–")
        titled = title_at(text, start, end)
        if titled_name(text, start, end) is not None:
            found.append((start, end))
            continue
        if (honorific is not None and person_at(text, start, end) is not None) or (
            titled is not None and (goes_on or office_at(text, start, end))
        ):
            found.append((start, end))
    return found


def _in_value(
    text: str, start: int, end: int, people: People
) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    titles: list[Span] = []
    for piece in _PIECES.finditer(text, start, end):
        for span in _split_at_and(text, *piece.span()):
            named = _in_piece(text, span, people)
            if named is None:
                titles.append(span)
            else:
                found.append(named)
    return found or [
        (name, span)
        for span in titles
        if (name := people.holder_of(text[span[0] : span[1]])) is not None
    ]


def _split_at_and(text: str, start: int, end: int) -> list[Span]:
    ands = [m.span() for m in re.finditer(r"\s(?:và|cùng)\s", text[start:end])]
    edges = [0, *(edge for span in ands for edge in span), end - start]
    return [
        (start + left, start + right)
        for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]


def _in_piece(text: str, span: Span, people: People) -> tuple[str, Span] | None:
    start, end = span
    fold = folded(text[start:end])
    start += len(fold) - len(fold.lstrip())
    end -= len(fold) - len(fold.rstrip())
    if start >= end:
        return None
    if _EVERYBODY.match(fold.strip()):
        return ALL_LEADERS, (start, end)
    honorific = HONORIFICS.match(folded(text[start:end]))
    if honorific is not None:
        start += honorific.end()
    short = _SHORT_TITLE.match(text, start, end)
    start = short.end() if short is not None else start
    titled = titled_name(text, start, end)
    start = titled[0] if titled is not None else behind_title(text, start, end)
    words = text[start:end].rstrip(".").split()
    name = " ".join(words).strip("*_ ")
    known = people.known(name)
    if known is not None:
        return known, (start, end)
    if looks_like_a_name(words):
        return name, (start, end)
    called = people.by_given_name(name) if len(words) == 1 else None
    return (called, (start, end)) if called is not None else None
