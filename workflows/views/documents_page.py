"""The intake page as a whole: one document, its cards, and what can be given out."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils import timezone

from organization.enums import Right
from organization.models import Person
from organization.queries import assignable_units
from organization.scopes import current
from workflows.enums import ItemState
from workflows.forms import NumberForm, written
from workflows.models import Document, DraftItem, Mission
from workflows.queries.documents import leaders_on
from workflows.views.documents_cards import Card
from workflows.views.documents_sheet import Line, sheet_of
from workflows.views.documents_values import Choices

FILTERS = (
    ("tat-ca", "Tất cả"),
    ("can-xem", "Cần xem lại"),
    ("san-sang", "Sẵn sàng giao"),
    ("da-giao", "Đã giao"),
    ("bo-qua", "Bỏ qua"),
)
ALL = FILTERS[0][0]


@dataclass(frozen=True)
class Filter:
    code: str
    name: str
    count: int
    is_current: bool


@dataclass
class IntakePage:
    """All that the page and its fragments show; five statements, however many items."""

    document: Document
    cards: list[Card]
    filter: str = ALL
    number_form: NumberForm | None = None
    number_error: str = ""
    number_twin: Document | None = None

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
        counts = {**self.groups, ALL: len(self.cards)}
        return [
            Filter(code, name, counts.get(code, 0), code == self.filter)
            for code, name in FILTERS
        ]

    @property
    def shown(self) -> list[Card]:
        if self.filter == ALL:
            return self.cards
        return [card for card in self.cards if card.group == self.filter]

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
    def chased_count(self) -> int:
        """Items that are work, not general instructions."""
        return len(self.cards) - self.groups["yeu-cau-chung"]

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
    def blocks(self) -> list[tuple[list[Card], list[Line]]]:
        """The paper in blocks, each with the cards that came out of it."""
        cards = {card.item.pk: card for card in self.cards}
        found = sheet_of(self.document.text, [card.item for card in self.cards])
        return [([cards[i.pk] for i in one.items], one.lines) for one in found]


def require_office(request: HttpRequest) -> Person:
    """Who asks, if Văn phòng; for all others documents in the making do not exist."""
    person = request.user
    if (
        not isinstance(person, Person)
        or Right.ISSUE_WORK not in current(person).everywhere
    ):
        raise Http404
    return person


def load_page(document_id: int, filter_code: str = ALL) -> IntakePage:
    """The page of a document; Http404 where there is none."""
    document = (
        Document.objects.select_related("file", "monitoring_officer")
        .filter(pk=document_id)
        .first()
    )
    if document is None:
        raise Http404
    today = timezone.localdate()
    items = (
        DraftItem.objects.filter(document=document)
        .select_related("lead_unit", "directing_leader", "mission")
        .prefetch_related("supporting_units")
    )
    choices = Choices(list(assignable_units()), leaders_on(today), today)
    known = {code for code, _ in FILTERS}
    return IntakePage(
        document=document,
        cards=[Card(item, choices) for item in items],
        filter=filter_code if filter_code in known else ALL,
    )
