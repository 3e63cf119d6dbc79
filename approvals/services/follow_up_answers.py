"""The answer to a word of urging: in writing, with the day when it will be done."""

from datetime import date, datetime

from django.utils import timezone

from approvals.services.follow_ups import words_of
from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person
from organization.scopes import Seat
from workflows.enums import FollowUpTo
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
)
from workflows.models import FollowUp
from workflows.permissions import WHO
from workflows.services.beside import first_of, row_of
from workflows.services.held import Held, actor, hold

ANSWER_EMPTY = "Chưa có nội dung trả lời."
NOT_HERE = "Không tìm thấy lần đôn đốc này ở nhiệm vụ."
IN_THE_PAST = "Ngày hẹn xong đã qua. Chọn ngày từ hôm nay trở đi."


def answer_follow_up(
    *,
    mission_id: int,
    follow_up_id: int,
    answer: str,
    by: Person,
    promised_on: date | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """The head of the unit that was urged on answers, and may name the day when it
    will be done; that day is a promise and moves no deadline."""
    answer = words_of(answer, ANSWER_EMPTY, "Nội dung trả lời")
    beside = row_of(FollowUp, follow_up_id)
    with hold(mission_id, by=by, at=at, beside=beside) as held:
        row = first_of(FollowUp, held.beside)
        supporting = row is not None and row.addressee == FollowUpTo.SUPPORTING_UNIT
        held.check(
            "answer_support_follow_up" if supporting else "answer_follow_up",
            expected_version,
        )
        if row is None:
            raise MissionNotFound(NOT_HERE)
        _still_open(row)
        if promised_on is not None and promised_on < timezone.localdate(held.at):
            raise InvalidInput(IN_THE_PAST)
        # The lead unit may be another one since: whoever leads now answers.
        unit_id = row.unit_id if supporting else held.mission.lead_unit_id
        seat = held.scope.on_unit(Right.REPORT_WORK, unit_id or 0)
        if seat is None:
            raise ActionDenied(f"{WHO['answer_support_follow_up']}.")
        _answer(row, held, seat, answer, promised_on)
    return row


def _still_open(row: FollowUp) -> None:
    if row.answered_at is not None:
        raise InvalidTransition(
            f"Lần đôn đốc này đã được trả lời: “{row.answer[:60]}”. Tải lại trang."
        )
    if row.closed_at is not None:
        raise InvalidTransition(
            "Lần đôn đốc này đã kết thúc, không cần trả lời nữa. Tải lại trang."
        )


def _answer(
    row: FollowUp,
    held: Held,
    seat: Seat | None,
    answer: str,
    promised_on: date | None,
) -> None:
    who = actor(held.by, seat, held.scope)
    row.answer = answer
    row.answered_by = held.by
    row.answered_title = who.title
    row.answered_capacity = who.capacity
    row.answered_on_behalf_of = who.on_behalf_of
    row.answered_at = row.closed_at = held.at
    row.promised_on = promised_on
    row.save()
    held.named_people.add(row.asked_by_id)
    held.enter(
        HistoryKind.FOLLOW_UP_ANSWERED,
        seat=seat,
        before={"number": row.number},
        after={"number": row.number, "promised_on": promised_on},
        note=answer,
    )
