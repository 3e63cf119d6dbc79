"""Tìm kiếm: the page, its results alone while one types, and those under the frame's
box."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from organization import scopes
from workflows.enums import SearchKind
from workflows.queries.search.asked import Asked, asked
from workflows.queries.search.excerpts import Piece, pattern_of
from workflows.queries.search.found import (
    MOST,
    MOST_OPENED,
    Found,
    find,
    reads_documents,
)
from workflows.queries.search.shown import Shown, shown

if TYPE_CHECKING:
    from organization.models import Person

PAGE: Final = 20
OFFERED: Final = 8
OFFERED_IN, RESULTS_IN = "tim-nhanh", "ket-qua"
# What stands in an address, and how a page calls it.
KINDS: Final[dict[str, SearchKind]] = {
    "nhiem-vu": SearchKind.MISSION,
    "van-ban": SearchKind.DOCUMENT,
    "bao-cao": SearchKind.REPORT,
    "tep": SearchKind.ATTACHMENT,
    "lich-su": SearchKind.HISTORY,
}
ICONS: Final[dict[SearchKind, str]] = {
    SearchKind.MISSION: "tasks",
    SearchKind.DOCUMENT: "file",
    SearchKind.REPORT: "up",
    SearchKind.ATTACHMENT: "clip",
    SearchKind.HISTORY: "ledger",
}


@dataclass(frozen=True)
class Wanted:
    """What an address of the search asks for; whatever it cannot be is left out."""

    asked: Asked
    kind: str = ""
    begin: int = 0

    @classmethod
    def read(cls, query: QueryDict) -> "Wanted":
        kind, begin = query.get("loai", ""), query.get("tu", "")
        is_place = begin.isascii() and begin.isdigit() and len(begin) <= len(str(MOST))
        return cls(
            asked(query.get("q", "")),
            kind if kind in KINDS else "",
            int(begin) if is_place else 0,
        )

    def url(self, **changes: Any) -> str:
        values = {"q": self.asked.text, "loai": self.kind, **changes}
        given = {name: value for name, value in values.items() if value}
        return f"{reverse('workflows:search')}?{urlencode(given)}"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, as a page, as a part of one, or as JSON."""
    wanted = Wanted.read(request.GET)
    scope = scopes.current(cast("Person", request.user))
    kind = KINDS.get(wanted.kind)
    found = find(scope, wanted.asked, kind)
    htmx = vars(request)["htmx"]
    target = htmx.target if htmx and not htmx.history_restore_request else ""
    size = OFFERED if target == OFFERED_IN else PAGE
    pattern = pattern_of(wanted.asked, found.longer)
    results = shown(found.hits[wanted.begin : wanted.begin + size], pattern)
    context = {
        "wanted": wanted,
        "found": found,
        "results": [(one, ICONS[one.kind], _url(one)) for one in results],
        "most": MOST,
        "opened": MOST_OPENED,
        "all_url": wanted.url(),
        "next_url": _next(wanted, found, size),
        "tabs": _tabs(wanted, found, kind, documents=reads_documents(scope)),
    }
    if request.accepts("text/html"):
        names = {
            OFFERED_IN: "workflows/_search_offered.html",
            RESULTS_IN: "workflows/_search_results.html",
            "xem-tiep": "workflows/_search_rows.html",
        }
        answer = render(
            request, names.get(target or "", "workflows/search.html"), context
        )
    else:
        answer = JsonResponse(_told(wanted, found, results))
    patch_vary_headers(answer, ["Accept", "HX-Request", "HX-Target"])
    return answer


def _url(one: Shown) -> str:
    if one.mission_id is None:
        return reverse("workflows:document", args=[one.subject_id])
    place = "#bao-cao" if one.kind in {SearchKind.REPORT, SearchKind.ATTACHMENT} else ""
    return reverse("approvals:mission", args=[one.mission_id]) + place


def _next(wanted: Wanted, found: Found, size: int) -> str:
    end = wanted.begin + size
    return wanted.url(tu=end) if end < len(found.hits) else ""


def _tabs(
    wanted: Wanted, found: Found, kind: SearchKind | None, *, documents: bool
) -> list[dict[str, Any]]:
    """All kinds and each; with how many of each, where all of them were looked at."""
    counted = kind is None and not found.is_more
    every = {"words": "Tất cả", "url": wanted.url(loai=""), "current": kind is None}
    if kind is None:
        every["count"] = len(found.hits)
    return [
        every,
        *(
            {
                "words": one.label,
                "url": wanted.url(loai=name),
                "current": one == kind,
                "count": found.counts[one] if counted else _own(one, kind, found),
            }
            for name, one in KINDS.items()
            if one != SearchKind.DOCUMENT or documents
        ),
    ]


def _own(one: SearchKind, kind: SearchKind | None, found: Found) -> int | None:
    return len(found.hits) if one == kind else None


def _told(wanted: Wanted, found: Found, results: list[Shown]) -> dict[str, Any]:
    return {
        "q": wanted.asked.text,
        "count": len(found.hits),
        "more": found.is_more or found.is_cut,
        "results": [
            {
                "kind": one.kind.name.lower(),
                "label": one.label,
                "code": one.code,
                "title": _words(one.title),
                "heading": _words(one.heading),
                "excerpt": _words(one.excerpt),
                "at": one.at,
                "url": _url(one),
            }
            for one in results
        ],
        "next": _next(wanted, found, PAGE),
    }


def _words(pieces: list[Piece]) -> str:
    return "".join(piece.words for piece in pieces)
