"""Opinions on a report that waits: asked of units and people, answered, not waited for.

They are a step beside the way (`flows.ask_beside`). Who is asked sees the mission: who
directs it lets in by exception those who would not.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from approvals import authority, flows
from approvals.models import ApprovalRequest, Opinion, Route
from approvals.models.way import LONGEST_STEP
from approvals.queries import facts_of
from approvals.queries.opinions import know_asked
from approvals.services.exceptions import let_in_many
from approvals.services.on_the_way import Waiting, hold_waiting
from history.enums import HistoryKind
from history.services import Actor
from organization import scopes
from organization.enums import Right
from organization.models import Person, Unit
from organization.scopes import Seat
from workflows import policies
from workflows.calendars import add_working_days
from workflows.enums import ExceptionRight
from workflows.exceptions import ActionDenied, InvalidInput, InvalidTransition
from workflows.models import Mission
from workflows.queries.calendar import calendar_in_force
from workflows.queries.who_sees import seats_around, who_see
from workflows.services.beside import Beside, as_row
from workflows.services.held import Held, actor, hold

NO_QUESTION: Final = "Chưa nêu nội dung cần xin ý kiến."
NO_ANSWER: Final = "Chưa có nội dung ý kiến."
TOO_LATE: Final = "báo cáo được hỏi ý kiến đã kết thúc, không nhận ý kiến nữa."
NOBODY: Final = "Chưa chọn đơn vị hoặc người để xin ý kiến."
STAYS: Final = timedelta(days=30)  # how long who was let in may look up what came of it
# What is asked on the mission and not answered, and all that was asked of the report
# that waits; with it what the right to answer depends on.
ASKED: Final = f"""
SELECT asked.mission_id, jsonb_build_object(
         'opinion', asked, 'is_open', request.closed_at IS NULL,
         'author', report.handed_in_by_id, 'at_the_head', {flows.AT_THE_HEAD})
  FROM approvals_opinion AS asked
  JOIN approvals_approvalrequest AS request ON request.id = asked.request_id
  JOIN workflows_report AS report ON report.id = request.report_id
 WHERE asked.mission_id = ANY(%(missions)s)
   AND (asked.answered_at IS NULL OR request.closed_at IS NULL)"""  # noqa: S608
ANSWER: Final = f"""
WITH step AS ({flows.ANSWERED_BESIDE})
UPDATE approvals_opinion
   SET answer = %(answer)s, agrees = %(agrees)s, answered_by_id = %(by)s,
       answered_at = %(at)s, answered_title = %(title)s,
       answered_capacity = %(capacity)s, answered_on_behalf_of = %(behalf)s
 WHERE id = ANY(%(rows)s)"""  # noqa: S608


@dataclass(frozen=True)
class Asked:
    """Of whom, what, and within how many working days."""

    text: str
    units: Collection[Unit] = ()
    people: Collection[Person] = ()
    days: int = 2


def ask_opinion(
    *,
    mission_id: int,
    asked: Asked,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> list[Opinion]:
    """Who checks or decides the report asks others; the decision waits for nobody.

    Raises InvalidInput where nobody is asked, or the lead unit or who was asked before
    is; ActionDenied where somebody would have to be let in by who may not.
    """
    text = policies.check_reason(asked.text, sentence=NO_QUESTION)
    if not asked.units and not asked.people:
        raise InvalidInput(NOBODY)
    if not 1 <= asked.days <= LONGEST_STEP:
        raise InvalidInput(f"Thời gian cho ý kiến từ 1 đến {LONGEST_STEP} ngày.")
    act, beside = "ask_opinion", Beside(ASKED)
    with hold_waiting(mission_id, act, by, expected_version, at, beside) as waiting:
        held = waiting.held
        _check_asked(waiting, asked)
        seat = authority.seat_to_ask_opinion(held.scope, facts_of(held.mission))
        due_on = _due_on(held, asked.days)
        units = [unit.pk for unit in asked.units]
        people = {one.pk for one in asked.people}
        held.seats = seats_around(held.mission, people, held.at, units=units)
        people |= held.seats.heads_of(units, mission_id=mission_id)
        _let_in(held, people - who_see(held.mission, held.seats), due_on)
        named: list[Unit | Person] = [*asked.units, *asked.people]
        rows = [
            _row(waiting.request, one, text=text, due_on=due_on, at=held.at)
            for one in named
        ]
        _keep(waiting, rows, by=by, who=actor(by, seat, held.scope))
        held.named_people |= people
        _enter(held, rows, seat, by_route=False)
    return rows


def ask_supporting(held: Held, request: ApprovalRequest, route: Route) -> None:
    """Ask every supporting unit, as the route of the report that was just handed in
    says; in the name of who chose the route."""
    task = flows.active_tasks([request.process_id])[request.process_id]
    due_on = _due_on(held, route.opinion_days)
    text = f"Cho ý kiến về báo cáo lần {held.mission.rounds}."
    rows = [
        _row(request, unit, text=text, due_on=due_on, at=held.at)
        for unit in Unit.objects.filter(pk__in=held.supporting)
    ]
    chooser = Actor(id=route.set_by_id, name="", title=route.set_title)
    _keep(Waiting(held, request, task), rows, by=route.set_by, who=chooser)
    heads = scopes.people_with(Right.REPORT_WORK, list(held.supporting), held.at)
    held.named_people |= set().union(*heads.values())
    _enter(held, rows, held.seat(Right.REPORT_WORK), by_route=True)


def give_opinion(
    *,
    mission_id: int,
    agrees: bool,
    text: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Who was asked answers, once: yes or no, and in words.

    A head who was asked for the unit and by name answers both. Raises ActionDenied for
    who was not asked, or whose question has lapsed.
    """
    words = policies.check_reason(text, sentence=NO_ANSWER)
    with hold(mission_id, by=by, at=at, beside=Beside(ASKED)) as held:
        rows = _known(held)
        know_asked(held.mission, rows)
        held.check("give_opinion", expected_version)
        seat = authority.seat_to_give_opinion(held.scope, facts_of(held.mission))
        who = actor(by, seat, held.scope)
        mine = [row for row in rows if row.lapsed_at is None and _is_asked(row, held)]
        if not mine:
            raise InvalidTransition(f"{held.mission.code}: {TOO_LATE}")
        _answer(mine, words, agrees=agrees, who=who, held=held)
        held.enter(
            HistoryKind.OPINION_GIVEN,
            seat=seat,
            before={},
            after={"round": held.mission.rounds, "agrees": agrees},
            note=words,
        )
    return held.mission


