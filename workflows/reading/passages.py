"""Which passages of an outline are items: blocks first, then addressed prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflows.deadlines import Span
from workflows.reading.blocks import Fields, inherited, owners_of
from workflows.reading.clauses import begins_with_work
from workflows.reading.headings import (
    address_of_title,
    is_heading_of,
    leads_in,
    only_titles,
    section_under,
)
from workflows.reading.labels import Field
from workflows.reading.letters import folded
from workflows.reading.lines import Level
from workflows.reading.meetings import detail_field, details_of, is_meeting
from workflows.reading.names.addressees import Address, address_of, under_heading
from workflows.reading.names.gazetteer import Gazetteer
from workflows.reading.names.leads import LeadFinder, Named
from workflows.reading.names.unit_names import Mention
from workflows.reading.outline import Entry, Outline
from workflows.reading.paragraphs import paragraphs_of
from workflows.reading.preamble import lead_in_address, orders_in
from workflows.reading.sections import Section
from workflows.reading.segments import FindDeadlines, Segment, Segmenter
from workflows.reading.targets import (
    Kpi,
    all_measured,
    asserts_target,
    targets_in,
)

FEWEST_WORDS = 4
# A demand is measured only where it says so: "phấn đấu", "chỉ tiêu".
_AIMED = re.compile(r"\b(?:phan\s{1,3}dau|chi\s{1,3}tieu)\b")
_SHARE = re.compile(
    r"\W{0,4}(?:phan dau\s{1,3}|bao dam\s{1,3}|dam bao\s{1,3})?\d{1,3}\s?%\s{1,3}"
)


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
        section = section_under(
            self.text, self.folded, entry, above.section, is_handed=entry in self.handed
        )
        above = replace(above, section=section)
        if entry in self.owners and not only_titles(self.text, entry, section):
            yield from self._block(entry, self.owners[entry], above)
            return
        paragraphs = list(paragraphs_of(entry.parts))
        if above.section is Section.MEETINGS and entry.level > Level.ROMAN:
            meeting = self._meeting(entry, paragraphs)
            if meeting is not None:
                yield meeting
                return
        if above.section not in (Section.WORK, Section.MEETINGS):
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
            is_heading = number == 0 and is_heading_of(self.text, entry, paragraphs)
            above = self._under(entry, span, above, is_heading=is_heading)
            if not is_heading and not leads_in(self.text, entry, span, paragraphs):
                yield span, above

    def _below(self, entry: Entry, paragraphs: list[Span], above: _Above) -> _Above:
        """What the entries below stand under: their headings and lead-ins."""
        for number, span in enumerate(paragraphs):
            is_heading = number == 0 and is_heading_of(self.text, entry, paragraphs)
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
            head = (entry.parts[0].body, entry.parts[0].end)
            meets = section is Section.MEETINGS or is_meeting(self.folded, *head)
            more = details_of(self.text, self.folded, entry, self.gazetteer)
            more = more if meets else []
            span = (entry.parts[0].body, ends[-1])
            if meets:
                span = self._name_of_meeting(entry, span)
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

    def _name_of_meeting(self, entry: Entry, span: Span) -> Span:
        """The words of a meeting without the lines on its time and preparation."""
        first, *rest = paragraphs_of(entry.parts)
        found = [detail_field(self.folded, one, self.gazetteer) for one in rest]
        only_details = first[1] < span[1] and all(found)
        return (span[0], first[1]) if only_details and found else span

    def _meeting(self, entry: Entry, paragraphs: list[Span]) -> Passage | None:
        """An entry of a list of meetings whose lines are time, place, preparation."""
        if not paragraphs or not is_meeting(self.folded, *paragraphs[0]):
            return None
        details = details_of(self.text, self.folded, entry, self.gazetteer)
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

    def _without_work(
        self, entry: Entry, paragraphs: list[Span], section: Section
    ) -> Iterator[Passage]:
        """Purposes and demands hold targets at most; an assessment holds nothing."""
        if section is Section.ASSESSMENT:
            return
        for span in paragraphs:
            said = self.folded[slice(*span)]
            if section is Section.PURPOSE and not _AIMED.search(said):
                continue
            for target in targets_in(self.text, *span, self.year):
                whom = self._measured_units(*target.span)
                yield self._target(entry, target.span, target.kpi, whom, section)

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

    def _measured_units(self, start: int, end: int) -> Address | None:
        """The units of whom a share is to do something: "100% các phòng …"."""
        share = _SHARE.match(self.folded, start, end)
        if share is None:
            return None
        found = address_of(self.folded, share.end(), end, self.segmenter.gazetteer)
        # "100% công đoàn cơ sở" counts a kind of body, and charges none.
        charged = any(
            isinstance(step, Mention) and step.is_collective for step in found.steps
        )
        return found if charged else None

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

    def _handed_address(
        self, entry: Entry, span: Span, above: _Above, *, is_heading: bool
    ) -> Address | None:
        """Whom a heading, a lead-in, or a sentence above its bullets addresses."""
        titled = is_heading and address_of_title(
            self.text, self.folded, span, self.gazetteer
        )
        if titled:
            return titled
        own = self.segmenter.address_in(*span)
        if own is None or not entry.children:
            return None if own is None or not is_heading else own
        ends_open = self.text[slice(*span)].rstrip("*_ ").endswith(":")
        if is_heading and not ends_open and not self._is_only_units(own, span):
            return None
        return under_heading(own, above.address)

    def _is_only_units(self, address: Address, span: Span) -> bool:
        rest = self.folded[address.end : span[1]].strip(" :.;,-*_()")
        return not rest or not begins_with_work(self.text, address.end, span[1])
