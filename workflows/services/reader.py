"""The reading process as the others see it: ask, hear how it goes, end it."""

import logging
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from threading import BoundedSemaphore
from time import monotonic

from workflows.reading import Reading, ReadingRefused, StateSecret
from workflows.services import reader_child
from workflows.services.reader_child import (
    Broken,
    Cleared,
    Event,
    Extracted,
    Order,
    Read,
    Refused,
    Scanned,
)

logger = logging.getLogger(__name__)

# A server that forks from a small process of its own: neither the threads nor the
# connections of the web process come along, and a child is there in 10 ms (measured;
# a fresh interpreter takes 450).
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([reader_child.__name__])

# 1,800 pages of PDF give their text in 17 seconds on a quiet machine (measured).
CHECK_SECONDS = 60.0
SEATS = 4
WAIT_FOR_A_SEAT_SECONDS = 15.0
_seats = BoundedSemaphore(SEATS)

TOO_SLOW = (
    "Tìm dấu mật trong tệp quá một phút chưa xong nên tệp chưa được nhận. "
    "Tách văn bản thành các phần ngắn hơn rồi tải lên."
)
BUSY = "Máy chủ đang đọc nhiều tệp khác. Chờ ít phút rồi tải lên lần nữa."
TOO_MUCH_MEMORY = (
    "Tệp cần nhiều bộ nhớ hơn mức cho phép nên chưa đọc được. "
    "Giảm cỡ ảnh hoặc tách văn bản rồi tải lên."
)
STOPPED = (
    "Chương trình đọc dừng đột ngột ở tệp này. "
    "Mở tệp gốc, lưu lại dạng .docx hoặc .pdf rồi tải lên."
)


class ReaderFailed(Exception):
    """The document was not read, though nothing is known against it; `str()` is the
    sentence for the user."""


class Long(Enum):
    """Why a reading was not waited for."""

    CLEARED = auto()  # no mark of secrecy is on it; it may be laid aside
    SCANNED = auto()  # pictures: nothing of it may be stored before all was looked at


class Visit:
    """One reading process at work. Raises ReaderFailed where none can be started."""

    def __init__(self, order: Order) -> None:
        self._pipe, theirs = _context.Pipe(duplex=False)
        self._process = _context.Process(
            target=reader_child.work, args=(theirs, order), daemon=True
        )
        try:
            self._process.start()
        except OSError as error:  # it died before it had its order
            self._pipe.close()
            raise ReaderFailed(STOPPED) from error
        finally:
            theirs.close()

    def next(self, seconds: float) -> Event | None:
        """What it tells next; None when it says nothing for so long."""
        try:
            if not self._pipe.poll(max(0.0, seconds)):
                return None
            event: Event = self._pipe.recv()
        except (EOFError, OSError):
            return Broken("the process ended by itself")
        return event

    def end(self) -> None:
        """Kill it, and what it started, if it still runs."""
        pid = self._process.pid
        if pid is not None and self._process.is_alive():
            try:
                os.killpg(pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # not yet a group of its own
                self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()


@contextmanager
def visit(order: Order) -> Iterator[Visit]:
    """A reading process that does not outlive the block."""
    started = Visit(order)
    try:
        yield started
    finally:
        started.end()


def read_at_once(order: Order, *, patience: float) -> Reading | Long:
    """Read while the person waits, or say what kind of file it is that takes longer
    than `patience` seconds from now.

    Raises StateSecret and the other ReadingRefused, or ReaderFailed.
    """
    if not _seats.acquire(timeout=WAIT_FOR_A_SEAT_SECONDS):
        raise ReaderFailed(BUSY)
    try:
        return _read_at_once(order, patience)
    finally:
        _seats.release()


def _read_at_once(order: Order, patience: float) -> Reading | Long:
    began = monotonic()
    long: Long | None = None
    with visit(order) as process:
        while True:
            limit = CHECK_SECONDS if long is None else patience
            left = began + limit - monotonic()
            event = process.next(left) if left > 0 or long is None else None
            if event is None:
                if long is not None:
                    return long
                raise ReaderFailed(TOO_SLOW)
            reading = reading_of(event)
            if reading is not None:
                return reading
            long = _kind_of(event) or long


def _kind_of(event: Event) -> Long | None:
    if isinstance(event, Cleared):
        return Long.CLEARED
    return Long.SCANNED if isinstance(event, Scanned) else None


def reading_of(event: Event | None) -> Reading | None:
    """The reading, once it is there; raise what stands against it."""
    if isinstance(event, Read):
        return event.reading
    _raise_what_stands_against(event)
    return None


def text_of(event: Event | None) -> str | None:
    """The text alone, where only that was asked for; raise what stands against it."""
    if isinstance(event, Extracted):
        return event.text
    _raise_what_stands_against(event)
    return None


def _raise_what_stands_against(event: Event | None) -> None:
    if isinstance(event, Refused):
        if event.is_secret:
            raise StateSecret(event.sentence)
        raise ReadingRefused(event.sentence)
    if isinstance(event, Broken):
        logger.error("A reading process failed: %s.", event.where)
        raise ReaderFailed(TOO_MUCH_MEMORY if event.out_of_memory else STOPPED)
