"""What is said on a mission and asks for no answer: a leader's instruction of his own,
and what Văn phòng found when it looked at how the work stands (capability 77)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from approvals import authority
from approvals.queries import facts_of
from history.enums import HistoryKind
from organization.models import Person
from organization.scopes import Seat
from workflows import policies
from workflows.exceptions import InvalidInput
from workflows.models import Inspection, Instruction
from workflows.services.held import Held, actor, hold

LONGEST = 5000  # characters
INSTRUCTION_EMPTY = "Chưa có ý kiến chỉ đạo. Nêu đơn vị cần làm gì."
FINDINGS_EMPTY = "Chưa ghi kết quả kiểm tra."
NOT_YET = "Ngày kiểm tra chưa đến. Ghi ngày đã kiểm tra."


def instruct(
    *,
    mission_id: int,
    text: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Instruction:
    """The leader in charge or the Trưởng Ban writes an instruction of his own."""
    text = _words(text, INSTRUCTION_EMPTY, "Ý kiến chỉ đạo")
    with hold(mission_id, by=by, at=at) as held:
        held.check("instruct", expected_version)
        seat = authority.seat_to_instruct(held.scope, facts_of(held.mission))
        row = Instruction.objects.create(
            mission=held.mission, text=text, **_said(held, seat)
        )
        held.enter(
            HistoryKind.INSTRUCTED,
            seat=seat,
            before={},
            after={"instruction": row.pk},
            note=text,
        )
    return row


def inspect(
    *,
    mission_id: int,
    findings: str,
    by: Person,
    held_on: date | None = None,
    is_unannounced: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Inspection:
    """Văn phòng puts a check of the work on record; without a day, that of today.

    Raises InvalidInput without findings, and for a day that has not come.
    """
    findings = _words(findings, FINDINGS_EMPTY, "Kết quả kiểm tra")
    with hold(mission_id, by=by, at=at) as held:
        held.check("inspect", expected_version)
        today = timezone.localdate(held.at)
        day = held_on or today
        if day > today:
            raise InvalidInput(NOT_YET)
        seat = authority.seat_to_inspect(held.scope, facts_of(held.mission))
        row = Inspection.objects.create(
            mission=held.mission,
            text=findings,
            held_on=day,
            is_unannounced=is_unannounced,
            **_said(held, seat),
        )
        held.enter(
            HistoryKind.CHECKED,
            seat=seat,
            before={},
            after={
                "inspection": row.pk,
                "held_on": day,
                "is_unannounced": is_unannounced,
            },
            note=findings,
        )
    return row


def _words(text: str, empty: str, label: str) -> str:
    text = policies.check_reason(text, sentence=empty)
    return policies.check_text(text, label=label, longest=LONGEST)


def _said(held: Held, seat: Seat | None) -> dict[str, Any]:
    who = actor(held.by, seat, held.scope)
    return {
        "said_by": held.by,
        "said_title": who.title,
        "said_capacity": who.capacity,
        "said_on_behalf_of": who.on_behalf_of,
        "said_at": held.at,
    }
