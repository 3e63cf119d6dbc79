"""Items: from passages to who does what by when, with the questions left open."""

from dataclasses import dataclass, replace
from functools import partial

from workflows.deadlines import NO_DEADLINE, Deadline, DeadlineType
from workflows.reading.catalogue import Catalogue
from workflows.reading.clauses import children_of
from workflows.reading.conflicts import conflicting
from workflows.reading.kinds import ONLY_HELPS, kind_of_block, kind_of_prose
from workflows.reading.labels import FieldKind
from workflows.reading.lines import Level
from workflows.reading.meetings import is_meeting
from workflows.reading.names.gazetteer import Gazetteer, gazetteer_of
from workflows.reading.names.leads import LeadFinder
from workflows.reading.names.partners import partners_in
from workflows.reading.names.people import Leaders, read_leaders
from workflows.reading.names.persons import people_of
from workflows.reading.names.receivers import receivers_in
from workflows.reading.names.units import Units, parts_of, read_units, settled
from workflows.reading.narration import implies_duty
from workflows.reading.outline import Entry, Outline
from workflows.reading.passages import Passage, PassageFinder
from workflows.reading.places import address_in_outline, field_span, hull, marks_of
from workflows.reading.products import product_span
from workflows.reading.results import (
    DocumentFacts,
    Item,
    ItemKind,
    ReviewReason,
)
from workflows.reading.sections import Section
from workflows.reading.time.deadline_words import hour_in, read_deadline
from workflows.reading.time.prose_deadlines import find_deadline, find_deadlines
from workflows.reading.titles import title_of

_UNIT_FIELDS = {FieldKind.UNITS, FieldKind.LEAD, FieldKind.SUPPORT}


@dataclass(frozen=True, slots=True)
class _Context:
    """What all items of one document share."""

    text: str
    folded: str
    facts: DocumentFacts
    catalogue: Catalogue
    gazetteer: Gazetteer
    labels_in_use: frozenset[FieldKind]
    leads: LeadFinder


def read_items(
    text: str, outline: Outline, facts: DocumentFacts, catalogue: Catalogue
) -> tuple[Item, ...]:
    """The items of a document in order of the text."""
    own = facts.issuing_body is None or facts.issuing_body in catalogue.body_names
    gazetteer = gazetteer_of(catalogue, text, own=own)
    find = partial(find_deadlines, text, year=facts.year, issued_on=facts.issued_on)
    leads = LeadFinder(text, people_of(text, facts, catalogue, own=own))
    finder = PassageFinder(text, gazetteer, find, leads, facts.year)
    passages = list(finder.find(outline))
    in_use = frozenset(
        field.kind for p in passages for field in p.fields if not p.is_prose
    )
    context = _Context(text, finder.folded, facts, catalogue, gazetteer, in_use, leads)
    items = [
        _prose_item(passage, context)
        if passage.is_prose
        else _block_item(passage, context)
        for passage in passages
    ]
    doubtful = conflicting(text, [item.span for item in items])
    return tuple(
        _with_doubt(item, ReviewReason.CONFLICTING_VALUES) if n in doubtful else item
        for n, item in enumerate(items)
    )


def _with_doubt(item: Item, doubt: ReviewReason) -> Item:
    return replace(item, review_reasons=(*item.review_reasons, doubt))


def _block_item(passage: Passage, context: _Context) -> Item:
    fields = list(passage.fields)
    leaders = _leaders(passage, context)
    units = read_units(
        context.text,
        context.folded,
        fields,
        context.gazetteer,
    )
    # Who is named beside the labels counts where these name nobody.
    if passage.address and not any(field.kind in _UNIT_FIELDS for field in fields):
        units = settled(parts_of(list(passage.address.steps)))
    deadline = _block_deadline(passage, context)
    body = context.text[passage.span[0] : passage.span[1]]
    is_held = passage.entry.is_held
    kind = kind_of_block(body, deadline, passage.section, is_held=is_held)
    doubts = [*units.doubts, *leaders.doubts, *map(ReviewReason, deadline.doubts)]
    doubts += _missing(passage, units, kind, context)
    return _item(passage, context, kind, (leaders, units, deadline), doubts)


