"""Handing in, checking the form, taking back, returning, completing.

The functions that take `held` are acts on a mission that is held already: the
approval flow calls them, so that its own rows change in the same transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from history.enums import HistoryKind
from organization.enums import Right
from organization.scopes import Seat
from workflows import files, policies
from workflows.enums import ReturnKind
from workflows.exceptions import InvalidInput
from workflows.models import Attachment, Report, StoredFile
from workflows.services import parts
from workflows.services.held import Held, actor
from workflows.services.interruptions import end_all, wait_is_over
from workflows.services.supporting import check_may_hand_in_without

MOST_FILES = 20
TOO_MANY_FILES = f"Mỗi báo cáo kèm không quá {MOST_FILES} tệp. Bỏ bớt rồi gửi lại."
REPORT_EMPTY = "Báo cáo chưa có nội dung. Nêu việc đã làm và kết quả."
RETURN_EMPTY = "Chưa có lý do. Nêu rõ phần còn thiếu để đơn vị bổ sung."


@dataclass(frozen=True)
class HandIn:
    """What a unit hands in: what it did, the result so far, and the evidence.

    `draft` is the version of the draft that this was written in; its files go along,
    and it is gone then. None leaves a draft alone. `missing_reason` says why it is
    handed in though a supporting unit that was asked has sent nothing.
    """

    text: str
    result: str = ""
    uploads: Sequence[files.Upload] = ()
    draft: int | None = None
    missing_reason: str = ""


def check_fits(
    added: Sequence[files.Upload] | Sequence[files.Kept],
    *,
    number: int = 0,
    present: int = 0,
) -> None:
    """Raise InvalidInput or BadFile where these do not fit beside `number` files of
    `present` bytes: there is a limit for all files of one report together."""
    if number + len(added) > MOST_FILES:
        raise InvalidInput(TOO_MANY_FILES)
    sizes = [one.size for one in added]
    files.check_room(sizes, present=present, limit=settings.MAX_REPORT_BYTES)


def keep_files(uploads: Sequence[files.Upload]) -> list[files.Kept]:
    """Store the uploads before the row is locked; raises BadFile and stores no row."""
    check_fits(uploads)
    return [files.keep(up, limit=settings.MAX_ATTACHMENT_BYTES) for up in uploads]


def report(held: Held, *, hand_in: HandIn, kept: Sequence[files.Kept]) -> Report:
    """Hand in: a new round; where no check is on the way, before the leader at once."""
    text = policies.check_reason(hand_in.text, sentence=REPORT_EMPTY)
    check_fits(kept)
    names, reason = check_may_hand_in_without(held, hand_in.missing_reason)
    seat = held.seat(Right.REPORT_WORK)
    who = actor(held.by, seat, held.scope)
    mission = held.mission
    wait_is_over(held, outcome="Nộp báo cáo")
    held.set(rounds=mission.rounds + 1, handed_in_at=held.at)
    row = Report.objects.create(
        mission=mission,
        round=mission.rounds,
        text=text,
        result=policies.check_text(hand_in.result.strip(), label="Kết quả"),
        handed_in_by=held.by,
        handed_in_title=who.title,
        capacity=who.capacity,
        on_behalf_of=who.on_behalf_of,
        handed_in_at=held.at,
        missing_units=names,
        missing_reason=reason,
    )
    _attach(row, kept)
    held.move(
        "report",
        HistoryKind.REPORT_HANDED_IN,
        seat=seat,
        after={
            "round": row.round,
            "text": row.text,
            "result": row.result or None,
            "files": [{"name": file.name, "sha256": file.sha256} for file in kept],
            **({"missing_units": names} if names else {}),
        },
        note=f"Chưa có nội dung phối hợp của {', '.join(names)}: {reason}"
        if names
        else "",
    )
    if not mission.checked_by_office:
        submit_for_approval(held, seat=seat)
    return row


def submit_for_approval(held: Held, *, seat: Seat | None) -> None:
    """The report goes before the leader, with its own entry."""
    held.move("submit_for_approval", HistoryKind.SUBMITTED_FOR_APPROVAL, seat=seat)


def recall_report(held: Held, *, report_row: Report) -> None:
    """The unit takes its report back before the decision."""
    close(held, report_row)
    held.set(handed_in_at=None)
    held.move(
        "recall_report",
        HistoryKind.REPORT_RECALLED,
        seat=held.seat(Right.REPORT_WORK),
        after={"round": report_row.round},
    )


def return_for_revision(
    held: Held, *, report_row: Report, kind: ReturnKind, reason: str, seat: Seat | None
) -> None:
    """Send the report back with a reason; the clock of the unit runs again."""
    reason = policies.check_reason(reason, sentence=RETURN_EMPTY)
    report_row.return_kind = kind
    close(held, report_row)
    held.set(handed_in_at=None)
    held.move(
        "return_for_revision",
        HistoryKind.RETURNED,
        seat=seat,
        note=reason,
        after={"round": report_row.round, "return_kind": kind.value},
    )


def complete(
    held: Held, *, report_row: Report, seat: Seat | None, comment: str = ""
) -> None:
    """An approving decision completes the mission."""
    left_open = parts.check_parts_ended(held)
    close(held, report_row)
    end_all(held, why="Hoàn thành nhiệm vụ")
    held.set(completed_at=held.at)
    held.move(
        "complete",
        HistoryKind.COMPLETED,
        seat=seat,
        note=policies.check_text(comment.strip(), label="Ý kiến"),
        after={"round": report_row.round, **left_open},
    )


def close(held: Held, report_row: Report) -> None:
    """No decision can be made on this hand-in any more."""
    report_row.closed_at = held.at
    held.closed_reports.append(report_row)


def _attach(row: Report, kept: Sequence[files.Kept]) -> None:
    if not kept:
        return
    stored = store(kept)
    Attachment.objects.bulk_create(
        Attachment(report=row, file=stored[file.sha256], name=file.name)
        for file in kept
    )


def store(kept: Sequence[files.Kept]) -> dict[str, StoredFile]:
    """Rows of the contents, made where they are not there yet, by hash."""
    StoredFile.objects.bulk_create(
        [
            StoredFile(sha256=f.sha256, size=f.size, content_type=f.content_type)
            for f in {f.sha256: f for f in kept}.values()
        ],
        ignore_conflicts=True,
    )
    found = StoredFile.objects.filter(sha256__in={f.sha256 for f in kept})
    return {row.sha256: row for row in found}
