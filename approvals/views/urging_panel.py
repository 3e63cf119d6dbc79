"""The panels of difficulties and of urging: rows in words, and what may be done now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils import timezone

from approvals.queries.mission_file import MissionFile
from approvals.views.urging_words import (
    NOT_SENT,
    PLEASE,
    PLEASE_DECIDE,
    state_of,
    waiting_above,
)
from history.models.entry import acting_title
from organization.enums import Right
from organization.models import Person, Unit
from organization.scopes import Scope
from workflows.enums import (
    WAITING_ABOVE,
    DifficultyKind,
    DifficultyLevel,
    DifficultyOutcome,
    FollowUpTo,
)
from workflows.queries.around import Around

May = Mapping[str, bool]
TO: Final[dict[str, str]] = {
    FollowUpTo.LEAD_UNIT: "đơn vị chủ trì",
    FollowUpTo.OFFICE: "Văn phòng kiểm tra báo cáo",
    FollowUpTo.LEADER: "người quyết định",
}


@dataclass(frozen=True)
class Asked:
    """One row: as it was asked, as it was answered, and what its reader may do."""

    row: dict[str, Any]
    who: str
    answerer: str
    words: str
    may_answer: bool = False
    may_pass_up: bool = False
    may_settle: bool = False

    @property
    def is_open(self) -> bool:
        return self.row["closed_at"] is None


@dataclass(frozen=True)
class Said:
    """An instruction or a check: what, by whom."""

    row: dict[str, Any]
    who: str


@dataclass
class Urging:
    """Both panels. `texts` begin the two forms of urging; `phrases` are added to them;
    `today_at` is when the reader urged today already."""

    difficulties: list[Asked]
    instructions: list[Said]
    follow_ups: list[Asked]
    inspections: list[Said]
    kinds: list[tuple[str, str]]
    leader: str
    units: list[Unit] = field(default_factory=list)
    text: str = ""
    text_above: str = ""
    phrases: list[str] = field(default_factory=list)
    today_at: Any = None

    @property
    def waiting(self) -> int:
        """Difficulties without an answer."""
        return sum(one.is_open for one in self.difficulties)

    @property
    def unanswered(self) -> int:
        """Words of urging without an answer."""
        return sum(one.is_open for one in self.follow_ups)


def urging_of(
    found: MissionFile,
    around: Around,
    may: May,
    person: Person,
    scope: Scope,
    today: date,
) -> dict[str, Urging]:
    """What the two panels show, as `urging`; no statement."""
    mission = found.mission
    here = scope.on_mission(mission.pk)
    shown = Urging(
        difficulties=[_difficulty(row, may, person) for row in around["difficulties"]],
        instructions=[_said(row) for row in around["instructions"]],
        follow_ups=[_follow_up(row, may, here) for row in around["follow_ups"]],
        inspections=[_said(row) for row in around["inspections"]],
        kinds=[(kind.value, kind.label) for kind in DifficultyKind],
        leader=found.leader_name or mission.directing_leader.title,
    )
    if may["follow_up"]:
        shown.units = [mission.lead_unit, *found.supporting]
        shown.phrases = [NOT_SENT] if found.supporting else []
        shown.text = " ".join(filter(None, (state_of(mission, today), PLEASE)))
    if may["follow_up_above"] and mission.state in WAITING_ABOVE:
        shown.text_above = f"{waiting_above(mission, today)} {PLEASE_DECIDE}"
    own = [row["at"] for row in around["follow_ups"] if row["asker"] == person.pk]
    if own and timezone.localdate(max(own)) == today:
        shown.today_at = max(own)
    return {"urging": shown}


def _difficulty(row: dict[str, Any], may: May, person: Person) -> Asked:
    is_open = row["closed_at"] is None
    passed_up = row["level"] == DifficultyLevel.HEAD
    others = is_open and row["asker"] != person.pk
    answers = may["answer_passed_up"] if passed_up else may["answer_difficulty"]
    return Asked(
        row={**row, "key": str(row["id"])},
        who=_who(row),
        answerer=_answerer(row),
        words=_outcome(row),
        may_answer=others and answers,
        may_pass_up=others and not passed_up and may["pass_up_difficulty"],
        may_settle=is_open and may["settle_difficulty"],
    )


def _outcome(row: dict[str, Any]) -> str:
    if row["closed_at"] is None:
        return (
            "chờ Trưởng Ban" if row["level"] == DifficultyLevel.HEAD else "chờ ý kiến"
        )
    return DifficultyOutcome(row["outcome"]).label.lower()


def _follow_up(row: dict[str, Any], may: May, scope: Scope) -> Asked:
    is_open = row["closed_at"] is None
    supporting = row["addressee"] == FollowUpTo.SUPPORTING_UNIT
    answers = may["answer_follow_up"]
    if supporting:
        unit = scope.on_unit(Right.REPORT_WORK, row["unit"])
        answers = may["answer_support_follow_up"] and unit is not None
    above = row["unit"] is None
    return Asked(
        row=row,
        who=_who(row),
        answerer=_answerer(row),
        words=row["unit_name"] if supporting else TO[row["addressee"]],
        may_answer=is_open and not above and answers,
    )


def _said(row: dict[str, Any]) -> Said:
    return Said(row, _who(row))


def _who(row: Mapping[str, Any]) -> str:
    title = acting_title(row["title"], row["capacity"], row["behalf"])
    return f"{title} {row['name']}".strip()


def _answerer(row: Mapping[str, Any]) -> str:
    title = acting_title(
        row["answered_title"], row["answered_capacity"], row["answered_behalf"]
    )
    return f"{title} {row['answered_name'] or ''}".strip()
