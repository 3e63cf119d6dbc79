"""Ai đã đọc: who opened, took away, printed or exported what; for who audits."""

import codecs
import csv
import io
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from history.enums import ReadingKind
from history.exports import harmless
from history.forms import READ_SUBJECTS, ReadingsForm
from history.models import ReadingRecord
from history.queries import Selection, readings, readings_page
from history.services import READINGS, READINGS_NAME, actor_of, record_export_of
from history.views.auditors import (
    ExportResponse,
    check_reader,
    number_in,
    query_of,
    record_reading,
)

CHUNK: Final = 2000
HEADINGS: Final = (
    "Số",
    "Lần đầu trong giờ",
    "Người đọc",
    "Chức vụ khi đó",
    "Cách đọc",
    "Loại",
    "Mã",
    "Tên",
    "Nhiệm vụ",
)


@require_safe
def readings_view(request: HttpRequest) -> HttpResponse:
    """The page; for htmx only the rows that follow."""
    check_reader(request)
    record_reading(request, READINGS, READINGS_NAME, timezone.now())
    form = ReadingsForm(request.GET)
    before = number_in(request.GET.get("truoc"))
    filters = form.filters()
    context: dict[str, Any] = {
        "page": readings_page(readings(**filters), before_id=before),
        "query": query_of(request, "truoc"),
        "filtered": any(filters.values()),
    }
    if vars(request).get("htmx") and before is not None:
        return render(request, "history/_reading_rows.html", context)
    context |= {"form": form, "kinds": ReadingKind.choices, "subjects": READ_SUBJECTS}
    return render(request, "history/readings.html", context)


@require_POST
def readings_export(request: HttpRequest) -> FileResponse:
    """Exactly what the filters show, as CSV for a spreadsheet; put on record."""
    check_reader(request)
    at = timezone.now()
    form = ReadingsForm(request.POST)
    record_export_of(
        READINGS,
        READINGS_NAME,
        by=actor_of(request.user),
        at=at,
        selection=Selection(),
    )
    file = TemporaryFile()  # noqa: SIM115  closed by the response
    _write(file, readings(**form.filters()))
    file.seek(0)
    name = f"luot-doc-{timezone.localtime(at):%Y-%m-%d-%H%M}.csv"
    return ExportResponse(
        file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


def _write(target: BinaryIO, found: QuerySet[ReadingRecord]) -> None:
    """In bounded memory; the mark at its beginning tells a spreadsheet that it is
    UTF-8."""
    target.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(target, encoding="utf-8", newline="")
    rows = csv.writer(text)
    rows.writerow(HEADINGS)
    rows.writerows(_row(one) for one in found.iterator(chunk_size=CHUNK))
    text.detach()


def _row(record: ReadingRecord) -> list[str]:
    types = dict(READ_SUBJECTS)
    values: tuple[Any, ...] = (
        record.pk,
        f"{timezone.localtime(record.at):%d/%m/%Y %H:%M:%S}",
        record.person_name,
        record.person_title,
        ReadingKind(record.kind).label,
        types.get(record.subject_type, record.subject_type),
        record.subject_id or "",
        record.subject_name,
        record.mission_id or "",
    )
    return [harmless(str(value)) for value in values]
