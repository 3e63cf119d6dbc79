"""What can be chosen on the pages of missions: units, leaders, documents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left

from organization.models import Portfolio, Post, Unit
from organization.queries import LEADER_RANKS, assignable_units
from workflows.models import Document
from workflows.queries.leaders import holder_of
from workflows.queries.seen import Seen

UNIT, LEADER, DOCUMENT, FIELD = "1", "2", "3", "4"
MOST_DOCUMENTS = 200
MOST_MISSIONS, FEWEST_MISSIONS = 400, 20
IN_BEING = {"closed_on__isnull": True}


@dataclass
class Choices:
    """Number → words, in the order of the protocol; documents newest first; fields of
    work only beside documents, where one looks for missions."""

    units: dict[int, str] = field(default_factory=dict)
    leaders: dict[int, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    fields: dict[int, str] = field(default_factory=dict)


# What it is, place, number, words, and two more texts for those who read further rows
# in the same statement.
Line = tuple[str, int | None, int | None, str, str, str]
COLUMNS: Final = ("what", "position", "pk", "words", "asks", "whose")


def choices(on: date, *, assignable: bool = False) -> Choices:
    """Units and leaders in office; one statement.

    `assignable` leaves out what work cannot be given to: the Board as a whole, and
    agencies outside.
    """
    first, *others = choice_rows(on, assignable=assignable)
    return choices_of(in_order(first.union(*others, all=True)))


def choice_rows(
    on: date, *, of: Seen | None = None, assignable: bool = False
) -> list[QuerySet[Any, Any]]:
    """Rows of COLUMNS; with `of` also the documents that the missions rest on, and the
    fields of work."""
    units = assignable_units() if assignable else Unit.objects.filter(**IN_BEING)
    leaders = Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True)
    holder = Coalesce(holder_of("pk", on=on), F("title"), output_field=CharField())
    parts = [
        _lines(units, UNIT, words=Cast("name", CharField())),
        _lines(leaders, LEADER, words=holder),
    ]
    if of is not None:
        fields = Portfolio.objects.annotate(position=Value(0))
        parts += [
            _documents(of),
            _lines(fields, FIELD, words=Cast("name", CharField())),
        ]
    return parts


def in_order(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return rows.order_by("what", "position", "-pk")


def choices_of(lines: Iterable[Line]) -> Choices:
    """What these lines offer; those of other readers are passed over."""
    found = Choices()
    places = {
        UNIT: found.units,
        LEADER: found.leaders,
        DOCUMENT: found.documents,
        FIELD: found.fields,
    }
    for what, _, pk, words, *_ in lines:
        if what in places and pk is not None:
            places[what][pk] = words
    return found


def _lines(rows: QuerySet[Any], what: str, *, words: Any) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = rows.annotate(
        what=Value(what), words=words, asks=Value(""), whose=Value("")
    ).values_list(*COLUMNS)
    return found.order_by()


def _documents(seen: Seen) -> QuerySet[Any, Any]:
    """The newest documents that gave one of these missions: all that the newest
    missions come from, which is far more than anybody looks through."""
    if seen.is_everything:
        gave = Q(Exists(seen.all().filter(document=OuterRef("pk"))))
    else:
        newest_first = seen.shaped(lambda missions: missions.order_by("-pk"))
        each = max(FEWEST_MISSIONS, MOST_MISSIONS // max(seen.reasons, 1))
        gave = Q(missions__in=newest_first.first(each).values("pk"))
    newest = (
        Document.objects.filter(gave)
        .order_by("-pk")
        .distinct()
        .values("pk")[:MOST_DOCUMENTS]
    )
    words = Concat("reference_number", Value(": "), Left("subject", 80))
    rows = Document.objects.filter(pk__in=newest).annotate(position=Value(0))
    return _lines(rows, DOCUMENT, words=words)
