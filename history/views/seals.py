"""Niêm phong: the seals, the sheet of one for the paper file, the last whole look."""

import json
from datetime import timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from history.models import Seal
from history.queries.seals import last_check, seals_shown
from history.sealing import drawn
from history.views.auditors import check_reader

# A night may pass without one (a server that was off); two are a reason to ask.
LATE: Final = timedelta(days=2)


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The newest seals, and what the last nightly look found."""
    check_reader(request)
    shown = seals_shown()
    context: dict[str, Any] = {
        "seals": shown,
        "check": last_check(),
        "late": not shown or timezone.now() - shown[0].at > LATE,
    }
    return render(request, "history/seals.html", context)


@require_safe
def seal_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """One seal as a sheet of paper, with what a checker needs as a QR code."""
    check_reader(request)
    seal = _seal(number)
    kept = f"{seal.number}:{seal.hash}"
    # Ours: a number and hexadecimal digits.
    qr = mark_safe(drawn(kept))  # noqa: S308
    context = {"seal": seal, "kept": kept, "qr": qr}
    return render(request, "history/seal_sheet.html", context)


@require_safe
def seal_file(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a file, for `verify_history.py --seal`."""
    check_reader(request)
    seal = _seal(number)
    text = json.dumps(seal.as_signed(), ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json")
    name = f"niem-phong-{seal.number:06d}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _seal(number: int) -> Seal:
    found = Seal.objects.filter(number=number).first()
    if found is None:
        raise Http404
    return found
