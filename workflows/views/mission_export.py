"""The list of missions as a file: the same filters, columns, order, and rights."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from asgiref.sync import sync_to_async
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from history.services import actor_of
from workflows import exports
from workflows.enums import ExportForm
from workflows.exceptions import InvalidInput
from workflows.queries.lists.columns import Column
from workflows.services.list_exports import pages_of, record_export
from workflows.views.mission_frame import frame_of

if TYPE_CHECKING:
    from organization.models import Person

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
TYPES: Final = {ExportForm.EXCEL: EXCEL, ExportForm.CSV: CSV}


class PiecewiseResponse(StreamingHttpResponse):
    """Sent as it is made: Django would make all of it before the first byte (ASGI)."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = iter(cast("Iterator[bytes]", self.streaming_content))
        step = sync_to_async(lambda: next(pieces, None))
        while (piece := await step()) is not None:
            yield piece


@require_safe
def mission_export(request: HttpRequest) -> HttpResponseBase:
    """`dang=xlsx` as Excel, else CSV, which begins to come at once however long. That
    it was taken out is put on record first."""
    at, person = timezone.now(), cast("Person", request.user)
    name = f"nhiem-vu-{timezone.localtime(at):%Y-%m-%d-%H%M}"
    frame = frame_of(request, with_head=False)
    record_export(by=actor_of(person), at=at)
    pages, today = pages_of(person, frame.wanted, frame.columns), frame.today
    if request.GET.get("dang") == ExportForm.EXCEL:
        return FileResponse(
            _excel(pages, today, frame.columns),
            as_attachment=True,
            filename=f"{name}.xlsx",
            content_type=EXCEL,
        )
    answer = PiecewiseResponse(
        exports.csv_of(pages, today, frame.columns), content_type=CSV
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _excel(
    pages: Iterator[list[Any]], today: date, columns: tuple[Column, ...]
) -> BinaryIO:
    """A file of the machine, not memory; the response closes it."""
    file = cast("BinaryIO", TemporaryFile())  # noqa: SIM115
    try:
        exports.write_excel(file, pages, today, columns)
    except InvalidInput:
        file.close()
        raise
    file.seek(0)
    return file
