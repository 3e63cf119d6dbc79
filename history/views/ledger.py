"""The ledger: what happened, and whether it still stands as it was written.

It tells of every mission, so it is open to who audits the whole, and does not exist
for anybody else.
"""

from dataclasses import replace
from typing import Any, Final

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from history import verification
from history.enums import HistoryKind
from history.forms import SUBJECTS, LedgerForm
from history.queries import LedgerFilters, LedgerPage, ledger_page
from history.queries.seals import last_looks
from history.services import LEDGER, LEDGER_NAME
from history.views.auditors import (
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
    filters = form.filters()
    before, after = (number_in(request.GET.get(name)) for name in ("truoc", "sau"))
    page, readable = _page(filters, before, after)
    context: dict[str, Any] = {
        "page": page,
        "readable": readable,
        "query": query_of(request, "truoc", "sau", "muc"),
        "place": _place(before, after),
        "filtered": bool(filters),
    }
    if vars(request).get("htmx") and before is not None:
        return render(request, "history/_rows.html", context)
    chosen = number_in(request.GET.get("muc"))
    shown = chosen or (page.entries[0].pk if page.entries else None)
    context |= {
        "form": form,
        "kinds": HistoryKind.choices,
        "subjects": SUBJECTS,
        "integrity": verification.integrity(at, limit=CHECKED_AT_A_GLANCE),
        "looked": verification.look_at(shown) if shown else None,
        "chosen": chosen,
        "last": last_looks(),
        "now": at,
        "not_filters": {"truoc", "sau", "muc", "dang", "csrfmiddlewaretoken"},
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


def _page(
    filters: LedgerFilters, before: int | None, after: int | None
) -> tuple[LedgerPage, bool]:
    """A page, and whether it could be read: a tampered moment may be beyond Python."""
    try:
        return ledger_page(filters, before_id=before, after_id=after), True
    except (DataError, ValueError):
        return LedgerPage([]), False


def _place(before: int | None, after: int | None) -> str:
    """Where the page stands, as its address says it; "" at the newest."""
    if before is not None:
        return f"truoc={before}"
    return f"sau={after}" if after is not None else ""
