"""One item that strings several pieces of work together becomes several items."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from history.enums import HistoryKind
from organization.models import Person
from workflows.enums import Doubt
from workflows.exceptions import InvalidInput
from workflows.models import DraftItem
from workflows.reading import find_deadline
from workflows.reading.titles import title_of
from workflows.services.drafts import deadline_as_json, plain
from workflows.services.held_items import HeldItems, hold_item
from workflows.services.item_facts import check_draft, name_of

Span = tuple[int, int]
WORDS: Final = re.compile(r"\w")
# A clause ends behind “;”, or behind a full stop that a capital letter follows.
CLAUSE_END: Final = re.compile(r";\s+|[.]\s+|\n+")
EDGES: Final = " \t\r\n;,.*–-"
NOT_ITS_OWN = "Đoạn được chọn không nằm trong việc này. Chọn lại trong nội dung."


def clauses_of(item: DraftItem, text: str) -> list[Span]:
    """The clauses that the reading found, else the pieces between full stops and ";".

    Only offered: a ";" may also stand inside one piece of work.
    """
    own = item.spans
    read = [tuple(child["span"]) for child in item.reading.get("children", ())]
    inside = [span for span in read if any(_holds(one, span) for one in own)]
    if len(inside) > 1:
        return [trimmed(text, span) for span in inside]
    return [piece for span in own for piece in _pieces(text, span)]


def split_item(
    *, item_id: int, by: Person, expected_version: int | None = None
) -> DraftItem:
    """Make a second item of the same words, to be given to another unit; returns it."""
    with hold_item(item_id, by=by, expected_version=expected_version) as held:
        item = held.item
        check_draft(item)
        twin = _part(item, next_part(item))
        held.make(twin, held.supporting[item.pk])
        told = {"before": {"parts": twin.part}, "after": {"parts": twin.part + 1}}
        held.tell(twin, HistoryKind.ITEM_SPLIT, **told)
        held.finish(f"tách việc {name_of(item)}")
    return twin


def split_into(
    *,
    item_id: int,
    spans: Iterable[Span],
    by: Person,
    expected_version: int | None = None,
) -> list[DraftItem]:
    """Make an item of each of these places of the paper; the rest stays where it is.

    Where nothing would be left, the first of them stays. Returns the new items. Raises
    InvalidInput for a place outside the item, or where nothing is to be parted.
    """
    with hold_item(item_id, by=by, expected_version=expected_version) as held:
        item = held.item
        check_draft(item)
        text = held.document.text
        chosen = _checked(item, text, spans)
        rest = left_over(item.spans, chosen, text)
        if not rest:
            rest, chosen = chosen[:1], chosen[1:]
        if not chosen:
            raise InvalidInput("Chưa chọn phần nào để tách. Đánh dấu ít nhất một phần.")
        original = DraftItem(**{n: v for n, v in _values(item).items() if n != "part"})
        first = next_part(item)
        told = {"parts": first + len(chosen)}
        for number, span in enumerate(chosen):
            part = _part(item, first + number)
            _narrow(part, [span], text, held.document.issued_on)
            part.text = plain(text[slice(*span)])
            part.title = title_of(part.text)
            held.make(part, held.supporting[item.pk])
            held.tell(part, HistoryKind.ITEM_SPLIT, after=told)
        _keep_rest(held, original, rest, chosen)
        held.tell(item, HistoryKind.ITEM_SPLIT, after=told)
        held.finish(f"tách việc {name_of(item)}")
        return [part for part, _ in held.made]


def next_part(item: DraftItem) -> int:
    """A number that no part of this place has had yet, as far as rows tell."""
    parts = DraftItem.objects.filter(document=item.document_id, position=item.position)
    return int(parts.order_by("-part").values_list("part", flat=True)[0]) + 1


def left_over(own: list[Span], gone: list[Span], text: str) -> list[Span]:
    """What is left of these places; marks and blanks alone are nothing."""
    left: list[Span] = []
    for start, end in own:
        at = start
        for begin, stop in sorted(gone):
            if stop <= at or begin >= end:
                continue
            left.append((at, begin))
            at = stop
        left.append((at, end))
    pieces = [trimmed(text, span) for span in left if span[0] < span[1]]
    return [span for span in pieces if WORDS.search(text[slice(*span)])]


def trimmed(text: str, span: Span) -> Span:
    """The place without blanks and marks at its edges."""
    start, end = span
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _pieces(text: str, span: Span) -> list[Span]:
    start, end = span
    found, at = [], start
    for match in CLAUSE_END.finditer(text, start, end):
        if match[0][0] == "." and not text[match.end() : match.end() + 1].isupper():
            continue
        found.append((at, match.start()))
        at = match.end()
    found.append((at, end))
    pieces = [trimmed(text, one) for one in found]
    return [one for one in pieces if WORDS.search(text[slice(*one)])]


def _checked(item: DraftItem, text: str, spans: Iterable[Span]) -> list[Span]:
    own, wanted = item.spans, [span for span in spans if span[0] < span[1]]
    if not all(start >= 0 and end <= len(text) for start, end in wanted):
        raise InvalidInput(NOT_ITS_OWN)
    chosen = sorted({trimmed(text, span) for span in wanted})
    chosen = [span for span in chosen if WORDS.search(text[slice(*span)])]
    for number, span in enumerate(chosen):
        overlaps = number and chosen[number - 1][1] > span[0]
        if overlaps or not any(_holds(one, span) for one in own):
            raise InvalidInput(NOT_ITS_OWN)
    return chosen


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] < inner[1] <= outer[1]


def _values(item: DraftItem) -> dict[str, object]:
    names = [f.attname for f in DraftItem._meta.concrete_fields]  # noqa: SLF001
    return {name: getattr(item, name) for name in names if name != "id"}


def _part(item: DraftItem, number: int) -> DraftItem:
    """A copy, not stored yet; fields that hold lists are its own."""
    part = DraftItem(**_values(item))
    part.part = number
    part.reading = {**item.reading}
    part.review_reasons = [*item.review_reasons]
    part.lead_unit, part.directing_leader = item.lead_unit, item.directing_leader
    part.document = item.document
    return part


def _narrow(
    part: DraftItem, spans: list[Span], text: str, issued_on: date | None
) -> None:
    """Let the item stand at these places only; its deadline is what is said there."""
    (part.span_start, part.span_end), *further = spans
    part.further_spans = [list(span) for span in further]
    children = part.reading.get("children", ())
    held = [c for c in children if any(_holds(s, tuple(c["span"])) for s in spans)]
    part.reading = {**part.reading, "children": held}
    as_read = (part.deadline or {}).get("date")
    typed = part.due_on.isoformat() if part.due_on else None
    if typed != as_read:
        return  # a person's own answer stays
    for start, end in spans:
        own = find_deadline(text, start, end, issued_on=issued_on)
        if own.span is None:
            continue
        part.deadline = deadline_as_json(own)
        part.due_on = own.due_on
        if own.due_on is not None:
            part.no_deadline_reason = ""
        if Doubt.MULTIPLE_MILESTONES not in map(str, own.doubts):
            part.review_reasons = [
                r for r in part.review_reasons if r != Doubt.MULTIPLE_MILESTONES
            ]
        return


def _keep_rest(
    held: HeldItems, original: DraftItem, rest: list[Span], gone: list[Span]
) -> None:
    """What stays in the item; words that a person wrote there are not thrown away."""
    item, text = held.item, held.document.text
    _narrow(item, rest, text, held.document.issued_on)
    as_read = plain("\n".join(text[slice(*span)] for span in original.spans))
    if _squeezed(as_read) == _squeezed(original.text) or not _without(item, gone, text):
        item.text = "\n".join(plain(text[slice(*span)]) for span in rest)
    if original.title == title_of(original.text):
        item.title = title_of(item.text)


def _without(item: DraftItem, gone: list[Span], text: str) -> bool:
    """Take the words of these places out of the item's text, if all stand there."""
    words = item.text
    for span in gone:
        clause = plain(text[slice(*span)])
        if clause not in words:
            return False
        words = words.replace(clause, "", 1)
    words = re.sub(r"(?:\s*[;,.]\s*){2,}", "; ", words).strip(EDGES)
    item.text = words or item.text
    return bool(words)


def _squeezed(words: str) -> str:
    return " ".join(words.split())