def _leaders(passage: Passage, context: _Context) -> Leaders:
    """The leaders of the labelled lines, else those that the words name."""
    fields = list(passage.fields)
    labelled = read_leaders(context.text, fields, context.leads.people)
    if labelled.names or labelled.doubts:
        return labelled
    if not passage.leaders:
        return Leaders(doubts=context.leads.doubts_in(*passage.span))
    names = tuple(dict.fromkeys(name for name, _ in passage.leaders))
    return Leaders(names, tuple(span for _, span in passage.leaders))


def _block_deadline(passage: Passage, context: _Context) -> Deadline:
    """The labelled deadline, or one that the words of the item give."""
    facts = context.facts
    body = context.text[slice(*passage.span)]
    is_event = (
        passage.entry.is_held
        or is_meeting(context.folded, *passage.span)
        or kind_of_block(body, NO_DEADLINE, passage.section) is ItemKind.MEETING
    )
    whens = [
        field
        for field in passage.fields
        if field.kind is FieldKind.DEADLINE and field.span[0] < field.span[1]
    ]
    for field in whens[:1]:
        start, end = field.span
        found = read_deadline(
            context.text[start:end],
            year=facts.year,
            issued_on=facts.issued_on,
            calendar=context.catalogue.calendar,
            event=is_event,
            label=context.text[field.label : start],
        )
        # The day of a schedule stands once above the hours of its rows.
        hours = [hour_in(context.text[slice(*one.span)]) for one in whens[1:]]
        if found.at is None and found.due_on is not None:
            found = replace(found, at=next(filter(None, hours), None))
        return replace(found, span=(start, end))
    return _prose_deadline(passage, context)


def _prose_deadline(passage: Passage, context: _Context) -> Deadline:
    facts = context.facts
    found = find_deadline(
        context.text,
        *passage.span,
        year=facts.year,
        issued_on=facts.issued_on,
        calendar=context.catalogue.calendar,
        event=is_meeting(context.folded, *passage.span),
    )
    return found if found.span is not None else NO_DEADLINE


def _missing(
    passage: Passage, units: Units, kind: ItemKind, context: _Context
) -> list[ReviewReason]:
    """What this block lacks though others of the document have it."""
    have = {field.kind for field in passage.fields if field.span[0] < field.span[1]}
    missing: list[ReviewReason] = []
    if not units.lead and kind is not ItemKind.MEETING:
        missing.append(ReviewReason.NO_UNIT)
    if FieldKind.DEADLINE in context.labels_in_use - have:
        missing.append(ReviewReason.DEADLINE_MISSING)
    if FieldKind.LEADER in context.labels_in_use - have and (
        passage.section is not Section.MEETINGS
    ):
        missing.append(ReviewReason.LEADER_MISSING)
    return missing


def _prose_item(passage: Passage, context: _Context) -> Item:
    address = passage.address
    steps = list(address.steps) if address else []
    units = settled(parts_of(steps))
    if passage.beside and not units.lead:
        units = replace(units, supporting=passage.beside)
    deadline = _prose_deadline(passage, context)
    kind = _prose_kind(passage, deadline, units, context)
    # A list of addressees gives each its own copy; no lead is missing there.
    several = len(units.lead) > 1 and not (address and address.has_role)
    fan_out = units.fan_out or (several and kind is ItemKind.DIRECTIVE)
    if passage.kpi is not None and deadline.type is DeadlineType.RECURRING:
        # What is measured may be periodic; the target itself is not.
        deadline = NO_DEADLINE
    doubts = [*units.doubts, *map(ReviewReason, deadline.doubts)]
    if fan_out or kind is ItemKind.DIRECTIVE:
        doubts = [d for d in doubts if d is not ReviewReason.MULTIPLE_UNITS_NO_LEAD]
        units = replace(units, suggested_lead=None)
    leaders = _leaders(passage, context)
    doubts += leaders.doubts
    if implies_duty(context.folded, *passage.span):
        doubts.append(ReviewReason.IMPLIED_OBLIGATION)
    nobody = not (units.lead or units.fan_out or leaders.names)
    if nobody and kind in (ItemKind.TASK, ItemKind.RECURRING_REPORT):
        doubts.append(ReviewReason.NO_UNIT)
    item = _item(passage, context, kind, (leaders, units, deadline), doubts)
    return replace(item, fan_out=fan_out, kpi=passage.kpi)


