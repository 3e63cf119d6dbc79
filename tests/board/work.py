"""A Board at work: missions of every kind, by the real services; made once a test."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from workflows.calendars import add_working_days
from workflows.enums import ReturnKind
from workflows.models import Meeting, Mission
from workflows.services import meetings, missions


def infrastructure(cast: Cast, **changes: Any) -> Mission:
    """A mission of another leader and unit."""
    values: dict[str, Any] = {
        "lead_unit": cast.unit("phong_qlht"),
        "directing_leader": cast.post("ptb_ha_tang"),
        "supporting_units": (cast.unit("phong_qldn"),),
        **changes,
    }
    return missions.assign(order=builders.order(cast, **values), by=cast.ptb_khanh)


def before_the_meeting(cast: Cast) -> dict[str, Mission]:
    """Late, soon, waiting, returned, finished in time and not, with no deadline."""
    today = timezone.localdate()
    infrastructure(cast, due_on=today - timedelta(days=4))
    infrastructure(cast, due_on=None, no_deadline_reason="Thường xuyên")
    builders.started(cast, due_on=add_working_days(today, 3))
    for due in (today + timedelta(days=1), today - timedelta(days=1)):
        finished(cast, due_on=due)
    finished(cast, due_on=None, no_deadline_reason="Thường xuyên")
    builders.returned(cast)
    return {
        "late": builders.given(cast, due_on=today - timedelta(days=2)),
        "waits": builders.handed_in(cast),
        "passed": builders.handed_in(cast),
        "plain": builders.started(cast, due_on=today + timedelta(days=40)),
        "other": infrastructure(cast),
    }


def finished(cast: Cast, **changes: Any) -> Mission:
    mission = builders.handed_in(cast, **changes)
    return approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )


def meeting(
    cast: Cast, by: Person | None = None, name: str = "Giao ban tuần 24"
) -> Meeting:
    """Recorded now."""
    return meetings.record_meeting(
        held_on=timezone.localdate(), name=name, by=by or cast.chanh_vp
    )


def after_the_meeting(cast: Cast, known: dict[str, Mission]) -> None:
    """Something of every kind that is told since a meeting."""
    approvals.pass_up(
        mission_id=known["passed"].pk, comment="Vượt quyền.", by=cast.ptb_hai
    )
    approvals.decide(
        mission_id=known["waits"].pk,
        outcome=DecisionOutcome.RETURN,
        kind=ReturnKind.MINOR_CORRECTION,
        reason="Bổ sung số liệu.",
        by=cast.ptb_hai,
    )
    approvals.withdraw(
        mission_id=known["late"].pk, reason="Không còn phù hợp.", by=cast.ptb_hai
    )
    finished(cast, due_on=timezone.localdate() + timedelta(days=3))
    infrastructure(cast, due_on=timezone.localdate() - timedelta(days=1))
