"""Headings: which words are a title, what section it opens, what only leads in."""

import re

from workflows.deadlines import Span
from workflows.reading.labels import FieldKind
from workflows.reading.lines import END_OF_SENTENCE, Level
from workflows.reading.names.addressees import Address, address_of
from workflows.reading.names.agencies import code_of
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.names.name_runs import head_at
from workflows.reading.names.unit_names import Mention
from workflows.reading.outline import Entry
from workflows.reading.sections import Section, section_of

LONGEST_TITLE_WORDS = 30
LONGEST_NAME_WORDS = 6
# "Nhiệm vụ của Phòng Nội vụ", "Đối với các chi bộ": whose work stands below.
_WORK_OF = re.compile(
    r"(?:(?:nhiem vu|trach nhiem|cong viec|phan viec|hoat dong)(?: \w{2,6}){0,2} cua"
    r"|doi voi)\s{1,3}".replace(" ", r"\s{1,3}")
)


def section_under(
    text: str, folded: str, entry: Entry, above: Section, *, is_handed: bool
) -> Section:
    """The section that a title opens; what is not titled stays in that above.

    ``is_handed``: whether the entry hands labelled values down to those below. A
    heading that hands down nothing but a day is one of a schedule.
    """
    if is_handed and entry.ordinal is None and not entry.is_row:
        only_time = all(one.kind is FieldKind.DEADLINE for one in entry.fields)
        return Section.MEETINGS if only_time else above
    if not entry.parts or entry.level > Level.LETTER or entry.is_row:
        return above
    first = entry.parts[0]
    title = " ".join(folded[first.body : first.end].split())
    stops = text[first.body : first.end].rstrip("*_ ").endswith((".", ";"))
    is_titled = entry.level <= Level.ROMAN or first.is_emphasised or not stops
    if len(title.split()) > LONGEST_TITLE_WORDS or not is_titled:
        return above
    own = section_of(title)
    if own is Section.MEETINGS and entry.level > Level.ROMAN and not entry.children:
        return above
    return above if own is Section.WORK and entry.level > Level.ROMAN else own


def only_titles(text: str, entry: Entry, section: Section) -> bool:
    """Whether labelled values only stand under a title, and make no work of it."""
    if entry.level > Level.ROMAN or not entry.parts:
        return section not in (Section.WORK, Section.MEETINGS)
    words = text[entry.parts[0].body : entry.parts[0].end]
    return words.isupper() or section in (Section.PURPOSE, Section.AIMS)


def address_of_title(
    text: str, folded: str, span: Span, gazetteer: Gazetteer
) -> Address | None:
    """Whose work a title says stands below it; None if it says nothing of the sort."""
    opening = _WORK_OF.match(folded, *span)
    if opening is None:
        return None
    end = span[1]
    while end > opening.end() and text[end - 1] in " :*_.\n":
        end -= 1
    own = address_of(folded, opening.end(), end, gazetteer)
    if own.steps and not own.names_person:
        return own if not folded[own.end : end].strip(" ,()") else None
    name = (opening.end(), end)
    is_name = head_at(text, *name) and len(text[slice(*name)].split()) <= (
        LONGEST_NAME_WORDS
    )
    # Bodies of a kind are not capitalised: "Hoạt động của công đoàn cơ sở".
    if not is_name or not opening.group().rstrip().endswith("cua"):
        return None
    mention = Mention((code_of(text[slice(*name)]),), name, is_unknown=True)
    return Address((mention,), end, is_order=False)


def is_heading_of(text: str, entry: Entry, paragraphs: list[Span]) -> bool:
    """Whether the first paragraph of an entry is its title."""
    words = text[slice(*paragraphs[0])].rstrip("*_ ")
    if (entry.ordinal or "").startswith("Điều") and words.endswith((".", ";")):
        return False
    if entry.level <= Level.ROMAN:
        return True
    if not entry.children and len(paragraphs) == 1:
        return entry.parts[0].is_emphasised
    is_short = len(words.split()) <= LONGEST_TITLE_WORDS
    return is_short and not words.endswith((*END_OF_SENTENCE[:2], "./."))


def leads_in(text: str, entry: Entry, span: Span, paragraphs: list[Span]) -> bool:
    """Whether a paragraph only introduces the entries below."""
    words = text[slice(*span)].rstrip("*_ ")
    return words.endswith(":") and bool(entry.children) and span == paragraphs[-1]
