"""What the stateful test draws from, and what it keeps of a mission."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from viewflow.workflow.models import Task

from approvals.models import ApprovalRequest, Decision
from history.models import HistoryEntry
from notifications.models import Notification
from tests.cast import USERNAMES
from tests.missions import ways
from workflows.enums import MissionState
from workflows.models import Assignment, Mission, Report

HEAD_OF = {
    "phong_qldn": "tp_qldn",
    "tt_qlck": "gd_ttqlck",
    "phong_qlht": "tp_qlht",
}
HOLDER = {
    "truong_ban": "truong_ban",
    "ptb_xuat_nhap_khau": "ptb_hai",
    "ptb_ha_tang": "ptb_khanh",
    "chanh_van_phong": "chanh_vp",
    "cv_van_phong": "cv_vp",
    "tp_qldn": "tp_qldn",
    "gd_ttqlck": "gd_ttqlck",
    "tp_qlht": "tp_qlht",
}
LEADERS = ("ptb_xuat_nhap_khau", "ptb_ha_tang", "truong_ban")
UNITS = tuple(HEAD_OF)
LENDERS = ("ptb_xuat_nhap_khau", "truong_ban", "tp_qldn", "chanh_van_phong")
ROLES = tuple(USERNAMES)
# What moves a mission; preparing, contributing and letting in leave its state alone. A
# correction is drawn with its facts, the acts of the areas by `loop_verbs`.
STILL = {"correct", "prepare", "contribute", "except"}
ACTS = tuple(act for act in ways.OWN if act not in STILL)
WAITS = {"leader_decides", "head_decides"}
# Who usually does what next, so that missions come far.
USUAL = {
    MissionState.ASSIGNED: [("start", "head")],
    MissionState.IN_PROGRESS: [("report", "head"), ("report", "anyone")],
    MissionState.RETURNED: [("report", "head")],
    MissionState.REPORTED: [
        ("submit_for_approval", "cv_vp"),
        ("submit_for_approval", "chanh_vp"),
        ("return_for_form", "cv_vp"),
    ],
    MissionState.UNDER_APPROVAL: [
        ("approve", "leader"),
        ("return", "leader"),
        ("pass_up", "leader"),
        ("approve", "truong_ban"),
        ("approve", "anyone"),
    ],
}


@dataclass(frozen=True)
class Lent:
    """A delegation as the machine made it."""

    post: str
    to: str
    unit: str | None
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Facts:
    """A mission as the test reads it, by names."""

    lead: str
    supporting: frozenset[str]
    leader: str
    officer: int | None
    monitor: int | None
    checked: bool
    state: str
    version: int
    step: str | None
    author: int | None


TABLES = (Mission, Assignment, Report, ApprovalRequest, Decision, Task, HistoryEntry)
EVERYTHING = " UNION ALL ".join(
    f"SELECT md5(string_agg(t::text, '' ORDER BY t.id)) FROM {model._meta.db_table} t"
    for model in (*TABLES, Notification)
)


def everything() -> list[tuple[Any, ...]]:
    """All that an act could have touched, as digests."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
