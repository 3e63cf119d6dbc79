"""Pages of PDF files as pictures, so that evidence is looked at without a download.

A page is drawn once, in a process of its own with bounds, and kept under the hash of
its file. What is kept may be thrown away at any time; it is no part of a backup.
"""

import multiprocessing
import os
import tempfile
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from django.conf import settings

from workflows.files import path_of
from workflows.models import StoredFile
from workflows.services import preview_child

PDF: Final = "application/pdf"
PICTURES: Final = frozenset({"image/png", "image/jpeg"})
SECONDS: Final = 15.0
SEATS: Final = 2
WAIT_FOR_A_SEAT_SECONDS: Final = 10.0
MOST_KEPT: Final = 2000  # pages; the older half goes when there are more
_context = multiprocessing.get_context("forkserver")
_seats = BoundedSemaphore(SEATS)


class NotShown(Exception):
    """The file cannot be shown inside a page; it can be saved."""


def can_be_shown(file: StoredFile) -> bool:
    """Whether pages show it: PDF and pictures."""
    return file.content_type == PDF or file.content_type in PICTURES


def pages_of(file: StoredFile) -> int:
    """How many pages there are to look at. Raises NotShown, FileNotFoundError."""
    if file.content_type in PICTURES:
        return 1
    known = _folder() / f"{file.sha256}.pages"
    if not known.exists():
        _draw(file, 1)
    count = int(known.read_text(encoding="ascii"))
    if count == 0:
        raise NotShown
    return count


def page_of(file: StoredFile, number: int) -> tuple[Path, str]:
    """Where the picture of a page lies, and its type. Raises NotShown,
    FileNotFoundError."""
    if file.content_type in PICTURES:
        return path_of(file.sha256), file.content_type
    if file.content_type != PDF or not 1 <= number <= pages_of(file):
        raise NotShown
    place = _place(file, number)
    if not place.exists():
        _draw(file, number)
    return place, "image/png"


def _draw(file: StoredFile, number: int) -> None:
    """Draw one page and keep it, with the number of pages; 0 pages where it failed."""
    content = path_of(file.sha256).read_bytes()
    if not _seats.acquire(timeout=WAIT_FOR_A_SEAT_SECONDS):
        raise NotShown
    try:
        answer = _drawn(content, number)
    finally:
        _seats.release()
    if answer is None:
        if number == 1:
            _keep(_folder() / f"{file.sha256}.pages", b"0")
        raise NotShown
    count, picture = answer
    _keep(_place(file, number), picture)
    _keep(_folder() / f"{file.sha256}.pages", str(count).encode())
    _throw_out()


def _drawn(content: bytes, number: int) -> tuple[int, bytes] | None:
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(
        target=preview_child.work, args=(theirs, content, number), daemon=True
    )
    process.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            return None
        answer: tuple[int, bytes] | None = ours.recv()
    except (EOFError, OSError):
        return None
    else:
        return answer
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _place(file: StoredFile, number: int) -> Path:
    return _folder() / f"{file.sha256}-{number}.png"


def _folder() -> Path:
    folder: Path = settings.PREVIEW_ROOT
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _keep(place: Path, content: bytes) -> None:
    """Whole or not at all: two may draw the same page at once."""
    handle, path = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as target:
        target.write(content)
    Path(path).replace(place)


def _throw_out() -> None:
    kept = [(one.stat().st_mtime, one) for one in _folder().glob("*.png")]
    if len(kept) > MOST_KEPT:
        for _, one in sorted(kept)[: MOST_KEPT // 2]:
            one.unlink(missing_ok=True)
