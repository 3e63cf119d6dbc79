"""Times in which the unit's clock stands still: it waits for others, or work rests.

Neither is a state of the mission: a dated row says from when to when, and the mission
carries the beginning of what is open. A wait moves no deadline. A pause stops the
reminders and the counting of lateness.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from history.enums import HistoryKind
from organization.enums import Right
from organization.forms.days import written
from organization.models import Person
from organization.scopes import Seat
from workflows import policies
from workflows.enums import WaitKind
from workflows.exceptions import InvalidInput
from workflows.models import Mission, Pause, Wait
from workflows.services.extensions import directing_seat, extended_by_resuming, lapse
from workflows.services.held import Held, actor, hold

LONGEST_WHOM = 200
NOBODY_NAMED = "Chưa nêu chờ ai, chờ gì. Ghi tên cơ quan hoặc điều kiện."
NOTHING_DONE = "Chưa nêu đã làm gì. Ghi văn bản đã gửi, ngày gửi."
NOTHING_CAME = "Chưa nêu kết quả. Ghi văn bản, ý kiến hoặc điều kiện đã có."
NO_PAUSE_REASON = "Chưa có lý do. Nêu vì sao tạm dừng."
NO_RESUME_REASON = "Chưa có lý do. Nêu vì sao tiếp tục."


def begin_wait(
    *,
    mission_id: int,
    kind: WaitKind,
    on_whom: str,
    reason: str,
    by: Person,
    expected_on: date | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The lead unit's head says for whom the work waits, and what was done for it.

    Raises InvalidInput where either is missing, or the expected day is over.
    """
    on_whom = policies.check_reason(on_whom, sentence=NOBODY_NAMED)
    policies.check_text(on_whom, label="Chờ ai, chờ gì", longest=LONGEST_WHOM)
    reason = policies.check_reason(reason, sentence=NOTHING_DONE)
    with hold(mission_id, by=by, at=at) as held:
        held.check("begin_wait", expected_version)
        if expected_on is not None and expected_on < timezone.localdate(held.at):
            raise InvalidInput(f"Ngày dự kiến {written(expected_on)} đã qua.")
        seat = held.seat(Right.REPORT_WORK)
        Wait.objects.create(
            **_begun(held, seat, reason),
            kind=kind,
            on_whom=on_whom,
            expected_on=expected_on,
        )
        held.set(wait_began_at=held.at)
        held.enter(
            HistoryKind.WAIT_BEGAN,
            seat=seat,
            before={},
            after={
                "waiting": True,
                "wait": kind.value,
                "on_whom": on_whom,
                "expected_on": expected_on.isoformat() if expected_on else None,
            },
            note=reason,
        )
    return held.mission


def end_wait(
    *,
    mission_id: int,
    outcome: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """What the unit waited for has come, or it waits no longer; it says which."""
    outcome = policies.check_reason(outcome, sentence=NOTHING_CAME)
    with hold(mission_id, by=by, at=at) as held:
        held.check("end_wait", expected_version)
        wait_is_over(held, outcome=outcome)
    return held.mission


def wait_is_over(held: Held, *, outcome: str) -> None:
    """End the open wait of a held mission; a hand-in does so, too."""
    if held.mission.wait_began_at is None:
        return
    seat = held.seat(Right.REPORT_WORK)
    _end(Wait, held, seat, outcome)
    held.set(wait_began_at=None)
    held.enter(
        HistoryKind.WAIT_ENDED,
        seat=seat,
        before={"waiting": True},
        after={"waiting": False},
        note=outcome,
    )


def pause(
    *,
    mission_id: int,
    reason: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Who directs the mission lets it rest, with a reason."""
    reason = policies.check_reason(reason, sentence=NO_PAUSE_REASON)
    with hold(mission_id, by=by, at=at) as held:
        held.check("pause", expected_version)
        seat = directing_seat(held)
        Pause.objects.create(**_begun(held, seat, reason))
        held.set(paused_at=held.at)
        held.enter(
            HistoryKind.PAUSED,
            seat=seat,
            before={"paused": False},
            after={"paused": True},
            note=reason,
        )
    return held.mission


def resume(
    *,
    mission_id: int,
    reason: str,
    by: Person,
    due_on: date | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Work goes on, with the deadline as it was or a later one; the old one is kept."""
    reason = policies.check_reason(reason, sentence=NO_RESUME_REASON)
    with hold(mission_id, by=by, at=at) as held:
        held.check("resume", expected_version)
        seat = directing_seat(held)
        before: dict[str, Any] = {"paused": True}
        after: dict[str, Any] = {"paused": False}
        held.set(paused_at=None)
        if due_on is None:
            _end(Pause, held, seat, reason)
        else:
            old = held.mission.due_on
            extended_by_resuming(held, due_on, reason=reason, seat=seat)
            before["due_on"] = old.isoformat() if old else None
            after["due_on"] = due_on.isoformat()
        held.enter(
            HistoryKind.RESUMED, seat=seat, before=before, after=after, note=reason
        )
    return held.mission


def end_all(held: Held, *, why: str) -> None:
    """The mission ends, and with it whatever is open of the above.

    The entry that ends the mission tells of it; no further one is written.
    """
    lapse(held)
    if held.mission.wait_began_at is not None:
        _end(Wait, held, None, why)
        held.set(wait_began_at=None)
    if held.mission.paused_at is not None:
        _end(Pause, held, None, why)
        held.set(paused_at=None)


def _begun(held: Held, seat: Seat | None, reason: str) -> dict[str, Any]:
    who = actor(held.by, seat, held.scope)
    return {
        "mission": held.mission,
        "reason": reason,
        "began_by": held.by,
        "began_title": who.title,
        "began_capacity": who.capacity,
        "began_on_behalf_of": who.on_behalf_of,
        "began_at": held.at,
    }


def _end(
    model: type[Wait] | type[Pause], held: Held, seat: Seat | None, outcome: str
) -> None:
    """End the open one in one statement; at most one is open."""
    who = actor(held.by, seat, held.scope)
    rows = model._default_manager.filter(  # noqa: SLF001
        mission=held.mission, ended_at__isnull=True
    )
    rows.update(
        outcome=outcome,
        ended_by=held.by,
        ended_at=held.at,
        ended_title=who.title,
        ended_capacity=who.capacity,
        ended_on_behalf_of=who.on_behalf_of,
    )
