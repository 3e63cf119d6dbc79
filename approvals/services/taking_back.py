"""Taking missions back; the way of their reports ends with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from approvals import authority
from approvals.queries import facts_of
from approvals.services.on_the_way import waiting_of
from history.enums import HistoryKind
from organization.models import Person
from organization.scopes import Seat
from workflows.enums import WAITING_ABOVE
from workflows.models import Mission
from workflows.services import missions, reports
from workflows.services.held import Held, finish, hold
from workflows.services.parts import hold_parts, move_part


def withdraw(
    *,
    mission_id: int,
    reason: str,
    by: Person,
    parts_stay: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Take a mission back in any open state; a report on its way ends with it.

    Its open parts end with it, or go on by themselves where `parts_stay`.
    """
    with hold(mission_id, by=by, at=at) as held:
        held.check("withdraw", expected_version)
        seat = authority.seat_to_withdraw(held.scope, facts_of(held.mission))
        seats = {mission_id: seat}
        take_back([held], reason=reason, seats=seats, parts_stay=parts_stay)
    return held.mission


def take_back(
    held: Sequence[Held],
    *,
    reason: str,
    seats: Mapping[int, Seat | None],
    parts_stay: bool = False,
    kind: HistoryKind = HistoryKind.WITHDRAWN,
    after: dict[str, Any] | None = None,
) -> None:
    """Withdraw held missions, and end the way of their reports; who may was asked.

    Whoever may take the whole back takes its parts back, too: they were given for it.
    """
    parts = hold_parts(held, deep=not parts_stay)
    end_ways(held if parts_stay else [*held, *parts])
    of = dict(seats)
    for part in parts:
        seat = of[part.mission.pk] = of[part.mission.parent_id or 0]
        whole = f"NV\u00a0{part.mission.parent_id:03d}"
        if parts_stay:
            move_part(part, to=None, reason=f"{whole} kết thúc: {reason}", seat=seat)
        else:
            words = f"Thu hồi cùng {whole}: {reason}"
            missions.withdraw(part, reason=words, seat=seat)
    finish(parts)
    for one in held:
        seat = seats[one.mission.pk]
        missions.withdraw(one, reason=reason, seat=seat, kind=kind, after=after)


def end_ways(held: Sequence[Held]) -> None:
    """End the way of reports that wait for a decision; where none do, read nothing."""
    above = [one for one in held if one.mission.state in WAITING_ABOVE]
    for waiting in waiting_of(above).values() if above else ():
        reports.close(waiting.held, waiting.request.report)
        waiting.end("taken_back")
        waiting.request.save(update_fields=["closed_at"])
