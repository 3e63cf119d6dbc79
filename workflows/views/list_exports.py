"""A long list on its way to being a file: begun, watched, taken."""

from typing import TYPE_CHECKING, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from workflows.enums import ExportForm, ExportState
from workflows.services import list_exports
from workflows.views.mission_export import TYPES

if TYPE_CHECKING:
    from organization.models import Person


@require_POST
def list_export_begin(request: HttpRequest) -> HttpResponse:
    """Have the list written; the page that follows it."""
    row = list_exports.begin(
        query=request.POST.get("query", ""),
        form=request.POST.get("dang", ""),
        by=cast("Person", request.user),
    )
    return redirect("workflows:list_export", row.pk)


@require_safe
def list_export(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; for htmx the part that tells it."""
    row = list_exports.of_person(cast("Person", request.user), pk)
    context = {
        "export": row,
        "is_running": row.state in {ExportState.WAITING, ExportState.WRITING},
        "until": row.ended_at + list_exports.KEPT if row.ended_at else None,
    }
    part = bool(vars(request)["htmx"])
    name = "workflows/_list_export.html" if part else "workflows/list_export.html"
    return render(request, name, context)


@require_safe
def list_export_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file, asked for with the rights of this moment."""
    at = timezone.now()
    row, file = list_exports.open_file(
        export_id=pk, by=cast("Person", request.user), at=at
    )
    form = ExportForm(row.form)
    name = f"nhiem-vu-{timezone.localtime(row.begun_at):%Y-%m-%d-%H%M}.{form.value}"
    return FileResponse(
        file, as_attachment=True, filename=name, content_type=TYPES[form]
    )
