"""Blocks of labelled values: which entry each belongs to, and what it inherits."""

from collections.abc import Set

from workflows.reading.labels import Field, FieldKind
from workflows.reading.lines import END_OF_SENTENCE, Level
from workflows.reading.outline import Entry, Outline

MOST_HANDED = 12
Fields = dict[Entry, list[Field]]


def owners_of(text: str, outline: Outline) -> tuple[Fields, Fields]:
    """(the block of each entry that has one, the values that headings hand down).

    A block at the end of a numbered entry covers all its bullets, unless bullets
    have blocks of their own. Values above blocks are inherited where these lack
    them, as the leader named for a whole group.
    """
    having = [entry for entry in outline.all_entries() if entry.fields]
    handed = {entry: list(entry.fields) for entry in having if _hands_down(text, entry)}
    below: dict[Entry, int] = {}
    for entry in having:
        for above in (entry, *entry.ancestors()):
            below[above] = below.get(above, 0) + 1
    owners: Fields = {}
    for entry in having:
        if below[entry] > 1 or entry in handed:
            continue
        owner = _owner(text, entry, below)
        own = {field.kind for field in entry.fields}
        owners[owner] = [*entry.fields, *inherited(entry, own)]
    return owners, handed


def inherited(entry: Entry, own: Set[FieldKind]) -> list[Field]:
    """Values of the entries above, of kinds that an entry lacks."""
    return [
        field
        for above in entry.ancestors()
        for field in above.fields[:MOST_HANDED]
        if field.kind not in own
    ]


def is_sentence(text: str, entry: Entry) -> bool:
    """Whether the words of an entry end as a sentence does; headings do not."""
    if not entry.parts or entry.parts[0].is_emphasised:
        return False
    words = text[entry.parts[0].body : entry.parts[-1].end].rstrip("*_ ")
    return words.endswith(END_OF_SENTENCE)


def _hands_down(text: str, entry: Entry) -> bool:
    """Whether values stand between a heading and what it heads."""
    if not entry.children or not entry.children[0].parts:
        return False
    first = entry.children[0].parts[0].start
    return not is_sentence(text, entry) and all(
        field.label < first for field in entry.fields
    )


def _owner(text: str, entry: Entry, below: dict[Entry, int]) -> Entry:
    if entry.level < Level.LETTER:
        return entry
    for above in entry.ancestors():
        if below[above] > 1 or above.level < Level.ARABIC:
            break
        if above.is_numbered and is_sentence(text, above):
            return above
    return entry
