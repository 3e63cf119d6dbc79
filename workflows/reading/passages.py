"""Which passages of an outline are items: blocks first, then addressed prose."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.deadlines import Span
from workflows.reading.addressees import (
    Address,
    address_of,
    address_within,
    under_heading,
)
from workflows.reading.gazetteer import Gazetteer
from workflows.reading.labels import Field
from workflows.reading.letters import folded
from workflows.reading.lines import END_OF_SENTENCE, Level
from workflows.reading.outline import Entry, Outline, paragraphs_of

NO_WORK = (
    "muc dich", "muc tieu", "yeu cau", "quan diem", "danh gia", "ket qua thuc hien",
    "tinh hinh", "ton tai", "han che", "thuc trang", "can cu", "nguyen tac",
    "doi tuong",
)  # fmt: skip
_NO_ITEM = (
    "tren day la", "van phong ubnd", "tran trong", "noi nhan", "kinh mong",
)  # fmt: skip
_DUTY = ("co trach nhiem", "chiu trach nhiem", "co nhiem vu")
LONGEST_TITLE_WORDS = 30
SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that make one item, its own fields, and those inherited from above.

    ``address`` is who is named at its head, or by the heading that it stands under.
    """

    entry: Entry
    span: Span
    fields: tuple[Field, ...] = ()
    address: Address | None = None
    is_prose: bool = False


class PassageFinder:
    """Finds the passages of one document."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.folded = folded(text)
        self.gazetteer = gazetteer

    def find(self, outline: Outline) -> Iterator[Passage]:
        """All passages in order of the text."""
        owners = _owners(self.text, outline)
        for entry in outline.entries:
            yield from self._in_entry(entry, owners, None)

    def _in_entry(
        self,
        entry: Entry,
        owners: dict[Entry, list[Field]],
        heading: Address | None,
    ) -> Iterator[Passage]:
        if entry in owners:
            yield from self._block(entry, owners[entry])
            return
        skipped = self._is_no_work(entry)
        paragraphs = [] if skipped else list(paragraphs_of(self.text, entry.parts))
        if paragraphs and self._is_heading(entry, paragraphs):
            heading = self._heading_address(paragraphs.pop(0)) or heading
        for span in paragraphs:
            yield from self._prose(entry, span, heading)
        for child in entry.children:
            if not skipped or _holds_block(child, owners):
                yield from self._in_entry(child, owners, heading)

    def _block(self, entry: Entry, fields: list[Field]) -> Iterator[Passage]:
        first = min(field.label for field in fields)
        ends = [
            line.end
            for part in entry.below()
            for line in part.parts
            if line.end <= first
        ]
        if entry.parts and ends and ends[-1] > entry.parts[0].body:
            yield Passage(entry, (entry.parts[0].body, ends[-1]), tuple(fields))

    def _prose(
        self, entry: Entry, span: Span, heading: Address | None
    ) -> Iterator[Passage]:
        start, end = span
        said = " ".join(self.folded[start : min(end, start + 40)].split())
        if said.startswith(_NO_ITEM) or self.text[start] in SUPERSCRIPTS:
            return
        if self.text[start:end].rstrip("*_ ").endswith(":") and entry.children:
            return
        own = address_of(self.folded, start, end, self.gazetteer)
        address = under_heading(own, heading) or address_within(
            self.folded, start, end, self.gazetteer
        )
        yield Passage(entry, span, address=address, is_prose=True)

    def _is_no_work(self, entry: Entry) -> bool:
        if not entry.parts or entry.level > Level.ARABIC:
            return False
        first = entry.parts[0]
        title = " ".join(self.folded[first.body : first.end].split())
        is_title = len(title.split()) <= LONGEST_TITLE_WORDS
        return is_title and title.startswith(NO_WORK) and self._is_titled(entry)

    def _is_titled(self, entry: Entry) -> bool:
        """Whether the first line is a title: sections always, others by their look."""
        first = entry.parts[0]
        stops = self.text[first.body : first.end].endswith((".", ";", "./."))
        return entry.level <= Level.ROMAN or first.is_emphasised or not stops

    def _is_heading(self, entry: Entry, paragraphs: list[Span]) -> bool:
        first = entry.parts[0]
        if not entry.children and len(paragraphs) == 1:
            return entry.level <= Level.ROMAN or first.is_emphasised
        words = self.text[paragraphs[0][0] : paragraphs[0][1]].rstrip("*_ ")
        is_short = len(words.split()) <= LONGEST_TITLE_WORDS
        return entry.level <= Level.ROMAN or (
            is_short and not words.endswith((*END_OF_SENTENCE[:2], "./."))
        )

    def _heading_address(self, span: Span) -> Address | None:
        """The units of a heading that names units and nothing else."""
        address = address_of(self.folded, *span, self.gazetteer)
        rest = " ".join(self.folded[address.end : span[1]].strip(" :.;,").split())
        is_only_units = not rest or rest.startswith(_DUTY)
        return address if address.steps and is_only_units else None


def _owners(text: str, outline: Outline) -> dict[Entry, list[Field]]:
    """The entry that each block belongs to.

    A block at the end of a numbered entry covers all its bullets, unless bullets
    have blocks of their own. Fields above blocks are inherited where these lack
    them, as the leader named for a whole group.
    """
    having = [entry for entry in outline.all_entries() if entry.fields]
    below: dict[Entry, int] = {}
    for entry in having:
        for above in (entry, *entry.ancestors()):
            below[above] = below.get(above, 0) + 1
    owners: dict[Entry, list[Field]] = {}
    for entry in having:
        if below[entry] > 1:
            continue
        owner = _owner(text, entry, below)
        own = {field.kind for field in entry.fields}
        inherited = [
            field
            for above in entry.ancestors()
            for field in above.fields
            if field.kind not in own
        ]
        owners[owner] = [*entry.fields, *inherited] if inherited else list(entry.fields)
    return owners


def _owner(text: str, entry: Entry, below: dict[Entry, int]) -> Entry:
    if entry.level < Level.LETTER:
        return entry
    for above in entry.ancestors():
        if below[above] > 1 or above.level < Level.ARABIC:
            break
        if above.is_numbered and _is_sentence(text, above):
            return above
    return entry


def _is_sentence(text: str, entry: Entry) -> bool:
    if not entry.parts or entry.parts[0].is_emphasised:
        return False
    words = text[entry.parts[0].body : entry.parts[-1].end].rstrip("*_ ")
    return words.endswith(END_OF_SENTENCE)


def _holds_block(entry: Entry, owners: dict[Entry, list[Field]]) -> bool:
    return any(one in owners for one in entry.below())
