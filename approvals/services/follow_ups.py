"""Đôn đốc: a person urges on, with a text; whoever was urged answers (capability 75).

The machine's reminders are something else (`notifications`). What is urged on many at
once stands on each mission by itself, with a result for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from approvals import authority
from approvals.queries import facts_of
from history.enums import HistoryKind
from organization.models import Person
from organization.scopes import Seat
from workflows import policies
from workflows.enums import FollowUpTo, MissionState
from workflows.exceptions import (
    InvalidInput,
    MissionNotFound,
    Refusal,
)
from workflows.models import FollowUp
from workflows.services.beside import Beside
from workflows.services.held import Held, actor, finish, hold, hold_many

LONGEST = 5000  # characters
MOST_AT_ONCE = 100
TEXT_EMPTY = "Chưa có nội dung đôn đốc."
TOO_MANY = f"Mỗi lần đôn đốc không quá {MOST_AT_ONCE} việc. Chọn bớt rồi gửi lại."


URGED = """
SELECT mission_id, jsonb_build_object(
         'number', max(number),
         'today_at', max(asked_at) FILTER (WHERE asked_by_id = %(urger)s
           AND asked_at >= date_trunc('day', %(at)s::timestamptz, %(zone)s)))
  FROM workflows_followup WHERE mission_id = ANY(%(missions)s) GROUP BY mission_id"""


class AlreadyUrged(Refusal):
    """The same person urged on the same mission today; once more is to be confirmed."""

    status = 409


@dataclass(frozen=True)
class Result:
    """What became of one mission of many; `sentence` says why it was refused."""

    mission_id: int
    done: bool
    sentence: str = ""


def follow_up(
    *,
    mission_id: int,
    text: str,
    by: Person,
    unit_id: int | None = None,
    again: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """Urge on the lead unit, or a supporting one where `unit_id` names it.

    `again` confirms a second time on the same day. Raises AlreadyUrged without it,
    InvalidInput for a unit that has no part in the mission, ActionDenied,
    InvalidTransition or StaleMission.
    """
    text = words_of(text, TEXT_EMPTY, "Nội dung đôn đốc")
    with hold(mission_id, by=by, at=at, beside=urgings_of(by)) as held:
        held.check("follow_up", expected_version)
        row = _urge(held, text, unit_id, again=again)
        row.save(force_insert=True)
    return row


def follow_up_above(
    *,
    mission_id: int,
    text: str,
    by: Person,
    again: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """Urge on whoever has the report: Văn phòng with its check, or who decides."""
    text = words_of(text, TEXT_EMPTY, "Nội dung đôn đốc")
    with hold(mission_id, by=by, at=at, beside=urgings_of(by)) as held:
        held.check("follow_up_above", expected_version)
        before = Before.of(held)
        _not_twice_a_day(held, before, again=again)
        checks = held.mission.state == MissionState.REPORTED
        seat = authority.seat_to_follow_up_above(held.scope, facts_of(held.mission))
        row = _row(
            held,
            seat,
            text=text,
            number=before.number + 1,
            addressee=FollowUpTo.OFFICE if checks else FollowUpTo.LEADER,
        )
        row.save(force_insert=True)
    return row


def follow_up_many(
    *,
    texts: Mapping[int, str],
    versions: Mapping[int, int | None],
    by: Person,
    again: bool = False,
    at: datetime | None = None,
) -> list[Result]:
    """Urge on the lead units of many missions, each in its own savepoint: one refusal
    harms no other. `texts` maps mission to what is said there."""
    if len(versions) > MOST_AT_ONCE:
        raise InvalidInput(TOO_MANY)
    results, urged = [], []
    with transaction.atomic():
        rows = hold_many(versions, by=by, at=at, beside=urgings_of(by))
        held = {one.mission.pk: one for one in rows}
        for mission_id, version in versions.items():
            try:
                with transaction.atomic():
                    one = held.get(mission_id)
                    if one is None:
                        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
                    one.check("follow_up", version)
                    text = words_of(texts[mission_id], TEXT_EMPTY, "Nội dung đôn đốc")
                    row = _urge(one, text, None, again=again)
            except Refusal as refusal:
                results.append(Result(mission_id, done=False, sentence=str(refusal)))
            else:
                results.append(Result(mission_id, done=True))
                urged.append((one, row))
        FollowUp.objects.bulk_create(row for _, row in urged)
        finish([one for one, _ in urged])
    return results


@dataclass(frozen=True)
class Before:
    """How often the mission was urged on, and when the same person did so today."""

    number: int = 0
    today_at: datetime | None = None

    @classmethod
    def of(cls, held: Held) -> "Before":
        """From what `urgings_of` found beside the mission."""
        if not held.beside:
            return cls()
        (found,) = held.beside
        today_at = found["today_at"]
        at = datetime.fromisoformat(today_at) if today_at else None
        return cls(found["number"], at)


def urgings_of(by: Person) -> Beside:
    """How often each mission was urged on, and when by this person today."""
    zone = timezone.get_default_timezone_name()
    return Beside(URGED, {"urger": by.pk, "zone": zone})


def _urge(held: Held, text: str, unit_id: int | None, *, again: bool) -> FollowUp:
    """The row for one unit, not yet stored; its entry is drafted."""
    before = Before.of(held)
    _not_twice_a_day(held, before, again=again)
    lead = held.mission.lead_unit_id
    unit_id = unit_id or lead
    if unit_id != lead and unit_id not in held.supporting:
        raise InvalidInput(f"Đơn vị này không phối hợp {held.mission.code}.")
    seat = authority.seat_to_follow_up(held.scope, facts_of(held.mission))
    is_lead = unit_id == lead
    held.addressed_units.add(unit_id)
    return _row(
        held,
        seat,
        text=text,
        number=before.number + 1,
        addressee=FollowUpTo.LEAD_UNIT if is_lead else FollowUpTo.SUPPORTING_UNIT,
        unit_id=unit_id,
    )


def _row(held: Held, seat: Seat | None, **values: Any) -> FollowUp:
    who = actor(held.by, seat, held.scope)
    row = FollowUp(
        mission=held.mission,
        asked_by=held.by,
        asked_title=who.title,
        asked_capacity=who.capacity,
        asked_on_behalf_of=who.on_behalf_of,
        asked_at=held.at,
        **values,
    )
    held.enter(
        HistoryKind.FOLLOWED_UP,
        seat=seat,
        before={},
        after={
            "number": row.number,
            "addressee": row.addressee,
            "unit": row.unit_id,
        },
        note=row.text,
    )
    return row


def _not_twice_a_day(held: Held, before: Before, *, again: bool) -> None:
    if before.today_at is None or again:
        return
    at = timezone.localtime(before.today_at)
    raise AlreadyUrged(
        f"{held.by.full_name} đã đôn đốc {held.mission.code} hôm nay lúc {at:%H:%M}. "
        "Muốn đôn đốc nữa thì đánh dấu “Vẫn đôn đốc lần nữa” rồi gửi lại."
    )


def words_of(text: str, empty: str, label: str) -> str:
    """The text; raises InvalidInput where there is none, or too much."""
    text = policies.check_reason(text, sentence=empty)
    return policies.check_text(text, label=label, longest=LONGEST)