def _prose_kind(
    passage: Passage, deadline: Deadline, units: Units, context: _Context
) -> ItemKind:
    if passage.kpi is not None:
        return ItemKind.TARGET
    end = passage.span[1]
    behind = _behind_address(passage, context)
    return kind_of_prose(
        context.text[behind:end].lstrip(" ,:;*_-–"),
        deadline,
        has_unit=bool(units.lead or passage.leaders),
        section=passage.section,
        is_general=_is_general(passage.entry, context),
    )


def _behind_address(passage: Passage, context: _Context) -> int:
    """Where the words for the work itself begin, behind those addressed."""
    start, end = passage.span
    address = passage.address
    if passage.leaders and (address is None or not address.steps):
        named = [span[1] for _, span in passage.leaders if start <= span[0] < end]
        return min(named, default=start)
    if address is None or not start < address.end <= end:
        return start
    # "A tiếp tục phối hợp chặt chẽ với B": helping is all that is asked.
    helps = ONLY_HELPS.search(context.folded, start, address.end)
    return helps.start() if helps else address.end


def _is_general(entry: Entry, context: _Context) -> bool:
    """Whether measures stand here that are addressed to nobody in particular."""
    titles = (
        context.folded[above.parts[0].start : above.parts[0].end]
        for above in (entry, *entry.ancestors())
        if above.parts and above.level <= Level.ROMAN
    )
    return any("giai phap" in " ".join(title.split()) for title in titles)


def _item(
    passage: Passage,
    context: _Context,
    kind: ItemKind,
    found: tuple[Leaders, Units, Deadline],
    doubts: list[ReviewReason],
) -> Item:
    leaders, units, deadline = found
    text = context.text
    start, end = passage.span
    words = text[start:end]
    product = product_span(text, passage.fields, start, end)
    ordinal, section, section_title = address_in_outline(text, passage.entry)
    receivers = receivers_in(text, context.folded, start, end, context.gazetteer)
    outside = (
        *units.external,
        *(code for one in receivers if one.is_outside for code in one.codes),
        *partners_in(context.folded, start, end, context.gazetteer),
    )
    sent_to = dict.fromkeys(code for one in receivers for code in one.codes)
    return Item(
        ordinal=ordinal,
        section=section,
        section_title=section_title,
        kind=kind,
        title=title_of(words),
        text=words,
        span=passage.span,
        leaders=leaders.names,
        leaders_span=field_span(passage.fields, {FieldKind.LEADER}),
        lead_units=units.lead,
        supporting_units=units.supporting,
        external_agencies=tuple(dict.fromkeys(outside)),
        units_span=field_span(passage.fields, _UNIT_FIELDS) or hull(units.spans),
        suggested_lead=units.suggested_lead,
        fan_out=False,
        product=None if product is None else " ".join(text[slice(*product)].split()),
        deadline=deadline,
        review_reasons=tuple(dict.fromkeys(doubts)),
        marks=marks_of(text, leaders, units, deadline.span, product),
        report_to=tuple(code for code in sent_to if code not in units.lead),
        children=children_of(text, [passage.span]),
    )
