"""The table of `matrix.txt`, and a world in which each of its situations is real."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from organization.enums import DelegationScope
from organization.models import Appointment, Delegation, Person
from organization.services import appoint, end_appointment
from tests.cast import Cast
from tests.missions import builders
from workflows.enums import DocumentKind, ItemKind
from workflows.models import Document, DraftItem, Mission
from workflows.services import corrections, documents, missions
from workflows.services.corrections import Correction
from workflows.services.reports import HandIn

Situation = tuple[str, str]  # route, situation
Cells = dict[str, dict[str, str]]  # act → relation → yes, 403, 404, 409

# Every act of the table → the word for it in `workflows.permissions`.
ACTS = {
    "start": "start",
    "report": "report",
    "submit_for_approval": "submit_for_approval",
    "recall_report": "recall_report",
    "return_for_form": "return_for_form",
    "approve": "decide",
    "return": "decide",
    "pass_up": "pass_up",
    "withdraw": "withdraw",
    "correct": "correct",
    "name_officer": "name_officer",
    "view": "",
}
RELATIONS = {
    "HL": "tp_qldn",
    "OL": "cv_qldn",
    "HS": "gd_ttqlck",
    "DL": "ptb_hai",
    "TB": "truong_ban",
    "AD": "ptb_khanh",
    "CV": "chanh_vp",
    "VT": "van_thu",
    "VO": "cv_vp",
    "HU": "tp_khth",
    "AU": "kiem_tra",
    "QT": "quan_tri",
    "UQ": "bt_chidoan",
    "UX": "tp_qlht",
    "UN": "tp_qldn",
    "FH": "tp_qldn",
}


def read() -> dict[Situation, Cells]:
    """The table as it stands in the file."""
    found: dict[Situation, Cells] = {}
    heads: list[str] = []
    cells: Cells = {}
    path = Path(__file__).with_name("matrix.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            route, _, situation = line[3:].partition(" / ")
            cells = found.setdefault((route, situation), {})
            heads = []
        elif line.startswith(" "):
            heads = line.split()
        elif line and not line.startswith("#"):
            act, *marks = line.split()
            cells[act] = dict(zip(heads, marks, strict=True))
    return found


@dataclass
class World:
    """The cast, a mission in each situation, delegations in force and lapsed."""

    cast: Cast
    missions: dict[Situation, int]

    @contextmanager
    def seen_by(self, relation: str) -> Iterator[Person]:
        """The person who stands in this relation; undone at the end of the block."""
        with rolled_back():
            arrange = {"UN": lend_to_the_head, "FH": replace_the_head}.get(relation)
            if arrange is not None:
                arrange(self.cast)
            role: Person = getattr(self.cast, RELATIONS[relation])
            yield Person.objects.get(pk=role.pk)


@contextmanager
def rolled_back() -> Iterator[None]:
    """A savepoint that is never kept."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


def build_world() -> World:
    cast = Cast()
    lend(cast, cast.bt_chidoan, starts=-1, ends=1)
    lend(cast, cast.tp_qlht, starts=-2, ends=-1)
    found = {}
    for route, make in (("direct", builders.given), ("document", given_out)):
        for situation, steps in SITUATIONS.items():
            if (route, situation) == ("direct", "REPORTED"):
                continue  # nobody checks the form: it goes on in the same act
            mission = make(cast)
            for step in steps:
                if step != "submit" or route == "document":
                    STEPS[step](cast, mission.pk)
            found[route, situation] = mission.pk
    return World(cast, found)


def lend(cast: Cast, to: Person, *, starts: int, ends: int) -> Delegation:
    """The directing leader delegates everything, from and until some days from now."""
    now = timezone.now()
    return Delegation.objects.create(
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=to,
        scope=DelegationScope.ALL,
        starts_at=now + timedelta(days=starts),
        ends_at=now + timedelta(days=ends),
        paper="01/GUQ",
    )


def lend_to_the_head(cast: Cast) -> None:
    lend(cast, cast.tp_qldn, starts=-1, ends=1)


def replace_the_head(cast: Cast) -> None:
    today = timezone.localdate()
    post = cast.post("tp_qldn")
    seat = Appointment.objects.get(post=post, ends_on=None)
    end_appointment(appointment=seat, last_day=today - timedelta(days=1), by=None)
    successor = Person.objects.create(username="tp.moi", full_name="Người Kế Nhiệm")
    appoint(post=post, person=successor, starts_on=today, by=None)


