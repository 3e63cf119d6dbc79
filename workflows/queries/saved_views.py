"""Saved views: which a person finds, and with whom he or she may share them.

A shared view shares what is asked, never what is found: the list that it opens is read
with the rights of who opens it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    F,
    Func,
    Q,
    QuerySet,
    Value,
    When,
)

from organization.enums import Right
from organization.scopes import Scope
from workflows.enums import ViewSharing
from workflows.models import ListPreference, SavedView
from workflows.queries.choices import Line

KEPT_AFTER_REMOVAL: Final = timedelta(days=30)
# Beside the letters of `choices`, with which they are read in one statement.
PREFERENCE, VIEW = "5", "6"


@dataclass(frozen=True)
class Offered:
    """One view as the list offers it; `whose` is empty for one's own."""

    pk: int
    name: str
    query: str
    whose: str = ""


@dataclass
class Kept:
    """What a person keeps of the list; `default` is the view that opens it."""

    views: list[Offered] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    default: Offered | None = None


def own_units(scope: Scope) -> frozenset[int]:
    """The units in which the person sits; a lent seat is not his or her own."""
    return frozenset(seat.unit_id for seat in scope.seats if seat.delegation_id is None)


def may_share_with_all(scope: Scope) -> bool:
    """Văn phòng offers a view to the whole Board."""
    return Right.ISSUE_WORK in scope.everywhere


def found_by(scope: Scope) -> QuerySet[SavedView]:
    """The person's own views, those of his or her units, and those for all."""
    shared = Q(sharing=ViewSharing.ALL) | Q(
        sharing=ViewSharing.UNIT, unit__in=own_units(scope)
    )
    rows = SavedView.objects.filter(deleted_at__isnull=True)
    return rows.filter(Q(owner=scope.person_id) | shared)


def kept_by(scope: Scope) -> Kept:
    """Views and choices; one statement."""
    first, *others = kept_rows(scope)
    return kept_of(first.union(*others, all=True))


def kept_rows(scope: Scope) -> list[QuerySet[Any, Any]]:
    """Rows of `choices.COLUMNS`: what the person prefers, and the views."""
    joined = Func(
        F("columns"), Value(","), function="array_to_string", output_field=CharField()
    )
    preference = ListPreference.objects.filter(person=scope.person_id)
    whose = Case(
        When(owner=scope.person_id, then=Value("")),
        default=F("owner__full_name"),
        output_field=CharField(),
    )
    return [
        _lines(
            preference, PREFERENCE, number="default_view", words=joined, asks=Value("")
        ),
        _lines(
            found_by(scope),
            VIEW,
            number="pk",
            words=F("name"),
            asks=F("query"),
            whose=whose,
        ),
    ]


def _lines(
    rows: QuerySet[Any], what: str, *, number: str, whose: Any = None, **words: Any
) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = rows.annotate(
        what=Value(what),
        position=Value(0),
        number=F(number),
        whose=whose or Value(""),
        **words,
    ).values_list("what", "position", "number", "words", "asks", "whose")
    return found.order_by()


def kept_of(lines: Iterable[Line]) -> Kept:
    """What these lines keep; those of other readers are passed over."""
    kept, default = Kept(), None
    for what, _, pk, words, asks, whose in lines:
        if what == PREFERENCE:
            kept.columns, default = [one for one in words.split(",") if one], pk
        elif what == VIEW and pk is not None:
            kept.views.append(Offered(pk, words, asks, whose))
    kept.views.sort(key=lambda one: (bool(one.whose), one.name.casefold()))
    kept.default = next((one for one in kept.views if one.pk == default), None)
    return kept
