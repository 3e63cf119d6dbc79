"""How the acts of the area `routes` are sent."""

from typing import Any, Final

from django.utils import timezone

from approvals.flows import ApprovalFlow
from approvals.models import (
    ApprovalProcess,
    ApprovalRequest,
    ApprovalTask,
    Opinion,
)
from tests.authority.channels.acts import Form
from tests.cast import Cast
from workflows.models import Report

SUPPORTING: Final = "tt_qlck"


def days(cast: Cast) -> dict[str, Any]:
    names = ("office_days", "leader_days", "head_days", "opinion_days")
    return {"head_decides": "1", **dict.fromkeys(names, 2)}


def question(cast: Cast) -> dict[str, Any]:
    unit = cast.unit(SUPPORTING).pk
    return {"text": "Có vướng gì không?", "unit": [unit], "days": 2}


def asked(cast: Cast, mission_id: int) -> tuple[int, ...]:
    """The supporting unit was asked about the report on its way, or about one that has
    ended."""
    now = timezone.now()
    request = ApprovalRequest.objects.filter(
        mission=mission_id, closed_at__isnull=True
    ).first() or an_ended_one(cast, mission_id)
    step = ApprovalTask.objects.create(
        process_id=request.process_id, flow_task=ApprovalFlow.gives_opinion
    )
    Opinion.objects.create(
        mission_id=mission_id,
        request=request,
        unit=cast.unit(SUPPORTING),
        text="Có vướng gì không?",
        asked_by=cast.ptb_hai,
        asked_at=now,
        due_on=timezone.localdate(now),
        task=step,
        lapsed_at=request.closed_at,
    )
    return ()


def an_ended_one(cast: Cast, mission_id: int) -> ApprovalRequest:
    now = timezone.now()
    report = Report.objects.create(
        mission_id=mission_id,
        round=99,
        text="Báo cáo.",
        handed_in_by=cast.tp_qldn,
        handed_in_at=now,
        closed_at=now,
    )
    process = ApprovalProcess.objects.create(flow_class=ApprovalFlow)
    return ApprovalRequest.objects.create(
        mission_id=mission_id,
        report=report,
        process=process,
        opened_at=now,
        closed_at=now,
    )


FORMS: Final[dict[str, Form]] = {
    "set_route": Form("route", days),
    "ask_opinion": Form("opinion_ask", question),
    "give_opinion": Form(
        "opinion_give",
        lambda _cast: {"agrees": "1", "text": "Nhất trí."},
        asked,
        names_who=True,
    ),
}
# Forms that are part of an act above: address → act.
PARTS: Final[dict[str, str]] = {}
