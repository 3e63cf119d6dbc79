"""Getting a report ready: the lead unit's people write, supporting units add.

A draft is no act, so it leaves no entry of history; who handed it in answers for it. A
contribution is one: it is told, and stands on the mission for good. Neither closes
anything (rules.md, section 9).
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Sum
from django.utils import timezone

from history.enums import HistoryKind
from organization.enums import Right
from organization.models import Person, Unit
from workflows import files, permissions, policies
from workflows.exceptions import (
    ActionDenied,
    InvalidInput,
    MissionNotFound,
    StaleMission,
)
from workflows.models import (
    Contribution,
    ContributionFile,
    DraftFile,
    Mission,
    ReportDraft,
)
from workflows.services.held import Held, actor, hold
from workflows.services.reports import check_fits, store
from workflows.services.supporting import close_request

LONGEST_TEXT, LONGEST_RESULT = 20000, 5000  # characters, as the hand-in takes them
CONTRIBUTION_EMPTY = "Chưa có nội dung phối hợp. Nêu việc đơn vị đã làm hoặc ý kiến."
AGREES = "Thống nhất, không có ý kiến thêm."
NO_SUCH_FILE = "Tệp này không còn trong bản chuẩn bị. Tải lại trang."


def save_draft(
    *,
    mission_id: int,
    text: str,
    result: str,
    by: Person,
    expected_version: int,
    at: datetime | None = None,
) -> ReportDraft:
    """Keep what was typed; `expected_version` is that of the draft (0: none yet).

    Raises MissionNotFound, ActionDenied, InvalidTransition, InvalidInput, or
    StaleMission where somebody else changed the draft since: nothing is overwritten.
    """
    text = policies.check_text(text, label="Nội dung báo cáo", longest=LONGEST_TEXT)
    result = policies.check_text(result, label="Kết quả", longest=LONGEST_RESULT)
    with hold(mission_id, by=by, at=at) as held:
        held.check("prepare", None)
        draft = _draft_of(held, expected_version)
        if (draft.text, draft.result) != (text, result) or not draft.pk:
            draft.text, draft.result = text, result
            _changed(draft, held)
    return draft


def add_draft_files(
    *,
    mission_id: int,
    uploads: Sequence[files.Upload],
    by: Person,
    at: datetime | None = None,
) -> ReportDraft:
    """Put files to the draft. Raises BadFile too; nothing is stored then."""
    # Who may not prepare fills no disk; asked again with the row held.
    permissions.check_may("prepare", _mission(mission_id), by)
    check_fits(uploads)
    kept = [files.keep(up, limit=settings.MAX_ATTACHMENT_BYTES) for up in uploads]
    with hold(mission_id, by=by, at=at) as held:
        held.check("prepare", None)
        draft = _draft_of(held, None)
        if draft.pk:
            there = draft.files.aggregate(number=Count("pk"), size=Sum("file__size"))
            check_fits(kept, number=there["number"], present=there["size"] or 0)
        _changed(draft, held)
        stored = store(kept)
        DraftFile.objects.bulk_create(
            DraftFile(draft=draft, file=stored[one.sha256], name=one.name)
            for one in kept
        )
    return draft


def remove_draft_file(
    *, mission_id: int, file_id: int, by: Person, at: datetime | None = None
) -> ReportDraft:
    """Take a file out of the draft; its content stays where others refer to it."""
    with hold(mission_id, by=by, at=at) as held:
        held.check("prepare", None)
        found = DraftFile.objects.filter(
            pk=file_id, draft__mission=held.mission
        ).select_related("draft")
        row = found.first()
        if row is None:
            raise InvalidInput(NO_SUCH_FILE)
        row.delete()
        _changed(row.draft, held)
    return row.draft


def contribute(
    *,
    mission_id: int,
    unit: Unit,
    text: str,
    by: Person,
    uploads: Sequence[files.Upload] = (),
    agrees: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Mission:
    """A supporting unit adds what it did or thinks; the lead unit is told. What the
    unit was asked for is answered by that.

    `agrees`: it has nothing to add, and needs no words to say so.
    Raises MissionNotFound, ActionDenied (also for another unit than one's own),
    InvalidTransition, StaleMission, InvalidInput or BadFile.
    """
    if agrees:
        text = text.strip() or AGREES
    text = policies.check_reason(text, sentence=CONTRIBUTION_EMPTY)
    text = policies.check_text(text, label="Nội dung phối hợp", longest=LONGEST_TEXT)
    if uploads:
        permissions.check_may("contribute", _mission(mission_id), by)
        check_fits(uploads)
    kept = [files.keep(up, limit=settings.MAX_ATTACHMENT_BYTES) for up in uploads]
    with hold(mission_id, by=by, at=at) as held:
        held.check("contribute", expected_version)
        seat = held.scope.on_unit(Right.PREPARE_WORK, unit.pk)
        if seat is None or unit.pk not in held.supporting:
            raise ActionDenied(
                f"{unit.name} không phối hợp {held.mission.code}, hoặc không phải đơn "
                "vị của người gửi."
            )
        who = actor(held.by, seat, held.scope)
        row = Contribution.objects.create(
            mission=held.mission,
            unit=unit,
            text=text,
            contributed_by=held.by,
            title=who.title,
            capacity=who.capacity,
            on_behalf_of=who.on_behalf_of,
            contributed_at=held.at,
            agrees=agrees,
        )
        close_request(held, row)
        stored = store(kept) if kept else {}
        ContributionFile.objects.bulk_create(
            ContributionFile(contribution=row, file=stored[one.sha256], name=one.name)
            for one in kept
        )
        held.enter(
            HistoryKind.CONTRIBUTED,
            seat=seat,
            before={},
            after={
                "unit": unit.code,
                "text": text,
                "agrees": agrees,
                "files": [{"name": one.name, "sha256": one.sha256} for one in kept],
            },
        )
    return held.mission


def take_over(held: Held, *, expected_version: int) -> list[files.Kept]:
    """The files of the draft for the report that is being handed in; the draft goes.

    Raises StaleMission where the draft is not the one that the person read.
    """
    draft = _draft_of(held, expected_version)
    if not draft.pk:
        return []
    kept = [
        files.Kept(one.name, one.file.sha256, one.file.size, one.file.content_type)
        for one in draft.files.select_related("file")
    ]
    draft.delete()
    return kept


def _draft_of(held: Held, expected_version: int | None) -> ReportDraft:
    """The draft as it stands, or a new one that is not stored yet (version 0)."""
    draft = (
        ReportDraft.objects.filter(mission=held.mission)
        .select_related("edited_by")
        .first()
    )
    if draft is None:
        draft = ReportDraft(mission=held.mission, version=0)
    if expected_version is not None and expected_version != draft.version:
        if not draft.pk:
            raise StaleMission(
                f"Bản chuẩn bị của {held.mission.code} đã được nộp hoặc xóa. "
                "Chép lại phần vừa gõ rồi tải lại trang."
            )
        at = timezone.localtime(draft.edited_at)
        raise StaleMission(
            f"{draft.edited_by} vừa sửa bản chuẩn bị này lúc {at:%H:%M}. Phần vừa gõ "
            "chưa được ghi. Chép lại, tải lại trang rồi ghép vào bản mới."
        )
    return draft


def _changed(draft: ReportDraft, held: Held) -> None:
    draft.edited_by = held.by
    draft.edited_at = held.at
    draft.version += 1
    draft.save()


def _mission(mission_id: int) -> Mission:
    mission = Mission.objects.filter(pk=mission_id).first()
    if mission is None:
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    return mission
