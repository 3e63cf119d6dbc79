"""Missions made by the real services; what matters to a test stands in the test."""

from datetime import date
from typing import Any

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from organization.models import Person
from tests.cast import Cast
from workflows.enums import ReturnKind
from workflows.models import Mission
from workflows.services import missions
from workflows.services.missions import Order
from workflows.services.reports import HandIn

DUE = date(2026, 12, 31)


def order(cast: Cast, **changes: Any) -> Order:
    """An order to Phòng QLDN under Vũ Việt Hải, supported by the Centre."""
    values: dict[str, Any] = {
        "title": "Nắm tình hình xuất nhập khẩu",
        "text": "Thường xuyên cập nhật, nắm bắt tình hình xuất nhập khẩu.",
        "lead_unit": cast.unit("phong_qldn"),
        "directing_leader": cast.post("ptb_xuat_nhap_khau"),
        "due_on": DUE,
        "supporting_units": (cast.unit("tt_qlck"),),
    }
    return Order(**{**values, **changes})


def given(cast: Cast, by: Person | None = None, **changes: Any) -> Mission:
    """A mission that the deputy in charge gave directly: its route has no check."""
    return missions.assign(order=order(cast, **changes), by=by or cast.ptb_hai)


def started(cast: Cast, **changes: Any) -> Mission:
    mission = given(cast, **changes)
    return missions.start(mission_id=mission.pk, by=cast.tp_qldn)


def handed_in(
    cast: Cast, text: str = "Đã tổng hợp đủ số liệu.", **changes: Any
) -> Mission:
    mission = started(cast, **changes)
    return approvals.hand_in(
        mission_id=mission.pk, report=HandIn(text), by=cast.tp_qldn
    )


def returned(cast: Cast) -> Mission:
    mission = handed_in(cast)
    return approvals.decide(
        mission_id=mission.pk,
        outcome=DecisionOutcome.RETURN,
        kind=ReturnKind.MISSING_EVIDENCE,
        reason="Bổ sung số liệu từng cửa khẩu.",
        by=cast.ptb_hai,
    )


def completed(cast: Cast) -> Mission:
    mission = handed_in(cast)
    return approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )
