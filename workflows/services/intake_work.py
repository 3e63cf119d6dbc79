"""The work of the background job: read what was laid aside, and register it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import transaction
from django.utils import timezone

from workflows import files
from workflows.enums import IntakeState
from workflows.exceptions import Refusal
from workflows.models import Document, Intake
from workflows.queries.calendar import catalogue_in_force
from workflows.reading import Reading, ReadingRefused, StateSecret
from workflows.services import intake_queue
from workflows.services.intake_register import register_file
from workflows.services.reader import ReaderFailed, reading_of, visit
from workflows.services.reader_child import Event, Order, Progress

logger = logging.getLogger(__name__)

TICK_SECONDS = 0.25
NOTE_EVERY_SECONDS = 0.7
LONGEST_SECONDS = 30 * 60

GONE = "Tệp chờ đọc không còn trên máy chủ. Tải tệp lên lần nữa."
TOO_LONG = (
    "Đọc quá 30 phút chưa xong nên đã dừng. "
    "Tách văn bản thành các phần ngắn hơn rồi tải lên."
)
FAULT = (
    "Phần mềm gặp lỗi khi đọc tệp này, lỗi đã ghi lại cho quản trị. "
    "Bấm Đọc lại, hoặc tải lên bản .docx của văn bản."
)


class WorkerStops(Exception):
    """The worker is being shut down; the work was given back."""


def read(*, intake_id: int, should_stop: Callable[[], bool]) -> None:
    """Read and register one intake; run twice, the second changes nothing.

    Whatever stands against it ends in the row, with its sentence. Raises WorkerStops
    when `should_stop` says so.
    """
    intake = intake_queue.begin(intake_id, at=timezone.now())
    if intake is None:
        return
    try:
        with ends_in_its_row(intake):
            _read_and_register(intake, should_stop)
    except WorkerStops:
        intake_queue.give_back(intake)
        raise


@contextmanager
def ends_in_its_row(intake: Intake) -> Iterator[None]:
    """Whatever stands against a reading becomes the end of its row, with a sentence;
    WorkerStops alone comes through."""
    try:
        yield
    except WorkerStops:
        raise
    except StateSecret as refusal:
        # Found late, on a page that only the whole reading saw: all of it goes.
        logger.warning(
            "A document marked as a state secret was refused (%s).", intake.by_id
        )
        _end(intake, IntakeState.REFUSED, str(refusal))
    except ReadingRefused as refusal:
        _end(intake, IntakeState.FAILED, str(refusal))
    except ReaderFailed as failure:
        _end(intake, IntakeState.FAILED, str(failure), keep=True)
    except Refusal as refusal:
        twin = getattr(refusal, "document", None)
        _end(intake, IntakeState.FAILED, str(refusal), document=twin)
    # A fault of ours must not leave the person at a page that waits for ever.
    except Exception:
        logger.exception("Intake %s was not read.", intake.pk)
        _end(intake, IntakeState.FAILED, FAULT, keep=True)


def _read_and_register(intake: Intake, should_stop: Callable[[], bool]) -> None:
    try:
        data = files.stashed(intake.stash)
    except FileNotFoundError:
        _end(intake, IntakeState.FAILED, GONE)
        return
    catalogue = catalogue_in_force(timezone.now())
    source = data if intake.file_name else data.decode()
    order = Order(source, intake.file_name, catalogue, in_background=True)
    reading = watch(intake, order, should_stop)
    if reading is not None:
        register(intake, reading, data)


def register(intake: Intake, reading: Reading, data: bytes) -> None:
    """The document and the end of the row, or neither; nothing once it is cancelled."""
    with transaction.atomic():
        held = intake_queue.hold_mine(intake)
        if held is None:
            return
        document = register_file(
            reading=reading,
            name=intake.file_name,
            data=data,
            by=held.by,
            supersedes=held.supersedes,
        )
        _end(intake, IntakeState.DONE, document=document)


class _Teller:
    """Writes into the row how far the reading is, now and then."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.progress: Progress | None = None
        self.noted = 0.0

    def hear(self, event: Event | None) -> bool:
        """False once the row is no longer this job's."""
        if isinstance(event, Progress):
            self.progress = event
        if monotonic() - self.noted < NOTE_EVERY_SECONDS:
            return True
        self.noted = monotonic()
        return intake_queue.note(self.intake, self.progress)


def watch(
    intake: Intake, order: Order, should_stop: Callable[[], bool]
) -> Reading | None:
    """Follow the reading process, and end it once nobody wants it; None then."""
    began = monotonic()
    teller = _Teller(intake)
    with visit(order) as process:
        while teller.hear(event := process.next(TICK_SECONDS)):
            reading = reading_of(event)
            if reading is not None:
                return reading
            if should_stop():
                raise WorkerStops
            if monotonic() - began > LONGEST_SECONDS:
                raise ReaderFailed(TOO_LONG)
    return None


def _end(
    intake: Intake,
    state: IntakeState,
    sentence: str = "",
    *,
    keep: bool = False,
    document: Document | None = None,
) -> None:
    with transaction.atomic():
        held = intake_queue.hold_mine(intake)
        if held is not None:
            # Known of a scan since its last page was seen; of others all along.
            held.file_name, held.size = intake.file_name, intake.size
            intake_queue.end(
                held, state, sentence=sentence, keep=keep, document=document
            )