def given_out(cast: Cast) -> Mission:
    """A mission that Văn phòng gave out in execution of a signed document."""
    document = Document.objects.create(
        kind=DocumentKind.PLAN,
        reference_number=f"{Document.objects.count() + 1}/KH-BQLKKTCK",
        issued_on=date(2026, 1, 26),
        subject="Kế hoạch công tác",
        text="Nắm tình hình xuất nhập khẩu.",
        monitoring_officer=cast.van_thu,
        registered_at=timezone.now(),
    )
    item = DraftItem.objects.create(
        document=document,
        position=1,
        kind=ItemKind.TASK,
        title="Nắm tình hình xuất nhập khẩu",
        text="Nắm tình hình xuất nhập khẩu.",
        span_start=0,
        span_end=29,
        lead_unit=cast.unit("phong_qldn"),
        directing_leader=cast.post("ptb_xuat_nhap_khau"),
        due_on=builders.DUE,
    )
    item.supporting_units.add(cast.unit("tt_qlck"))
    given = documents.give_out(
        document_id=document.pk, item_ids=[item.pk], by=cast.van_thu
    )
    return given.missions[0]


SITUATIONS: dict[str, tuple[str, ...]] = {
    "ASSIGNED": (),
    "IN_PROGRESS": ("start",),
    "IN_PROGRESS after a recall": ("start", "report", "recall"),
    "REPORTED": ("start", "report"),
    "UNDER_APPROVAL": ("start", "report", "submit"),
    "UNDER_APPROVAL passed up": ("start", "report", "submit", "pass_up"),
    "RETURNED": ("start", "report", "submit", "return"),
    "COMPLETED": ("start", "report", "submit", "approve"),
    "WITHDRAWN": ("start", "withdraw"),
}


def _decide(outcome: DecisionOutcome, reason: str = "") -> Callable[[Cast, int], Any]:
    return lambda cast, pk: approvals.decide(
        mission_id=pk, outcome=outcome, reason=reason, by=cast.ptb_hai
    )


STEPS: dict[str, Callable[[Cast, int], Any]] = {
    "start": lambda cast, pk: missions.start(mission_id=pk, by=cast.tp_qldn),
    "report": lambda cast, pk: approvals.hand_in(
        mission_id=pk, report=HandIn("Đã tổng hợp."), by=cast.tp_qldn
    ),
    "recall": lambda cast, pk: approvals.recall(mission_id=pk, by=cast.tp_qldn),
    "submit": lambda cast, pk: approvals.submit(mission_id=pk, by=cast.cv_vp),
    "pass_up": lambda cast, pk: approvals.pass_up(
        mission_id=pk, comment="Vượt lĩnh vực.", by=cast.ptb_hai
    ),
    "approve": _decide(DecisionOutcome.APPROVE),
    "return": _decide(DecisionOutcome.RETURN, "Bổ sung số liệu."),
    "withdraw": lambda cast, pk: approvals.withdraw(
        mission_id=pk, reason="Không còn cần.", by=cast.ptb_hai
    ),
}


def correction(cast: Cast, **changes: Any) -> Correction:
    """The facts of `builders.order`, with another text and what else is named."""
    values: dict[str, Any] = {
        "title": "Nắm tình hình xuất nhập khẩu",
        "text": "Nắm tình hình xuất nhập khẩu, báo cáo hằng tuần.",
        "lead_unit": cast.unit("phong_qldn"),
        "directing_leader": cast.post("ptb_xuat_nhap_khau"),
        "supporting_units": (cast.unit("tt_qlck"),),
        "due_on": builders.DUE,
    }
    return Correction(**{**values, **changes})


def through_the_services(
    cast: Cast, act: str, pk: int, by: Person, **more: Any
) -> Mission:
    """Do the act as the services offer it; raises what they refuse."""
    doing: dict[str, Callable[..., Mission]] = {
        "start": missions.start,
        "report": lambda **k: approvals.hand_in(report=HandIn("Đã xong."), **k),
        "submit_for_approval": approvals.submit,
        "recall_report": approvals.recall,
        "return_for_form": lambda **k: approvals.return_for_form(reason="Sai.", **k),
        "approve": lambda **k: approvals.decide(outcome=DecisionOutcome.APPROVE, **k),
        "return": lambda **k: approvals.decide(
            outcome=DecisionOutcome.RETURN, reason="Thiếu số liệu.", **k
        ),
        "pass_up": lambda **k: approvals.pass_up(comment="Vượt lĩnh vực.", **k),
        "withdraw": lambda **k: approvals.withdraw(reason="Không còn cần.", **k),
        "correct": lambda **k: corrections.correct(
            correction=correction(cast), reason="Ghi thiếu.", **k
        ),
        "name_officer": lambda **k: missions.name_officer(officer=cast.cv_qldn, **k),
    }
    return doing[act](mission_id=pk, by=by, **more)
