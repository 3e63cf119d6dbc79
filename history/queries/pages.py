"""Chains, and pages of what was read: newest first, keyed by the last row shown.

A key neither slows down nor shifts while rows arrive. Days are local, both inclusive;
an empty filter does not filter.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, Q, QuerySet, Subquery
from django.utils import timezone

from history.models import HistoryEntry, ReadingRecord

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows newest first; `older` is the next `before_id`, or None."""

    entries: list[Row]
    older: int | None


ReadingsPage = Page[ReadingRecord]


def entries_of(subject_type: str, subject_id: int) -> QuerySet[HistoryEntry]:
    """The chain of one subject, oldest first."""
    return HistoryEntry.objects.filter(
        subject_type=subject_type, subject_id=subject_id
    ).order_by("sequence")


def readings(
    *,
    from_day: date | None = None,
    to_day: date | None = None,
    person_id: int | None = None,
    kind: str = "",
    subject_type: str = "",
    subject_id: int | None = None,
    mission_id: int | None = None,
) -> QuerySet[ReadingRecord]:
    """What was read, newest first."""
    found = ReadingRecord.objects.filter(
        _in_days(from_day, to_day),
        **_given(
            person_id=person_id,
            kind=kind,
            subject_type=subject_type,
            subject_id=subject_id,
            mission_id=mission_id,
        ),
    )
    return found.order_by("-at", "-id")


def readings_page(
    found: QuerySet[ReadingRecord], *, before_id: int | None = None, limit: int = 50
) -> ReadingsPage:
    """One page of what `readings` gives; one statement."""
    return _page(found, before_id, limit)


def happened_since(moment: datetime) -> bool:
    """Whether anything was told at or after the moment; one index step."""
    return HistoryEntry.objects.filter(at__gte=moment).exists()


def kinds_since(subject_type: str, subject_id: int, sequence: int) -> set[str]:
    """What kinds of entries a subject has after that one; one index range."""
    found = HistoryEntry.objects.filter(
        subject_type=subject_type, subject_id=subject_id, sequence__gt=sequence
    )
    return set(found.order_by().values_list("kind", flat=True))


def _page(rows: QuerySet[Row], before_id: int | None, limit: int) -> Page[Row]:
    if before_id is not None:
        last = rows.model._default_manager.filter(pk=before_id)  # noqa: SLF001
        moment = Subquery(last.values("at"))
        # The first condition alone bounds the index; the second settles equal moments.
        rows = rows.filter(Q(at__lt=moment) | Q(id__lt=before_id), at__lte=moment)
    found = list(rows.order_by(F("at").desc(), F("id").desc())[: limit + 1])
    shown = found[:limit]
    return Page(shown, shown[-1].pk if len(found) > limit else None)


def _given(**wanted: Any) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if value not in {None, ""}}


def _in_days(from_day: date | None, to_day: date | None) -> Q:
    period = Q()
    if from_day is not None:
        period &= Q(at__gte=_midnight(from_day))
    if to_day is not None:
        period &= Q(at__lt=_midnight(to_day + timedelta(days=1)))
    return period


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
