"""What the pages of the auditor share: who may come in, and that it is on record."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import BinaryIO, cast
from urllib.parse import urlencode

from asgiref.sync import sync_to_async
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone

from history.queries import Subject
from history.services import actor_of, record_reading_of

READ_LEDGER = "history.read_ledger"
NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class ExportResponse(FileResponse):
    """Read piece by piece: Django would read it as a whole before it is sent (ASGI)."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = sync_to_async(cast("BinaryIO", self.file_to_stream).read)
        while piece := await read(self.block_size):
            yield piece


class PiecewiseResponse(StreamingHttpResponse):
    """Sent as it is made: Django would make all of it before the first byte (ASGI)."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = iter(cast("Iterator[bytes]", self.streaming_content))
        step = sync_to_async(lambda: next(pieces, None))
        while (piece := await step()) is not None:
            yield piece


def check_reader(request: HttpRequest) -> None:
    """History tells of every mission: for who does not audit the whole it does not
    exist."""
    if not request.user.has_perm(READ_LEDGER):
        raise Http404


def record_reading(
    request: HttpRequest, book: Subject, name: str, at: datetime
) -> None:
    """That somebody read a book of history stands in it, once a session and day.

    Every page and filter would bury what happened under who looked at it; that, and
    when, who looked at all on a day is what an auditor of the auditors asks. It is a
    fact about the reader: no state of anything changes by a GET.
    """
    today, key = timezone.localdate(at).isoformat(), f"{book[0]}_read_on"
    if request.session.get(key) == today:
        return
    record_reading_of(book, name, by=actor_of(request.user), at=at)
    request.session[key] = today


def query_of(request: HttpRequest, *without: str) -> str:
    """The filters as they stand in the address, to be carried on."""
    given = {
        name: value
        for name, value in request.GET.items()
        if value and name not in without
    }
    return urlencode(given)


def number_in(text: str | None) -> int | None:
    return int(text) if text and NUMBER.fullmatch(text) else None
