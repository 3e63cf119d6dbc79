"""Reading documents: a file or a text in, what it asks for out. Pure functions.

No Django, no database, no network. Names are resolved against the catalogue that the
caller passes in. What cannot be read for certain is marked for a person.
"""

from pathlib import Path

from workflows.reading.catalogue import Catalogue, LeaderName, UnitName
from workflows.reading.facts import read_facts
from workflows.reading.files.extraction import MAX_BYTES, extract_text, load
from workflows.reading.files.text import composed
from workflows.reading.hidden import Hidden
from workflows.reading.items import read_items
from workflows.reading.names.people import ALL_LEADERS
from workflows.reading.outline import outline_of
from workflows.reading.refusals import (
    EmptyDocument,
    ReadingRefused,
    StateSecret,
    Unreadable,
)
from workflows.reading.results import (
    CitedDocument,
    DocumentFacts,
    Item,
    ItemKind,
    Mark,
    MarkKind,
    Reading,
    ReviewReason,
)
from workflows.reading.secrecy import refuse_secret_name, refuse_secret_text
from workflows.reading.time.deadline_words import read_deadline
from workflows.reading.time.prose_deadlines import find_deadline, find_deadlines

__all__ = [
    "ALL_LEADERS",
    "MAX_BYTES",
    "Catalogue",
    "CitedDocument",
    "DocumentFacts",
    "EmptyDocument",
    "Item",
    "ItemKind",
    "LeaderName",
    "Mark",
    "MarkKind",
    "Reading",
    "ReadingRefused",
    "ReviewReason",
    "StateSecret",
    "UnitName",
    "Unreadable",
    "extract_text",
    "find_deadline",
    "find_deadlines",
    "read_deadline",
    "read_file",
    "read_text",
]


def read_file(
    source: Path | str | bytes, filename: str, catalogue: Catalogue
) -> Reading:
    """Read a file, given as a path or as its bytes, against a catalogue.

    Raises ``Unreadable``, ``EmptyDocument`` or ``StateSecret``, all of them
    ``ReadingRefused`` with a Vietnamese sentence.
    """
    refuse_secret_name(filename)
    return read_text(extract_text(load(source), filename), catalogue)


def read_text(text: str, catalogue: Catalogue) -> Reading:
    """Read a text; spans are offsets in its NFC form, ``Reading.text``.

    Raises ``EmptyDocument`` or ``StateSecret``.
    """
    text = composed(text)
    refuse_secret_text(text)
    hidden = Hidden(text)
    outline = outline_of(hidden.plain)
    facts = read_facts(hidden.plain, outline, catalogue)
    items = read_items(hidden.plain, outline, facts, catalogue)
    return Reading(text, facts, tuple(map(hidden.restored, items)))