def _known(held: Held) -> list[Opinion]:
    """What is asked and not answered, from what was read beside the mission; with it
    comes what the right to answer depends on, so that nothing is read again."""
    rows = []
    for found in held.beside:
        if found["opinion"]["answered_at"] is None:
            rows.append(as_row(Opinion, found["opinion"]))
        if found["is_open"]:
            held.mission.approval_facts = (found["author"], found["at_the_head"])
    return rows


def _answer(
    rows: Sequence[Opinion], words: str, *, agrees: bool, who: Actor, held: Held
) -> None:
    """The opinions and their steps, in one statement."""
    values: dict[str, Any] = {
        "answer": words,
        "agrees": agrees,
        "by": held.by.pk,
        "at": held.at,
        "title": who.title,
        "capacity": who.capacity,
        "behalf": who.on_behalf_of,
        "rows": [row.pk for row in rows],
        "steps": [row.task_id for row in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(ANSWER, values)


def _is_asked(row: Opinion, held: Held) -> bool:
    if row.unit_id is None:
        return row.person_id == held.by.pk
    return held.scope.on_unit(Right.REPORT_WORK, row.unit_id) is not None


def _check_asked(waiting: Waiting, asked: Asked) -> None:
    """Nobody is asked twice in one round, nor about the own report."""
    mission = waiting.held.mission
    if mission.lead_unit_id in {unit.pk for unit in asked.units} or (
        waiting.request.report.handed_in_by_id in {one.pk for one in asked.people}
    ):
        raise InvalidInput("Đơn vị chủ trì đã nêu ý kiến trong báo cáo của mình.")
    if waiting.held.by in asked.people:
        raise InvalidInput("Không xin ý kiến của chính mình.")
    before = {
        (found["opinion"]["unit_id"], found["opinion"]["person_id"])
        for found in waiting.held.beside
        if found["opinion"]["request_id"] == waiting.request.pk
    }
    names = [unit.name for unit in asked.units if (unit.pk, None) in before]
    names += [one.full_name for one in asked.people if (None, one.pk) in before]
    if names:
        raise InvalidInput(f"Đã xin ý kiến của {names[0]} ở lần báo cáo này.")


def _let_in(held: Held, hidden: Collection[int], due_on: date) -> None:
    """Who was asked and could not see the mission may from now on."""
    hidden = set(hidden) - held.excepted
    if not hidden:
        return
    people = list(Person.objects.filter(pk__in=hidden, is_active=True).order_by("pk"))
    may = authority.seat_to_except(held.scope, facts_of(held.mission)) is not None
    for person in () if may else people:
        raise ActionDenied(
            f"{person.full_name} chưa được xem nhiệm vụ này. Lãnh đạo chỉ đạo hoặc "
            "Trưởng Ban mới xin ý kiến của người ngoài nhiệm vụ."
        )
    ends_at = datetime.combine(due_on, time.max, held.at.tzinfo) + STAYS
    let_in_many(
        held,
        people,
        rights={ExceptionRight.VIEW},
        period=(held.at, ends_at),
        reason=f"Xin ý kiến về báo cáo lần {held.mission.rounds}.",
    )


def _row(
    request: ApprovalRequest,
    of: Unit | Person,
    *,
    text: str,
    due_on: date,
    at: datetime,
) -> Opinion:
    row = Opinion(
        mission_id=request.mission_id,
        request=request,
        text=text,
        asked_at=at,
        due_on=due_on,
    )
    if isinstance(of, Unit):
        row.unit = of
    else:
        row.person = of
    return row


def _keep(waiting: Waiting, rows: Sequence[Opinion], *, by: Person, who: Actor) -> None:
    """The rows, each with its step beside the way."""
    steps = flows.ask_beside(waiting.request, waiting.task, number=len(rows))
    for row, step in zip(rows, steps, strict=True):
        row.task = step
        row.asked_by, row.asked_title = by, who.title
        row.asked_capacity, row.asked_on_behalf_of = who.capacity, who.on_behalf_of
    Opinion.objects.bulk_create(rows)


def _enter(
    held: Held, rows: Sequence[Opinion], seat: Seat | None, *, by_route: bool
) -> None:
    held.enter(
        HistoryKind.OPINION_ASKED,
        seat=seat,
        before={},
        after={
            "round": held.mission.rounds,
            "asked": [row.asked_name for row in rows],
            "due_on": rows[0].due_on,
            "by_route": by_route,
        },
        note=rows[0].text,
    )


def _due_on(held: Held, days: int) -> date:
    today = timezone.localdate(held.at)
    return add_working_days(today, days, calendar_in_force())
