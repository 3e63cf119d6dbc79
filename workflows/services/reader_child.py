"""What runs in the reading process: one document, without Django and database.

A parser of files from outside is kept away from the web process: it may take too
much memory, crash, or never end, and PDFium must not be used by two threads at once.
The process is given bounds, and goes when the one that asked for it goes.
"""

import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from threading import Thread
from typing import Any

from workflows.reading import (
    Catalogue,
    Reading,
    ReadingRefused,
    StateSecret,
    extract_text,
    read_text,
)
from workflows.reading.files.pdf_glance import glance
from workflows.reading.files.progress import Step, followed_by
from workflows.reading.secrecy import refuse_secret_name, refuse_secret_text

Pipe = connection.Connection

MEMORY = 2 * 1024**3  # bytes of address space; 2,000 pages of PDF take a tenth of it
BACKGROUND_NICENESS = 10


@dataclass(frozen=True)
class Order:
    """One document to be read: its content, or its text where it was pasted.

    Without a catalogue only its text is asked for.
    """

    source: bytes | str
    name: str
    catalogue: Catalogue | None
    in_background: bool = False


@dataclass(frozen=True)
class Progress:
    """`done` of `total` pages; 0 of 0 where nothing can be counted."""

    step: Step
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Cleared:
    """No mark of secrecy is on what must be looked at before anything is stored."""


@dataclass(frozen=True)
class Scanned:
    """Some of it is pictures: whether it is cleared shows only when all is read."""


@dataclass(frozen=True)
class Read:
    reading: Reading


@dataclass(frozen=True)
class Extracted:
    """The text, where only that was asked for."""

    text: str


@dataclass(frozen=True)
class Refused:
    """`sentence` is for the user; of a secret it repeats nothing."""

    sentence: str
    is_secret: bool


@dataclass(frozen=True)
class Broken:
    """The program failed, not the document: `where` in the code, never what it read."""

    where: str
    out_of_memory: bool = False


Event = Progress | Cleared | Scanned | Read | Extracted | Refused | Broken


def work(pipe: Pipe, order: Order) -> None:
    """Read one document and tell through the pipe how it goes; then end."""
    _bound(order)
    try:
        read = _read(pipe, order)
    except ReadingRefused as refusal:
        event: Event = Refused(str(refusal), isinstance(refusal, StateSecret))
    except MemoryError:
        event = Broken("memory", out_of_memory=True)
    # Whatever a parser does not name: the place is told, the words never are.
    except Exception as error:  # noqa: BLE001
        event = Broken(_place_of(error))
    else:
        event = Extracted(read) if isinstance(read, str) else Read(read)
    with suppress(BrokenPipeError):
        pipe.send(event)
    pipe.close()


class _Teller:
    """Tells through the pipe what the reading says on the way."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def page_read(self, step: Step, done: int, total: int) -> None:
        self._pipe.send(Progress(step, done, total))


def _read(pipe: Pipe, order: Order) -> Reading | str:
    teller = _Teller(pipe)
    refuse_secret_name(order.name)
    teller.page_read(Step.TEXT, 0, 0)
    if isinstance(order.source, bytes) and order.source.startswith(b"%PDF-"):
        words, is_whole = glance(order.source)
        refuse_secret_text(words)
        pipe.send(Cleared() if is_whole else Scanned())
    with followed_by(teller):
        text = (
            order.source
            if isinstance(order.source, str)
            else extract_text(order.source, order.name)
        )
    refuse_secret_text(text)
    pipe.send(Cleared())
    if order.catalogue is None:
        return text
    teller.page_read(Step.ITEMS, 0, 0)
    return read_text(text, order.catalogue)


def _bound(order: Order) -> None:
    """Limits of the system, and a group of its own that ends as one."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # A core file would be the document on disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if order.in_background:
        os.nice(BACKGROUND_NICENESS)
    asker: Any = parent_process()
    if asker is not None:
        Thread(target=_end_with, args=(asker.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """Nobody waits for the answer any more: end, and whatever was started for it."""
    connection.wait([sentinel])
    os.killpg(0, signal.SIGKILL)


def _place_of(error: BaseException) -> str:
    """`Type at file:line` of the innermost call; a message may repeat the document."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    code = trace.tb_frame.f_code
    file = os.path.relpath(code.co_filename, sys.prefix)
    return f"{type(error).__name__} at {file}:{trace.tb_lineno}"
