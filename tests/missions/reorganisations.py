"""Plans as an administrator draws them up, and what became of the missions."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from history.verification import verify_database
from organization.enums import UnitKind
from organization.models import Unit
from tests.cast import Cast
from workflows.enums import OPEN_STATES
from workflows.models import Mission
from workflows.models.reorganisation import Reorganisation, ReorganisationKind
from workflows.services import reorganisation
from workflows.services.reorganisation import Plan, Role, Successor

K = ReorganisationKind
PAPER = "Quyết định số 15/QĐ-BQLKKTCK ngày 20/7/2026"
NEW = Successor("phong_kinh_te", "Phòng Kinh tế", "KT", UnitKind.DIVISION.value)


def today() -> date:
    return timezone.localdate()


def merger(**changes: Any) -> Plan:
    """Phòng QLDN and Phòng KHTH become Phòng Kinh tế, in Vũ Việt Hải's field; the head
    of QLDN heads it, the other becomes deputy."""
    plan = Plan(
        kind=K.MERGE,
        effective_on=today(),
        paper=PAPER,
        formers=("phong_qldn", "phong_khth"),
        successors=(replace(NEW, portfolio="xuat_nhap_khau"),),
        fates={
            "tp_qldn": (NEW.code, Role.HEAD),
            "tp_khth": (NEW.code, Role.DEPUTY),
        },
    )
    return replace(plan, **changes)


def division(**changes: Any) -> Plan:
    """Phòng QLDN becomes Phòng Kinh tế and Phòng Đầu tư."""
    other = Successor("phong_dau_tu", "Phòng Đầu tư", "ĐT", UnitKind.DIVISION.value)
    plan = Plan(
        kind=K.SPLIT,
        effective_on=today(),
        paper=PAPER,
        formers=("phong_qldn",),
        successors=(NEW, other),
        by_rule=NEW.code,
        names_go_to=NEW.code,
        fates={
            "tp_qldn": (NEW.code, Role.HEAD),
            "cv_qldn": (other.code, Role.SAME),
        },
    )
    return replace(plan, **changes)


def closing(**changes: Any) -> Plan:
    """Phòng QLDN is closed; the Centre takes over, its head leaves."""
    plan = Plan(
        kind=K.CLOSE,
        effective_on=today(),
        paper=PAPER,
        formers=("phong_qldn",),
        successors=(Successor("tt_qlck"),),
        fates={"tp_qldn": ("", Role.END)},
    )
    return replace(plan, **changes)


def drawn_up(cast: Cast, plan: Plan) -> tuple[Reorganisation, reorganisation.Shown]:
    """The draft and its preview, as the page shows it."""
    row = reorganisation.draw_up(plan=plan, by=cast.quan_tri)
    return row, reorganisation.show(plan, by=cast.quan_tri)


def carried_out(cast: Cast, plan: Plan) -> Reorganisation:
    row, shown = drawn_up(cast, plan)
    assert shown.obstacles == []
    return reorganisation.apply(pk=row.pk, seal=shown.seal, by=cast.quan_tri)


def check_nothing_is_lost(before: set[int]) -> None:
    """Every open mission is still there, with one open lead unit that does not support
    it; its chain verifies and tells its state."""
    rows = Mission.objects.filter(state__in=OPEN_STATES).select_related("lead_unit")
    missions = list(rows.prefetch_related("assignments"))
    assert {mission.pk for mission in missions} == before
    units = Unit.objects.in_bulk()
    for mission in missions:
        supports = [one.unit_id for one in mission.assignments.all()]
        assert mission.lead_unit.closed_on is None
        assert mission.lead_unit_id not in supports
        assert len(set(supports)) == len(supports)
        assert all(units[pk].closed_on is None for pk in supports)
    assert list(verify_database()) == []
