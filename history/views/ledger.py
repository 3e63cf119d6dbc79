"""The ledger: what happened, whether it still stands as it was written, and a copy.

It tells of every mission, so it is open to who audits the whole, and does not exist
for anybody else.
"""

from dataclasses import replace
from tempfile import TemporaryFile
from typing import Any, Final

from django.db import DataError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from history import services, verification
from history.enums import HistoryKind
from history.forms import SUBJECTS, LedgerForm
from history.queries import LedgerPage, ledger_page
from history.services import LEDGER, LEDGER_NAME, actor_of
from history.views.auditors import (
    ExportResponse,
    check_reader,
    number_in,
    query_of,
    record_reading,
)

CHECKED_AT_A_GLANCE: Final = 500
CHECKED_ON_REQUEST: Final = 10_000


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The page with one entry opened; for htmx only the rows that follow."""
    check_reader(request)
    at = timezone.now()
    record_reading(request, LEDGER, LEDGER_NAME, at)
    form = LedgerForm(request.GET)
    before = number_in(request.GET.get("truoc"))
    page, readable = _page(form, before)
    context: dict[str, Any] = {
        "page": page,
        "readable": readable,
        "query": query_of(request, "truoc", "muc"),
        "before": before,
    }
    if vars(request).get("htmx") and before is not None:
        return render(request, "history/_rows.html", context)
    chosen = number_in(request.GET.get("muc"))
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
    check_reader(request)
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
    check_reader(request)
    at = timezone.now()
    file = TemporaryFile()  # noqa: SIM115  closed by the response
    services.export(file, by=actor_of(request.user), at=at)
    file.seek(0)
    name = f"lich-su-{timezone.localtime(at):%Y-%m-%d-%H%M}.jsonl"
    return ExportResponse(
        file, as_attachment=True, filename=name, content_type="application/x-ndjson"
    )


def _page(form: LedgerForm, before: int | None) -> tuple[LedgerPage, bool]:
    """A page, and whether it could be read: a tampered moment may be beyond Python."""
    try:
        return ledger_page(**form.filters(), before_id=before), True
    except (DataError, ValueError):
        return LedgerPage([], None), False
