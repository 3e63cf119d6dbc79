"""What the panel “Thời hạn” shows beside the deadline itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from approvals.queries.mission_file import MissionFile
from history.models.entry import acting_title
from workflows.calendars import working_days_between
from workflows.enums import ExtensionGrounds, ExtensionOutcome, WaitKind
from workflows.models import Mission
from workflows.queries.around import Around
from workflows.queries.calendar import calendar_in_force

LOOKS = {
    ExtensionOutcome.PENDING: "giahan",
    ExtensionOutcome.GRANTED: "xong",
    ExtensionOutcome.REFUSED: "tralai",
    ExtensionOutcome.TAKEN_BACK: "giao",
    ExtensionOutcome.LAPSED: "giao",
}
Row = dict[str, Any]


@dataclass(frozen=True)
class Times:
    """`extensions` newest first; `open_extension`, `wait` and `pause` are what is open;
    `past` are waits and pauses that are over."""

    extensions: list[Row]
    open_extension: Row | None
    wait: Row | None
    pause: Row | None
    past: list[Row]
    days_late_when_given: int
    approved_on: date | None

    @property
    def answered(self) -> list[Row]:
        return [row for row in self.extensions if row is not self.open_extension]


def times_of(found: MissionFile, rows: Around, today: date) -> Times:
    """Everything about time that stands around a mission; nothing is read but the
    calendar, which the page keeps."""
    extensions = _extensions(rows["extensions"])
    waits = [_wait(row, today) for row in rows["waits"]]
    pauses = [{**row, "words": "Tạm dừng", "by": _by(row)} for row in rows["pauses"]]
    mission = found.mission
    completed = mission.completed_at
    return Times(
        extensions=extensions,
        open_extension=_first(extensions, "answered_at"),
        wait=_first(waits, "ended_at"),
        pause=_first(pauses, "ended_at"),
        past=sorted(
            (row for row in (*waits, *pauses) if row["ended_at"]),
            key=lambda row: row["at"],
            reverse=True,
        ),
        days_late_when_given=days_late_when_given(mission),
        approved_on=timezone.localdate(completed) if completed else None,
    )


def days_late_when_given(mission: Mission) -> int:
    """How many days the deadline was over when the mission was given out; else 0."""
    due_on: date | None = mission.original_due_on or mission.due_on
    if due_on is None:
        return 0
    return max((timezone.localdate(mission.assigned_at) - due_on).days, 0)


def _extensions(rows: list[Row]) -> list[Row]:
    """With number, look and words; those asked for are counted, oldest first."""
    number = sum(row["grounds"] == ExtensionGrounds.ASKED for row in rows)
    found = []
    for row in rows:
        is_asked = row["grounds"] == ExtensionGrounds.ASKED
        until = row["granted_due_on"] or row["asked_due_on"]
        found.append(
            {
                **row,
                "number": number if is_asked else 0,
                "days": (until - row["from_due_on"]).days,
                "words": ExtensionOutcome(row["result"]).label,
                "look": LOOKS[ExtensionOutcome(row["result"])],
                "by": _by(row),
                "answered": acting_title(
                    row["answered_title"],
                    row["answered_capacity"],
                    row["answered_on_behalf_of"],
                )
                or row["answerer"],
            }
        )
        number -= is_asked
    return found


def _wait(row: Row, today: date) -> Row:
    since = timezone.localdate(row["at"])
    return {
        **row,
        "words": f"{WaitKind(row['kind']).label}: {row['on_whom']}",
        "days": working_days_between(since, today, calendar_in_force()),
        "by": _by(row),
    }


def _by(row: Row) -> str:
    title = acting_title(row["title"], row["capacity"], row["on_behalf_of"])
    return title or row["who"]


def _first(rows: list[Row], end: str) -> Row | None:
    return next((row for row in rows if row[end] is None), None)
