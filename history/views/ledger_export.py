"""A copy of the ledger: all of it for the checker, or what the filters show."""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from history import exports, services
from history.enums import HistoryKind
from history.forms import SUBJECTS, LedgerForm
from history.hashing import moment
from history.models import HistoryEntry
from history.queries import FIELDS, LedgerFilters, Selection, ledger_page
from history.services import LEDGER, LEDGER_NAME, actor_of, record_export_of
from history.views.auditors import ExportResponse, PiecewiseResponse, check_reader

AT_ONCE: Final = 500
WINDOW: Final = 50_000  # looked at by one statement of an export
HEADINGS: Final = (
    "Số",
    "Thời điểm",
    "Người thực hiện",
    "Chức vụ khi đó",
    "Thẩm quyền ký",
    "Ký thay cho",
    "Việc làm",
    "Loại đối tượng",
    "Mã đối tượng",
    "Mục của chuỗi",
    "Lý do, ý kiến",
    "Căn cứ",
    "Trước",
    "Sau",
    "Mã băm mục trước",
    "Mã băm",
)


@require_POST
def export_ledger(request: HttpRequest) -> HttpResponseBase:
    """The whole ledger as JSON Lines, for docs/verify_history.py; with `dang`, what
    the filters show as CSV (`csv`) or JSON Lines (`jsonl`). Put on record."""
    check_reader(request)
    at = timezone.now()
    name = f"lich-su-{timezone.localtime(at):%Y-%m-%d-%H%M}"
    wanted = request.POST.get("dang")
    if wanted not in {"csv", "jsonl"}:
        file = TemporaryFile()  # noqa: SIM115  closed by the response
        services.export(file, by=actor_of(request.user), at=at)
        file.seek(0)
        return ExportResponse(
            file,
            as_attachment=True,
            filename=f"{name}.jsonl",
            content_type="application/x-ndjson",
        )
    form = LedgerForm(request.POST)
    filters = form.filters()
    record_export_of(
        LEDGER,
        LEDGER_NAME,
        by=actor_of(request.user),
        at=at,
        selection=Selection(),
        part=form.in_words() or "Toàn bộ",
    )
    pieces = _csv(filters) if wanted == "csv" else _lines(filters)
    kind = "text/csv; charset=utf-8" if wanted == "csv" else "application/x-ndjson"
    answer = PiecewiseResponse(pieces, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}-loc.{wanted}"'
    return answer


def _pages(filters: LedgerFilters) -> Iterator[list[HistoryEntry]]:
    """Page after page, each by its own statement: no transaction stays open while a
    slow line takes it in, and what is written meanwhile comes before the first one."""
    before: int | None = None
    while True:
        page = ledger_page(filters, before_id=before, limit=AT_ONCE, window=WINDOW)
        yield page.entries
        before = page.older
        if before is None:
            return


def _csv(filters: LedgerFilters) -> Iterator[bytes]:
    """For a spreadsheet; the mark at its beginning says that it is UTF-8."""
    yield codecs.BOM_UTF8 + _table([list(HEADINGS)])
    words = exports.words_of_entries()
    for entries in _pages(filters):
        yield _table([_row(entry, *words(entry)) for entry in entries])


def _table(rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(
        [exports.harmless(str(value)) for value in row] for row in rows
    )
    return text.getvalue().encode()


def _row(entry: HistoryEntry, before: str, after: str) -> list[Any]:
    labels = dict(HistoryKind.choices)
    return [
        entry.pk,
        f"{timezone.localtime(entry.at):%d/%m/%Y %H:%M:%S}",
        entry.actor_name,
        entry.actor_title,
        entry.capacity,
        entry.on_behalf_of,
        labels.get(entry.kind, entry.kind),
        dict(SUBJECTS).get(entry.subject_type, entry.subject_type),
        entry.subject_id,
        entry.sequence,
        entry.note,
        entry.authority,
        before,
        after,
        entry.previous_hash,
        entry.hash,
    ]


def _lines(filters: LedgerFilters) -> Iterator[bytes]:
    """Entries as a whole export writes them, so that each can be held against it; a
    part has no header, and the checker says so."""
    for entries in _pages(filters):
        text = [
            json.dumps(_stored(entry), ensure_ascii=False, separators=(",", ":"))
            for entry in entries
        ]
        yield "".join(f"{line}\n" for line in text).encode()


def _stored(entry: HistoryEntry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in FIELDS}
    return {**values, "at": moment(entry.at)}
