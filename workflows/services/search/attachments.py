"""The words of files of evidence, read in a process of their own (`reader_child`).

A file waits here from the moment its report is handed in. What stands against reading
it is kept in words, and it is tried three times at most. Of a file that bears a mark
of secrecy neither words nor name enter the search.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePath
from time import monotonic
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from workflows.enums import FileTextState
from workflows.files import path_of
from workflows.models import Attachment, FileText
from workflows.reading import ReadingRefused, StateSecret
from workflows.reading.secrecy import refuse_secret_name
from workflows.services.reader import ReaderFailed, text_of, visit
from workflows.services.reader_child import Order

logger = logging.getLogger(__name__)

LONGEST: Final = 1_000_000  # letters kept of one file
LONGEST_SECONDS: Final = 5 * 60
TICK_SECONDS: Final = 0.5
MOST_ATTEMPTS: Final = 3
# So long after it was begun, whoever began it does not live.
DEAD_AFTER: Final = timedelta(minutes=10)
READABLE: Final = frozenset({".pdf", ".docx", ".xlsx", ".txt", ".md"})
NO_TEXT: Final = "Loại tệp này không có phần chữ đọc được; chỉ tìm được theo tên tệp."
GONE: Final = "Không còn nội dung tệp trên máy chủ."
TOO_LONG: Final = "Đọc quá năm phút chưa xong nên đã dừng."
STOPPED_THRICE: Final = "Máy chủ đã dừng ba lần trong khi đọc tệp này."
ENLIST: Final = """
INSERT INTO workflows_filetext (file_id, state, text, sentence, attempts)
SELECT DISTINCT attachment.file_id, 'WAITING', '', '', 0
  FROM workflows_attachment attachment
  JOIN workflows_report report ON report.id = attachment.report_id
 WHERE {missions} NOT EXISTS (SELECT FROM workflows_filetext known
                               WHERE known.file_id = attachment.file_id)
    ON CONFLICT DO NOTHING"""


class WorkerStops(Exception):
    """The worker is being shut down; the file is read next time."""


def enlist_files(missions: list[int] | None = None) -> None:
    """Let the files of these missions, or of all, wait to be read; once each."""
    among = "" if missions is None else "report.mission_id = ANY(%s) AND"
    with connection.cursor() as cursor:
        cursor.execute(
            ENLIST.format(missions=among), None if missions is None else [missions]
        )


def read_files(*, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Read what waits, one by one; says how many came to an end."""
    done = 0
    while not should_stop():
        words = _begin()
        if words is None:
            break
        _read(words, should_stop)
        done += 1
    return done


@transaction.atomic
def _begin() -> FileText | None:
    """The next file that waits and that nobody is at, counted as begun."""
    now = timezone.now()
    words = (
        FileText.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(
            Q(begun_at__isnull=True) | Q(begun_at__lt=now - DEAD_AFTER),
            state=FileTextState.WAITING,
        )
        .select_related("file")
        .order_by("pk")
        .first()
    )
    if words is None:
        return None
    words.attempts += 1
    words.begun_at = now
    words.save(update_fields=["attempts", "begun_at"])
    return words


def _read(words: FileText, should_stop: Callable[[], bool]) -> None:
    """Read one file; whatever stands against it ends in its row."""
    if words.attempts > MOST_ATTEMPTS:
        _end(words, FileTextState.FAILED, sentence=STOPPED_THRICE)
        return
    try:
        text = _text(words, should_stop)
    except StateSecret as refusal:
        # Who handed it in is on record with the report; here nothing of it stays.
        logger.warning("A file with a mark of secrecy is kept out of the search.")
        _end(words, FileTextState.REFUSED, sentence=str(refusal))
    except (ReadingRefused, ReaderFailed) as refusal:
        _end(words, FileTextState.FAILED, sentence=str(refusal))
    except WorkerStops:
        FileText.objects.filter(pk=words.pk).update(
            attempts=F("attempts") - 1, begun_at=None
        )
        raise
    else:
        _end(words, FileTextState.READ, text=text)


def _text(words: FileText, should_stop: Callable[[], bool]) -> str:
    names = _names(words)
    for name in names:
        refuse_secret_name(name)
    readable = [one for one in names if PurePath(one).suffix.lower() in READABLE]
    if not readable:
        raise ReadingRefused(NO_TEXT)
    try:
        data = path_of(words.file.sha256).read_bytes()
    except OSError:
        raise ReadingRefused(GONE) from None
    began = monotonic()
    order = Order(data, readable[0], None, in_background=True)
    with visit(order) as process:
        while True:
            text = text_of(process.next(TICK_SECONDS))
            if text is not None:
                return text[:LONGEST].replace("\0", " ")
            if should_stop():
                raise WorkerStops
            if monotonic() - began > LONGEST_SECONDS:
                raise ReadingRefused(TOO_LONG)


def _names(words: FileText) -> list[str]:
    """One content may have been handed in under several names."""
    found = Attachment.objects.filter(file=words.pk).order_by("pk")
    return list(dict.fromkeys(found.values_list("name", flat=True)))


@transaction.atomic
def _end(
    words: FileText, state: FileTextState, *, text: str = "", sentence: str = ""
) -> None:
    """Keep what came of it, and have the missions of the file looked at again."""
    FileText.objects.filter(pk=words.pk).update(
        state=state, text=text, sentence=sentence
    )
    note_missions_of(words.pk)


def note_missions_of(file_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workflows_searchwaiting (subject_type, subject_id)"
            " SELECT DISTINCT 'mission', report.mission_id FROM workflows_report report"
            " JOIN workflows_attachment attachment ON attachment.report_id = report.id"
            " WHERE attachment.file_id = %s",
            [file_id],
        )
