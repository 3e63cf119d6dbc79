"""A scan is looked through in memory: nothing of it is stored before its last page.

Whether a picture bears a mark of secrecy shows only when its words were recognised. So
the content and the name of a scan stay in this process, the row of its intake tells no
more than how far it is, and the document is registered by the same reading. If the
process ends, the scan is gone, and `intake_upkeep` says so.
"""

from dataclasses import dataclass
from threading import BoundedSemaphore, Lock, Thread

from django.db import connection, transaction
from django.utils import timezone

from organization.models import Person
from workflows.enums import IntakeState
from workflows.exceptions import BadFile
from workflows.models import Document, Intake
from workflows.queries.calendar import catalogue_in_force
from workflows.services import intake_queue, intake_work
from workflows.services.reader_child import Order

AT_ONCE = 2  # recognising words takes a core each
MOST_BYTES = 256 * 1024 * 1024
HEARD_EVERY_SECONDS = 1.0

FULL = (
    "Máy chủ đang xem nhiều bản quét khác. Chờ đọc xong bớt rồi tải tệp này lên "
    "lần nữa."
)


@dataclass(frozen=True)
class Scan:
    """What is not stored anywhere yet."""

    name: str
    data: bytes


_seats = BoundedSemaphore(AT_ONCE)
_lock = Lock()
_held: dict[int, Scan] = {}


def look_through(
    *, name: str, data: bytes, by: Person, supersedes: Document | None = None
) -> Intake:
    """Have a scan read in the background without storing it; the row that tells how it
    goes.

    Raises InvalidInput when that person has too many on their way already, BadFile
    when this process holds as much as it may.
    """
    intake_queue.check_not_too_many(by)
    if _size_held() + len(data) > MOST_BYTES:
        raise BadFile(FULL)
    now = timezone.now()
    intake = Intake.objects.create(
        by=by,
        begun_at=now,
        heard_at=now,
        state=IntakeState.LOOKING,
        supersedes=supersedes,
    )
    with _lock:
        _held[intake.pk] = Scan(name, data)
    # A daemon: an end of the server does not wait for a hundred pages.
    thread = Thread(target=_follow, args=(intake,), daemon=True)
    transaction.on_commit(thread.start)
    return intake


def name_of(intake_id: int) -> str:
    """The name of a scan that this process holds; empty otherwise."""
    with _lock:
        scan = _held.get(intake_id)
    return scan.name if scan else ""


def _size_held() -> int:
    with _lock:
        return sum(len(scan.data) for scan in _held.values())


def _follow(intake: Intake) -> None:
    with _lock:
        scan = _held[intake.pk]
    try:
        with intake_work.ends_in_its_row(intake):
            _look(intake, scan)
    finally:
        with _lock:
            del _held[intake.pk]
        connection.close()


def _look(intake: Intake, scan: Scan) -> None:
    while not _seats.acquire(timeout=HEARD_EVERY_SECONDS):
        if not intake_queue.note(intake, None):
            return  # cancelled before its turn
    try:
        catalogue = catalogue_in_force(timezone.now())
        order = Order(scan.data, scan.name, catalogue, in_background=True)
        reading = intake_work.watch(intake, order, lambda: False)
    finally:
        _seats.release()
    if reading is None:
        return
    # No page bears a mark: from here on it may be named, whatever becomes of it.
    intake.file_name, intake.size = scan.name, len(scan.data)
    intake_work.register(intake, reading, scan.data)
