"""What people write on a mission: how far it is, and what they have to say of it.

Neither changes a state, nor does it make a page stale that somebody decides on. Whoever
is mentioned by name must be able to see the mission, and is told.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person
from organization.scopes import Seat
from workflows import policies
from workflows.exceptions import InvalidInput, InvalidTransition
from workflows.models import Comment, Mission, ProgressNote
from workflows.models.talk import TAKEN_BACK_WITHIN, Written
from workflows.queries.who_sees import seats_around, who_see
from workflows.services.held import Held, actor, hold

W = TypeVar("W", bound=Written)
LONGEST_TEXT, LONGEST_MILESTONE = 5000, 120  # characters
MOST_MENTIONED = 20
WHOLE = 100
NO_PROGRESS = "Chưa có nội dung tiến độ. Nêu đã làm được gì, còn gì."
NO_COMMENT = "Chưa có nội dung trao đổi."
NO_SHARE = "Tiến độ là số từ 0 đến 100."
NOT_YOURS = "Chỉ người viết rút được ý kiến của mình."
TOO_LATE = "Đã quá 15 phút, ý kiến không rút được nữa. Viết thêm để nói lại."
TAKEN_BACK = "Ý kiến này đã rút rồi."
TOO_MANY = f"Mỗi lần nhắc tên không quá {MOST_MENTIONED} người."


def note_progress(
    *,
    mission_id: int,
    text: str,
    percent: int | None = None,
    milestone: str = "",
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """The lead unit says how far it is; hundred percent hands nothing in.

    Raises MissionNotFound, ActionDenied, InvalidTransition, StaleMission, InvalidInput.
    """
    text = policies.check_reason(text, sentence=NO_PROGRESS)
    text = policies.check_text(text, label="Nội dung tiến độ", longest=LONGEST_TEXT)
    milestone = policies.check_text(
        milestone.strip(), label="Mốc", longest=LONGEST_MILESTONE
    )
    if percent is not None and not 0 <= percent <= WHOLE:
        raise InvalidInput(NO_SHARE)
    with hold(mission_id, by=by, at=at) as held:
        held.check("note_progress", expected_version)
        seat = held.seat(Right.PREPARE_WORK)
        _write(held, ProgressNote, seat, text, percent=percent, milestone=milestone)
        held.enter(
            HistoryKind.PROGRESS_NOTED,
            seat=seat,
            before={},
            after={"percent": percent, "milestone": milestone or None},
            note=text,
        )
    return held.mission


def comment(
    *,
    mission_id: int,
    text: str,
    mentioned: Sequence[Person] = (),
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """Say something to all who see the mission; who is mentioned is told.

    Raises MissionNotFound, ActionDenied, InvalidTransition, StaleMission, InvalidInput:
    also where somebody is mentioned who may not see the mission.
    """
    text = policies.check_reason(text, sentence=NO_COMMENT)
    text = policies.check_text(text, label="Nội dung trao đổi", longest=LONGEST_TEXT)
    if len(mentioned) > MOST_MENTIONED:
        raise InvalidInput(TOO_MANY)
    with hold(mission_id, by=by, at=at) as held:
        held.check("comment", expected_version)
        _check_they_see_it(held, mentioned)
        row = _write(
            held,
            Comment,
            _seat_of_writer(held),
            text,
            mentioned=[{"id": one.pk, "name": one.full_name} for one in mentioned],
        )
        held.named_people |= {one.pk for one in mentioned}
        held.enter(
            HistoryKind.COMMENTED,
            seat=_seat_of_writer(held),
            before={},
            after={
                "comment": row.pk,
                "text": text,
                "mentioned": [one.full_name for one in mentioned],
            },
        )
    return held.mission


def withdraw_comment(
    *, mission_id: int, comment_id: int, by: Person, at: datetime | None = None
) -> Mission:
    """Its author takes a comment back within a quarter of an hour: the page then says
    so in place of the words; row and history stay.

    Raises MissionNotFound, ActionDenied, or InvalidTransition: another's, too late,
    taken back already.
    """
    with hold(mission_id, by=by, at=at) as held:
        held.check("comment", None)
        row = Comment.objects.filter(pk=comment_id, mission=held.mission).first()
        if row is None or row.written_by_id != by.pk:
            raise InvalidTransition(NOT_YOURS)
        if row.withdrawn_at is not None:
            raise InvalidTransition(TAKEN_BACK)
        if held.at > row.written_at + TAKEN_BACK_WITHIN:
            raise InvalidTransition(TOO_LATE)
        row.withdrawn_at = held.at
        row.save(update_fields=["withdrawn_at"])
        held.enter(
            HistoryKind.COMMENT_WITHDRAWN,
            seat=_seat_of_writer(held),
            before={},
            after={"comment": row.pk},
        )
    return held.mission


def _write(held: Held, kind: type[W], seat: Seat | None, text: str, **more: Any) -> W:
    who = actor(held.by, seat, held.scope)
    row = kind(
        mission=held.mission,
        text=text,
        written_by=held.by,
        title=who.title,
        capacity=who.capacity,
        on_behalf_of=who.on_behalf_of,
        written_at=held.at,
        **more,
    )
    row.save(force_insert=True)
    return row


def _seat_of_writer(held: Held) -> Seat | None:
    """The own seat nearest to the work; a word is no act in somebody's stead."""
    return held.scope.on_unit(Right.PREPARE_WORK, held.mission.lead_unit_id)


def _check_they_see_it(held: Held, mentioned: Sequence[Person]) -> None:
    asked = {one.pk for one in mentioned} - held.excepted
    if not asked:
        return
    held.seats = seats_around(held.mission, {one.pk for one in mentioned}, held.at)
    hidden = asked - who_see(held.mission, held.seats)
    for one in mentioned:
        if one.pk in hidden:
            raise InvalidInput(
                f"{one.full_name} không xem được {held.mission.code} nên không nhắc "
                "tên được."
            )
