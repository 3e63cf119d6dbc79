"""The rows of files that wait to be read: laid aside, cancelled, tried again.

A row is changed only while it is locked. A job owns its row as long as the row says
READING with the job's own number of attempts; whoever finds it otherwise lets go.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from organization.models import Person
from workflows import files
from workflows.enums import QUEUED_INTAKES, RUNNING_INTAKES, IntakeState
from workflows.exceptions import InvalidInput, InvalidTransition, MissionNotFound
from workflows.models import Document, Intake
from workflows.services.reader_child import Progress

READ_INTAKE = "read_intake"  # the job of workflows.jobs, named: it lies above
MOST_AT_ONCE = 20
MOST_ATTEMPTS = 3
# A reading process is heard of every second; so long a silence is none.
ALIVE_WITHIN = timedelta(seconds=15)

TOO_MANY = (
    f"Đang có {MOST_AT_ONCE} tệp chờ đọc. Chờ đọc xong hoặc hủy bớt rồi tải lên tiếp."
)
TOO_MANY_ATTEMPTS = (
    "Máy chủ đã dừng ba lần trong khi đọc tệp này nên không đọc tiếp. "
    "Tách văn bản thành các phần ngắn hơn rồi tải lên, hoặc báo quản trị."
)
NOT_FOUND = "Không tìm thấy lượt nhập này."
OVER = "Lượt nhập này đã kết thúc, không hủy được nữa."
NOT_AGAIN = "Tệp này không đọc lại được. Tải tệp lên lần nữa."
STILL_RUNNING = "Tệp đang được đọc. Hủy trước khi bỏ khỏi danh sách."


def queue_up(
    *, name: str, data: bytes, by: Person, supersedes: Document | None = None
) -> Intake:
    """Lay a cleared file aside and have it read; the row that tells how it goes.
    Pasted text has no name.

    Raises InvalidInput when that person has too many waiting already.
    """
    check_not_too_many(by)
    now = timezone.now()
    stash = files.stash(data)
    try:
        with transaction.atomic():
            intake = Intake.objects.create(
                by=by,
                begun_at=now,
                heard_at=now,
                file_name=name,
                size=len(data),
                stash=stash,
                supersedes=supersedes,
            )
            defer(intake)
    except BaseException:
        files.wipe(stash)
        raise
    return intake


def check_not_too_many(by: Person) -> None:
    """Raise InvalidInput when that person has as many on their way as one may."""
    running = Intake.objects.filter(by=by, state__in=RUNNING_INTAKES).count()
    if running >= MOST_AT_ONCE:
        raise InvalidInput(TOO_MANY)


def defer(intake: Intake) -> bool:
    """Have it read once this transaction commits; False if it is queued already."""
    job = app.configure_task(READ_INTAKE, queueing_lock=f"intake-{intake.pk}")
    try:
        with transaction.atomic():
            job.defer(intake_id=intake.pk)
    except AlreadyEnqueued:
        return False
    return True


def cancel(*, intake_id: int, by: Person) -> Intake:
    """Stop it wherever it stands; its content is wiped. Raises InvalidTransition
    where it has ended before."""
    with transaction.atomic():
        intake = _own(intake_id, by)
        if not intake.is_running:
            raise InvalidTransition(OVER)
        end(intake, IntakeState.CANCELLED)
    return intake


def retry(*, intake_id: int, by: Person) -> Intake:
    """Read it again without a new upload. Raises InvalidTransition where the content
    is no longer there."""
    with transaction.atomic():
        intake = _own(intake_id, by)
        if not intake.can_retry:
            raise InvalidTransition(NOT_AGAIN)
        intake.state = IntakeState.WAITING
        intake.heard_at = timezone.now()
        intake.ended_at = None
        intake.sentence = intake.step = ""
        intake.pages_done = intake.pages_total = intake.attempts = 0
        intake.save()
        defer(intake)
    return intake


def dismiss(*, intake_id: int, by: Person) -> None:
    """Take what has ended off the list, and what is left of it out of the stash."""
    with transaction.atomic():
        intake = _own(intake_id, by)
        if intake.is_running:
            raise InvalidTransition(STILL_RUNNING)
        _wipe_after_commit(intake)
        intake.delete()


def begin(intake_id: int, *, at: datetime) -> Intake | None:
    """Take it up; None where it has ended, or another worker is at it."""
    with transaction.atomic():
        intake = _locked().filter(pk=intake_id).first()
        if intake is None or intake.state not in QUEUED_INTAKES:
            return None
        is_read = intake.state == IntakeState.READING
        if is_read and at - intake.heard_at < ALIVE_WITHIN:
            return None
        if intake.attempts >= MOST_ATTEMPTS:
            end(intake, IntakeState.FAILED, sentence=TOO_MANY_ATTEMPTS, keep=True)
            return None
        intake.state = IntakeState.READING
        intake.attempts += 1
        intake.heard_at = at
        intake.step = ""
        intake.pages_done = intake.pages_total = 0
        intake.save()
    return intake


def note(intake: Intake, progress: Progress | None) -> bool:
    """Tell how far it is; False where it is no longer for this reader to read."""
    told: dict[str, Any] = {"heard_at": timezone.now()}
    if progress is not None:
        told |= {
            "step": progress.step.value,
            "pages_done": progress.done,
            "pages_total": progress.total,
        }
    return bool(_mine(intake).update(**told))


def give_back(intake: Intake) -> None:
    """The worker is being stopped: it waits again, and the attempt does not count."""
    _mine(intake).update(
        state=IntakeState.WAITING, attempts=intake.attempts - 1, step=""
    )


def hold_mine(intake: Intake) -> Intake | None:
    """The row locked, if it is still for this reader to finish."""
    return _mine(intake).select_for_update(of=("self",)).first()


def end(
    intake: Intake,
    state: IntakeState,
    *,
    sentence: str = "",
    document: Document | None = None,
    keep: bool = False,
) -> None:
    """The caller holds the row. Unless `keep`, the content is wiped after the commit;
    of what was refused the name and size go, too."""
    if not keep:
        _wipe_after_commit(intake)
        intake.stash = ""
    if state == IntakeState.REFUSED:
        intake.file_name, intake.size = "", 0
        intake.pages_done = intake.pages_total = 0
    intake.state = state
    intake.step = ""
    intake.sentence = sentence
    intake.document = document
    intake.ended_at = timezone.now()
    intake.save()


def _own(intake_id: int, by: Person) -> Intake:
    intake = _locked().filter(pk=intake_id, by=by).first()
    if intake is None:
        raise MissionNotFound(NOT_FOUND)
    return intake


def _locked() -> QuerySet[Intake]:
    return Intake.objects.select_for_update(of=("self",))


def _mine(intake: Intake) -> QuerySet[Intake]:
    return Intake.objects.filter(
        pk=intake.pk, state=intake.state, attempts=intake.attempts
    )


def _wipe_after_commit(intake: Intake) -> None:
    name = intake.stash
    if name:
        transaction.on_commit(lambda: files.wipe(name))
