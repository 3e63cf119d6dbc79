"""The ledger: what happened, whether it still stands as it was written, and a copy.

It tells of every mission, so it is open to who audits the whole, and does not exist
for anybody else.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, cast
from urllib.parse import urlencode

from asgiref.sync import sync_to_async
from django.db import DataError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from history import services, verification
from history.enums import HistoryKind
from history.forms import SUBJECTS, LedgerForm
from history.queries import LedgerPage, ledger_page
from history.services import LEDGER, EntryDraft, actor_of, record_on_ledger

READ_LEDGER = "history.read_ledger"
READ_ON = "ledger_read_on"
CHECKED_AT_A_GLANCE: Final = 500
CHECKED_ON_REQUEST: Final = 10_000
NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The page with one entry opened; for htmx only the rows that follow."""
    _check_reader(request)
    at = timezone.now()
    _record_reading(request, at)
    form = LedgerForm(request.GET)
    before = _number(request.GET.get("truoc"))
    page, readable = _page(form, before)
    context: dict[str, Any] = {
        "page": page,
        "readable": readable,
        "query": _query(request, "truoc", "muc"),
        "before": before,
    }
    if vars(request).get("htmx") and before is not None:
        return render(request, "history/_rows.html", context)
    chosen = _number(request.GET.get("muc"))
    shown = chosen or (page.entries[0].pk if page.entries else None)
    context |= {
        "form": form,
        "kinds": HistoryKind.choices,
        "subjects": SUBJECTS,
        "filtered": any(value for value in form.filters().values()),
        "integrity": verification.integrity(at, limit=CHECKED_AT_A_GLANCE),
        "looked": verification.look_at(shown) if shown else None,
        "chosen": chosen,
    }
    return render(request, "history/ledger.html", context)


@require_POST
def check_again(request: HttpRequest) -> HttpResponse:
    """Check the whole ledger now; of a long one, as much as a person waits for."""
    _check_reader(request)
    if not vars(request).get("htmx"):
        return redirect("history:ledger")  # which looks again, too
    at = timezone.now()
    found = verification.integrity(at, limit=CHECKED_ON_REQUEST)
    if found.ok and found.checked == found.entries:
        problem = next((str(one) for one in verification.verify_database()), "")
        found = replace(found, ok=not problem, problem=problem)
    context = {"integrity": found, "fresh": True}
    return render(request, "history/_seal.html", context)


@require_POST
def export_ledger(request: HttpRequest) -> FileResponse:
    """The whole ledger as JSON Lines, for docs/verify_history.py; put on record."""
    _check_reader(request)
    at = timezone.now()
    file = TemporaryFile()  # noqa: SIM115  closed by the response
    services.export(file, by=actor_of(request.user), at=at)
    file.seek(0)
    name = f"lich-su-{timezone.localtime(at):%Y-%m-%d-%H%M}.jsonl"
    return ExportResponse(
        file, as_attachment=True, filename=name, content_type="application/x-ndjson"
    )


class ExportResponse(FileResponse):
    """Read piece by piece: Django would read it as a whole before it is sent (ASGI)."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = sync_to_async(cast("BinaryIO", self.file_to_stream).read)
        while piece := await read(self.block_size):
            yield piece


def _check_reader(request: HttpRequest) -> None:
    if not request.user.has_perm(READ_LEDGER):
        raise Http404


def _record_reading(request: HttpRequest, at: datetime) -> None:
    """That somebody read the ledger stands in the ledger, once a session and day.

    Every page and filter would bury what happened under who looked at it; that, and
    when, who looked at all on a day is what an auditor of the auditors asks. It is a
    fact about the reader: no state of anything changes by a GET.
    """
    today = timezone.localdate(at).isoformat()
    if request.session.get(READ_ON) == today:
        return
    record_on_ledger(
        EntryDraft(
            *LEDGER,
            kind=HistoryKind.HISTORY_READ,
            actor=actor_of(request.user),
            at=at,
            before={},
            after={},
        )
    )
    request.session[READ_ON] = today


def _page(form: LedgerForm, before: int | None) -> tuple[LedgerPage, bool]:
    """A page, and whether it could be read: a tampered moment may be beyond Python."""
    try:
        return ledger_page(**form.filters(), before_id=before), True
    except (DataError, ValueError):
        return LedgerPage([], None), False


def _query(request: HttpRequest, *without: str) -> str:
    """The filters as they stand in the address, to be carried on."""
    given = {
        name: value
        for name, value in request.GET.items()
        if value and name not in without
    }
    return urlencode(given)


def _number(text: str | None) -> int | None:
    return int(text) if text and NUMBER.fullmatch(text) else None
