"""The intake page as a whole: one document, its cards, and what can be given out."""

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone

from organization.enums import Right
from organization.forms.days import written
from organization.models import Person
from organization.queries import assignable_units
from organization.queries.in_charge import charges_of
from organization.scopes import current
from workflows.enums import ItemState
from workflows.forms import NumberForm
from workflows.models import Document, DraftItem, ItemLink, Mission
from workflows.queries.documents import acts_to_undo, leaders_on
from workflows.queries.links import links_of
from workflows.services.leaders_in_charge import day_of, means_all_leaders
from workflows.services.readings import record_paper
from workflows.views.documents_cards import Card
from workflows.views.documents_cited import Cited
from workflows.views.documents_sheet import Line, sheet_of
from workflows.views.documents_values import Choices

TWICE = "co-the-trung"
FILTERS = (
    ("tat-ca", "Tất cả"),
    ("can-xem", "Cần xem lại"),
    (TWICE, "Có thể trùng"),
    ("san-sang", "Sẵn sàng giao"),
    ("da-giao", "Đã giao"),
    ("bo-qua", "Bỏ qua, đã gộp"),
)
ALL = FILTERS[0][0]


@dataclass(frozen=True)
class Filter:
    code: str
    name: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class UndoStep:
    """What the person who looks at the page would take back next."""

    pk: int
    label: str


@dataclass(frozen=True)
class Section:
    """Cards that stand under one heading of the paper."""

    name: str
    cards: list[Card]

    @property
    def key(self) -> str:
        return f"muc-{self.cards[0].item.pk}"

    @property
    def has_drafts(self) -> bool:
        return any(card.is_draft for card in self.cards)


@dataclass(frozen=True)
class PaperBlock:
    """Lines of the paper and the cards that stand there; `anchor` once per item."""

    cards: list[Card]
    lines: list[Line]
    anchor: str


@dataclass
class IntakePage:
    """All that the page and its fragments show; nine statements, however many items."""

    document: Document
    cards: list[Card]
    filter: str = ALL
    number_form: NumberForm | None = None
    number_error: str = ""
    number_twin: Document | None = None
    undo: UndoStep | None = None
    is_picking: bool = False
    cited: Cited | None = None

    def card(self, item_id: int) -> Card:
        """The card of that item; Http404 where the document has none of it."""
        for card in self.cards:
            if card.item.pk == item_id:
                return card
        raise Http404

    @cached_property
    def groups(self) -> Counter[str]:
        return Counter(card.group for card in self.cards)

    @property
    def filters(self) -> list[Filter]:
        counts = {**self.groups, ALL: len(self.cards), TWICE: self.twice_count}
        has_twins = any(card.twins for card in self.cards)
        return [
            Filter(code, name, counts.get(code, 0), code == self.filter)
            for code, name in FILTERS
            if code != TWICE or has_twins
        ]

    @property
    def shown(self) -> list[Card]:
        return [card for card in self.cards if self.shows(card)]

    def shows(self, card: Card) -> bool:
        """Whether the card stands under the filter of the page."""
        if self.filter == TWICE:
            return bool(card.open_twins)
        return self.filter in {ALL, card.group}

    @cached_property
    def sections(self) -> list[Section]:
        """The cards shown, under the headings of the paper."""
        found: list[Section] = []
        for card in self.shown:
            name = card.section_name
            if not found or found[-1].name != name:
                found.append(Section(name, []))
            found[-1].cards.append(card)
        return found

    @property
    def shape(self) -> str:
        """Changes when the paper beside the cards must be drawn anew."""
        places = [
            (card.item.pk, card.item.state, card.item.reach, card.item.spans)
            for card in self.cards
        ]
        return f"{zlib.crc32(repr(places).encode()):x}"

    @property
    def ready(self) -> list[Card]:
        """Cards that may be given out: the confirming dialog lists them."""
        return [card for card in self.cards if card.is_settled]

    @property
    def ready_count(self) -> int:
        return self.groups["san-sang"]

    @property
    def review_count(self) -> int:
        return self.groups["can-xem"]

    @property
    def twice_count(self) -> int:
        return sum(bool(card.open_twins) for card in self.cards)

    @property
    def chased_count(self) -> int:
        """Items that are work: no general instructions, nothing merged into another."""
        merged = sum(card.is_merged for card in self.cards)
        return len(self.cards) - self.groups["yeu-cau-chung"] - merged

    @property
    def given(self) -> list[Mission]:
        return [
            card.item.mission
            for card in self.cards
            if card.item.state == ItemState.GIVEN
        ]

    @property
    def last_batch(self) -> list[Mission]:
        """What was given out together, last."""
        given = self.given
        latest = max((mission.assigned_at for mission in given), default=None)
        return [mission for mission in given if mission.assigned_at == latest]

    @property
    def anchored(self) -> list[Card]:
        """Cards on screen whose last day may have come from the day of issue."""
        return [
            card
            for card in self.shown
            if card.is_draft and (card.item.deadline or {}).get("type") == "relative"
        ]

    @property
    def number(self) -> str:
        form = self.number_form
        if form is not None:
            return str(form.data.get("reference_number", ""))
        return self.document.reference_number

    @property
    def issued_on(self) -> str:
        form = self.number_form
        if form is not None:
            return str(form.data.get("issued_on", ""))
        day = self.document.issued_on
        return written(day) if day else ""

    @property
    def blocks(self) -> list[PaperBlock]:
        """The paper in blocks, each with the cards that came out of it."""
        cards = {card.item.pk: card for card in self.cards}
        seen: set[int] = set()
        found = []
        for one in sheet_of(self.document.text, [card.item for card in self.cards]):
            position = one.items[0].position if one.items else 0
            anchor = f"d{position}" if position and position not in seen else ""
            seen.add(position)
            owners = [cards[item.pk] for item in one.items]
            found.append(PaperBlock(owners, one.lines, anchor))
        return found


