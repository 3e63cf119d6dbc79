"""What agencies outside are asked for a mission, and what they answer.

They have no accounts: people here record the papers that go out and come in
(capabilities 20, 69, 105). A word of theirs changes no state of ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.utils import timezone

from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person
from organization.scopes import Seat
from workflows import files, permissions, policies
from workflows.exceptions import InvalidInput, InvalidTransition, MissionNotFound
from workflows.models import Agency, Mission, OutsideRequest
from workflows.services import agencies
from workflows.services.beside import Beside, as_row, first_of
from workflows.services.held import Held, actor, hold
from workflows.services.reports import store

LONGEST_TEXT, LONGEST_PAPER, LONGEST_SIGNER = 5000, 80, 200  # characters
NOTHING_ASKED: Final = "Chưa có nội dung đề nghị. Nêu việc cần cơ quan này làm."
NOTHING_ANSWERED: Final = "Chưa có nội dung trả lời. Ghi tóm tắt theo văn bản."
NO_PAPER: Final = "Chưa có số, ký hiệu văn bản trả lời. Nhập như trên văn bản."
ONE_FILE: Final = "Mỗi trả lời kèm một tệp. Gộp thành một tệp rồi gửi lại."
# The request with its agency.
REQUEST: Final = """
SELECT asked.mission_id, jsonb_build_object('request', asked, 'agency', agency)
  FROM workflows_outsiderequest AS asked
  JOIN workflows_agency AS agency ON agency.id = asked.agency_id
 WHERE asked.id = %(request)s AND asked.mission_id = ANY(%(missions)s)"""


@dataclass(frozen=True)
class Asked:
    """A paper of ours to an agency, and by when an answer is wished for."""

    agency: str
    text: str
    on: date
    paper: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Answered:
    """A paper of theirs, as it bears number, day and signature, with its file."""

    text: str
    paper: str
    on: date
    signed_by: str = ""
    uploads: Sequence[files.Upload] = ()


def ask_outside(
    *,
    mission_id: int,
    asked: Asked,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> OutsideRequest:
    """Record that an agency was asked. Văn phòng, or the people of the lead unit.

    Raises InvalidInput for a day to come, or an answer that is due before the question.
    """
    text = policies.check_reason(asked.text, sentence=NOTHING_ASKED)
    policies.check_text(text, label="Nội dung đề nghị", longest=LONGEST_TEXT)
    paper = _paper(asked.paper)
    if asked.due_on is not None and asked.due_on < asked.on:
        raise InvalidInput("Ngày đề nghị trả lời ở trước ngày gửi. Kiểm tra lại.")
    beside = agencies.known_as(asked.agency)
    with hold(mission_id, by=by, at=at, beside=beside) as held:
        held.check("record_outside", expected_version)
        _check_not_to_come(asked.on, held, "Ngày gửi")
        seat = _seat(held)
        who = actor(held.by, seat, held.scope)
        row = OutsideRequest.objects.create(
            mission=held.mission,
            agency=first_of(Agency, held.beside) or agencies.add(asked.agency),
            text=text,
            asked_paper=paper,
            asked_on=asked.on,
            due_on=asked.due_on,
            asked_by=held.by,
            asked_title=who.title,
            asked_capacity=who.capacity,
            asked_on_behalf_of=who.on_behalf_of,
            asked_at=held.at,
        )
        held.enter(
            HistoryKind.OUTSIDE_ASKED,
            seat=seat,
            before={},
            after={
                "outside": row.pk,
                "agency": row.agency.name,
                "paper": paper or None,
                "on": row.asked_on,
                "due_on": row.due_on,
                "text": text,
            },
        )
    return row


def record_answer(
    *,
    mission_id: int,
    request_id: int,
    answered: Answered,
    by: Person,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> OutsideRequest:
    """Record the answer with its paper; once, and for good.

    Raises MissionNotFound, ActionDenied, InvalidInput, BadFile, and InvalidTransition
    where an answer is there already.
    """
    text = policies.check_reason(answered.text, sentence=NOTHING_ANSWERED)
    policies.check_text(text, label="Nội dung trả lời", longest=LONGEST_TEXT)
    paper = _paper(policies.check_reason(answered.paper, sentence=NO_PAPER))
    signer = answered.signed_by.strip()
    policies.check_text(signer, label="Người ký", longest=LONGEST_SIGNER)
    kept = _keep(mission_id, answered, by)
    beside = Beside(REQUEST, {"request": request_id})
    with hold(mission_id, by=by, at=at, beside=beside) as held:
        held.check("record_outside", expected_version)
        row = _asked(held)
        if row.answered_at is not None:
            raise InvalidTransition(
                f"{row.agency.name} đã trả lời tại {row.answer_paper}. Tải lại trang."
            )
        _check_not_to_come(answered.on, held, "Ngày văn bản trả lời")
        if answered.on < row.asked_on:
            raise InvalidInput("Văn bản trả lời có ngày ở trước ngày đề nghị.")
        seat = _seat(held)
        _answer(row, held, seat, text, paper, answered.on, signer, kept)
        held.enter(
            HistoryKind.OUTSIDE_ANSWERED,
            seat=seat,
            before={},
            after={
                "outside": row.pk,
                "agency": row.agency.name,
                "paper": paper,
                "on": answered.on,
                "signed_by": signer or None,
                "text": text,
                "files": [{"name": one.name, "sha256": one.sha256} for one in kept],
            },
        )
    return row


def _answer(
    row: OutsideRequest,
    held: Held,
    seat: Seat | None,
    text: str,
    paper: str,
    on: date,
    signer: str,
    kept: Sequence[files.Kept],
) -> None:
    who = actor(held.by, seat, held.scope)
    row.answer, row.answer_paper, row.answered_on = text, paper, on
    row.signed_by = signer
    row.answered_by, row.answered_at = held.by, held.at
    row.answered_title, row.answered_capacity = who.title, who.capacity
    row.answered_on_behalf_of = who.on_behalf_of
    if kept:
        row.file = store(kept)[kept[0].sha256]
        row.file_name = kept[0].name
    row.save()


def _asked(held: Held) -> OutsideRequest:
    """The row with its agency: the mission is held, nobody else answers it now."""
    if not held.beside:
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    (found,) = held.beside
    row = as_row(OutsideRequest, found["request"])
    row.agency = as_row(Agency, found["agency"])
    return row


def _keep(mission_id: int, answered: Answered, by: Person) -> list[files.Kept]:
    """Who may not record fills no disk; asked again with the row held."""
    if not answered.uploads:
        return []
    mission = Mission.objects.filter(pk=mission_id).first()
    if mission is None:
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    if len(answered.uploads) > 1:
        raise InvalidInput(ONE_FILE)
    permissions.check_may("record_outside", mission, by)
    limit = settings.MAX_ATTACHMENT_BYTES
    return [files.keep(one, limit=limit) for one in answered.uploads]


def _paper(text: str) -> str:
    return policies.check_text(
        text.strip(), label="Số, ký hiệu", longest=LONGEST_PAPER
    ).strip()


def _check_not_to_come(day: date, held: Held, label: str) -> None:
    if day > timezone.localdate(held.at):
        raise InvalidInput(f"{label} ở sau hôm nay. Nhập ngày trên văn bản.")


def _seat(held: Held) -> Seat | None:
    return held.seat(Right.ISSUE_WORK, Right.PREPARE_WORK)
