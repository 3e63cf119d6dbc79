"""A piece of work that the reading missed: a person points at its words."""

import re
from typing import Final

from history.enums import HistoryKind
from organization.models import Person
from workflows.enums import Doubt, ItemKind, ItemState
from workflows.exceptions import InvalidInput
from workflows.models import DraftItem
from workflows.reading import find_deadline
from workflows.reading.titles import title_of
from workflows.services.drafts import deadline_as_json, plain
from workflows.services.held_items import HeldItems, hold_loosely
from workflows.services.item_facts import name_of
from workflows.services.splitting import WORDS, trimmed

LONGEST_TEXT: Final = 20_000
# 1. 1.2. 1.2.3 a) đ) at the head of the words.
NUMBER: Final = re.compile(r"\s*[*]*(\d+(?:\.\d+)*|[a-zđ])[.)]\s")
NOTHING = "Chưa chọn đoạn nào trong văn bản. Bôi đen đoạn giao việc rồi thêm."


def add_item(*, document_id: int, span: tuple[int, int], by: Person) -> DraftItem:
    """Make an item of this place of the paper; unit and leader are asked of a person.

    Raises InvalidInput for a place without words, outside the text, or far too long.
    """
    with hold_loosely(document_id, set(), by=by) as held:
        text = held.document.text
        start, end = span
        if not 0 <= start < end <= len(text):
            raise InvalidInput(NOTHING)
        start, end = _whole_words(text, start, end)
        number = NUMBER.match(text, start, end)
        place = trimmed(text, (number.end() if number else start, end))
        words = plain(text[slice(*place)])
        if not WORDS.search(words):
            raise InvalidInput(NOTHING)
        if len(words) > LONGEST_TEXT:
            raise InvalidInput("Đoạn được chọn quá dài. Chọn riêng phần giao việc.")
        item = _item(held, place, words, number[1] if number else "")
        held.make(item, ())
        held.tell(item, HistoryKind.ITEM_ADDED)
        held.finish(f"thêm việc {name_of(item)}")
    return item


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same place without cutting a word at its edges."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _item(
    held: HeldItems, place: tuple[int, int], words: str, ordinal: str
) -> DraftItem:
    document = held.document
    deadline = find_deadline(document.text, *place, issued_on=document.issued_on)
    known = document.items.filter(span_start__lte=place[0]).order_by("-span_start")
    before = known.values_list("section", "section_title").first()
    section, section_title = before or ("", "")
    last = document.items.order_by("-position").values_list("position", flat=True)
    doubts = [Doubt.NO_UNIT, Doubt.LEADER_MISSING]
    if deadline.due_on is None:
        doubts.append(Doubt.DEADLINE_MISSING)
    marks = []
    if deadline.span is not None:
        said = document.text[slice(*deadline.span)]
        marks = [{"kind": "deadline", "span": list(deadline.span), "words": said}]
    return DraftItem(
        document=document,
        position=(last.first() or 0) + 1,
        ordinal=ordinal[:20],
        section=section,
        section_title=section_title,
        kind=ItemKind.TASK,
        title=title_of(words),
        text=words,
        span_start=place[0],
        span_end=place[1],
        due_on=deadline.due_on,
        deadline=deadline_as_json(deadline),
        reading={"added_by_hand": True, "marks": marks},
        review_reasons=[*doubts, *map(str, deadline.doubts)],
        state=ItemState.DRAFT,
    )