def require_office(request: HttpRequest) -> Person:
    """Who asks, if Văn phòng; for all others documents in the making do not exist."""
    person = request.user
    if (
        not isinstance(person, Person)
        or Right.ISSUE_WORK not in current(person).everywhere
    ):
        raise Http404
    return person


def load_page(
    document_id: int, filter_code: str = ALL, *, by: Person | None = None
) -> IntakePage:
    """The page of a document; Http404 where there is none. `by` may take acts back,
    and is put on record: also the answer to an act shows the paper."""
    document = _document(document_id, by)
    if by is not None:
        record_paper(document, by=by)
    items = list(_items(document))
    rows = {item.pk: item for item in items}
    for item in items:
        if item.merged_into_id:
            item.merged_into = rows[item.merged_into_id]
    choices = _choices(document, items)
    links = links_of(document.pk)
    known = {code for code, _ in FILTERS}
    return IntakePage(
        document=document,
        cards=[_card(item, document, choices, links) for item in items],
        filter=filter_code if filter_code in known else ALL,
        undo=_undo_step(document),
        cited=Cited.of(document, items),
    )


def page_of(request: HttpRequest, document_id: int, by: Person) -> IntakePage:
    """The page under the filter that the request names."""
    data = request.POST if request.method == "POST" else request.GET
    return load_page(document_id, data.get("loc", ALL), by=by)


def load_card(document_id: int, item_id: int) -> Card:
    """One card by itself; Http404 where the document has no such item."""
    document = _document(document_id)
    item = _items(document).filter(pk=item_id).first()
    if item is None:
        raise Http404
    choices = _choices(document, [item])
    return _card(item, document, choices, links_of(document_id, [item_id]))


def _document(document_id: int, by: Person | None = None) -> Document:
    """The row, with what this person would take back next on it."""
    rows = Document.objects.select_related(
        "file", "monitoring_officer", "supersedes", "successor"
    )
    if by is not None:
        last = acts_to_undo(OuterRef("pk"), by)
        rows = rows.annotate(
            undo_id=Subquery(last.values("pk")[:1]),
            undo_label=Subquery(last.values("label")[:1]),
        )
    document = rows.filter(pk=document_id).first()
    if document is None:
        raise Http404
    return document


def _undo_step(document: Document) -> UndoStep | None:
    pk = getattr(document, "undo_id", None)
    return UndoStep(pk, getattr(document, "undo_label", "")) if pk else None


def _items(document: Document) -> QuerySet[DraftItem]:
    """In the order of the paper, also what a person added or split later."""
    return (
        DraftItem.objects.filter(document=document)
        .select_related("lead_unit", "directing_leader", "mission", "led_outside")
        .prefetch_related("supporting_units")
        .order_by("span_start", "position", "part")
    )


def _choices(document: Document, items: Sequence[DraftItem]) -> Choices:
    today = timezone.localdate()
    asked = any(means_all_leaders(item) for item in items)
    day = day_of(document, today) if asked else None
    leaders = leaders_on(today, charges_on=day)
    charges = charges_of(post for post, _ in leaders) if asked else []
    return Choices(list(assignable_units()), leaders, today, charges)


def _card(
    item: DraftItem,
    document: Document,
    choices: Choices,
    links: Mapping[int, list[ItemLink]],
) -> Card:
    item.document = document
    return Card(item, choices, links=links.get(item.pk, ()))
