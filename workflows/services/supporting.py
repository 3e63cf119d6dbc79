"""The lead unit asks its supporting units, and answers what they send.

Each unit has a day of its own. What was sent is taken up, or it is explained why not
(Kế hoạch 002: "tiếp thu, giải trình đầy đủ ý kiến tham gia"). Nobody is kept from
handing in: what is still missing then stands on the report, with the reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection
from django.utils import timezone

from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person, Unit
from workflows import policies
from workflows.enums import OpinionOutcome
from workflows.exceptions import InvalidInput, InvalidTransition
from workflows.models import Assignment, Contribution, ContributionRequest, Mission
from workflows.services.held import Held, actor, hold

LONGEST_REQUEST, LONGEST_ANSWER = 2000, 5000  # characters
NOBODY_CHOSEN = "Chưa chọn đơn vị nào để đề nghị gửi nội dung phối hợp."
ASKED_FOR_NOTHING = "Chưa có nội dung đề nghị. Nêu phần việc cần đơn vị phối hợp gửi."
DAY_IS_OVER = "Ngày gửi đã qua. Chọn từ hôm nay trở đi."
NO_EXPLANATION = "Chưa có nội dung giải trình. Nêu vì sao không tiếp thu."
NO_SUCH_CONTRIBUTION = "Nội dung phối hợp này không có ở nhiệm vụ. Tải lại trang."
ANSWERED_ALREADY = "Nội dung này đã thống nhất, hoặc đã được trả lời."
# One statement: an answer is written once, and only where one is waited for.
ANSWER = """
UPDATE workflows_contribution AS sent
   SET outcome = %s, answer = %s, answered_by_id = %s, answered_at = %s,
       answered_title = %s, answered_capacity = %s, answered_on_behalf_of = %s
  FROM organization_unit AS unit
 WHERE sent.id = %s AND sent.mission_id = %s AND unit.id = sent.unit_id
   AND sent.answered_at IS NULL AND NOT sent.agrees
RETURNING unit.id, unit.code, sent.contributed_by_id"""
ONE_OPEN = "contributionrequest_one_open"
KINDS = {
    OpinionOutcome.ACCEPTED: HistoryKind.CONTRIBUTION_ACCEPTED,
    OpinionOutcome.EXPLAINED: HistoryKind.CONTRIBUTION_EXPLAINED,
}


def ask(
    *,
    mission_id: int,
    units: Sequence[Unit],
    text: str,
    due_on: date,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Ask these supporting units for their contributions by that day; they are told.

    Raises MissionNotFound, ActionDenied, InvalidTransition, StaleMission, or
    InvalidInput: no unit, no words, a day that is over, a unit that does not support
    the mission, or one that was asked and has not answered yet.
    """
    text = policies.check_reason(text, sentence=ASKED_FOR_NOTHING)
    text = policies.check_text(text, label="Nội dung đề nghị", longest=LONGEST_REQUEST)
    if not units:
        raise InvalidInput(NOBODY_CHOSEN)
    with _asked_once(mission_id, units), hold(mission_id, by=by, at=at) as held:
        held.check("ask_contribution", expected_version)
        if due_on < timezone.localdate(held.at):
            raise InvalidInput(DAY_IS_OVER)
        _check_can_be_asked(held, units)
        seat = held.seat(Right.PREPARE_WORK)
        who = actor(held.by, seat, held.scope)
        ContributionRequest.objects.bulk_create(
            ContributionRequest(
                mission=held.mission,
                unit=unit,
                text=text,
                due_on=due_on,
                asked_by=held.by,
                asked_title=who.title,
                asked_capacity=who.capacity,
                asked_on_behalf_of=who.on_behalf_of,
                asked_at=held.at,
            )
            for unit in units
        )
        held.addressed_units |= {unit.pk for unit in units}
        held.enter(
            HistoryKind.CONTRIBUTION_ASKED,
            seat=seat,
            before={},
            after={"units": sorted(unit.code for unit in units), "due_on": due_on},
            note=text,
        )
    return held.mission


def join(mission: Mission, unit_ids: Iterable[int]) -> None:
    """Units that support the held mission from now on; who may was asked."""
    Assignment.objects.bulk_create(
        Assignment(mission=mission, unit_id=unit_id) for unit_id in sorted(unit_ids)
    )


