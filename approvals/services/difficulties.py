"""Vướng mắc: the unit says what keeps it, the leader in charge or the Trưởng Ban
answers in writing, and everybody on the mission sees it (capability 67). The deadline
runs on.
"""

from dataclasses import dataclass
from datetime import datetime

from approvals import authority
from approvals.queries import facts_of
from history.enums import HistoryKind
from history.models.entry import acting_title
from organization.enums import Right
from organization.models import Person
from organization.scopes import Seat
from workflows import policies
from workflows.enums import DifficultyKind, DifficultyLevel, DifficultyOutcome
from workflows.exceptions import (
    ActionDenied,
    InvalidTransition,
    MissionNotFound,
)
from workflows.models import Difficulty
from workflows.services.beside import first_of, row_of
from workflows.services.held import Held, actor, hold

LONGEST = 5000  # characters
TEXT_EMPTY = "Chưa nêu vướng mắc. Viết rõ việc gì đang cản trở."
ANSWER = "answer_difficulty"
ANSWER_EMPTY = "Chưa có ý kiến chỉ đạo. Nêu đơn vị cần làm gì."
OPINION_EMPTY = "Chưa có ý kiến. Nêu vì sao chuyển Trưởng Ban và ý kiến đề xuất."
WORD_EMPTY = "Chưa ghi đã giải quyết thế nào."
NOT_HERE = "Không tìm thấy vướng mắc này ở nhiệm vụ."


@dataclass(frozen=True)
class Raised:
    """What the unit says: what keeps it, and what it proposes."""

    text: str
    proposal: str = ""
    kind: DifficultyKind = DifficultyKind.DIFFICULTY


def raise_difficulty(
    *,
    mission_id: int,
    raised: Raised,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Difficulty:
    """The lead unit raises a difficulty; several may be open, each by itself.

    Raises InvalidInput, ActionDenied, InvalidTransition or StaleMission.
    """
    text = _words(raised.text, TEXT_EMPTY, "Vướng mắc")
    proposal = policies.check_text(
        raised.proposal.strip(), label="Đề nghị", longest=LONGEST
    )
    with hold(mission_id, by=by, at=at) as held:
        held.check("raise_difficulty", expected_version)
        seat = held.seat(Right.REPORT_WORK)
        who = actor(by, seat, held.scope)
        row = Difficulty.objects.create(
            mission=held.mission,
            kind=raised.kind,
            text=text,
            proposal=proposal,
            asked_by=by,
            asked_title=who.title,
            asked_capacity=who.capacity,
            asked_on_behalf_of=who.on_behalf_of,
            asked_at=held.at,
        )
        held.enter(
            HistoryKind.DIFFICULTY_RAISED,
            seat=seat,
            before={},
            after={
                "difficulty": row.pk,
                "kind": row.kind,
                "proposal": proposal or None,
            },
            note=text,
        )
    return row


def answer_difficulty(
    *,
    mission_id: int,
    difficulty_id: int,
    answer: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Difficulty:
    """The written instruction: by the leader in charge, or, once it was passed on, by
    the Trưởng Ban alone, who may answer at any time.

    Raises ActionDenied also where the person raised it, InvalidTransition where it is
    closed already.
    """
    answer = _words(answer, ANSWER_EMPTY, "Ý kiến chỉ đạo")
    beside = row_of(Difficulty, difficulty_id)
    with hold(mission_id, by=by, at=at, beside=beside) as held:
        row = _open(held, ANSWER, expected_version)
        passed_up = row.level == DifficultyLevel.HEAD
        facts = facts_of(held.mission)
        seat_for = (
            authority.seat_to_instruct_as_head
            if passed_up
            else authority.seat_to_instruct
        )
        seat = seat_for(held.scope, facts)
        _not_ones_own(row, held)
        _answer(row, held, seat, answer, DifficultyOutcome.ANSWERED)
        held.enter(
            HistoryKind.DIFFICULTY_ANSWERED,
            seat=seat,
            before={"difficulty": row.text},
            after={"difficulty": row.pk},
            note=answer,
        )
    return row


def pass_up_difficulty(
    *,
    mission_id: int,
    difficulty_id: int,
    opinion: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Difficulty:
    """The leader in charge passes it on to the Trưởng Ban, with an opinion."""
    opinion = _words(opinion, OPINION_EMPTY, "Ý kiến")
    beside = row_of(Difficulty, difficulty_id)
    with hold(mission_id, by=by, at=at, beside=beside) as held:
        row = _open(held, "pass_up_difficulty", expected_version)
        if row.level == DifficultyLevel.HEAD:
            raise InvalidTransition("Vướng mắc này đã chuyển Trưởng Ban.")
        _not_ones_own(row, held)
        seat = authority.seat_to_refer(held.scope, facts_of(held.mission))
        who = actor(by, seat, held.scope)
        row.level = DifficultyLevel.HEAD
        row.opinion = opinion
        row.passed_up_by = by
        row.passed_up_title = acting_title(who.title, who.capacity, who.on_behalf_of)
        row.passed_up_at = held.at
        row.save()
        held.enter(
            HistoryKind.DIFFICULTY_PASSED_UP,
            seat=seat,
            before={"level": DifficultyLevel.LEADER.value},
            after={"difficulty": row.pk, "level": row.level},
            note=opinion,
        )
    return row


def settle_difficulty(
    *,
    mission_id: int,
    difficulty_id: int,
    word: str,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Difficulty:
    """The unit has found a way by itself: it takes the difficulty back, with a word."""
    word = _words(word, WORD_EMPTY, "Nội dung")
    beside = row_of(Difficulty, difficulty_id)
    with hold(mission_id, by=by, at=at, beside=beside) as held:
        row = _open(held, "settle_difficulty", expected_version)
        seat = held.seat(Right.REPORT_WORK)
        _answer(row, held, seat, word, DifficultyOutcome.SETTLED)
        held.enter(
            HistoryKind.DIFFICULTY_SETTLED,
            seat=seat,
            before={"difficulty": row.text},
            after={"difficulty": row.pk},
            note=word,
        )
    return row


def _words(text: str, empty: str, label: str) -> str:
    text = policies.check_reason(text, sentence=empty)
    return policies.check_text(text, label=label, longest=LONGEST)


def _open(held: Held, act: str, expected_version: int | None) -> Difficulty:
    """The difficulty of this mission, still open; person, page and state were asked.

    To answer what was passed on is an act of its own, so the row is read first.
    """
    row = first_of(Difficulty, held.beside)
    if row is not None and act == ANSWER and row.level == DifficultyLevel.HEAD:
        act = "answer_passed_up"
    held.check(act, expected_version)
    if row is None:
        raise MissionNotFound(NOT_HERE)
    if row.closed_at is not None:
        outcome = DifficultyOutcome(row.outcome).label.lower()
        raise InvalidTransition(
            f"Vướng mắc này không còn chờ trả lời: {outcome}. Tải lại trang."
        )
    return row


def _not_ones_own(row: Difficulty, held: Held) -> None:
    if row.asked_by_id == held.by.pk:
        raise ActionDenied(
            f"Vướng mắc này do chính {held.by.full_name} báo; người khác trả lời."
        )


def _answer(
    row: Difficulty,
    held: Held,
    seat: Seat | None,
    words: str,
    outcome: DifficultyOutcome,
) -> None:
    who = actor(held.by, seat, held.scope)
    row.answer = words
    row.answered_by = held.by
    row.answered_title = who.title
    row.answered_capacity = who.capacity
    row.answered_on_behalf_of = who.on_behalf_of
    row.answered_at = held.at
    row.outcome = outcome
    row.closed_at = held.at
    row.save()
