"""Which passages of an outline are items: blocks first, then addressed prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflows.deadlines import Span
from workflows.reading.addressees import Address, under_heading
from workflows.reading.blocks import Fields, inherited, owners_of
from workflows.reading.clauses import begins_with_work, sentences_in
from workflows.reading.gazetteer import Gazetteer
from workflows.reading.labels import Field, FieldKind
from workflows.reading.leads import LeadFinder, Named
from workflows.reading.letters import folded
from workflows.reading.lines import END_OF_SENTENCE, Level
from workflows.reading.meetings import detail_field, is_meeting
from workflows.reading.outline import Entry, Outline
from workflows.reading.paragraphs import paragraphs_of
from workflows.reading.preamble import lead_in_address, orders_in
from workflows.reading.sections import Section, section_of
from workflows.reading.segments import FindDeadlines, Segment, Segmenter
from workflows.reading.targets import (
    Kpi,
    all_measured,
    asserts_target,
    targets_in,
)

LONGEST_TITLE_WORDS = 30
FEWEST_WORDS = 4
_LISTS = re.compile(
    r"(?:sau(?: day)?|nhu sau|nhiem vu|noi dung|cong viec|viec)\W{0,4}$"
)
_GATHERS = re.compile(r"\b(?:gom|bao gom|trong do|cu the)\W{0,4}$")


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
    section: Section = Section.WORK
    kpi: Kpi | None = None
    leaders: tuple[Named, ...] = ()
    # Units that take part in what a leader is charged with.
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Above:
    """What the headings above an entry say: whom they address, and of what."""

    address: Address | None = None
    section: Section = Section.WORK
    leaders: tuple[Named, ...] = ()


class PassageFinder:
    """Finds the passages of one document."""

    def __init__(
        self,
        text: str,
        gazetteer: Gazetteer,
        find_deadlines: FindDeadlines,
        leads: LeadFinder,
        year: int | None = None,
    ) -> None:
        self.text = text
        self.leads = leads
        self.folded = folded(text)
        self.gazetteer = gazetteer
        self.year = year
        self.segmenter = Segmenter(text, self.folded, gazetteer, find_deadlines)
        self.owners: Fields = {}
        self.handed: Fields = {}

    def find(self, outline: Outline) -> Iterator[Passage]:
        """All passages in order of the text."""
        self.owners, self.handed = owners_of(self.text, outline)
        above = _Above(lead_in_address(self.segmenter, outline.preamble))
        letter = Entry(Level.ANNEX, None, None, parts=list(outline.preamble))
        for span in orders_in(self.segmenter, outline.preamble):
            yield from self._prose(letter, span, _Above())
        for entry in outline.entries:
            yield from self._in_entry(entry, above)

    def _in_entry(self, entry: Entry, above: _Above) -> Iterator[Passage]:
        above = replace(above, section=self._section(entry, above.section))
        if entry in self.owners and not self._is_title(entry, above.section):
            yield from self._block(entry, self.owners[entry], above)
            return
        paragraphs = list(paragraphs_of(entry.parts))
        if above.section is Section.MEETINGS and entry.level > Level.ROMAN:
            meeting = self._meeting(entry, paragraphs)
            if meeting is not None:
                yield meeting
                return
        if above.section in (Section.PURPOSE, Section.ASSESSMENT):
            yield from self._without_work(entry, paragraphs, above.section)
        else:
            below = self._below(entry, paragraphs, above)
            for span, at in self._words(entry, paragraphs, above):
                yield from self._prose(entry, span, at)
            above = below
        for child in entry.children:
            yield from self._in_entry(child, above)

    def _words(
        self, entry: Entry, paragraphs: list[Span], above: _Above
    ) -> Iterator[tuple[Span, _Above]]:
        """The paragraphs that are no title and no lead-in, under what they stand."""
        for number, span in enumerate(paragraphs):
            is_heading = number == 0 and self._is_heading(entry, paragraphs)
            above = self._under(entry, span, above, is_heading=is_heading)
            if not is_heading and not self._leads_in(entry, span, paragraphs):
                yield span, above

    def _below(self, entry: Entry, paragraphs: list[Span], above: _Above) -> _Above:
        """What the entries below stand under: their headings and lead-ins."""
        for number, span in enumerate(paragraphs):
            is_heading = number == 0 and self._is_heading(entry, paragraphs)
            above = self._under(entry, span, above, is_heading=is_heading)
        return above

    def _under(
        self, entry: Entry, span: Span, above: _Above, *, is_heading: bool
    ) -> _Above:
        address = self._handed_address(entry, span, above, is_heading=is_heading)
        if not is_heading and address is None:
            return above
        named = self.leads.leaders_in(*span) or above.leaders
        return replace(above, address=address or above.address, leaders=named)

    def _section(self, entry: Entry, above: Section) -> Section:
        """The section that a title opens; what is not titled stays in that above."""
        if entry in self.handed and entry.ordinal is None and not entry.is_row:
            only_time = all(one.kind is FieldKind.DEADLINE for one in entry.fields)
            return Section.MEETINGS if only_time else above
        if not entry.parts or entry.level > Level.LETTER or entry.is_row:
            return above
        first = entry.parts[0]
        title = " ".join(self.folded[first.body : first.end].split())
        stops = self.text[first.body : first.end].rstrip("*_ ").endswith((".", ";"))
        is_titled = entry.level <= Level.ROMAN or first.is_emphasised or not stops
        if len(title.split()) > LONGEST_TITLE_WORDS or not is_titled:
            return above
        own = section_of(title)
        if own is Section.MEETINGS and entry.level > Level.ROMAN and not entry.children:
            return above
        return above if own is Section.WORK and entry.level > Level.ROMAN else own

    def _is_title(self, entry: Entry, section: Section) -> bool:
        """Whether labelled values only stand under a title, and make no work of it."""
        if entry.level > Level.ROMAN or not entry.parts:
            return section is not Section.WORK and section is not Section.MEETINGS
        words = self.text[entry.parts[0].body : entry.parts[0].end]
        return words.isupper() or section is Section.PURPOSE

    def _block(
        self, entry: Entry, fields: list[Field], above: _Above
    ) -> Iterator[Passage]:
        section = above.section
        own = [field.label for field in fields if field.label >= entry.start]
        first = min(own, default=entry.start)
        ends = [
            line.end
            for part in entry.below()
            for line in part.parts
            if line.end <= first
        ]
        if entry.parts and ends and ends[-1] > entry.parts[0].body:
            meets = self._meets(entry, section)
            more = self._details(entry) if meets else []
            span = (entry.parts[0].body, ends[-1])
            named = self.leads.leaders_in(*span)
            address = under_heading(
                self.segmenter.address_in(*span)
                or Address((), span[0], is_order=False),
                above.address,
            )
            yield Passage(
                entry,
                span,
                (*fields, *more),
                address=address,
                section=section,
                leaders=named or above.leaders,
            )

    def _meets(self, entry: Entry, section: Section) -> bool:
        start, end = entry.parts[0].body, entry.parts[0].end
        return section is Section.MEETINGS or is_meeting(self.folded, start, end)

    def _meeting(self, entry: Entry, paragraphs: list[Span]) -> Passage | None:
        """An entry of a list of meetings whose lines are time, place, preparation."""
        if not paragraphs or not is_meeting(self.folded, *paragraphs[0]):
            return None
        details = self._details(entry)
        rest = len(paragraphs) - 1 + sum(len(one.parts) > 0 for one in entry.children)
        if len(details) < rest:
            return None
        return Passage(
            entry,
            paragraphs[0],
            tuple(details),
            section=Section.MEETINGS,
            leaders=self.leads.leaders_in(*paragraphs[0]),
        )

    def _details(self, entry: Entry) -> list[Field]:
        lines = [span for part in entry.below() for span in paragraphs_of(part.parts)]
        # "Địa điểm: Phòng họp. Văn phòng chuẩn bị." tells of the unit in passing.
        lines += [
            sentence
            for field in entry.fields
            if field.kind is FieldKind.OTHER
            for sentence in sentences_in(self.text, *field.span)[1:]
        ]
        found = (detail_field(self.folded, span, self.gazetteer) for span in lines[1:])
        return [field for field in found if field is not None]

    def _without_work(
        self, entry: Entry, paragraphs: list[Span], section: Section
    ) -> Iterator[Passage]:
        """Purposes and demands hold targets at most; an assessment holds nothing."""
        if section is not Section.PURPOSE or entry.level <= Level.ROMAN < 0:
            return
        for span in paragraphs:
            for target in targets_in(self.text, *span, self.year):
                yield self._target(entry, target.span, target.kpi, None, section)

    def _target(
        self,
        entry: Entry,
        span: Span,
        kpi: Kpi,
        address: Address | None,
        section: Section,
    ) -> Passage:
        return Passage(
            entry, span, address=address, is_prose=True, section=section, kpi=kpi
        )

    def _prose(self, entry: Entry, span: Span, above: _Above) -> Iterator[Passage]:
        last: Address | None = None
        led: tuple[Named, ...] = ()
        for segment in self.segmenter.segments_of(*span):
            start, end = segment.span
            if len(self.text[start:end].split()) < FEWEST_WORDS:
                continue
            own = self.leads.leaders_in(start, end)
            is_led = self._is_led(segment)
            led = own if is_led else led if segment.address is None else ()
            named = own or led or above.leaders
            address = under_heading(
                segment.address or Address((), start, is_order=False),
                self._heading(last or above.address, is_led=bool(led)),
            )
            last = address if segment.address is not None else last
            if self._is_target(start, end, address):
                for target in targets_in(self.text, start, end, self.year):
                    yield self._target(
                        entry, target.span, target.kpi, address, above.section
                    )
                continue
            fields = tuple(inherited(entry, set())) if self.handed else ()
            beside = self.segmenter.beside_leader(start, end) if led else ()
            yield Passage(
                entry,
                segment.span,
                fields,
                address=address,
                is_prose=True,
                section=above.section,
                leaders=named,
                beside=beside,
            )

    def _heading(self, above: Address | None, *, is_led: bool) -> Address | None:
        """Whom the words above address; a lead-in not, once a leader is charged."""
        return None if is_led and (above is None or above.is_order) else above

    def _is_led(self, segment: Segment) -> bool:
        """Whether a leader is charged with it, and no unit."""
        if segment.address is not None:
            return segment.address.names_person and not segment.address.steps
        return self.leads.head_end(*segment.span) is not None

    def _is_target(self, start: int, end: int, address: Address | None) -> bool:
        """Whether a passage is measured, and no more: no day, nobody to lead it."""
        if asserts_target(self.text, start, end):
            return True
        if address is not None and start < address.end <= end:
            return False
        return all_measured(self.text, start, end) and not (
            self.segmenter.find_deadlines(start, end)
        )

    def _is_heading(self, entry: Entry, paragraphs: list[Span]) -> bool:
        """Whether the first paragraph of an entry is its title."""
        first = entry.parts[0]
        start, end = paragraphs[0]
        if not entry.children and len(paragraphs) == 1:
            is_title = entry.level <= Level.ROMAN or first.is_emphasised
            return is_title and not self._is_article(entry, self.text[start:end])
        words = self.text[start:end].rstrip("*_ ")
        if self._is_article(entry, words):
            return False
        is_short = len(words.split()) <= LONGEST_TITLE_WORDS
        return entry.level <= Level.ROMAN or (
            is_short and not words.endswith((*END_OF_SENTENCE[:2], "./."))
        )

    def _is_article(self, entry: Entry, words: str) -> bool:
        """Whether "Điều 3." holds a sentence, and is no title."""
        return (entry.ordinal or "").startswith("Điều") and words.rstrip(
            "*_ "
        ).endswith((".", ";"))

    def _handed_address(
        self, entry: Entry, span: Span, above: _Above, *, is_heading: bool
    ) -> Address | None:
        """Whom a heading, a lead-in, or a sentence above its bullets addresses."""
        own = self.segmenter.address_in(*span)
        if own is None or not entry.children:
            return None if own is None or not is_heading else own
        leads_in = self.text[slice(*span)].rstrip("*_ ").endswith(":")
        if is_heading and not leads_in and not self._is_only_units(own, span):
            return None
        return under_heading(own, above.address)

    def _is_only_units(self, address: Address, span: Span) -> bool:
        rest = self.folded[address.end : span[1]].strip(" :.;,-*_()")
        return not rest or not begins_with_work(self.text, address.end, span[1])

    def _leads_in(self, entry: Entry, span: Span, paragraphs: list[Span]) -> bool:
        """Whether a paragraph only introduces the entries below."""
        words = self.text[slice(*span)].rstrip("*_ ")
        return words.endswith(":") and bool(entry.children) and span == paragraphs[-1]
