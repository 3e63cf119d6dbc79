"""What stands around a mission on its page, read in one statement.

Each area gives rows of two columns: the name of the part, and the row as JSON. They
are put together with UNION ALL, so the page costs the same however many parts it has.
Who may see the mission sees them; that was asked before.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from workflows.calendars import Correction
from workflows.queries.around import parts, time, urging, working
from workflows.queries.calendar import keep_calendar

Rows = Callable[[int], QuerySet[Any, tuple[str, dict[str, Any]]]]
Around = dict[str, list[dict[str, Any]]]

# One entry an area: a function that gives `.values_list("part", "row")` of a mission.
AREAS: Final[tuple[Rows, ...]] = (*working.ROWS, *time.ROWS, *parts.ROWS, *urging.ROWS)


def around(mission_id: int) -> Around:
    """Part → its rows, newest first where they have an `at`; one statement.

    Keys that end in `_at` are moments, those that end in `_on` days.
    """
    found: Around = defaultdict(list)
    if not AREAS:
        return found
    first, *others = (area(mission_id).order_by() for area in AREAS)
    for part, row in first.union(*others, all=True) if others else first:
        found[part].append({key: _read(key, value) for key, value in row.items()})
    keep_calendar(
        Correction(row["falls_on"], is_working=row["is_working"], reason=row["reason"])
        for row in found.pop("calendar", ())
    )
    for rows in found.values():
        rows.sort(key=lambda row: row.get("at") or row.get("id") or 0, reverse=True)
    return found


def _read(key: str, value: Any) -> date | datetime | Any:
    if isinstance(value, str):
        if key == "at" or key.endswith("_at"):
            return parse_datetime(value)
        if key.endswith("_on"):
            return parse_date(value)
    return value
