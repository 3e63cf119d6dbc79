"""Splitting a mission into parts, and a unit's own work derived from its mission.

A part is a mission of its own: it has one lead unit, one directing leader, a deadline
or a reason for none. What binds it to the mission above: its day is not later without a
reason, and that mission ends before it only for a reason (capabilities 32, 40; ADR
0038). Triggers hold the tree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person, Post, Unit
from organization.scopes import Seat
from workflows import policies
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    StaleMission,
)
from workflows.models import Mission
from workflows.services.extensions import directing_seat
from workflows.services.held import Held, hold, hold_many
from workflows.services.missions import LONGEST, Order, give

MOST_PARTS: Final = 20
NO_PARTS: Final = "Chưa có phần nào. Nêu ít nhất một phần với đơn vị chủ trì."
TOO_MANY: Final = f"Mỗi lần tách nhiều nhất {MOST_PARTS} phần."


@dataclass(frozen=True)
class Part:
    """One part as it is given out. The leader is that of the whole unless another is
    named; `late_reason` says why its day is later than that of the whole."""

    title: str
    text: str
    lead_unit: Unit
    due_on: date | None = None
    no_deadline_reason: str = ""
    directing_leader: Post | None = None
    supporting_units: tuple[Unit, ...] = ()
    product: str = ""
    late_reason: str = ""


@dataclass(frozen=True)
class OwnWork:
    """What a unit sets itself in order to do its mission."""

    title: str
    text: str
    due_on: date | None = None
    no_deadline_reason: str = ""
    product: str = ""
    late_reason: str = ""


def split(
    *,
    mission_id: int,
    parts: Sequence[Part],
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> list[Mission]:
    """Who directs the mission gives parts of it out, each to one lead unit.

    A part goes to a unit of the leader's field, or to one that has a share in the
    mission already. Raises ActionDenied, NeedsClarification, InvalidInput where a day
    is later than that of the whole and no reason is given.
    """
    _check_number(parts)
    with hold(mission_id, by=by, at=at) as held:
        held.check("split", expected_version)
        for part in parts:
            _check_field(held, part.lead_unit)
        leader = held.mission.directing_leader
        orders = [
            Order(
                title=part.title,
                text=part.text,
                lead_unit=part.lead_unit,
                directing_leader=part.directing_leader or leader,
                due_on=part.due_on,
                no_deadline_reason=part.no_deadline_reason,
                supporting_units=part.supporting_units,
                product=part.product,
                note=_checked_day(held.mission, part),
                parent=held.mission,
            )
            for part in parts
        ]
        seat = directing_seat(held)
        return _give(held, orders, seat=seat, kind=HistoryKind.MISSION_SPLIT)


def derive(
    *,
    mission_id: int,
    works: Sequence[OwnWork],
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> list[Mission]:
    """The head of the lead unit sets the unit work of its own out of its mission: led
    by the same unit, directed by the same leader, who approves it as any other."""
    _check_number(works)
    with hold(mission_id, by=by, at=at) as held:
        held.check("derive", expected_version)
        mission = held.mission
        orders = [
            Order(
                title=work.title,
                text=work.text,
                lead_unit=mission.lead_unit,
                directing_leader=mission.directing_leader,
                due_on=work.due_on,
                no_deadline_reason=work.no_deadline_reason,
                product=work.product,
                note=_checked_day(mission, work),
                parent=mission,
                is_own=True,
            )
            for work in works
        ]
        seat = held.seat(Right.REPORT_WORK)
        return _give(held, orders, seat=seat, kind=HistoryKind.OWN_WORK_MADE)


def check_parts_ended(held: Held) -> dict[str, Any]:
    """What the history says of parts that are still open; {} where there are none.

    Raises InvalidTransition unless the leader said why the whole is done all the same.
    """
    if not held.open_parts:
        return {}
    numbers = sorted(held.open_parts)
    reason = policies.check_text(
        held.open_parts_reason.strip(),
        label="Lý do hoàn thành khi còn phần chưa xong",
        longest=LONGEST,
    )
    if not reason:
        raise InvalidTransition(
            f"{held.mission.code} còn {len(numbers)} phần chưa xong: "
            f"{_codes(numbers)}. Chờ các phần xong, hoặc mở trang nhiệm vụ, nêu lý do "
            "cho hoàn thành trước."
        )
    held.set(open_parts_reason=reason)
    return {"open_parts": numbers, "open_parts_reason": reason}


def check_no_own_work(held: Held) -> None:
    """What a unit set itself for its mission would be left behind with it; raises
    InvalidTransition where some of it is open."""
    own = Mission.objects.open().filter(parent=held.mission, is_own=True)
    numbers = list(own.order_by("pk").values_list("pk", flat=True))
    if numbers:
        raise InvalidTransition(
            f"{held.mission.code} còn việc đơn vị tự lập đang mở: {_codes(numbers)}. "
            "Thu hồi hoặc hoàn thành trước khi đổi đơn vị chủ trì."
        )


def hold_parts(wholes: Sequence[Held], *, deep: bool) -> list[Held]:
    """The open parts of held missions, held too, without those in hand already; with
    the parts of parts where `deep`. Costs nothing where there are none."""
    known = {one.mission.pk for one in wholes}
    found: list[Held] = []
    level = list(wholes)
    while level:
        wanted = set().union(*(one.open_parts for one in level)) - known
        level = []
        if wanted:
            level = hold_many(wanted, by=wholes[0].by, at=wholes[0].at)
            _check_still_parts(level)
            known |= wanted
            found += level
        if not deep:
            break
    return found


def move_part(
    part: Held, *, to: Mission | None, reason: str, seat: Seat | None
) -> None:
    """A held part goes over to another whole, or stands alone from now on."""
    before = part.mission.parent_id
    part.set(parent=to, is_own=part.mission.is_own and to is not None)
    part.enter(
        HistoryKind.PART_MOVED,
        seat=seat,
        before={"parent": before},
        after={"parent": to.pk if to else None},
        note=reason,
    )


def _give(
    held: Held, orders: list[Order], *, seat: Seat | None, kind: HistoryKind
) -> list[Mission]:
    mission = held.mission
    given = give(
        orders,
        by=held.by,
        at=held.at,
        scope=held.scope,
        seat=seat,
        authority=mission.authority,
        document=mission.document,
    )
    held.open_parts |= {one.pk for one in given}
    told = [
        {"mission": one.pk, "lead_unit": order.lead_unit.code}
        for one, order in zip(given, orders, strict=True)
    ]
    held.enter(kind, seat=seat, before={}, after={"parts": told})
    return given


def _check_number(wanted: Sequence[Part] | Sequence[OwnWork]) -> None:
    if not wanted:
        raise InvalidInput(NO_PARTS)
    if len(wanted) > MOST_PARTS:
        raise InvalidInput(TOO_MANY)


def _check_field(held: Held, unit: Unit) -> None:
    """A leader brings no unit of another's field into it: that leader would not know.
    Units that lead or support it were brought in by who might."""
    sharing = {held.mission.lead_unit_id, *held.supporting}
    if unit.pk not in sharing and not held.scope.on_unit(Right.GIVE_WORK, unit.pk):
        raise ActionDenied(
            f"{unit.name} không thuộc lĩnh vực được phân công phụ trách, cũng không "
            f"tham gia {held.mission.code}."
        )


def _checked_day(whole: Mission, part: Part | OwnWork) -> str:
    """The reason for a later day; raises InvalidInput where there has to be one."""
    reason = policies.check_text(
        part.late_reason.strip(), label="Lý do hạn muộn hơn", longest=LONGEST
    )
    is_later = whole.due_on is not None and (
        part.due_on is None or part.due_on > whole.due_on
    )
    if is_later and not reason:
        raise InvalidInput(
            f"“{part.title.strip()}”: hạn muộn hơn hạn của {whole.code}. "
            "Nêu lý do, hoặc đặt hạn sớm hơn."
        )
    return reason


def _check_still_parts(held: Iterable[Held]) -> None:
    """They were read before they were held."""
    for one in held:
        if not one.mission.is_open:
            raise StaleMission(
                f"{one.mission.code} vừa kết thúc. Thao tác vừa bấm chưa được ghi. "
                "Tải lại trang."
            )


def _codes(numbers: Iterable[int]) -> str:
    return ", ".join(f"NV\u00a0{number:03d}" for number in numbers)
