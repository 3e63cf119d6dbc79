"""A world in which each situation and relation of docs/permissions.md is real."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from organization import grants
from organization.enums import DelegationScope, Rank
from organization.models import Appointment, Delegation, Person
from organization.services import (
    appoint,
    create_portfolio,
    create_post,
    end_appointment,
    hold_portfolio,
)
from tests.authority import table
from tests.authority.table import Situation
from tests.cast import Cast
from tests.missions import builders, twins
from tests.missions.ways import correction, through_the_services
from workflows.enums import ExceptionRight, ReturnKind
from workflows.models import Mission, MissionException
from workflows.services import corrections, missions
from workflows.services.reports import HandIn

__all__ = ["correction", "corrections", "given_out", "through_the_services"]

# Every act of the table → the word for it in `workflows.permissions`.
ACTS = {
    act: {"approve": "decide", "return": "decide", "view": ""}.get(act, act)
    for act in table.ACTS.values()
}
# Relation → the member of the cast who stands in it; others are made by the world.
ROLES = {
    "lead head": "tp_qldn",
    "lead officer": "cv_qldn",
    "supporting head": "gd_ttqlck",
    "supporting officer": "cv_ttqlck",
    "directing leader": "ptb_hai",
    "head of the Board": "truong_ban",
    "deputy with the field": "ptb_dong",
    "deputy without the field": "ptb_khanh",
    "chief of office": "chanh_vp",
    "officer of the office": "cv_vp",
    "clerk": "van_thu",
    "delegate": "bt_chidoan",
    "delegate of this mission": "cv_khth",
    "delegate of another": "cv_khth",
    "delegate, handed in": "tp_qldn",
    "delegate of the head": "cv_khth",
    "by order of the head": "tp_khth",
    "delegate after the end": "tp_qlht",
    "former holder": "tp_qldn",
    "excepted to view": "cv_qlht",
    "excepted to prepare": "cv_qlht",
    "excepted after the end": "cv_qlht",
    "other": "tp_khth",
    "auditor": "kiem_tra",
    "administrator": "quan_tri",
    "deactivated": "tp_qldn",
}


@dataclass
class World:
    """The cast, deputies of units, a mission in each situation, delegations in force
    and lapsed."""

    cast: Cast
    deputies: dict[str, Person]
    missions: dict[Situation, int]

    @contextmanager
    def seen_by(self, relation: str, pk: int) -> Iterator[Person | None]:
        """The person who stands in this relation to the mission, as a fresh row; None
        for nobody. What was arranged for it is undone at the end of the block."""
        with rolled_back():
            arrange = ARRANGED.get(relation)
            if arrange is not None:
                arrange(self, pk)
            person = self.deputies.get(relation)
            if person is None and relation in ROLES:
                person = getattr(self.cast, ROLES[relation])
            yield None if person is None else Person.objects.get(pk=person.pk)


@contextmanager
def rolled_back() -> Iterator[None]:
    """A savepoint that is never kept. It is ended, too: the server looks through all
    that are open for each row that it finds."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)
        transaction.savepoint_commit(savepoint)


def build_world() -> World:
    cast = Cast()
    lend(cast, cast.bt_chidoan, starts=-1, ends=1)
    lend(cast, cast.tp_qlht, starts=-2, ends=-1)
    found = {}
    for route, make in (("direct", builders.given), ("document", given_out)):
        for situation, steps in SITUATIONS.items():
            if (route, situation) in table.NOT_THERE:
                continue
            mission = make(cast)
            for step in steps:
                if step != "submit" or route == "document":
                    STEPS[step](cast, mission.pk)
            found[route, situation] = mission.pk
    return World(cast, deputies(cast), found)


def deputies(cast: Cast) -> dict[str, Person]:
    """Deputies of the lead unit's head, with and without a delegation, and of the
    Chánh Văn phòng."""
    lead, office = Rank.DEPUTY_DIVISION_HEAD, Rank.DEPUTY_CHIEF_OF_OFFICE
    found = {
        "lead deputy": seated(cast, "pho.qldn.1", lead, "phong_qldn"),
        "lead deputy, delegated": seated(cast, "pho.qldn.2", lead, "phong_qldn"),
        "deputy chief of office": seated(cast, "pho.vp", office, "van_phong"),
    }
    delegated = found["lead deputy, delegated"]
    lend(cast, delegated, of="tp_qldn", starts=-1, ends=1)
    return found


