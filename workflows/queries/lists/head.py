"""What a page of the list needs before its missions: what the person keeps, what can be
chosen, and the working calendar, in one statement."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from workflows.calendars import Correction
from workflows.models import CalendarCorrection
from workflows.queries.calendar import keep_calendar
from workflows.queries.choices import (
    Choices,
    Line,
    choice_rows,
    choices_of,
    in_order,
)
from workflows.queries.saved_views import Kept, kept_of, kept_rows
from workflows.queries.seen import Seen

CORRECTION: Final = "7"


def head_of(seen: Seen, *, on: date) -> tuple[Kept, Choices]:
    """For one reader; the calendar is kept for the rest of the request."""
    first, *others = [
        *choice_rows(on, of=seen),
        *kept_rows(seen.scope),
        _corrections(),
    ]
    lines: list[Line] = list(in_order(first.union(*others, all=True)))
    keep_calendar(_corrections_of(lines))
    return kept_of(lines), choices_of(lines)


def _corrections() -> QuerySet[Any, Any]:
    """The day as a text (2026-11-22) in the place of the words."""
    return (
        CalendarCorrection.objects.annotate(
            what=Value(CORRECTION),
            position=Cast("is_working", IntegerField()),
            words=Cast("day", CharField()),
            asks=F("reason"),
            whose=Value(""),
        )
        .values_list("what", "position", "pk", "words", "asks", "whose")
        .order_by()
    )


def _corrections_of(lines: Iterable[Line]) -> list[Correction]:
    return [
        Correction(date.fromisoformat(words), is_working=bool(works), reason=reason)
        for what, works, _, words, reason, _ in lines
        if what == CORRECTION
    ]
