"""What can be chosen on the pages of missions: units, leaders, documents."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left

from organization.models import Post, Unit
from organization.queries import LEADER_RANKS, assignable_units
from workflows.models import Document
from workflows.queries.leaders import holder_of
from workflows.queries.seen import Seen

UNIT, LEADER, DOCUMENT = "1", "2", "3"
MOST_DOCUMENTS = 200
MOST_MISSIONS, FEWEST_MISSIONS = 400, 20
IN_BEING = {"closed_on__isnull": True}


@dataclass
class Choices:
    """Number → words, in the order of the protocol; documents newest first."""

    units: dict[int, str] = field(default_factory=dict)
    leaders: dict[int, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)


def choices(on: date, *, of: Seen | None = None, assignable: bool = False) -> Choices:
    """Units and leaders in office, and the documents that the missions rest on.

    `assignable` leaves out what work cannot be given to: the Board as a whole, and
    agencies outside. One statement, so that a page with three lists stays within its
    budget.
    """
    units = (
        (assignable_units() if assignable else Unit.objects.filter(**IN_BEING))
        .annotate(what=Value(UNIT), words=Cast("name", CharField()))
        .values_list("what", "position", "pk", "words")
        .order_by()
    )
    leaders = (
        Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True)
        .annotate(
            what=Value(LEADER),
            words=Coalesce(
                holder_of("pk", on=on), F("title"), output_field=CharField()
            ),
        )
        .values_list("what", "position", "pk", "words")
        .order_by()
    )
    parts = [units, leaders]
    if of is not None:
        parts.append(_documents(of))
    found = Choices()
    places = {UNIT: found.units, LEADER: found.leaders, DOCUMENT: found.documents}
    first, *others = parts
    for what, _, pk, words in first.union(*others, all=True).order_by(
        "what", "position", "-pk"
    ):
        places[what][pk] = words
    return found


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
    return (
        Document.objects.filter(pk__in=newest)
        .annotate(what=Value(DOCUMENT), position=Value(0), words=words)
        .values_list("what", "position", "pk", "words")
        .order_by()
    )