def seated(cast: Cast, username: str, rank: Rank, unit: str) -> Person:
    """A new person in a new post."""
    code = username.replace(".", "_")
    post = create_post(
        code=code,
        title=rank.label,
        short=code,
        rank=rank,
        unit=cast.unit(unit),
        by=None,
    )
    person = Person.objects.create(username=username, full_name=f"Người {username}")
    appoint(post=post, person=person, starts_on=timezone.localdate(), by=None)
    return person


def lend(
    cast: Cast,
    to: Person,
    *,
    starts: int,
    ends: int,
    of: str = "ptb_xuat_nhap_khau",
    **more: Any,
) -> Delegation:
    """A post delegates everything, or what is named, from and until some days from
    now."""
    now = timezone.now()
    scope = DelegationScope.MISSION if "mission_id" in more else DelegationScope.ALL
    return Delegation.objects.create(
        delegator=cast.post(of),
        delegate=to,
        scope=scope,
        starts_at=now + timedelta(days=starts),
        ends_at=now + timedelta(days=ends),
        paper="01/GUQ",
        **more,
    )


def except_on(
    pk: int, person: Person, right: ExceptionRight, *, by: Person, ends: int
) -> MissionException:
    """Let a person into a mission, until some days from now."""
    now = timezone.now()
    rights = sorted({ExceptionRight.VIEW.value, right.value})
    mission = Mission.objects.get(pk=pk)
    grants.set_for_person(person, mission, codenames=rights, of=ExceptionRight.values)
    return MissionException.objects.create(
        mission=mission,
        person=person,
        rights=rights,
        starts_at=now - timedelta(days=2),
        ends_at=now + timedelta(days=ends),
        reason="Theo dõi hộ.",
        given_by=by,
        given_title="Phó Trưởng Ban",
        given_at=now,
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


def give_the_field(cast: Cast) -> None:
    """Another deputy answers for the lead unit, too."""
    field = create_portfolio(
        code="linh_vuc_moi", name="Mới", units=[cast.unit("phong_qldn")], by=None
    )
    post = cast.post("ptb_van_phong")
    hold_portfolio(portfolio=field, post=post, starts_on=timezone.localdate(), by=None)


def _let_in(right: ExceptionRight, ends: int) -> "Arrangement":
    return lambda world, pk: except_on(
        pk, world.cast.cv_qlht, right, by=world.cast.ptb_hai, ends=ends
    )


def _lend(role: str, of: str = "ptb_xuat_nhap_khau", **more: Any) -> "Arrangement":
    return lambda world, _pk: lend(
        world.cast, getattr(world.cast, role), of=of, starts=-1, ends=1, **more
    )


Arrangement = Callable[[World, int], object]
# What must be so for a relation to be real; undone after it was looked at.
ARRANGED: dict[str, Arrangement] = {
    "deputy with the field": lambda world, _pk: give_the_field(world.cast),
    "delegate of this mission": lambda world, pk: lend(
        world.cast, world.cast.cv_khth, starts=-1, ends=1, mission_id=pk
    ),
    "delegate of another": lambda world, pk: lend(
        world.cast,
        world.cast.cv_khth,
        starts=-1,
        ends=1,
        mission_id=next(one for one in world.missions.values() if one != pk),
    ),
    "delegate, handed in": _lend("tp_qldn"),
    "delegate of the head": _lend("cv_khth", of="truong_ban"),
    "by order of the head": _lend("tp_khth", of="truong_ban", capacity="TL."),
    "former holder": lambda world, _pk: replace_the_head(world.cast),
    "excepted to view": _let_in(ExceptionRight.VIEW, ends=1),
    "excepted to prepare": _let_in(ExceptionRight.PREPARE, ends=1),
    "excepted after the end": _let_in(ExceptionRight.PREPARE, ends=-1),
    "deactivated": lambda world, _pk: Person.objects.filter(
        pk=world.cast.tp_qldn.pk
    ).update(is_active=False),
}


given_out = twins.from_a_document
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
        mission_id=pk,
        outcome=outcome,
        kind=ReturnKind.MINOR_CORRECTION,
        reason=reason,
        by=cast.ptb_hai,
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
