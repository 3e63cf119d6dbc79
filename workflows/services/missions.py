"""Giving out, taking up, correcting, withdrawing; each is one act of one person."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from history import services as history
from history.enums import HistoryKind
from organization import scopes
from organization.enums import Right
from organization.models import Person, Post, Unit
from organization.queries import LEADER_RANKS, NOT_ASSIGNABLE
from organization.scopes import Scope, Seat
from workflows import policies
from workflows.concerns import Concern
from workflows.exceptions import ActionDenied, InvalidInput, NeedsClarification
from workflows.models import Agency, Assignment, Document, DraftItem, Mission
from workflows.queries.exceptions import possible_officers
from workflows.services.agencies import optional_agency
from workflows.services.held import Held, actor, hold
from workflows.services.interruptions import end_all
from workflows.services.open_units import check_still_open

LONGEST = 300  # characters of a title, a reason, an authority


@dataclass(frozen=True)
class Order:
    """What is given out: everything a mission needs before it can exist."""

    title: str
    text: str
    lead_unit: Unit
    directing_leader: Post
    due_on: date | None = None
    no_deadline_reason: str = ""
    supporting_units: tuple[Unit, ...] = ()
    deadline: dict[str, Any] | None = None
    item: DraftItem | None = field(default=None)
    product: str = ""
    # What it is to other missions, and to agencies outside (ADR 0038).
    parent: Mission | None = None
    is_own: bool = False
    replaces: Mission | None = None
    led_outside: Agency | None = None
    given_by_agency: Agency | None = None
    led_outside_name: str = ""  # as a person typed it; the catalogue gets it then
    given_by_name: str = ""
    note: str = ""  # why, where that is asked: later than the mission above


def assign(
    *, order: Order, by: Person, authority: str = "", at: datetime | None = None
) -> Mission:
    """A leader gives a mission directly, within his or her field.

    `authority` is what the order rests on, in words; a leader's own word by default.
    Raises ActionDenied outside the field, NeedsClarification when a fact is missing.
    """
    with transaction.atomic():
        at = at or timezone.now()
        scope = scopes.renew(by, at)
        seat = scope.on_unit(Right.GIVE_WORK, order.lead_unit.pk)
        if seat is None:
            raise ActionDenied(
                f"{order.lead_unit.name} không thuộc lĩnh vực được phân công phụ trách."
            )
        authority = authority.strip() or f"{seat.post_title} giao trực tiếp"
        policies.check_text(authority, label="Căn cứ giao", longest=LONGEST)
        return give([order], by=by, at=at, scope=scope, seat=seat, authority=authority)[
            0
        ]


def give(
    orders: list[Order],
    *,
    by: Person,
    at: datetime,
    scope: Scope,
    seat: Seat | None,
    authority: str,
    document: Document | None = None,
) -> list[Mission]:
    """Create the missions, their assignments and first entries in one go.

    The caller has checked who gives; here is checked that nothing is missing.
    """
    for order in orders:
        check_complete(order)
    orders = [_with_agencies(order) for order in orders]
    check_still_open(
        {unit.pk for one in orders for unit in (one.lead_unit, *one.supporting_units)}
    )
    checked = document is not None and document.checked_by_office
    missions = Mission.objects.bulk_create(
        [_new(order, by, at, authority, document, checked=checked) for order in orders]
    )
    Assignment.objects.bulk_create(
        Assignment(mission=mission, unit=unit)
        for mission, order in zip(missions, orders, strict=True)
        for unit in dict.fromkeys(order.supporting_units)
    )
    for mission, order in zip(missions, orders, strict=True):
        mission.supporting_unit_ids = frozenset(u.pk for u in order.supporting_units)
        mission.document_monitor_id = (
            document.monitoring_officer_id if document else None
        )
    who = actor(by, seat, scope)
    entries = history.append(
        *(
            history.EntryDraft(
                subject_type="mission",
                subject_id=mission.pk,
                kind=HistoryKind.MISSION_ASSIGNED,
                actor=who,
                at=at,
                before={},
                after={"state": mission.state, **facts(mission, order)},
                note=order.note,
                authority=authority,
            )
            for mission, order in zip(missions, orders, strict=True)
        )
    )
    history.announce(
        entries,
        about={
            ("mission", mission.pk): Concern(
                mission=mission,
                lead_unit_id=mission.lead_unit_id,
                supporting_unit_ids=mission.supporting_unit_ids or frozenset(),
                former_unit_ids=frozenset(),
                leader_post_ids=frozenset({mission.directing_leader_id}),
            )
            for mission in missions
        },
    )
    return missions


def check_complete(order: Order) -> None:
    """Raise NeedsClarification unless the order can become a mission, InvalidInput for
    what cannot be kept and for a directing leader who is none."""
    policies.check_text(order.title, label="Tên nhiệm vụ", longest=LONGEST)
    policies.check_text(order.text, label="Nội dung")
    policies.check_text(order.product, label="Sản phẩm", longest=LONGEST)
    policies.check_text(
        order.no_deadline_reason, label="Lý do không có thời hạn", longest=LONGEST
    )
    if order.directing_leader.rank not in LEADER_RANKS:
        raise InvalidInput(
            f"{order.directing_leader.title} không phải Lãnh đạo Ban, không chỉ đạo "
            "nhiệm vụ được."
        )
    if not order.title.strip() or not order.text.strip():
        raise NeedsClarification("Chưa có nội dung nhiệm vụ.")
    if (order.due_on is None) == (not order.no_deadline_reason.strip()):
        raise NeedsClarification(
            f"“{order.title}”: nhập thời hạn, hoặc nêu lý do không có thời hạn."
        )
    if order.lead_unit.kind in NOT_ASSIGNABLE:
        raise NeedsClarification(
            f"{order.lead_unit.name} không trực tiếp chủ trì. Chọn một đơn vị trong đó."
        )
    if order.lead_unit in order.supporting_units:
        raise NeedsClarification(
            f"{order.lead_unit.name} đã chủ trì, không đồng thời là đơn vị phối hợp."
        )


def start(
    *,
    mission_id: int,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The head of the lead unit takes the mission up."""
    with hold(mission_id, by=by, at=at) as held:
        held.check("start", expected_version)
        held.move(
            "start", HistoryKind.MISSION_STARTED, seat=held.seat(Right.START_WORK)
        )
    return held.mission


