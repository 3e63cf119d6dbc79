"""Who does what on a mission, and who owes what: the table of its units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from approvals.queries.mission_file import MissionFile
from organization.enums import Right
from organization.models import Unit
from organization.scopes import Scope
from workflows.enums import OpinionOutcome
from workflows.models.talk import TAKEN_BACK_WITHIN
from workflows.queries.around import Around

USUAL_DAYS = 3  # that a unit is given, where the deadline leaves them


@dataclass(frozen=True)
class SupportingRow:
    """One supporting unit: what it is asked for, and how that stands.

    `code` is a colour of ui.css, `words` say the state, `task` what was asked. It
    `owes` what was asked and has not come; it `waits` for an answer to what it sent.
    """

    unit: Unit
    code: str
    words: str
    symbol: str = ""
    task: str = ""
    owes: bool = False
    waits: bool = False
    sent: int = 0
    is_mine: bool = False


@dataclass(frozen=True)
class Supporting:
    """The rows, and what the page asks of them."""

    rows: list[SupportingRow]
    suggested_on: date

    @property
    def owing(self) -> list[SupportingRow]:
        return [row for row in self.rows if row.owes]

    @property
    def to_ask(self) -> list[SupportingRow]:
        return [row for row in self.rows if not row.owes]

    @property
    def ticked(self) -> list[SupportingRow]:
        """Whom the form asks unless told otherwise: all that have sent nothing, or the
        only one there is."""
        silent = [row for row in self.to_ask if not row.sent]
        return self.to_ask if len(self.to_ask) == 1 else silent

    @property
    def unanswered(self) -> int:
        return sum(row.waits for row in self.rows)

    @property
    def heard(self) -> int:
        return sum(bool(row.sent) for row in self.rows)


def beside_the_lead(
    found: MissionFile, around: Around, scope: Scope, today: date
) -> dict[str, Any]:
    """What the panels of units, progress and talk show; no statement of its own."""
    percent = around.get("percent", [])
    return {
        "supporting": supporting_of(found, around, scope, today),
        "percent": percent[0]["percent"] if percent else None,
        # A comment written after this may still be taken back by its author.
        "still_mine": timezone.now() - TAKEN_BACK_WITHIN,
    }


def supporting_of(
    found: MissionFile, around: Around, scope: Scope, today: date
) -> Supporting:
    """From what `around` read; no statement of its own."""
    mine = scope.on_mission(found.mission.pk)
    asked = _newest(around.get("asked", []))
    sent: dict[int, list[dict[str, Any]]] = {}
    for row in around.get("contributions", []):
        sent.setdefault(row["unit"], []).append(row)
    rows = [
        _row(
            unit,
            asked.get(unit.pk),
            sent.get(unit.pk, []),
            today,
            is_mine=mine.on_unit(Right.PREPARE_WORK, unit.pk) is not None,
        )
        for unit in found.supporting
    ]
    return Supporting(rows, _suggested(found.mission.due_on, today))


def _row(
    unit: Unit,
    asked: Mapping[str, Any] | None,
    sent: list[dict[str, Any]],
    today: date,
    *,
    is_mine: bool,
) -> SupportingRow:
    owes = asked is not None and asked["answered_at"] is None
    waits = any(not row["agrees"] and not row["outcome"] for row in sent)
    code, words, symbol = _state(asked if owes else None, sent, today, waits=waits)
    return SupportingRow(
        unit=unit,
        code=code,
        words=words,
        symbol=symbol,
        task=asked["text"] if asked else "",
        owes=owes,
        waits=waits,
        sent=len(sent),
        is_mine=is_mine,
    )


def _state(
    owed: Mapping[str, Any] | None,
    sent: list[dict[str, Any]],
    today: date,
    *,
    waits: bool,
) -> tuple[str, str, str]:
    """Colour, words, symbol: what is owed comes first, then what was sent last."""
    if owed is not None:
        return _owed((owed["due_on"] - today).days)
    if not sent:
        return "giao", "Chưa hỏi", "info"
    newest = sent[0]
    on = _day(newest["at"])
    if waits:
        return "baocao", f"Đã gửi {on}, chờ tiếp thu", ""
    if newest["agrees"]:
        return "xong", f"Thống nhất {on}", ""
    explained = newest["outcome"] == OpinionOutcome.EXPLAINED
    return "xong", "Đã giải trình" if explained else "Đã tiếp thu", ""


def _owed(left: int) -> tuple[str, str, str]:
    if left < 0:
        return "quahan", f"Chậm {-left} ngày", ""
    if left == 0:
        return "saphan", "Hạn gửi hôm nay", ""
    return "giao", f"Đã hỏi, còn {left} ngày", "clock"


def _newest(rows: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """By unit the newest request; rows come newest first."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row["unit"], row)
    return found


def _suggested(due_on: date | None, today: date) -> date:
    usual = today + timedelta(days=USUAL_DAYS)
    if due_on is None or due_on > usual or due_on <= today:
        return usual
    return due_on - timedelta(days=1)


def _day(moment: datetime) -> str:
    day = timezone.localdate(moment)
    return (
        f"{day.day:02}/{day.month:02}"
        if day.month in {1, 2}
        else f"{day:%d}/{day.month}"
    )
