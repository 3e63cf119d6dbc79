"""What keeps the stash and the rows of intakes in order, by the clock."""

from datetime import datetime, timedelta

from django.db import transaction

from workflows import files
from workflows.enums import QUEUED_INTAKES, RUNNING_INTAKES, IntakeState
from workflows.models import Intake
from workflows.services import intake_queue

SILENT_AFTER = timedelta(minutes=2)
TRY_AGAIN_WITHIN = timedelta(hours=24)
ROWS_KEPT = timedelta(days=30)
UNKNOWN_AFTER = timedelta(hours=1)

GONE_FROM_MEMORY = (
    "Máy chủ khởi động lại trong khi tìm dấu mật trên bản quét; chưa có gì được lưu. "
    "Tải tệp lên lần nữa."
)
TOO_LATE = " Tệp chờ quá 24 giờ đã được xóa khỏi máy chủ; muốn đọc lại thì tải lên."


def resume_lost(*, at: datetime) -> int:
    """Queue again what should run but is not heard of: its job is gone. How many.
    A scan that was in memory is gone with its process; that is said."""
    silent = Intake.objects.filter(heard_at__lt=at - SILENT_AFTER)
    for scan in silent.filter(state=IntakeState.LOOKING):
        _say_it_is_gone(scan.pk)
    queued = silent.filter(state__in=QUEUED_INTAKES)
    return sum(intake_queue.defer(intake) for intake in queued)


def _say_it_is_gone(intake_id: int) -> None:
    with transaction.atomic():
        scan = (
            Intake.objects.select_for_update(of=("self",))
            .filter(pk=intake_id, state=IntakeState.LOOKING)
            .first()
        )
        if scan is not None:
            intake_queue.end(scan, IntakeState.FAILED, sentence=GONE_FROM_MEMORY)


def clear_old(*, at: datetime) -> int:
    """Wipe contents that nobody tried again in a day, contents that nobody knows of,
    and rows of a month ago. How many contents."""
    waiting_for_a_person = Intake.objects.filter(
        state=IntakeState.FAILED, ended_at__lt=at - TRY_AGAIN_WITHIN
    ).exclude(stash="")
    cleared = 0
    for intake in waiting_for_a_person:
        cleared += _forget(intake.pk)
    ended = Intake.objects.exclude(state__in=RUNNING_INTAKES)
    ended.filter(stash="", ended_at__lt=at - ROWS_KEPT).delete()
    known = set(Intake.objects.exclude(stash="").values_list("stash", flat=True))
    before = (at - UNKNOWN_AFTER).timestamp()
    return cleared + files.wipe_unknown(known, before=before)


def _forget(intake_id: int) -> int:
    with transaction.atomic():
        intake = (
            Intake.objects.select_for_update(of=("self",))
            .filter(pk=intake_id, state=IntakeState.FAILED)
            .exclude(stash="")
            .first()
        )
        if intake is None:
            return 0
        name = intake.stash
        intake.stash = ""
        intake.sentence += TOO_LATE
        intake.save(update_fields=["stash", "sentence"])
        transaction.on_commit(lambda: files.wipe(name))
    return 1
