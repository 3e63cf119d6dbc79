"""Gộp nhiệm vụ trùng: of two that are the same work one goes on, the other is closed.

Both chains stay, each names the other. Nothing that people work at is lost: deadline,
supporting units and open parts go over to the one that goes on.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from approvals import authority
from approvals.queries import facts_of
from approvals.services.taking_back import end_ways
from history.enums import HistoryKind
from organization.models import Person, Unit
from organization.scopes import Seat
from workflows import policies
from workflows.exceptions import (
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
)
from workflows.models import Mission
from workflows.services import missions
from workflows.services.held import Held, finish, hold_many
from workflows.services.missions import LONGEST
from workflows.services.open_units import check_still_open
from workflows.services.parts import hold_parts, move_part
from workflows.services.supporting import join

NO_REASON: Final = "Chưa có lý do. Nêu vì sao hai nhiệm vụ là một."
NO_PAPER: Final = (
    "Chưa có căn cứ. Văn phòng gộp theo văn bản đã ký hoặc ý kiến của lãnh đạo: "
    "ghi số, ngày của văn bản hoặc ý kiến đó."
)
ABOVE: Final = """
WITH RECURSIVE above (id) AS (
    SELECT parent_id FROM workflows_mission WHERE id = %s
     UNION
    SELECT mission.parent_id FROM workflows_mission mission JOIN above USING (id)
)
SELECT 1 FROM above WHERE id = %s"""


@dataclass(frozen=True)
class Merging:
    """Which ends, which goes on, and how. `due_from` is the mission whose deadline
    counts; None takes the earlier. `authority` is the paper that it rests on."""

    ends: int
    goes_on: int
    reason: str
    due_from: int | None = None
    authority: str = ""
    # Versions that the person saw.
    ends_seen: int | None = None
    goes_on_seen: int | None = None


@dataclass(frozen=True)
class Outcome:
    """Both as they stand afterwards, with the units that support the one."""

    ended: Mission
    goes_on: Mission
    supporting: list[Unit]
    parts: int


def merge(*, merging: Merging, by: Person, at: datetime | None = None) -> Outcome:
    """Close one mission as merged into the other.

    Who directs both, or the Trưởng Ban; Văn phòng where both rest on documents, with
    the paper named. Raises MissionNotFound, ActionDenied, InvalidInput, StaleMission,
    and InvalidTransition where one is a part of the other.
    """
    reason = policies.check_reason(merging.reason, sentence=NO_REASON)
    with transaction.atomic():
        ends, goes_on = _hold_both(merging, by, at)
        ends.check("merge", merging.ends_seen)
        goes_on.check("merge", merging.goes_on_seen)
        _check_apart(ends.mission, goes_on.mission)
        paper = _checked_paper([ends, goes_on], merging.authority)
        parts = hold_parts([ends], deep=False)
        told = _take_over(ends, goes_on, merging.due_from)
        seat = _seat(goes_on)
        goes_on.enter(
            HistoryKind.MERGED_WITH,
            seat=seat,
            before=told[0],
            after={"merged": ends.mission.pk, **told[1]},
            note=reason,
            authority=paper,
        )
        for part in parts:
            if part is not goes_on:
                move_part(part, to=goes_on.mission, reason=reason, seat=seat)
        end_ways([ends])
        ends.set(merged_into=goes_on.mission)
        missions.withdraw(
            ends,
            reason=reason,
            seat=_seat(ends),
            kind=HistoryKind.MERGED_INTO,
            after={"merged_into": goes_on.mission.pk},
        )
        # Parts first: the one that ends has none left when its end is written.
        finish([*parts, goes_on])
        finish([ends])
        units = list(Unit.objects.filter(pk__in=goes_on.supporting))
    return Outcome(ends.mission, goes_on.mission, units, len(parts))


def look_ahead(*, merging: Merging, by: Person) -> Outcome:
    """What `merge` would do, found out by doing it and taking it back (ADR 0030);
    raises what that would raise."""
    with transaction.atomic():
        outcome = merge(merging=merging, by=by)
        transaction.set_rollback(True)
    return outcome


def _hold_both(merging: Merging, by: Person, at: datetime | None) -> tuple[Held, Held]:
    if merging.ends == merging.goes_on:
        raise InvalidInput("Chọn một nhiệm vụ khác để gộp.")
    held = {
        one.mission.pk: one
        for one in hold_many([merging.ends, merging.goes_on], by=by, at=at)
    }
    if len(held) < 2:  # noqa: PLR2004  both
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    return held[merging.ends], held[merging.goes_on]


def _check_apart(one: Mission, other: Mission) -> None:
    """A whole and its part are two works, however like they read."""
    for mission, whole in ((one, other), (other, one)):
        if mission.parent_id is None:
            continue
        with connection.cursor() as cursor:
            cursor.execute(ABOVE, [mission.pk, whole.pk])
            if cursor.fetchone():
                raise InvalidTransition(
                    f"{mission.code} là một phần của {whole.code}, không gộp được."
                )


def _checked_paper(held: list[Held], text: str) -> str:
    """The paper, where there is one; Văn phòng acts only by one."""
    paper = policies.check_text(text.strip(), label="Căn cứ gộp", longest=LONGEST)
    directs = all(
        authority.seat_to_split(one.scope, facts_of(one.mission)) for one in held
    )
    if not directs and not paper:
        raise InvalidInput(NO_PAPER)
    return paper


def _seat(held: Held) -> Seat | None:
    return authority.seat_to_merge(held.scope, facts_of(held.mission))


def _take_over(
    ends: Held, goes_on: Held, due_from: int | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Deadline and supporting units of both for the one; what that changes."""
    before, after = _take_deadline(ends.mission, goes_on, due_from)
    mission = goes_on.mission
    wanted = ends.supporting | {ends.mission.lead_unit_id}
    coming = wanted - goes_on.supporting - {mission.lead_unit_id}
    if coming:
        check_still_open(coming)
        join(mission, coming)
        all_of_them = goes_on.supporting | coming
        codes = dict(Unit.objects.filter(pk__in=all_of_them).values_list("pk", "code"))
        before["supporting_units"] = sorted(codes[pk] for pk in goes_on.supporting)
        after["supporting_units"] = sorted(codes.values())
        goes_on.supporting = mission.supporting_unit_ids = all_of_them
    return before, after


def _take_deadline(
    other: Mission, held: Held, due_from: int | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    mission = held.mission
    if due_from is None:
        days = [one.due_on for one in (mission, other) if one.due_on is not None]
        takes = bool(days) and other.due_on == min(days) != mission.due_on
    else:
        takes = due_from == other.pk
    if not takes or other.due_on == mission.due_on is not None:
        return {}, {}
    before = _due(mission)
    held.set(due_on=other.due_on, no_deadline_reason=other.no_deadline_reason)
    inside = mission.internal_due_on
    if inside is not None and (other.due_on is None or other.due_on < inside):
        held.set(internal_due_on=None)
    # By itself: a bulk act groups rows by their values, and this one is a dict.
    mission.deadline = other.deadline
    mission.save(update_fields=["deadline"])
    return before, _due(mission)


def _due(mission: Mission) -> dict[str, Any]:
    return {
        "due_on": mission.due_on.isoformat() if mission.due_on else None,
        "no_deadline_reason": mission.no_deadline_reason or None,
    }