def answer(
    *,
    mission_id: int,
    contribution_id: int,
    outcome: OpinionOutcome,
    text: str = "",
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Take a contribution up, or explain why not; the unit that sent it is told.

    Raises MissionNotFound, ActionDenied, StaleMission, InvalidInput without words to
    an explanation, InvalidTransition where it was answered already.
    """
    text = policies.check_text(
        text.strip(), label="Nội dung trả lời", longest=LONGEST_ANSWER
    )
    if outcome == OpinionOutcome.EXPLAINED:
        policies.check_reason(text, sentence=NO_EXPLANATION)
    with hold(mission_id, by=by, at=at) as held:
        held.check("answer_contribution", expected_version)
        seat = held.seat(Right.PREPARE_WORK)
        who = actor(held.by, seat, held.scope)
        unit_id, unit_code, sender_id = _answered(
            held,
            contribution_id,
            [
                outcome.value,
                text,
                by.pk,
                held.at,
                *(who.title, who.capacity, who.on_behalf_of),
            ],
        )
        held.addressed_units.add(unit_id)
        held.named_people.add(sender_id)
        held.enter(
            KINDS[outcome],
            seat=seat,
            before={},
            after={"unit": unit_code, "contribution": contribution_id},
            note=text,
        )
    return held.mission


def _answered(
    held: Held, contribution_id: int, answer: list[Any]
) -> tuple[int, str, int]:
    """Put the answer on the row; its unit (number and code) and who sent it."""
    with connection.cursor() as cursor:
        cursor.execute(ANSWER, [*answer, contribution_id, held.mission.pk])
        found: tuple[int, str, int] | None = cursor.fetchone()
    if found is not None:
        return found
    rows = Contribution.objects.filter(pk=contribution_id, mission=held.mission)
    if not rows.exists():
        raise InvalidInput(NO_SUCH_CONTRIBUTION)
    raise InvalidTransition(ANSWERED_ALREADY)


def close_request(held: Held, row: Contribution) -> None:
    """The unit has sent something: its open request is answered by that."""
    ContributionRequest.objects.filter(
        mission=held.mission, unit=row.unit_id, answered_at__isnull=True
    ).update(
        contribution=row,
        answered_by=row.contributed_by,
        answered_title=row.title,
        answered_capacity=row.capacity,
        answered_on_behalf_of=row.on_behalf_of,
        answered_at=row.contributed_at,
    )


def missing(held: Held) -> list[str]:
    """Supporting units, by name, that were asked and have sent nothing since."""
    if not held.supporting:
        return []
    rows = ContributionRequest.objects.filter(
        mission=held.mission, unit__in=held.supporting, answered_at__isnull=True
    )
    return list(rows.order_by("unit__name").values_list("unit__name", flat=True))


def check_may_hand_in_without(held: Held, reason: str) -> tuple[list[str], str]:
    """Names of the units that still owe something, and the reason for handing in all
    the same; both empty where nothing is owed.

    Raises InvalidInput, which names them, where there is no reason.
    """
    names = missing(held)
    if not names:
        return [], ""
    reason = policies.check_reason(
        reason,
        sentence=f"Chưa có nội dung phối hợp của {', '.join(names)}. "
        "Nêu lý do nộp khi còn thiếu, hoặc chờ đơn vị gửi.",
    )
    return names, policies.check_text(reason, label="Lý do", longest=LONGEST_ANSWER)


def _check_can_be_asked(held: Held, units: Sequence[Unit]) -> None:
    for unit in units:
        if unit.pk not in held.supporting:
            raise InvalidInput(f"{unit.name} không phối hợp {held.mission.code}.")


@contextmanager
def _asked_once(mission_id: int, units: Sequence[Unit]) -> Iterator[None]:
    """Name the units that are waited for already, where the database refuses to have
    them asked twice: only then is there anything to read."""
    try:
        yield
    except IntegrityError as error:
        if ONE_OPEN not in str(error):
            raise
        waiting = ContributionRequest.objects.filter(
            mission=mission_id, unit__in=units, answered_at__isnull=True
        )
        names = ", ".join(waiting.values_list("unit__name", flat=True))
        raise InvalidInput(f"Đã đề nghị {names} và đang chờ gửi.") from error
