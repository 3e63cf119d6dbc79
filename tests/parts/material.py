"""Parts, and how they end, in few words."""

from typing import Any

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from workflows.models import Mission
from workflows.services import missions, parts
from workflows.services.parts import Part
from workflows.services.reports import HandIn


def part(
    cast: Cast,
    title: str = "Tổng hợp số liệu",
    unit: str = "phong_qldn",
    **changes: Any,
) -> Part:
    values: dict[str, Any] = {
        "title": title,
        "text": f"{title} theo phân công.",
        "lead_unit": cast.unit(unit),
        "due_on": builders.DUE,
    }
    return Part(**{**values, **changes})


def split(
    cast: Cast, whole: Mission, *wanted: Part, by: Person | None = None
) -> list[Mission]:
    return parts.split(mission_id=whole.pk, parts=wanted, by=by or cast.ptb_hai)


def whole_with_parts(cast: Cast, number: int = 2) -> tuple[Mission, list[Mission]]:
    whole = builders.started(cast)
    wanted = [part(cast, f"Phần {place}") for place in range(1, number + 1)]
    return whole, split(cast, whole, *wanted)


def reported(cast: Cast, mission: Mission) -> None:
    """Phòng QLDN takes it up where it has not, and hands in."""
    if Mission.objects.get(pk=mission.pk).state == "ASSIGNED":
        missions.start(mission_id=mission.pk, by=cast.tp_qldn)
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.tp_qldn)


def ended(cast: Cast, mission: Mission, **more: Any) -> Mission:
    return approvals.decide(
        mission_id=mission.pk,
        outcome=DecisionOutcome.APPROVE,
        by=cast.ptb_hai,
        **more,
    )