def name_officer(
    *,
    mission_id: int,
    officer: Person | None,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The head of the lead unit names the officer in charge, or takes the name back.

    Raises InvalidInput when the officer neither sits in the lead unit today nor takes
    part by an exception.
    """
    with hold(mission_id, by=by, at=at) as held:
        held.check("name_officer", expected_version)
        mission = held.mission
        if officer is not None and officer not in possible_officers(mission, held.at):
            raise InvalidInput(
                f"{officer.full_name} không công tác tại {mission.lead_unit.name}."
            )
        before = mission.monitoring_officer
        if before is not None:
            held.concerned_people.add(before.pk)
        held.set(monitoring_officer=officer)
        held.enter(
            HistoryKind.OFFICER_NAMED,
            seat=held.seat(Right.REPORT_WORK),
            before={"officer": before.full_name if before else None},
            after={"officer": officer.full_name if officer else None},
        )
    return held.mission


def withdraw(
    held: Held,
    *,
    reason: str,
    seat: Seat | None,
    kind: HistoryKind = HistoryKind.WITHDRAWN,
    after: dict[str, Any] | None = None,
) -> None:
    """Take a held mission back; `approvals.services.withdraw` is the door, which also
    ends the way of a report that waits for a decision.

    `kind` and `after` tell where it did not just end: merged into another, replaced.
    """
    reason = policies.check_reason(
        reason, sentence="Chưa có lý do. Nêu vì sao thu hồi nhiệm vụ."
    )
    end_all(held, why=reason)
    held.move("withdraw", kind, seat=seat, note=reason, after=after)


def facts(mission: Mission, order: Order) -> dict[str, Any]:
    """The facts of a mission as the history keeps them."""
    return {
        "title": mission.title,
        "text": mission.text,
        "lead_unit": order.lead_unit.code,
        "supporting_units": sorted(unit.code for unit in order.supporting_units),
        "directing_leader": order.directing_leader.code,
        "due_on": mission.due_on.isoformat() if mission.due_on else None,
        "no_deadline_reason": mission.no_deadline_reason or None,
        "document": mission.document_id,
        "item": order.item.address if order.item else None,
        "product": mission.product or None,
        **{name: value for name, value in _ties(mission).items() if value},
    }


def _with_agencies(order: Order) -> Order:
    if not order.led_outside_name.strip() and not order.given_by_name.strip():
        return order
    return replace(
        order,
        led_outside=optional_agency(order.led_outside_name) or order.led_outside,
        given_by_agency=optional_agency(order.given_by_name) or order.given_by_agency,
        led_outside_name="",
        given_by_name="",
    )


def _ties(mission: Mission) -> dict[str, Any]:
    """What it is to other missions and agencies, for the history; most are nothing."""
    led, given = mission.led_outside, mission.given_by_agency
    return {
        "parent": mission.parent_id,
        "is_own": mission.is_own,
        "replaces": mission.replaces_id,
        "led_outside": led.slug if led else None,
        "given_by_agency": given.slug if given else None,
    }


def _new(
    order: Order,
    by: Person,
    at: datetime,
    authority: str,
    document: Document | None,
    *,
    checked: bool,
) -> Mission:
    return Mission(
        document=document,
        item=order.item,
        title=order.title.strip(),
        text=order.text.strip(),
        lead_unit=order.lead_unit,
        directing_leader=order.directing_leader,
        due_on=order.due_on,
        no_deadline_reason=order.no_deadline_reason.strip(),
        deadline=order.deadline,
        product=order.product.strip(),
        parent=order.parent,
        is_own=order.is_own,
        replaces=order.replaces,
        led_outside=order.led_outside,
        given_by_agency=order.given_by_agency,
        authority=authority,
        checked_by_office=checked,
        given_by=by,
        assigned_at=at,
        state_since=at,
        changed_at=at,
        version=1,
    )
