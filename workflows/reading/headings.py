"""Headings: which words are a title, what section it opens, what only leads in."""

from workflows.deadlines import Span
from workflows.reading.labels import FieldKind
from workflows.reading.lines import END_OF_SENTENCE, Level
from workflows.reading.outline import Entry
from workflows.reading.sections import Section, section_of

LONGEST_TITLE_WORDS = 30


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
